"""The map of proposals: schools with how many are proposed there. Never where anybody lives.

A line runs from the middle of the own kring, that is of its schools, to the school that is proposed.
"""

from __future__ import annotations

from collections import Counter
from html import escape

from optimizer.report.placement.facts import Proposals
from optimizer.report.sketch import HEIGHT, WIDTH, Point, apart, area, free_spot, projection
from optimizer.report.words import Words


def placement_map(found: Proposals, anchors: dict[str, str], say: Words) -> str:
    """Return the map as SVG; nothing for a region without schools.

    Parameters
    ----------
    anchors
        Per school with proposals the name of the place on the page that tells of it.
    """
    region = found.region
    if not region.schools:
        return ""
    place = projection([school.location for school in region.schools])
    points = apart({school.id: place(school.location) for school in region.schools})
    middles: dict[str, Point] = {}
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-labelledby="map-title map-about">',
        f'<title id="map-title">{escape(say("place.map.title"))}</title>',
        f'<desc id="map-about">{escape(say("place.map.about"))}</desc>',
    ]
    labels: list[str] = []
    boxes: list[tuple[float, float, float]] = []
    for kring in region.kringen:
        own = [points[school.id] for school in region.schools if school.kring == kring.id]
        if own:
            parts.append(area(own))
            middles[kring.id] = (sum(p[0] for p in own) / len(own), sum(p[1] for p in own) / len(own))
            x, y = free_spot(middles[kring.id][0], min(p[1] for p in own) - 18, len(kring.name), boxes)
            labels.append(f'<text class="kring" x="{x:.1f}" y="{y:.1f}">{escape(kring.name)}</text>')
    parts += _lines(found, points, middles)
    parts += labels
    for school in sorted(region.schools, key=lambda s: s.id in found.at_school):
        x, y = points[school.id]
        number = len(found.at_school.get(school.id, ()))
        told = escape(say("place.map.school", name=found.school_names[school.id], n=number))
        if not number:
            parts.append(f'<circle class="none" cx="{x:.1f}" cy="{y:.1f}" r="3.5"><title>{told}</title></circle>')
            continue
        mark = f'<circle class="served" cx="{x:.1f}" cy="{y:.1f}" r="{min(16.0, 8.5 + number / 4):.1f}"/>'
        text = f'<text class="number in-served" x="{x:.1f}" y="{y + 3.4:.1f}">{number}</text>'
        parts.append(f'<a href="#{anchors[school.id]}"><title>{told}</title>{mark}{text}</a>')
    return "\n".join([*parts, "</svg>"])


def _lines(found: Proposals, points: dict[str, Point], middles: dict[str, Point]) -> list[str]:
    """Return a line for every kring and school between which anybody is proposed; thicker for more."""
    ways: Counter[tuple[str, str]] = Counter()
    for outcome, placement in found.placed:
        kring = found.kring_of(outcome.leerling)
        if kring is not None and kring in middles:
            ways[kring, placement.school] += 1
    return [
        f'<line class="road" x1="{middles[kring][0]:.1f}" y1="{middles[kring][1]:.1f}"'
        f' x2="{points[school][0]:.1f}" y2="{points[school][1]:.1f}" stroke-width="{min(5.0, 0.8 + 0.6 * n):.1f}"/>'
        for (kring, school), n in sorted(ways.items())
    ]
