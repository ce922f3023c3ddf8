"""Lookups by id on a region; no judgement, only finding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.organisation import Kring
from optimizer.domain.overleg import Overleg
from optimizer.domain.region import Region
from optimizer.domain.school import School


@dataclass(frozen=True)
class RegionIndex:
    """Entities of a region by id, in the region's order."""

    region: Region

    @cached_property
    def kringen(self) -> dict[str, Kring]:
        """Kringen by id."""
        return {k.id: k for k in self.region.kringen}

    @cached_property
    def schools(self) -> dict[str, School]:
        """Schools by id."""
        return {s.id: s for s in self.region.schools}

    @cached_property
    def begeleiders(self) -> dict[str, Begeleider]:
        """Begeleiders by id."""
        return {b.id: b for b in self.region.begeleiders}

    @cached_property
    def hulpvragen(self) -> dict[str, Hulpvraag]:
        """Hulpvragen by id."""
        return {h.id: h for h in self.region.hulpvragen}

    @cached_property
    def arrangementen(self) -> dict[str, Groepsarrangement]:
        """Groepsarrangementen by id."""
        return {a.id: a for a in self.region.arrangementen}

    @cached_property
    def leerlingen(self) -> dict[str, Leerling]:
        """Leerlingen by id."""
        return {p.id: p for p in self.region.leerlingen}

    @cached_property
    def overleggen(self) -> dict[str, Overleg]:
        """Overleggen by id."""
        return {o.id: o for o in self.region.overleggen}

    def kring_of(self, hulpvraag: Hulpvraag) -> str:
        """Return the kring of a request: its school's, or its own when it is at a location."""
        if hulpvraag.school is not None:
            return self.schools[hulpvraag.school].kring
        if hulpvraag.kring is None:
            message = f"hulpvraag {hulpvraag.id} at a location names no kring"
            raise ValueError(message)
        return hulpvraag.kring

    def bestuur_of(self, hulpvraag: Hulpvraag) -> str | None:
        """Return the bestuur of a request's school; none for a request at a location."""
        return self.schools[hulpvraag.school].bestuur if hulpvraag.school is not None else None
