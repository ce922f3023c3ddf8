"""Clock windows as people write them: ``8.30-12u``, ``9u tot 11u30``, ``half negen - 12:00``, ``vanaf 9 uur``."""

from __future__ import annotations

import re

from optimizer.domain.clock import Window, format_clock
from optimizer.io.messy.plain import tidy
from optimizer.io.messy.values import Value

EARLIEST, LATEST = 7 * 60, 18 * 60
"""Between these, in minutes since midnight, a bare number is a clock time of a school day."""
_NOON = 12
_NUMBERS = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "elf": 11, "twaalf": 12,
}  # fmt: skip
_HOUR = "(?:\\d{1,2}|" + "|".join(_NUMBERS) + ")"
_SPOKEN = re.compile(rf"\b(half|kwart over|kwart voor)\s+({_HOUR})\b")
_CLOCK = r"(?:(\d{1,2})\s*(?:[:.]|[uh])\s*(\d{2})(?!\d)|(\d{2})(\d{2})(?!\d)|(\d{1,2})(?!\d))\s*(?:uur|u|h)?"
RANGE = re.compile(rf"(?<![\d/]){_CLOCK}\s*(?:-|tot|t/m|en)\s*{_CLOCK}(?![\d/])")
_FROM = re.compile(rf"(?:vanaf|na)\s+{_CLOCK}")
_UNTIL = re.compile(rf"(?:tot|voor)\s+{_CLOCK}")
_GROUPS = 5


def spoken(text: str) -> str:
    """Return a text in small letters with ``half negen`` and ``kwart over 8`` written as clock times."""

    def written(match: re.Match[str]) -> str:
        hour = _NUMBERS.get(match[2]) or int(match[2])
        shift = {"half": -30, "kwart over": 15, "kwart voor": -15}[match[1]]
        return format_clock((hour * 60 + shift) % (24 * 60))

    return _SPOKEN.sub(written, tidy(text).casefold())


def _minutes(match: re.Match[str], first: int) -> int | None:
    """Return the minutes since midnight of the clock time whose groups start at `first`."""
    hour = next(match[g] for g in (first, first + 2, first + 4) if match[g] is not None)
    past = match[first + 1] or match[first + 3] or "0"
    found = int(hour) * 60 + int(past)
    return found if int(past) < 60 and found <= 24 * 60 else None  # noqa: PLR2004 - minutes of an hour


def window_of(match: re.Match[str]) -> Window | None:
    """Return the window of a match of `RANGE`; times before seven are taken as after noon where that is needed."""
    start, end = _minutes(match, 1), _minutes(match, 1 + _GROUPS)
    if start is None or end is None:
        return None
    if start < EARLIEST - 60:
        start += _NOON * 60
    if end <= start and end < _NOON * 60:
        end += _NOON * 60
    return Window(start=start, end=end) if start < end <= 22 * 60 else None


def clock_window(text: str) -> Value[Window] | None:
    """Read one clock window; half-open ones reach from `EARLIEST` or to `LATEST`."""
    given = spoken(text)
    match = RANGE.search(given)
    if match is not None:
        window = window_of(match)
        rest = (given[: match.start()] + given[match.end() :]).strip(" .()")
        if window is None or rest not in {"", "tussen", "van", "uur", "u", "s morgens", "om"}:
            return None
        exact = re.fullmatch(r"\d{2}:\d{2}-\d{2}:\d{2}", given) is not None
        return Value(window, "" if exact else "clock")
    for pattern, after in ((_FROM, True), (_UNTIL, False)):
        match = pattern.fullmatch(given)
        at = _minutes(match, 1) if match is not None else None
        if at is not None and EARLIEST < at < LATEST:
            return Value(Window(start=at, end=LATEST) if after else Window(start=EARLIEST, end=at), "clock")
    return None
