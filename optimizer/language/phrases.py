"""Numbers, dates and words of the domain in one language: what every room that speaks to people shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.language import DEFAULT_LANGUAGE, catalogue, text


@dataclass(frozen=True)
class Phrases:
    """The catalogue in one language."""

    lang: str = DEFAULT_LANGUAGE

    def of(self, key: str, **facts: object) -> str:
        """Return the text of a key of any room, such as ``stage.travel``."""
        return text(key, self.lang, **facts)

    def word(self, table: str, name: str) -> str:
        """Return the word for a name of the domain, or the name itself when the catalogue has none."""
        return catalogue(self.lang).get(f"cli.{table}.{name}", name)

    def school_kind(self, kind: str) -> str:
        """Return the word for a kind of school."""
        return self.of(f"workbook.word.school_kind.{kind}")

    def number(self, value: int) -> str:
        """Return a whole number with the language's thousands separator."""
        written = f"{value:,}"
        return written.replace(",", ".") if self.lang == "nl" else written

    def decimal(self, value: float, digits: int = 1) -> str:
        """Return a number with so many decimals and the language's decimal sign."""
        written = f"{value:,.{digits}f}"
        return written.translate(str.maketrans(",.", ".,")) if self.lang == "nl" else written

    def percent(self, fraction: float) -> str:
        """Return a fraction as a percentage with one decimal."""
        return f"{self.decimal(100 * fraction)} %"

    def either(self, names: Sequence[str]) -> str:
        """Return names as ``a, b or c``."""
        return self.of("cli.list.or").join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)

    def half_day(self, half_day: str) -> str:
        """Return a half day in words."""
        return self.of(f"cli.half_day.{half_day}")

    def date(self, day: date, *, year: bool = False) -> str:
        """Return a date in words, such as ``24 november``."""
        month = self.of(f"cli.month.{day.month}")
        return self.of("cli.date.year" if year else "cli.date.short", day=day.day, month=month, year=day.year)

    def week(self, week: str) -> str:
        """Return an ISO week in words with its Monday and Friday."""
        monday, friday = (date.fromisocalendar(int(week[:4]), int(week[6:]), day) for day in (1, 5))
        first = str(monday.day) if monday.month == friday.month else self.date(monday)
        return self.of("cli.date.week", week=int(week[6:]), first=first, last=self.date(friday, year=True))
