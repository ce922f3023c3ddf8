"""Regions to measure on: `region`, `dense`, and a row that grows from 10 to 1,000 hulpvragen."""

from __future__ import annotations

import instances
from benchmarks.joined import joined
from instances import Counts, GemeenteSpec, RegionSpec
from optimizer.domain.region import Region

GROWTH = (10, 25, 50, 100, 200, 400, 1000)
"""Hulpvragen of the row that grows."""
BLOCK = 200
"""Hulpvragen from which a larger region of that row is put together from several."""
PER_KRING = 25
_MOST_OF_A_TOWN = 5
_GROUPS_FROM = 100
"""Hulpvragen from which a region has enough schools and leerlingen for groepsarrangementen."""
_STAFF = {10: 2, 25: 3, 50: 5, 100: 8, BLOCK: 16}
_BLOCK_KM = 16.0
"""Distance between the centres of regions that are put together."""

CASES: dict[str, RegionSpec] = {
    "region": RegionSpec(
        id="region",
        name="SWV Region",
        sites=60,
        counts=Counts(begeleiders=16, hulpvragen=200, arrangementen=8, leerlingen=60),
    ),
    "dense": RegionSpec(
        id="dense",
        name="SWV Dense",
        sites=80,
        counts=Counts(begeleiders=33, hulpvragen=400, arrangementen=8, leerlingen=60),
    ),
}


def case_region(case: str, seed: int) -> Region:
    """Return the region of a case: ``region``, ``dense``, or ``growth-N`` with N one of `GROWTH`.

    Raises
    ------
    KeyError
        When there is no such case.
    """
    kind, _, number = case.partition("-")
    if kind == "growth":
        return growth_region(int(number), seed)
    return instances.generate(CASES[case], seed)


def growth_spec(hulpvragen: int, block: int = 0) -> RegionSpec:
    """Return the spec of one of the row's own sizes up to `BLOCK`: a kring per 25 hulpvragen, in towns of five at most.

    Raises
    ------
    KeyError
        When the row does not have this size, or only as several regions put together.
    """
    kringen = max(1, hulpvragen // PER_KRING)
    towns = -(-kringen // _MOST_OF_A_TOWN)
    gemeenten = tuple(
        GemeenteSpec(
            f"g{town}",
            f"Gemeente {town + 1}",
            min(_MOST_OF_A_TOWN, kringen - town * _MOST_OF_A_TOWN),
            "town",
            _BLOCK_KM * (block // 3),
            _BLOCK_KM * (block % 3) + 8.0 * town,
        )
        for town in range(towns)
    )
    sites = max(3, round(0.3 * hulpvragen))
    groups = hulpvragen >= _GROUPS_FROM
    return RegionSpec(
        id="growth",
        name=f"SWV {hulpvragen}",
        gemeenten=gemeenten,
        sites=sites,
        special=(),
        besturen=max(1, min(12, sites // 5)),
        counts=Counts(
            begeleiders=_STAFF[hulpvragen],
            hulpvragen=hulpvragen,
            arrangementen=kringen if groups else 0,
            leerlingen=hulpvragen // 3 if groups else 0,
        ),
    )


def growth_region(hulpvragen: int, seed: int) -> Region:
    """Return a region of so many hulpvragen, without a published plan; larger ones share staff at their borders."""
    blocks = max(1, hulpvragen // BLOCK)
    parts = [
        instances.generate(growth_spec(hulpvragen // blocks, block), seed + 1000 * block) for block in range(blocks)
    ]
    return joined(parts) if blocks > 1 else parts[0].model_copy(update={"previous": None})
