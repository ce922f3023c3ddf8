"""What a synthetic region is made of: places, counts and the shares of kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from optimizer.domain.location import Location
from optimizer.domain.vocabulary import SchoolKind


@dataclass(frozen=True)
class Counts:
    """How many of each a region gets.

    `hulpvragen` is at least three a school; the populating step refuses fewer.
    """

    begeleiders: int
    hulpvragen: int
    arrangementen: int
    leerlingen: int
    asking: int = 0
    """Further leerlingen who ask for a place, beside those among `leerlingen`."""


@dataclass(frozen=True)
class GemeenteSpec:
    """A gemeente: one town split into kringen, or a few villages that form them."""

    id: str
    name: str
    kringen: int
    shape: Literal["town", "villages", "city"]
    """A town has its kringen in one ring, a city in rings round its middle; villages lie apart."""
    north_km: float
    """Offset of its centre from the region's centre."""
    east_km: float


@dataclass(frozen=True)
class Likeness:
    """How sites lie, how large they are, and how besturen divide them; the defaults are those of the shipped region."""

    village_cores: int = 3
    """Villages of a kring; a kring of a town or city has two parts."""
    village_reach: tuple[float, float] = (1_700, 2_900)
    """Metres between a village and the middle of its kring."""
    core_weights: tuple[float, float] = (0.8, 1.2)
    """Range of the luck by which villages and parts of a town differ in sites."""
    shared_plot: float = 0.0
    """Share of the sites that stand on the plot of another one."""
    clear_metres: int = 180
    """Two sites that do not share a plot are at least so far apart."""
    pupils: tuple[float, float, int, int] = (5.32, 0.42, 55, 650)
    """Pupils of a BO site: mean and deviation of the logarithm, least and most."""
    special_pupils: tuple[float, float, int, int] | None = None
    """The same of SBO and SO together; null draws evenly between fixed limits."""
    board_fall: float | None = None
    """Sites of besturen fall off as exp(-rank / (this x besturen)); null lets them fall as 1 / rank."""


@dataclass(frozen=True)
class SpecialSites:
    """A number of sites that are not ordinary primary schools."""

    kind: SchoolKind
    sites: int
    cluster: int | None = None


@dataclass(frozen=True)
class RegionSpec:
    """A synthetic samenwerkingsverband; the defaults have the size of SWV Rijnstreek.

    `first_pc4` starts a block of four-digit postcodes that are not in use (3654-3699 is free), so that no
    made-up place can be taken for a real one; a region with more places goes on in the next such block.
    """

    id: str = "voorbeeld"
    name: str = "SWV Voorbeeldstreek"
    week: str = "2026-W48"
    centre: Location = field(default_factory=lambda: Location(lat=52.135, lon=4.72))
    gemeenten: tuple[GemeenteSpec, ...] = (
        GemeenteSpec("wiericke", "Wiericke", 5, "town", 0.0, 0.0),
        GemeenteSpec("meijerland", "Meijerland", 2, "villages", 1.5, 11.5),
        GemeenteSpec("drechtveen", "Drechtveen", 1, "villages", 9.5, 1.0),
    )
    sites: int = 56
    special: tuple[SpecialSites, ...] = (
        SpecialSites(SchoolKind.SBO, 2),
        SpecialSites(SchoolKind.SO, 1, cluster=4),
        SpecialSites(SchoolKind.SO, 1, cluster=3),
        SpecialSites(SchoolKind.NEWCOMERS, 1),
        SpecialSites(SchoolKind.HYBRID, 1),
        SpecialSites(SchoolKind.CARE_AND_EDUCATION, 1),
    )
    besturen: int = 12
    counts: Counts = Counts(begeleiders=16, hulpvragen=180, arrangementen=8, leerlingen=60)
    first_pc4: int = 3654
    likeness: Likeness = Likeness()
