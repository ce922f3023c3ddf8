"""Texts, numbers and dates in the reader's language."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.language import DEFAULT_LANGUAGE, LANGUAGES, catalogue, text

if TYPE_CHECKING:
    from datetime import date

    from optimizer.domain.half_day import HalfDay

LANGUAGE_VARIABLE = "KRINGPLAN_LANG"


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language that the arguments or `KRINGPLAN_LANG` ask for, else the default.

    Read before the command line is understood, so that help and complaints about the command line come in it too.
    """
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


@dataclass(frozen=True)
class Texts:
    """The catalogue in one language; call it with a key under ``cli.``."""

    lang: str = DEFAULT_LANGUAGE

    def __call__(self, key: str, **facts: object) -> str:
        """Return the text of ``cli.KEY`` with its placeholders filled."""
        return text(f"cli.{key}", self.lang, **facts)

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

    def decimal(self, value: float, digits: int = 1) -> str:
        """Return a number with so many decimals and the language's decimal sign."""
        written = f"{value:,.{digits}f}"
        return written.translate(str.maketrans(",.", ".,")) if self.lang == "nl" else written

    def percent(self, fraction: float) -> str:
        """Return a fraction as a percentage with one decimal."""
        return f"{self.decimal(100 * fraction)} %"

    def count(self, key: str, number: int) -> str:
        """Return number and noun, from ``cli.KEY.one`` or ``cli.KEY.many``."""
        return self(f"{key}.{'one' if number == 1 else 'many'}", n=self.number(number))

    def clock(self, start: int, end: int) -> str:
        """Return a clock window, from minutes since midnight."""
        from optimizer.domain.clock import format_clock

        return self("clock", start=format_clock(start), end=format_clock(end))

    def day_of(self, half_day: HalfDay) -> str:
        """Return the name of a half day's day."""
        return self(f"day.{half_day.day}")

    def half_day(self, half_day: HalfDay) -> str:
        """Return a half day in words."""
        return self(f"half_day.{half_day}")

    def date(self, day: date, *, year: bool = False) -> str:
        """Return a date in words, such as ``24 november``."""
        month = self(f"month.{day.month}")
        return self("date.year" if year else "date.short", day=day.day, month=month, year=day.year)

    def week(self, week: str) -> str:
        """Return an ISO week in words with its Monday and Friday."""
        from optimizer.domain.calendar import friday_of, monday_of

        monday, friday = monday_of(week), friday_of(week)
        first = str(monday.day) if monday.month == friday.month else self.date(monday)
        return self("date.week", week=int(week[6:]), first=first, last=self.date(friday, year=True))
