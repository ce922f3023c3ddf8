"""When somebody works or can be visited: half days with clock windows, in one text or one column a day."""

from __future__ import annotations

from optimizer.domain.begeleider import default_availability
from optimizer.domain.clock import Window
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.io.messy.plain import tidy
from optimizer.io.messy.sheets import Cell, is_empty
from optimizer.io.messy.values import Value
from optimizer.io.messy.values.amounts import number
from optimizer.io.messy.values.clocks import RANGE, clock_window, spoken, window_of
from optimizer.io.messy.values.halfdays import half_days
from optimizer.io.messy.values.words import truth

Hours = dict[HalfDay, Window | None]
"""Half days with the window that was written; ``None`` where the default holds."""
_SHORTEST = 30
"""Minutes of a window below which a half day is left out."""
_HALF_DAY_HOURS = 4.5
_NOON = 12 * 60 + 30


def hours_of(text: str) -> Value[Hours] | None:
    """Read half days with or without clock windows: ``ma 8.30-12.00, wo 13-16u, vr``."""
    given = spoken(text)
    found: Hours = {}
    at, guess = 0, ""
    for match in RANGE.finditer(given):
        days = given[at : match.start()].strip(" ,;/&+:(")
        days = days.removeprefix("en ").removesuffix(" van").strip()
        named = half_days(days) if days else Value(HALF_DAYS)
        window = window_of(match)
        if named is None or window is None:
            return None
        found |= divided(named.value, window)
        at, guess = match.end(), "hours"
    rest = tidy(given[at:]).strip(" ,;/&+)").removeprefix("uur").removeprefix("en ").strip(" ,;/&+)")
    if rest:
        named = half_days(rest)
        if named is None:
            return None
        found = dict.fromkeys(named.value) | found
        guess = guess or named.guess
    return Value(found, guess) if found else None


def divided(named: tuple[HalfDay, ...], window: Window) -> Hours:
    """Return a window cut at the midday break of the default availability, over the half days it reaches."""
    standard = default_availability()
    found: Hours = {}
    for half_day in named:
        usual = standard[half_day]
        start = window.start if half_day.is_morning else max(window.start, usual.start)
        end = min(window.end, usual.end) if half_day.is_morning and window.end > _NOON else window.end
        if end - start >= _SHORTEST and (half_day.is_morning or window.end > usual.start):
            found[half_day] = Window(start=start, end=end)
    return found


def day_cell(field: str, value: Cell) -> Value[Hours] | None:
    """Read a cell of a column about one day (``day:ma``) or half day (``day:ma-ochtend``): a mark, hours, a window."""
    name = field.partition(":")[2]
    named = tuple(h for h in HALF_DAYS if name in (h.value, h.day.value))
    if is_empty(value):
        return Value({})
    whole = len(named) > 1
    marked = truth(value)
    if marked is not None and not (whole and isinstance(value, int | float) and not isinstance(value, bool)):
        return Value(dict.fromkeys(named) if marked else {})
    window = clock_window(value) if isinstance(value, str) else None
    if window is not None:
        return Value(divided(named, window.value), "hours")
    worked = number(value)
    if worked is not None:
        if not 0 <= worked.value <= 10:  # noqa: PLR2004 - hours of a day
            return None
        reached = named if worked.value > _HALF_DAY_HOURS else named[:1]
        return Value(dict.fromkeys(reached if worked.value else ()), "day-hours" if whole else "")
    parts = half_days(f"{named[0].day} {value}")
    if parts is None or not set(parts.value) <= set(named):
        return None
    return Value(dict.fromkeys(parts.value), parts.guess)
