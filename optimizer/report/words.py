"""Texts, numbers and dates of what is printed, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.clock import format_clock
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import StopKind
from optimizer.language import text
from optimizer.language.phrases import Phrases


@dataclass(frozen=True)
class Words(Phrases):
    """The catalogue in one language; call it with a key under ``report.``."""

    def __call__(self, key: str, **facts: object) -> str:
        """Return the text of ``report.KEY`` with its placeholders filled."""
        return text(f"report.{key}", self.lang, **facts)

    def hours(self, minutes: int) -> str:
        """Return minutes as hours and minutes."""
        return text("cli.hours", self.lang, h=minutes // 60, m=f"{minutes % 60:02d}")

    def span(self, start: int, end: int) -> str:
        """Return a clock window, from minutes since midnight."""
        return f"{format_clock(start)}\N{EN DASH}{format_clock(end)}"

    def day(self, half_day: HalfDay) -> str:
        """Return the name of a half day's day."""
        return text(f"cli.day.{half_day.day}", self.lang)

    def part(self, *, morning: bool) -> str:
        """Return the word for a morning or an afternoon."""
        return self("part.morning" if morning else "part.afternoon")


def what_of(kind: StopKind, what: str, say: Words, supports: str | None = None) -> str:
    """Return what happens, in a few words: an expertise (and for which new leerling), a group, a meeting."""
    if kind is StopKind.VISIT:
        return what if supports is None else say("what.support", what=what, leerling=supports)
    if kind is StopKind.SESSION:
        return say("what.session", kind=what)
    return say("what.overleg", kind=say.word("overleg_kind", what))
