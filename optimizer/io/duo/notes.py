"""What was found in the files: faults, for which all is refused, and notices, which say what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.domain.fault import Fault
from optimizer.domain.intake import InputRefusedError
from optimizer.domain.shown import shown
from optimizer.language import DEFAULT_LANGUAGE, text


@dataclass(frozen=True)
class Notice:
    """An odd row or value: where, what, and what was done; the words are in the catalogue under ``duo.note``."""

    code: str
    where: str
    """``file:line``, or the file."""
    facts: Mapping[str, str]


def notice(code: str, where: str, /, **facts: object) -> Notice:
    """Return a notice with its facts as readers see them."""
    return Notice(code, where, {name: shown(fact) for name, fact in facts.items()})


def notice_text(found: Notice, lang: str = DEFAULT_LANGUAGE) -> tuple[str, str]:
    """Return what was found and what was done, in a language of the catalogue."""
    key = f"duo.note.{found.code}"
    return text(f"{key}.what", lang, **found.facts), text(f"{key}.done", lang, **found.facts)


def notice_data(found: Notice, lang: str = DEFAULT_LANGUAGE) -> dict[str, str]:
    """Return a notice as a JSON value."""
    what, done = notice_text(found, lang)
    return {"code": found.code, "where": found.where, "what": what, "done": done}


@dataclass
class Findings:
    """Collects what is found while files are read."""

    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def fault(self, code: str, where: str, /, **facts: object) -> None:
        """Note a fault: nothing will be taken in."""
        self.faults.append(Fault(code=code, where=where, facts={name: shown(fact) for name, fact in facts.items()}))

    def note(self, code: str, where: str, /, **facts: object) -> None:
        """Note something odd, and what was done."""
        self.notices.append(notice(code, where, **facts))

    def stop_at_faults(self) -> None:
        """Refuse everything when there is a fault.

        Raises
        ------
        InputRefusedError
            With all faults so far.
        """
        if self.faults:
            raise InputRefusedError(tuple(self.faults))
