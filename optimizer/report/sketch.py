"""How a map is drawn from coordinates alone: a projection, marks kept apart, names kept apart, surfaces."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from optimizer.domain.location import Location

WIDTH, HEIGHT, _EDGE = 900.0, 620.0, 46.0
_APART, _ROUNDS, _MOST_MOVED = 20.0, 100, 300
"""Distance between marks, how often they are pushed, and of how many at most."""
_ENOUGH = 3
"""Points that make a surface."""
Point = tuple[float, float]


def projection(locations: Sequence[Location]) -> Place:
    """Return a projection that keeps shapes (equirectangular at the mean latitude) and fills the picture."""
    south, north = min(p.lat for p in locations), max(p.lat for p in locations)
    west, east = min(p.lon for p in locations), max(p.lon for p in locations)
    narrow = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * narrow, 1e-4), max(north - south, 1e-4)
    scale = min((WIDTH - 2 * _EDGE) / wide, (HEIGHT - 2 * _EDGE) / high)
    left = (WIDTH - wide * scale) / 2
    top = (HEIGHT - high * scale) / 2
    return Place(west, north, narrow, scale, left, top)


class Place:
    """Where a location lies in the picture."""

    def __init__(self, west: float, north: float, narrow: float, scale: float, left: float, top: float) -> None:
        self._facts = (west, north, narrow, scale, left, top)

    def __call__(self, location: Location) -> Point:
        """Return the point of a location."""
        west, north, narrow, scale, left, top = self._facts
        return left + (location.lon - west) * narrow * scale, top + (north - location.lat) * scale


def apart(points: dict[str, Point]) -> dict[str, Point]:
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
                    found[key][0] = min(WIDTH - 24, max(12.0, found[key][0] + sign * push * ux))
                    found[key][1] = min(HEIGHT - 12, max(24.0, found[key][1] + sign * push * uy))
                moved = True
        if not moved:
            break
    return {key: (x, y) for key, (x, y) in found.items()}


def free_spot(x: float, y: float, letters: int, boxes: list[tuple[float, float, float]]) -> Point:
    """Return where a name can stand without covering another, upwards if need be; remember it."""
    half = 4.2 * letters
    x, y = min(WIDTH - half, max(half, x)), max(16.0, y)
    while y > 16 and any(abs(x - bx) < half + bh and abs(y - by) < 17 for bx, by, bh in boxes):  # noqa: PLR2004
        y -= 6
    boxes.append((x, y, half))
    return x, y


def area(points: list[Point]) -> str:
    """Return the surface around points, as an element of class ``area``."""
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
