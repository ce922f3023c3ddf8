"""Texts, numbers and dates in the reader's language."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.language import DEFAULT_LANGUAGE, LANGUAGES, text
from optimizer.language.phrases import Phrases

if TYPE_CHECKING:
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
class Texts(Phrases):
    """The catalogue in one language; call it with a key under ``cli.``."""

    def __call__(self, key: str, **facts: object) -> str:
        """Return the text of ``cli.KEY`` with its placeholders filled."""
        return text(f"cli.{key}", self.lang, **facts)

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
