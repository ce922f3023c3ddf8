"""Who is meant in the region of Aan den IJssel."""

from __future__ import annotations

from optimizer.domain.leerling import Leerling
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LeerlingKind, Rung
from tests.instances.presets.made import of_kind


def of_institution(region: Region) -> list[Leerling]:
    return [p for p in of_kind(region, LeerlingKind.FROM_INSTITUTION) if {a.place for a in p.attendance} == {"P4a"}]


def with_tlv(region: Region) -> Leerling:
    found = [p for p in region.leerlingen if p.eligible_rungs == (Rung.SO, Rung.SO_OUTSIDE)]
    assert len(found) == 1
    return found[0]
