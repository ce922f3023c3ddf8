"""Durations, counts and rhythms: ``1,5 uur``, ``90 min``, ``2x45 min``, ``1x per 2 weken``, ``0,6 fte``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from optimizer.domain.crosscheck.begeleiders import FULL_TIME_MINUTES
from optimizer.io.messy.plain import number_text, tidy
from optimizer.io.messy.sheets import Cell
from optimizer.io.messy.values import Value

HOURS, MINUTES, FTE, UNKNOWN = "hours", "minutes", "fte", ""
"""Unit that a column's header names."""
_MOST_HOURS = 9
"""Up to this a bare number without a unit is hours: no visit takes nine minutes, none takes ten hours."""
_LARGEST = 1e9
"""No number on a coordinator's sheet is larger; what is, is a code that was taken for one."""
_LONGEST_TEXT = 60
_WORDS = {
    "anderhalf": "1.5", "anderhalve": "1.5", "half": "0.5", "halve": "0.5", "een": "1", "één": "1", "twee": "2",
    "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7", "acht": "8", "negen": "9", "tien": "10",
    "twaalf": "12",
}  # fmt: skip
_WORD = re.compile(r"\b(" + "|".join(_WORDS) + r")\b")
_ABOUT = re.compile(r"^(?:ca\.?|circa|ongeveer|plm\.?|±|\+/-|~|max\.?|maximaal)\s*")
_NUMBER = r"(\d+(?:[.,]\d+)?|[.,]\d+)"
_HOUR_MINUTES = re.compile(rf"{_NUMBER}\s*(?:uur|uren|u|h)\.?\s*(?:en\s*)?(?:(\d{{1,2}})\s*(?:minuten|min|m)?\.?)?")
_CLOCKED = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_SHORT = re.compile(rf"{_NUMBER}\s*(?:minuten|minuut|min|m|')\.?")
_QUARTERS = re.compile(rf"(?:{_NUMBER}\s*)?kwartier(?:en)?")
_FULL = re.compile(rf"{_NUMBER}\s*(?:fte|wtf)")
_TIMES = re.compile(r"(\d{1,2})\s*(?:x|keer|maal|\u00d7|(?=per\b|p/|p\.))\s*")


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def number(value: Cell) -> Value[float] | None:
    """Read a number, also one that is text: ``" 3 "``, ``3,5``, ``5x``, ``ca. 5``, ``vijf``; of a range the highest."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Value(float(value)) if abs(value) <= _LARGEST else None
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        return None
    given = tidy(value).casefold()
    if re.fullmatch(_NUMBER, given):
        return Value(_float(given), "number-as-text")
    shorter = _WORD.sub(lambda m: _WORDS[m[1]], _ABOUT.sub("", given))
    shorter = re.sub(r"\s*(?:x|\u00d7|keer|maal|st\.?|stuks|bezoeken|bezoek|ll|leerlingen|weken|wk)\.?$", "", shorter)
    between = re.fullmatch(rf"{_NUMBER}\s*(?:-|à|a|tot|of)\s*{_NUMBER}", shorter)
    if between:
        return Value(max(_float(between[1]), _float(between[2])), "number")
    return Value(_float(shorter), "number") if re.fullmatch(_NUMBER, shorter) else None


def count(value: Cell) -> Value[int] | None:
    """Read a whole number."""
    found = number(value)
    if found is None or found.value != int(found.value) or found.value < 0:
        return None
    return Value(int(found.value), found.guess)


def minutes(value: Cell, unit: str = UNKNOWN) -> Value[int] | None:
    """Read a duration in minutes.

    Parameters
    ----------
    value
        The cell.
    unit
        The unit that the header names; without one a bare number up to nine is taken as hours.
    """
    if isinstance(value, datetime):
        return None
    if isinstance(value, time):
        return _positive(value.hour * 60 + value.minute, "duration")
    if isinstance(value, timedelta):
        return _positive(round(value.total_seconds() / 60), "duration")
    bare = number(value) if not isinstance(value, str) or re.fullmatch(_NUMBER, tidy(value)) else None
    if bare is not None:
        return _bare(bare, unit)
    return _written(value) if isinstance(value, str) else None


def visits_of_minutes(value: Cell, unit: str = UNKNOWN) -> Value[tuple[int, int]] | None:
    """Read a number of visits and the minutes of each: ``2x45 min``; a duration alone is one visit."""
    if isinstance(value, str):
        match = _TIMES.match(tidy(value).casefold())
        each = minutes(tidy(value)[match.end() :], unit) if match else None
        if match is not None and each is not None:
            return Value((int(match[1]), each.value), "visits-of-minutes")
    found = minutes(value, unit)
    if found is not None and found.value > _LONGEST_VISIT and unit == HOURS:
        # nobody stays 60 hours: minutes were typed under a header that says hours
        found = minutes(value, MINUTES)
        return None if found is None else Value((1, found.value), "minutes-guessed")
    return None if found is None else Value((1, found.value), found.guess)


def _positive(found: float, guess: str) -> Value[int] | None:
    whole = round(found)
    return Value(whole, guess) if whole > 0 and abs(found - whole) < 0.01 else None  # noqa: PLR2004 - rounding


def _bare(bare: Value[float], unit: str) -> Value[int] | None:
    if unit == MINUTES:
        return _positive(bare.value, bare.guess)
    if unit == FTE and bare.value <= 1:
        return _positive(round(bare.value * FULL_TIME_MINUTES), "fte")
    if unit in {HOURS, FTE}:
        return _positive(round(bare.value * 60, 3), bare.guess)
    if bare.value <= _MOST_HOURS:
        return _positive(round(bare.value * 60, 3), "hours-guessed")
    return _positive(bare.value, bare.guess)


def _written(text: str) -> Value[int] | None:
    if len(text) > _LONGEST_TEXT:
        return None
    typed = tidy(text).casefold()
    given = _WORD.sub(lambda m: _WORDS[m[1]], _ABOUT.sub("", typed))
    guess = "" if given == typed else "duration"
    given = re.sub(r"\s*(?:per|p\.?/?)\s*(?:bezoek|keer|w|wk|week)\.?$", "", given)
    for pattern, factor in ((_HOUR_MINUTES, 60.0), (_SHORT, 1.0), (_FULL, float(FULL_TIME_MINUTES))):
        match = pattern.fullmatch(given)
        if match:
            more = int(match[2]) if pattern is _HOUR_MINUTES and match[2] else 0
            return _positive(_float(match[1]) * factor + more, guess)
    match = _CLOCKED.fullmatch(given)
    if match:
        return _positive(int(match[1]) * 60 + int(match[2]), "duration")
    match = _QUARTERS.fullmatch(given)
    return _positive(_float(match[1] or "1") * 15, "duration") if match else None


@dataclass(frozen=True)
class Rhythm:
    """How often: visits in a due week, weeks between, and how many in all where the words say so."""

    visits: int = 1
    every_weeks: int = 1
    visits_left: int | None = None

    def __str__(self) -> str:
        """Return it in no language: ``2 x / 1 wk``."""
        left = "" if self.visits_left is None else f" ({self.visits_left})"
        return f"{self.visits} x / {self.every_weeks} wk{left}"


_EVERY = {
    "wekelijks": 1, "elke week": 1, "iedere week": 1, "per week": 1, "p/w": 1, "pw": 1, "p w": 1, "tweewekelijks": 2,
    "2-wekelijks": 2, "2 wekelijks": 2, "om de week": 2, "om de andere week": 2, "even weken": 2, "oneven weken": 2,
    "driewekelijks": 3, "3-wekelijks": 3, "vierwekelijks": 4, "maandelijks": 4, "per maand": 4, "elke maand": 4,
    "p/m": 4, "pm": 4, "zeswekelijks": 6, "6-wekelijks": 6,
}  # fmt: skip
_ONCE = frozenset({"eenmalig", "1 malig", "1-malig", "1x", "1 keer", "consult"})
_PER = re.compile(r"(?:per|om de|elke|iedere|/|p\.?|in de)\s*(\d)?\s*(week|weken|wekelijks|wk|wkn|w|maand|mnd)\.?")
_LONGEST = 6
_LONGEST_VISIT = 8 * 60


def rhythm(value: Cell) -> Value[Rhythm] | None:
    """Read how often: ``wekelijks``, ``2x per week``, ``1x/2wk``, ``om de week``, ``1x per maand`` (four weeks)."""
    if not isinstance(value, str):
        bare = count(value)
        return Value(Rhythm(visits=bare.value), "rhythm") if bare is not None and 1 <= bare.value <= 5 else None  # noqa: PLR2004 - a week has five days
    given = _WORD.sub(lambda m: number_text(_float(_WORDS[m[1]])), tidy(value).casefold())
    if given in _ONCE:
        return Value(Rhythm(visits_left=1), "rhythm")
    match = _TIMES.match(given)
    visits, rest = (int(match[1]), given[match.end() :].strip()) if match else (1, given)
    every = _EVERY.get(rest) or (_every(rest) if rest else None)
    if every is None or not 1 <= every <= _LONGEST or not 1 <= visits <= 5:  # noqa: PLR2004 - as above
        return None
    if visits > 1 and every > 1 and every % visits == 0:
        # twice in four weeks is once in two, spread
        visits, every = 1, every // visits
    return Value(Rhythm(visits, every), "" if given == "wekelijks" else "rhythm")


def _every(rest: str) -> int | None:
    match = _PER.fullmatch(rest)
    if match is None:
        return None
    weeks = int(match[1] or "1")
    return weeks * 4 if match[2] in {"maand", "mnd"} else weeks
