"""Faults, violations and defaults in words of the catalogue."""

from __future__ import annotations

from optimizer.domain.fault import DefaultUsed, Fault, Violation
from optimizer.language import DEFAULT_LANGUAGE, catalogue, text


def fault_text(fault: Fault, lang: str = DEFAULT_LANGUAGE) -> tuple[str, str]:
    """Return what is wrong and how to mend it, in a language of the catalogue.

    A fact that is a word of the program is translated, by ``fault-word.FACT.WORD``; the fact `nearest` puts a
    question before the remedy.

    Raises
    ------
    KeyError
        When the catalogue lacks the fault's code, or a fact that its text asks for.
    """
    known = catalogue(lang)
    facts = {name: known.get(f"fault-word.{name}.{fact}", fact) for name, fact in fault.facts.items()}
    what = text(f"fault.{fault.code}.what", lang, **facts)
    mend = text(f"fault.{fault.code}.mend", lang, **facts)
    if "nearest" in facts:
        mend = f"{text('fault-hint.nearest', lang, nearest=facts['nearest'])} {mend}"
    return what, mend


def violation_text(violation: Violation, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a broken rule as a sentence; what does not apply is a dash."""
    facts = {
        "items": ", ".join(violation.items),
        "begeleider": violation.begeleider,
        "half_day": violation.half_day,
        "found": violation.found,
        "limit": violation.limit,
    }
    shown = {name: "-" if fact in {None, ""} else fact for name, fact in facts.items()}
    return text(f"violation.{violation.rule}", lang, **shown)


def default_key(default: DefaultUsed) -> str:
    """Return the catalogue key of a default's own line: ``default.begeleiders.mode`` for ``/begeleiders/*/mode``."""
    steps = [step for step in default.where.split("/")[1:] if step != "*"]
    return ".".join(("default", *(steps if len(steps) > 1 else ("region", *steps))))


def default_text(default: DefaultUsed, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a default as a line that people read; one that has no line of its own names its field."""
    key, known = default_key(default), catalogue(lang)
    value = known.get(f"default-value.{default.value}", default.value)
    facts = {"count": default.count, "value": value, "field": default.where.strip("/")}
    return text(key if key in known else "default.generic", lang, **facts)
