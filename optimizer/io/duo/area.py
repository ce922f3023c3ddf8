"""Which sites are of a samenwerkingsverband, and where they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optimizer.domain.location import Location, straight_metres
from optimizer.io.duo.notes import Findings, notice
from optimizer.io.duo.postcodes import Postcodes
from optimizer.io.duo.sites import Site, with_notice


@dataclass(frozen=True)
class Placed:
    """A site with its point."""

    site: Site
    point: Location
    by: str
    """What the point stands for: ``address``, ``pc6``, ``pc4`` or ``place``."""


def sites_of(sites: Iterable[Site], swv: str, postcodes: Postcodes) -> list[Site]:
    """Return the sites of an SWV: by postcode; where that is new or missing by gemeente, else by the nearest postcode.

    A gemeente decides when all its other sites are of one SWV. A site that no way leads to an SWV is left out, and
    said when another site of its gemeente is in this one.
    """
    listed = list(sites)
    areas: dict[str, Counter[str]] = defaultdict(Counter)
    for site in listed:
        if site.pc4 in postcodes.swv:
            areas[site.gemeente_code][postcodes.swv[site.pc4]] += 1
    found: list[Site] = []
    for site in listed:
        number = None if site.pc4 is None else postcodes.swv.get(site.pc4)
        if number is not None:
            if number == swv:
                found.append(site)
            continue
        own = areas[site.gemeente_code]
        facts = {"code": site.code, "postcode": site.postcode or "-", "swv": swv}
        if len(own) == 1:
            if swv in own:
                found.append(with_notice(site, notice("area-by-gemeente", site.where, **facts)))
            continue
        near = _nearest_area(site, postcodes)
        if near == swv:
            found.append(with_notice(site, notice("area-by-nearest", site.where, **facts)))
        elif near is None and swv in own:
            found.append(with_notice(site, notice("area-unknown", site.where, **facts)))
    return found


def is_left_out(site: Site) -> bool:
    """Tell whether what is said of a site is that it cannot be taken in."""
    return any(said.code in {"area-unknown", "no-cluster"} for said in site.notices)


def _nearest_area(site: Site, postcodes: Postcodes) -> str | None:
    """Return the SWV of the nearest postcode that has one; nothing when the site's own postcode has no point."""
    point = None if site.pc4 is None else postcodes.points.get(site.postcode or "") or postcodes.points.get(site.pc4)
    known = [pc4 for pc4 in postcodes.swv if pc4 in postcodes.points]
    if point is None or not known:
        return None
    return postcodes.swv[min(known, key=lambda pc4: straight_metres(point, postcodes.points[pc4]))]


def place(
    sites: Iterable[Site], postcodes: Postcodes, own: Mapping[str, Location], findings: Findings
) -> tuple[Placed, ...]:
    """Return the sites with their points: of the site itself, else of PC6, else of PC4, else the mean of its place.

    A site of which not even the place is known is left out, and said.
    """
    listed = list(sites)
    known: dict[str, Placed] = {}
    for site in listed:
        ways = (
            ("address", own.get(site.code)),
            ("pc6", None if site.postcode == site.pc4 else postcodes.points.get(site.postcode or "")),
            ("pc4", postcodes.points.get(site.pc4 or "")),
        )
        way = next(((by, point) for by, point in ways if point is not None), None)
        if way is not None:
            known[site.code] = Placed(site, way[1], way[0])
    around: dict[str, list[Location]] = defaultdict(list)
    for placed in known.values():
        around[placed.site.plaats.casefold()].append(placed.point)
        around[placed.site.gemeente_code].append(placed.point)
    for site in listed:
        if site.code in known:
            continue
        points = around.get(site.plaats.casefold()) or around.get(site.gemeente_code)
        if points:
            findings.note("point-of-place", site.where, code=site.code, postcode=site.postcode or "-")
            known[site.code] = Placed(site, _mean(points), "place")
        else:
            findings.note("no-point", site.where, code=site.code, postcode=site.postcode or "-")
    return tuple(known[site.code] for site in listed if site.code in known)


def _mean(points: list[Location]) -> Location:
    """Return the mean of points, rounded to about a metre; right for points close together."""
    return Location(
        lat=round(sum(p.lat for p in points) / len(points), 5),
        lon=round(sum(p.lon for p in points) / len(points), 5),
    )
