"""Texts, numbers and dates of what is printed, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from optimizer.domain.calendar import friday_of, monday_of
from optimizer.domain.clock import format_clock
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import StopKind
from optimizer.language import DEFAULT_LANGUAGE, catalogue, text


@dataclass(frozen=True)
class Words:
    """The catalogue in one language; call it with a key under ``report.``."""

    lang: str = DEFAULT_LANGUAGE

    def __call__(self, key: str, **facts: object) -> str:
        """Return the text of ``report.KEY`` with its placeholders filled."""
        return text(f"report.{key}", self.lang, **facts)

    def of(self, key: str, **facts: object) -> str:
        """Return the text of a key of any room, such as ``stage.travel``."""
        return text(key, self.lang, **facts)

    def word(self, table: str, name: str) -> str:
        """Return the word for a name of the domain, or the name itself when the catalogue has none."""
        return catalogue(self.lang).get(f"cli.{table}.{name}", name)

    def number(self, value: int) -> str:
        """Return a whole number with the language's thousands separator."""
        written = f"{value:,}"
        return written.replace(",", ".") if self.lang == "nl" else written

    def percent(self, fraction: float) -> str:
        """Return a fraction as a percentage with one decimal."""
        written = f"{100 * fraction:.1f} %"
        return written.replace(".", ",") if self.lang == "nl" else written

    def hours(self, minutes: int) -> str:
        """Return minutes as hours and minutes."""
        return text("cli.hours", self.lang, h=minutes // 60, m=f"{minutes % 60:02d}")

    def span(self, start: int, end: int) -> str:
        """Return a clock window, from minutes since midnight."""
        return f"{format_clock(start)}\N{EN DASH}{format_clock(end)}"

    def half_day(self, half_day: HalfDay) -> str:
        """Return a half day in words."""
        return text(f"cli.half_day.{half_day}", self.lang)

    def day(self, half_day: HalfDay) -> str:
        """Return the name of a half day's day."""
        return text(f"cli.day.{half_day.day}", self.lang)

    def part(self, *, morning: bool) -> str:
        """Return the word for a morning or an afternoon."""
        return self("part.morning" if morning else "part.afternoon")

    def date(self, day: date, *, year: bool = False) -> str:
        """Return a date in words."""
        month = text(f"cli.month.{day.month}", self.lang)
        return text("cli.date.year" if year else "cli.date.short", self.lang, day=day.day, month=month, year=day.year)

    def week(self, week: str) -> str:
        """Return an ISO week in words with its Monday and Friday."""
        monday, friday = monday_of(week), friday_of(week)
        first = str(monday.day) if monday.month == friday.month else self.date(monday)
        last = self.date(friday, year=True)
        return text("cli.date.week", self.lang, week=int(week[6:]), first=first, last=last)


def what_of(kind: StopKind, what: str, say: Words) -> str:
    """Return what happens, in a few words: an expertise, a group, a meeting."""
    if kind is StopKind.VISIT:
        return what
    if kind is StopKind.SESSION:
        return say("what.session", kind=what)
    return say("what.overleg", kind=say.word("overleg_kind", what))
