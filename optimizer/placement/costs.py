"""What proposals at special schools cost the SWV, of every kring and gemeente: money is divided by agreement."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import SpecialCost, SpecialCosts
from optimizer.domain.vocabulary import SchoolKind
from optimizer.placement.arcs import NO_PLACE
from optimizer.placement.ground import NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optimizer.domain.leerling import Leerling
    from optimizer.domain.policy import PlacementPolicy
    from optimizer.domain.school import School
    from optimizer.placement.hard import Hard
    from optimizer.placement.table import Candidates, Ints

_SO_KINDS = frozenset({SchoolKind.SO, SchoolKind.CARE_AND_EDUCATION})
_OF_INSTITUTES = frozenset({1, 2})
_COUNTED = ("sbo", "so", "institute", "staying", "category_unknown", "sbo_euro", "so_euro")


def special_costs(hard: Hard, table: Candidates, chosen: Ints) -> SpecialCosts:
    """Return the yearly cost of the proposals at special schools, staying there included.

    Parameters
    ----------
    chosen
        (N,) the candidate that is proposed to each leerling, `NO_PLACE` without one.
    """
    region, people = hard.region, hard.people
    kringen: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COUNTED, 0))
    gemeenten: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COUNTED, 0))
    total = dict.fromkeys(_COUNTED, 0)
    special = np.array([s.kind is SchoolKind.SBO or s.kind in _SO_KINDS for s in region.schools], dtype=bool)
    placed = np.flatnonzero(chosen != NO_PLACE)
    for who in placed[special[table.school[chosen[placed]]]].tolist():
        school = region.schools[int(table.school[chosen[who]])]
        cost = _cost(table.leerlingen[who], school, region.policy.placement)
        for sums in (total, kringen[int(people.kring[who])], gemeenten[int(people.gemeente[who])]):
            for key, value in cost.items():
                sums[key] += value
    return SpecialCosts(
        total=SpecialCost(id=None, **total),
        kringen=_by([kring.id for kring in region.kringen], kringen),
        gemeenten=_by([gemeente.id for gemeente in region.gemeenten], gemeenten),
    )


def _by(ids: list[str], found: Mapping[int, Mapping[str, int]]) -> tuple[SpecialCost, ...]:
    """Return the costs in the region's order; of who belongs to none last."""
    order = sorted(found, key=lambda number: (number == NONE, number))
    return tuple(SpecialCost(id=None if number == NONE else ids[number], **found[number]) for number in order)


def _cost(leerling: Leerling, school: School, policy: PlacementPolicy) -> dict[str, int]:
    """Return what counts of one proposal at a special school."""
    found = {"staying": int(leerling.school == school.id)}
    if school.kind is SchoolKind.SBO:
        return found | {"sbo": 1, "sbo_euro": policy.cost_sbo_euro}
    if school.cluster in _OF_INSTITUTES:
        return found | {"institute": 1}
    category = None if leerling.admission is None else leerling.admission.category
    euro = policy.cost_so_euro[(category or 1) - 1]
    return found | {"so": 1, "so_euro": euro, "category_unknown": int(category is None)}
