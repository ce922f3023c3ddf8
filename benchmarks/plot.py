"""A small plot as SVG, written by hand: points joined by lines on two logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 60, 52
COLOURS = ("#1b6ca8", "#c8553d", "#4f7942")
DASHES = ("", "6 4", "2 3")
"""Lines differ in their dashes too, for who does not see the colours."""
LEGEND = 180
"""Width of an entry of the legend, above the plot."""
INK, GRID = "#333333", "#dddddd"
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
    f'font-family="sans-serif" fill="{INK}" role="img">'
)


@dataclass(frozen=True)
class Series:
    """A named row of points, both coordinates above zero."""

    name: str
    points: Sequence[tuple[float, float]]


def log_plot(title: str, x_label: str, y_label: str, series: Sequence[Series], ticks: Sequence[float]) -> str:
    """Return the SVG; `ticks` are the marks of the x axis, those of the y axis are 1, 2 and 5 times powers of ten.

    Raises
    ------
    ValueError
        When there is no point, or one that has no logarithm.
    """
    points = [point for one in series for point in one.points]
    if not points or min(min(point) for point in points) <= 0:
        raise ValueError("a logarithmic plot needs points above zero")
    xs = _Axis(min(ticks), max(ticks), LEFT, WIDTH - RIGHT)
    low, high = (f(math.log10(y) for _, y in points) for f in (min, max))
    bottom, top = math.floor(low), max(math.floor(low) + 1, math.ceil(high))
    ys = _Axis(10.0**bottom, 10.0**top, HEIGHT - BOTTOM, TOP)
    parts = [
        _HEAD,
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(WIDTH / 2, 20, title, size=14),
    ]
    for tick in ticks:
        parts += [_line(xs.at(tick), TOP, xs.at(tick), HEIGHT - BOTTOM, GRID)]
        parts += [_text(xs.at(tick), HEIGHT - BOTTOM + 18, f"{tick:,g}")]
    for tick in _ticks(bottom, top):
        y = ys.at(tick)
        parts += [_line(LEFT, y, WIDTH - RIGHT, y, GRID), _text(LEFT - 8, y + 4, f"{tick:,g}", anchor="end")]
    parts += [
        _line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, INK),
        _line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, INK),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_label),
        f'<g transform="translate(16 {(TOP + HEIGHT - BOTTOM) / 2:.0f}) rotate(-90)">',
        _text(0, 0, y_label),
        "</g>",
    ]
    for number, one in enumerate(series):
        parts += _series(number, one, xs, ys)
    return "\n".join([*parts, "</svg>\n"])


def _ticks(bottom: int, top: int) -> list[float]:
    """Return the marks from one power of ten to another: 1, 2 and 5 times each power."""
    return [*(step * 10.0**power for power in range(bottom, top) for step in (1, 2, 5)), 10.0**top]


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value lies on the picture."""
        share = math.log(value / self.low) / math.log(self.high / self.low) if self.high > self.low else 0.5
        return self.start + share * (self.end - self.start)


def _series(number: int, series: Series, xs: _Axis, ys: _Axis) -> list[str]:
    """Return line, points and the entry in the legend."""
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    stroke = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
    spots = [(xs.at(x), ys.at(y)) for x, y in series.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    start = LEFT + LEGEND * number
    return [
        f'<polyline points="{path}" fill="none" {stroke}/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in spots),
        f'<line x1="{start}" y1="{TOP - 18}" x2="{start + 28}" y2="{TOP - 18}" {stroke}/>',
        _text(start + 36, TOP - 14, series.name, anchor="start"),
    ]


def _text(x: float, y: float, text: str, *, anchor: str = "middle", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'
