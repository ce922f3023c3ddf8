"""Specs of the families, by size."""

from __future__ import annotations

from dataclasses import replace

from instances.catalogue.country import LIKE_THE_LISTS, OPEN_LAND
from instances.spec import Counts, GemeenteSpec, RegionSpec, SpecialSites
from optimizer.domain.location import Location
from optimizer.domain.vocabulary import SchoolKind

_SBO = SpecialSites(SchoolKind.SBO, 1)
_SOME = (
    _SBO,
    SpecialSites(SchoolKind.SO, 1, cluster=4),
    SpecialSites(SchoolKind.NEWCOMERS, 1),
)
_ALL = (
    SpecialSites(SchoolKind.SBO, 3),
    SpecialSites(SchoolKind.SO, 2, cluster=4),
    SpecialSites(SchoolKind.SO, 1, cluster=3),
    SpecialSites(SchoolKind.NEWCOMERS, 1),
    SpecialSites(SchoolKind.HYBRID, 1),
    SpecialSites(SchoolKind.CARE_AND_EDUCATION, 1),
)
_HAMLETS = replace(LIKE_THE_LISTS, village_cores=4)
_SHORE = replace(LIKE_THE_LISTS, village_cores=3, village_reach=(900, 1_900))
"""Villages near each other, so that they stay on their side of the water."""

VILLAGE_SMALL = RegionSpec(
    name="SWV Dorpenland",
    centre=OPEN_LAND,
    gemeenten=(GemeenteSpec("veldhoek", "Veldhoek", 1, "villages", 0.0, 0.0),),
    sites=4,
    special=(_SBO,),
    besturen=2,
    counts=Counts(begeleiders=3, hulpvragen=12, arrangementen=1, leerlingen=6, asking=8),
    likeness=_HAMLETS,
)
VILLAGE_ORDINARY = replace(
    VILLAGE_SMALL,
    gemeenten=(
        GemeenteSpec("veldhoek", "Veldhoek", 2, "villages", 0.0, 0.0),
        GemeenteSpec("hogeland", "Hogeland", 1, "villages", 9.0, 3.0),
        GemeenteSpec("broekmark", "Broekmark", 1, "villages", -2.0, 11.0),
    ),
    sites=26,
    special=_SOME,
    besturen=6,
    counts=Counts(begeleiders=8, hulpvragen=84, arrangementen=4, leerlingen=28, asking=40),
)
VILLAGE_LARGE = replace(
    VILLAGE_ORDINARY,
    gemeenten=(
        *(replace(g, kringen=g.kringen + 2) for g in VILLAGE_ORDINARY.gemeenten),
        GemeenteSpec("oosterwolde", "Oosterwoud", 3, "villages", -11.0, 2.0),
    ),
    sites=94,
    special=_ALL,
    besturen=18,
    counts=Counts(begeleiders=27, hulpvragen=301, arrangementen=13, leerlingen=100, asking=150),
)

TOWN_SMALL = RegionSpec(
    name="SWV Middelstad",
    centre=OPEN_LAND,
    gemeenten=(GemeenteSpec("middelstad", "Middelstad", 2, "town", 0.0, 0.0),),
    sites=4,
    special=(_SBO,),
    besturen=2,
    counts=Counts(begeleiders=3, hulpvragen=13, arrangementen=1, leerlingen=8, asking=10),
    likeness=LIKE_THE_LISTS,
)
TOWN_ORDINARY = replace(
    TOWN_SMALL,
    gemeenten=(GemeenteSpec("middelstad", "Middelstad", 4, "town", 0.0, 0.0),),
    sites=30,
    special=_SOME,
    besturen=7,
    counts=Counts(begeleiders=9, hulpvragen=96, arrangementen=4, leerlingen=32, asking=45),
)
TOWN_LARGE = replace(
    TOWN_ORDINARY,
    gemeenten=(
        GemeenteSpec("middelstad", "Middelstad", 5, "town", 0.0, 0.0),
        GemeenteSpec("nieuwstad", "Nieuwstad", 5, "town", 1.0, 9.0),
        GemeenteSpec("buitenmark", "Buitenmark", 2, "villages", -8.0, 4.0),
    ),
    sites=96,
    special=_ALL,
    besturen=19,
    counts=Counts(begeleiders=27, hulpvragen=307, arrangementen=14, leerlingen=103, asking=150),
)

CITY_SMALL = replace(
    TOWN_SMALL,
    name="SWV Grootstad",
    gemeenten=(GemeenteSpec("grootstad", "Grootstad", 2, "city", 0.0, 0.0),),
    sites=5,
    counts=Counts(begeleiders=3, hulpvragen=15, arrangementen=1, leerlingen=8, asking=12),
)
CITY_ORDINARY = replace(
    CITY_SMALL,
    gemeenten=(GemeenteSpec("grootstad", "Grootstad", 6, "city", 0.0, 0.0),),
    sites=45,
    special=_SOME,
    besturen=9,
    counts=Counts(begeleiders=13, hulpvragen=144, arrangementen=6, leerlingen=48, asking=70),
)
CITY_LARGE = replace(
    CITY_ORDINARY,
    gemeenten=(GemeenteSpec("grootstad", "Grootstad", 20, "city", 0.0, 0.0),),
    sites=160,
    special=_ALL,
    besturen=31,
    counts=Counts(begeleiders=46, hulpvragen=512, arrangementen=23, leerlingen=171, asking=250),
)

_BETWEEN_RIVERS = Location(lat=51.95, lon=4.74)
"""Land between the Hollandse IJssel and the Lek, reached by ferries and a few bridges."""
ISLAND_SMALL = RegionSpec(
    name="SWV Overwater",
    centre=_BETWEEN_RIVERS,
    gemeenten=(
        GemeenteSpec("eiland", "Het Eiland", 1, "villages", 0.5, 0.0),
        GemeenteSpec("zuidoever", "Zuidoever", 1, "villages", -8.0, 4.0),
    ),
    sites=4,
    special=(_SBO,),
    besturen=2,
    counts=Counts(begeleiders=3, hulpvragen=13, arrangementen=1, leerlingen=8, asking=10),
    likeness=replace(_SHORE, village_cores=2),
)
ISLAND_ORDINARY = replace(
    ISLAND_SMALL,
    gemeenten=(
        GemeenteSpec("eiland", "Het Eiland", 2, "villages", 0.5, 0.0),
        GemeenteSpec("zuidoever", "Zuidoever", 1, "villages", -8.0, 4.0),
        GemeenteSpec("noordoever", "Noordoever", 1, "villages", 8.5, -7.0),
    ),
    sites=28,
    special=_SOME,
    besturen=6,
    counts=Counts(begeleiders=9, hulpvragen=90, arrangementen=4, leerlingen=30, asking=40),
    likeness=_SHORE,
)
ISLAND_LARGE = replace(
    ISLAND_ORDINARY,
    gemeenten=(
        GemeenteSpec("eiland", "Het Eiland", 3, "villages", 0.5, 0.0),
        GemeenteSpec("zuidoever", "Zuidoever", 4, "villages", -11.0, 4.0),
        GemeenteSpec("noordoever", "Noordoever", 4, "villages", 10.5, -7.0),
    ),
    sites=88,
    special=_ALL,
    besturen=17,
    counts=Counts(begeleiders=25, hulpvragen=282, arrangementen=12, leerlingen=94, asking=140),
)

LONE_KRING_SMALL = replace(
    VILLAGE_SMALL,
    name="SWV Losse Kringen",
    sites=3,
    special=(),
    counts=Counts(begeleiders=2, hulpvragen=9, arrangementen=1, leerlingen=4, asking=6),
    likeness=replace(LIKE_THE_LISTS, village_cores=2),
)
LONE_KRING = replace(
    LONE_KRING_SMALL,
    sites=8,
    special=(_SBO,),
    counts=Counts(begeleiders=4, hulpvragen=26, arrangementen=1, leerlingen=9, asking=12),
    likeness=_HAMLETS,
)
_APART_KM = 12.0
_A_ROW = 4
_BLOCK = 8942
"""First of 58 postcodes that are not in use; the parts take turns in them."""


def side_by_side(spec: RegionSpec, count: int) -> list[RegionSpec]:
    """Return so many specs that differ in id, place and postcodes only."""
    (gemeente,) = spec.gemeenten
    return [
        replace(
            spec,
            id=f"{spec.id}-{number + 1}",
            gemeenten=(
                replace(
                    gemeente,
                    name=f"{gemeente.name} {number + 1}",
                    north_km=_APART_KM * (number // _A_ROW),
                    east_km=_APART_KM * (number % _A_ROW),
                ),
            ),
            first_pc4=_BLOCK + spec.likeness.village_cores * number,
        )
        for number in range(count)
    ]
