"""Areas like those of the country: a seed is an area, and consecutive seeds have the sizes that real areas have."""

from __future__ import annotations

import math
from random import Random
from statistics import NormalDist

from instances.real import counts_for
from instances.spec import GemeenteSpec, Likeness, RegionSpec, SpecialSites
from optimizer.domain.location import Location
from optimizer.domain.vocabulary import SchoolKind

AREAS = 76
"""Areas of primary education in the country, by the rule that divides it."""
LIKE_THE_LISTS = Likeness(
    village_cores=6,
    village_reach=(1_700, 3_600),
    core_weights=(0.25, 1.75),
    shared_plot=0.16,
    clear_metres=120,
    pupils=(5.28, 0.58, 25, 1_000),
    special_pupils=(4.75, 0.6, 20, 400),
    board_fall=0.155,
)
"""Figures near those of the sites of all 76 areas (DUO, 1-10-2025)."""
OPEN_LAND = Location(lat=52.15, lon=5.5)
"""Centre of made-up areas: no water that the travel estimate knows is near."""
_MEDIAN_SITES, _SPREAD = 79, 0.5
_FEWEST, _MOST = 25, 380
SITES_PER_KRING = 8
_SITES_PER_GEMEENTE = 18
_SITES_PER_BESTUUR = 5.2
_SHARES = ((SchoolKind.SBO, 0.038), (SchoolKind.SO, 0.065))
_CLUSTERS = (4, 3)
_GOLDEN = (math.sqrt(5) - 1) / 2
_GEMEENTE_KM = 7.5
"""Scale at which gemeenten lie around the first one."""
_CITY_FROM, _TOWN_FROM = 6, 2
_LEAST_TOWN = 0.6
"""Share of the gemeenten of a few kringen that are a town, and not villages."""


def country_spec(seed: int, asking_share: float = 0.5) -> RegionSpec:
    """Return the spec of an area; its size is the seed's place in a sequence that fills a log-normal evenly.

    Parameters
    ----------
    seed
        Of the area; any run of consecutive seeds has sizes as even as the real ones.
    asking_share
        Leerlingen who ask for a place, per site.
    """
    rng = Random(f"{seed}:country")
    place = (0.5 + seed * _GOLDEN) % 1
    drawn = NormalDist(math.log(_MEDIAN_SITES), _SPREAD).inv_cdf(min(max(place, 0.001), 0.999))
    sites = max(_FEWEST, min(_MOST, round(math.exp(drawn))))
    counts = counts_for(sites)
    return RegionSpec(
        id=f"gebied-{seed}",
        name=f"SWV Gebied {seed}",
        centre=OPEN_LAND,
        gemeenten=_gemeenten(rng, sites),
        sites=sites,
        special=_special(sites),
        besturen=max(4, round(sites / (_SITES_PER_BESTUUR * rng.uniform(0.75, 1.35)))),
        counts=type(counts)(**{**vars(counts), "asking": round(asking_share * sites)}),
        likeness=LIKE_THE_LISTS,
    )


def _gemeenten(rng: Random, sites: int) -> tuple[GemeenteSpec, ...]:
    """Return gemeenten by falling size: the first a city when it has many kringen, the last ones villages."""
    kringen = max(2, round(sites / SITES_PER_KRING))
    count = min(kringen, max(1, round(sites / _SITES_PER_GEMEENTE * rng.uniform(0.6, 1.3))))
    sizes = [1] * count
    weights = [rng.lognormvariate(0, 0.7) for _ in range(count)]
    for _ in range(kringen - count):
        sizes[max(range(count), key=lambda i: weights[i] / sizes[i])] += 1
    found = []
    for number, size in enumerate(sorted(sizes, reverse=True)):
        away, turn = _GEMEENTE_KM * math.sqrt(number), 2 * math.pi * _GOLDEN * number
        shape = "city" if size >= _CITY_FROM else "villages"
        if _TOWN_FROM <= size < _CITY_FROM and rng.random() < _LEAST_TOWN:
            shape = "town"
        found.append(
            GemeenteSpec(
                f"g{number + 1}",
                f"Gemeente {number + 1}",
                size,
                shape,  # type: ignore[arg-type]
                round(away * math.sin(turn), 3),
                round(away * math.cos(turn), 3),
            )
        )
    return tuple(found)


def _special(sites: int) -> tuple[SpecialSites, ...]:
    """Return special sites in the shares of the country, and one school for newcomers."""
    found = [SpecialSites(SchoolKind.NEWCOMERS, 1)]
    for kind, share in _SHARES:
        count = max(1, round(share * sites))
        if kind is SchoolKind.SBO:
            found.append(SpecialSites(kind, count))
        else:
            found += [
                SpecialSites(kind, n, c) for c, n in zip(_CLUSTERS, (count - count // 2, count // 2), strict=True) if n
            ]
    return tuple(found)
