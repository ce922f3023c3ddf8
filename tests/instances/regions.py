"""Regions that the tests of the instances share."""

from __future__ import annotations

import json
from functools import cache

from instances.generator import generate_weeks
from instances.populate import Weeks
from instances.spec import Counts, GemeenteSpec, RegionSpec, SpecialSites
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import SchoolKind

SMALL = RegionSpec(
    id="klein",
    name="SWV Klein",
    gemeenten=(
        GemeenteSpec("aa", "Aa", 2, "town", 0.0, 0.0),
        GemeenteSpec("bee", "Bee", 1, "villages", 0.0, 7.0),
    ),
    sites=20,
    special=(SpecialSites(SchoolKind.SBO, 1),),
    besturen=5,
    counts=Counts(begeleiders=7, hulpvragen=64, arrangementen=3, leerlingen=22),
)
"""A region that is made in a second."""

LISTS = ("swv_aan_den_ijssel", "swv_westfriese_knoop", "swv_rijnstreek", "swv_de_liemers")


@cache
def small_weeks(seed: int) -> Weeks:
    """Return both weeks of the small region."""
    return generate_weeks(SMALL, seed)


def as_json(region: Region) -> str:
    """Return a region as canonical JSON, `previous` included."""
    return json.dumps(region.model_dump(mode="json"), sort_keys=True)
