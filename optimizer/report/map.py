"""A small map, drawn from coordinates alone: schools, kringen, the roads between visits. No base, home or other place.

A school has a number that the tables repeat; what is not fully served has a square instead of a dot, so that no colour
is needed to see it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from optimizer.domain.location import Location
from optimizer.report.roster import Roster
from optimizer.report.words import Words

_WIDTH, _HEIGHT, _EDGE = 900.0, 620.0, 46.0
_APART, _ROUNDS, _MOST_MOVED = 20.0, 100, 300
"""Distance between marks, how often they are pushed, and of how many at most."""
_ENOUGH = 3
"""Points that make a surface."""
Point = tuple[float, float]


def school_numbers(roster: Roster) -> dict[str, int]:
    """Return the number of every school, by kring and name."""
    order = {kring.id: number for number, kring in enumerate(roster.region.kringen)}
    schools = sorted(roster.region.schools, key=lambda s: (order[s.kring], s.name, s.id))
    return {school.id: number for number, school in enumerate(schools, start=1)}


def map_svg(roster: Roster, say: Words) -> str:
    """Return the map as SVG; nothing for a region without schools."""
    if not roster.region.schools:
        return ""
    place = _projection([school.location for school in roster.region.schools])
    points = _apart({school.id: place(school.location) for school in roster.region.schools})
    lacking = {one.school for week in roster.weeks for one in week.missing if one.school is not None}
    numbers = school_numbers(roster)
    parts = [
        f'<svg class="map" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" aria-labelledby="map-title map-about">',
        f'<title id="map-title">{escape(say("map.title"))}</title>',
        f'<desc id="map-about">{escape(say("map.about"))}</desc>',
    ]
    labels: list[str] = []
    boxes: list[tuple[float, float, float]] = []
    for kring in roster.region.kringen:
        own = [points[school.id] for school in roster.region.schools if school.kring == kring.id]
        if own:
            parts.append(_area(own))
            x, y = _free(sum(p[0] for p in own) / len(own), min(p[1] for p in own) - 18, len(kring.name), boxes)
            labels.append(f'<text class="kring" x="{x:.1f}" y="{y:.1f}">{escape(kring.name)}</text>')
    parts += [
        f'<line class="road" x1="{points[a][0]:.1f}" y1="{points[a][1]:.1f}" x2="{points[b][0]:.1f}"'
        f' y2="{points[b][1]:.1f}" stroke-width="{min(5.0, 0.8 + 0.8 * times):.1f}"/>'
        for (a, b), times in sorted(_roads(roster).items())
    ]
    parts += labels
    for school in roster.region.schools:
        x, y = points[school.id]
        told = escape(f"{numbers[school.id]}. {roster.school_names[school.id]}")
        kind = "lacks" if school.id in lacking else "served"
        if kind == "lacks":
            mark = f'<rect class="lacks" x="{x - 8:.1f}" y="{y - 8:.1f}" width="16" height="16"/>'
        else:
            mark = f'<circle class="served" cx="{x:.1f}" cy="{y:.1f}" r="8.5"/>'
        number = f'<text class="number in-{kind}" x="{x:.1f}" y="{y + 3.4:.1f}">{numbers[school.id]}</text>'
        link = f'<a href="#s{numbers[school.id]}"><title>{told}</title>{mark}{number}</a>'
        parts.append(link)
    return "\n".join([*parts, "</svg>"])


def _projection(locations: Sequence[Location]) -> _Place:
    """Return a projection that keeps shapes (equirectangular at the mean latitude) and fills the picture."""
    south, north = min(p.lat for p in locations), max(p.lat for p in locations)
    west, east = min(p.lon for p in locations), max(p.lon for p in locations)
    narrow = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * narrow, 1e-4), max(north - south, 1e-4)
    scale = min((_WIDTH - 2 * _EDGE) / wide, (_HEIGHT - 2 * _EDGE) / high)
    left = (_WIDTH - wide * scale) / 2
    top = (_HEIGHT - high * scale) / 2
    return _Place(west, north, narrow, scale, left, top)


class _Place:
    """Where a location lies in the picture."""

    def __init__(self, west: float, north: float, narrow: float, scale: float, left: float, top: float) -> None:
        self._facts = (west, north, narrow, scale, left, top)

    def __call__(self, location: Location) -> Point:
        west, north, narrow, scale, left, top = self._facts
        return left + (location.lon - west) * narrow * scale, top + (north - location.lat) * scale


def _apart(points: dict[str, Point]) -> dict[str, Point]:
    """Return points pushed apart until their marks do not cover each other: in a town a map is a sketch.

    Of very many points nothing is moved: their marks cannot all be seen anyway.
    """
    if len(points) > _MOST_MOVED:
        return points
    # schools in one building start a little apart, each in a direction of its own (the golden angle)
    found = {key: [x + math.cos(2.4 * n), y + math.sin(2.4 * n)] for n, (key, (x, y)) in enumerate(points.items())}
    keys = list(found)
    for _ in range(_ROUNDS):
        moved = False
        for number, a in enumerate(keys):
            for b in keys[number + 1 :]:
                dx, dy = found[b][0] - found[a][0], found[b][1] - found[a][1]
                if abs(dx) >= _APART or abs(dy) >= _APART:
                    continue
                far = math.hypot(dx, dy)
                if far >= _APART:
                    continue
                ux, uy = dx / max(far, 1e-6), dy / max(far, 1e-6)
                push = (_APART - far) / 2 + 0.05
                for key, sign in ((a, -1), (b, 1)):
                    found[key][0] = min(_WIDTH - 24, max(12.0, found[key][0] + sign * push * ux))
                    found[key][1] = min(_HEIGHT - 12, max(24.0, found[key][1] + sign * push * uy))
                moved = True
        if not moved:
            break
    return {key: (x, y) for key, (x, y) in found.items()}


def _free(x: float, y: float, letters: int, boxes: list[tuple[float, float, float]]) -> Point:
    """Return where a name can stand without covering another, upwards if need be; remember it."""
    half = 4.2 * letters
    x, y = min(_WIDTH - half, max(half, x)), max(16.0, y)
    while y > 16 and any(abs(x - bx) < half + bh and abs(y - by) < 17 for bx, by, bh in boxes):  # noqa: PLR2004
        y -= 6
    boxes.append((x, y, half))
    return x, y


def _area(points: list[Point]) -> str:
    hull = _hull(points)
    if len(hull) < _ENOUGH:
        x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
        far = max(math.hypot(p[0] - x, p[1] - y) for p in points)
        return f'<circle class="area" cx="{x:.1f}" cy="{y:.1f}" r="{far + 14:.1f}"/>'
    return f'<polygon class="area" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in hull)}"/>'


def _hull(points: Iterable[Point]) -> list[Point]:
    """Return the convex hull (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(way: Iterable[Point]) -> list[Point]:
        found: list[Point] = []
        for p in way:
            while len(found) > 1 and _turn(found[-2], found[-1], p) <= 0:
                found.pop()
            found.append(p)
        return found[:-1]

    return [*half(ordered), *half(reversed(ordered))] if len(ordered) > 1 else ordered


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _roads(roster: Roster) -> dict[tuple[str, str], int]:
    """Return how often a road between two schools is taken, either way."""
    found: Counter[tuple[str, str]] = Counter()
    lines: dict[tuple[str, str | None, int], list[str | None]] = defaultdict(list)
    for week in roster.weeks:
        for line in week.lines:
            lines[week.week, line.begeleider, line.half_day.day.order].append(line.school)
    for stops in lines.values():
        for a, b in pairwise(stops):
            if a is not None and b is not None and a != b:
                found[min(a, b), max(a, b)] += 1
    return dict(found)
