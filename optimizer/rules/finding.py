"""How facts of a plan are written in a violation: clock times, spans and lists, without words of any language."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.domain.clock import MINUTES_PER_DAY, Window, format_clock


def clock(minutes: int) -> str:
    """Return ``"HH:MM"``; a time past midnight as that of the next day with ``+1``."""
    days, rest = divmod(minutes, MINUTES_PER_DAY)
    return format_clock(rest) + (f"+{days}" if days else "")


def span(start: int, end: int) -> str:
    """Return ``"HH:MM-HH:MM"``."""
    return f"{clock(start)}-{clock(end)}"


def windows(found: Iterable[Window | None]) -> str | None:
    """Return the windows that bind together, or nothing when one of them is closed."""
    texts = []
    for window in found:
        if window is None:
            return None
        texts.append(str(window))
    return " & ".join(dict.fromkeys(texts))


def listing(values: Iterable[object]) -> str | None:
    """Return values with commas between, or nothing when there are none."""
    return ", ".join(str(value) for value in values) or None
