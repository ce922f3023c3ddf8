"""A small map, drawn from coordinates alone: schools, kringen, the roads between visits. No base, home or other place.

A school has a number that the tables repeat; what is not fully served has a square instead of a dot, so that no colour
is needed to see it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from html import escape
from itertools import pairwise

from optimizer.report.roster import Roster
from optimizer.report.sketch import HEIGHT, WIDTH, apart, area, free_spot, projection
from optimizer.report.words import Words


def school_numbers(roster: Roster) -> dict[str, int]:
    """Return the number of every school, by kring and name."""
    order = {kring.id: number for number, kring in enumerate(roster.region.kringen)}
    schools = sorted(roster.region.schools, key=lambda s: (order[s.kring], s.name, s.id))
    return {school.id: number for number, school in enumerate(schools, start=1)}


def map_svg(roster: Roster, say: Words) -> str:
    """Return the map as SVG; nothing for a region without schools."""
    if not roster.region.schools:
        return ""
    place = projection([school.location for school in roster.region.schools])
    points = apart({school.id: place(school.location) for school in roster.region.schools})
    lacking = {one.school for week in roster.weeks for one in week.missing if one.school is not None}
    numbers = school_numbers(roster)
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-labelledby="map-title map-about">',
        f'<title id="map-title">{escape(say("map.title"))}</title>',
        f'<desc id="map-about">{escape(say("map.about"))}</desc>',
    ]
    labels: list[str] = []
    boxes: list[tuple[float, float, float]] = []
    for kring in roster.region.kringen:
        own = [points[school.id] for school in roster.region.schools if school.kring == kring.id]
        if own:
            parts.append(area(own))
            x, y = free_spot(sum(p[0] for p in own) / len(own), min(p[1] for p in own) - 18, len(kring.name), boxes)
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
