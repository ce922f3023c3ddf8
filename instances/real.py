"""Seeded staff, requests, groups and pupils on a real school list."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from instances.geography import make_besturen, transport_rules
from instances.kring_split import SEED_NAMES, Part, make_kringen, place_name
from instances.populate import Weeks, populate
from instances.school_list import Row, read_school_list
from instances.skeleton import Site, Skeleton, gabriel_neighbours, mean_point
from instances.spec import Counts
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.organisation import Gemeente, Kring
from optimizer.domain.region import Region

WEEK = "2026-W48"
SITES_PER_BEGELEIDER = 3.5
REQUESTS_PER_SITE = 3.2
SITES_PER_ARRANGEMENT = 7
LEERLINGEN_PER_SITE = 60 / 56

SWV_NAMES: dict[str, str] = {
    "PO-28-18": "SWV Aan den IJssel",
    "PO-27-02": "SWV De Westfriese Knoop",
    "PO-28-13": "SWV Rijnstreek",
    "PO-25-04": "SWV Onderwijs op Maat De Liemers",
}


def counts_for(sites: int) -> Counts:
    """Return counts in proportion to the sites: those of the default region, a begeleider per 3.5 sites."""
    return Counts(
        begeleiders=max(6, round(sites / SITES_PER_BEGELEIDER)),
        hulpvragen=max(3 * sites, round(REQUESTS_PER_SITE * sites)),
        arrangementen=max(2, round(sites / SITES_PER_ARRANGEMENT)),
        leerlingen=max(12, round(LEERLINGEN_PER_SITE * sites)),
    )


def slug(text: str) -> str:
    """Return an id that reads like a name, in small letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def area_of(rows: Sequence[Row]) -> dict[str, str]:
    """Return the PC4 of every site; one without a postcode gets that of the nearest site that has one."""
    known = [r for r in rows if r.pc4 is not None]
    found = {}
    for row in rows:
        near = row if row.pc4 is not None else min(known, key=lambda r: straight_metres(r.location, row.location))
        found[row.code] = near.pc4 or ""
    return found


def _kringen(parts: Sequence[Part], area: Mapping[str, str]) -> tuple[Kring, ...]:
    """Return kringen with mutual neighbours; an area of two kringen belongs to the one with most of its sites."""
    ids = [f"k{i + 1:02d}-{slug(p.name)}"[:40].strip("-") for i, p in enumerate(parts)]
    near = gabriel_neighbours({k: p.centre for k, p in zip(ids, parts, strict=True)})
    sites: dict[str, Counter[str]] = defaultdict(Counter)
    for kring, part in zip(ids, parts, strict=True):
        for row in part.rows:
            sites[area[row.code]][kring] += 1
    owner = {pc4: min(found, key=lambda k: (-found[k], k)) for pc4, found in sites.items()}
    return tuple(
        Kring(
            id=kring,
            name=part.name,
            gemeenten=tuple(sorted({slug(r.gemeente) for r in part.rows})),
            neighbours=near[kring],
            postcodes=tuple(sorted(pc4 for pc4 in owner if owner[pc4] == kring)),
        )
        for kring, part in zip(ids, parts, strict=True)
    )


def skeleton_of(rows: Sequence[Row], *, week: str, seed: int, names: Mapping[str, Sequence[str]]) -> Skeleton:
    """Return the bare region of a school list."""
    swv = next((r.swv for r in rows if r.swv is not None), None)
    given = {g: n for (area, g), n in SEED_NAMES.items() if area == swv} | dict(names)
    parts = make_kringen(rows, given)
    area = area_of(rows)
    kringen = _kringen(parts, area)
    kring_of = {r.code: k.id for k, p in zip(kringen, parts, strict=True) for r in p.rows}
    points: dict[str, list[Location]] = defaultdict(list)
    for row in rows:
        points[area[row.code]].append(row.location)
    sizes = Counter(r.bestuur for r in rows)
    rng = Random(f"{seed}:gemeenten")
    gemeenten = sorted({r.gemeente for r in rows})
    return Skeleton(
        id=slug(swv or "lijst"),
        name=SWV_NAMES.get(swv or "", f"SWV {swv}" if swv else "SWV"),
        week=week,
        gemeenten=tuple(Gemeente(id=slug(g), name=place_name(g), transport=transport_rules(rng)) for g in gemeenten),
        besturen=make_besturen(dict(sizes), {b: f"Bestuur {b}" for b in sizes}),
        kringen=kringen,
        sites=tuple(
            Site(
                id=r.code,
                name=r.name,
                kind=r.kind,
                cluster=r.cluster,
                kring=kring_of[r.code],
                gemeente=slug(r.gemeente),
                bestuur=r.bestuur,
                location=r.location,
                denomination=r.denomination,
                pupils=r.pupils,
                pc4=area[r.code],
            )
            for r in rows
        ),
        postcodes={pc4: mean_point(found) for pc4, found in sorted(points.items())},
    )


def weeks_from_school_list(
    path: str | Path,
    *,
    swv: str | None = None,
    seed: int = 0,
    week: str = WEEK,
    names: Mapping[str, Sequence[str]] | None = None,
    asking: int = 0,
) -> Weeks:
    """Return the region of a real school list as it was last week and as it is now; see `from_school_list`."""
    rows = read_school_list(path, swv=swv)
    counts = replace(counts_for(len(rows)), asking=asking)
    return populate(skeleton_of(rows, week=week, seed=seed, names=names or {}), counts, seed)


def from_school_list(
    path: str | Path,
    *,
    swv: str | None = None,
    seed: int = 0,
    week: str = WEEK,
    names: Mapping[str, Sequence[str]] | None = None,
    asking: int = 0,
) -> Region:
    """Return a region with the real schools of a list, and seeded staff, requests, groups and pupils.

    Parameters
    ----------
    path
        Comma-separated values, as `read_school_list` reads them.
    swv
        Only sites of this SWV (column ``swv_po``); needed when the list holds several.
    seed
        Of everything that the list does not hold; the same seed gives the same region.
    week
        ISO week of the region.
    names
        Names of kringen per gemeente (as the list writes it); as many kringen are made as there are names. They
        come before those of the seeds.
    asking
        Further leerlingen who ask for a place.

    Raises
    ------
    SchoolListRefusedError
        When the list has faults, with all of them.
    """
    return weeks_from_school_list(path, swv=swv, seed=seed, week=week, names=names, asking=asking).this
