"""The stages of the joint plan that the master problem decides, one value variable each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from optimizer.domain.joint import joint_stages
from optimizer.domain.placement import PlacementStage
from optimizer.domain.vocabulary import StageKey
from optimizer.placement.arcs import FIRST_STAGES, WORST_STAGES
from optimizer.solving.cpsat import LinearExpr, total
from optimizer.solving.lexicographic import Stage
from optimizer.week.direct.stages import STAGE_WEIGHT, week_stage

if TYPE_CHECKING:
    from optimizer.domain.policy import Policy
    from optimizer.joint.places import Places

WEIGHT: dict[str, float] = {
    **{str(key): weight for key, weight in STAGE_WEIGHT.items()},
    PlacementStage.SUPPORT_MISSING: 9.0,
    PlacementStage.WISH_SUM: 3.0,
    StageKey.CHANGES: 2.0,
}
"""Shares of the limits; stages not listed have 1."""


def decided(policy: Policy) -> tuple[StageKey | PlacementStage, ...]:
    """Return the stages that are not settled by flows before, in their order."""
    return tuple(key for key in joint_stages(policy) if key not in FIRST_STAGES)


def stages_of(places: Places) -> list[Stage]:
    """Add a value variable per stage to the model of week and places, in order."""
    return [
        week_stage(places.direct, key) if isinstance(key, StageKey) else _placement(places, key)
        for key in decided(places.asks.ground.region.policy)
    ]


def _placement(places: Places, key: PlacementStage) -> Stage:
    model, arcs = places.model, places.asks.ground.arcs
    if key in WORST_STAGES or key is PlacementStage.PLACEMENT_SPREAD:
        values = _loads(places) if key is PlacementStage.PLACEMENT_SPREAD else places.sum_of_each(arcs.costs(key))
        variable = model.new_int_var(0, _most(places, key), f"stage|{key}")
        for value in values:
            model.add(variable >= value)
        return Stage(key, variable, places.asks.ground.least.get(key, 0), WEIGHT.get(key, 1.0))
    value = total(places.missing.values()) if key is PlacementStage.SUPPORT_MISSING else places.sum_of(arcs.costs(key))
    variable = model.new_int_var(0, _most(places, key), f"stage|{key}")
    model.add(variable >= value)
    return Stage(key, variable, places.asks.ground.least.get(key, 0), WEIGHT.get(key, 1.0))


def _loads(places: Places) -> list[LinearExpr]:
    """Return, per school, how many with needs are placed at it who were not there."""
    arcs = places.asks.ground.arcs
    at: dict[int, list[int]] = defaultdict(list)
    for arc in places.take:
        if arcs.counted[arc]:
            at[int(arcs.school[arc])].append(arc)
    return [total(places.take[arc] for arc in there) for there in at.values()]


def _most(places: Places, key: PlacementStage) -> int:
    """Return what no value exceeds."""
    if key is PlacementStage.SUPPORT_MISSING:
        most: dict[tuple[int, str], int] = {}
        for arc, asked in places.asks.asking.items():
            owner = int(places.asks.ground.arcs.owner[arc])
            most.update({(owner, e): minutes for e, minutes in asked.items()})
        return sum(most.values())
    if key is PlacementStage.PLACEMENT_SPREAD:
        return len(places.asks.ground.choice)
    costs = places.asks.ground.arcs.costs(key)
    each: dict[int, int] = defaultdict(int)
    for arc in places.take:
        owner = int(places.asks.ground.arcs.owner[arc])
        each[owner] = max(each[owner], int(costs[arc]))
    return max(each.values(), default=0) if key in WORST_STAGES else sum(each.values())
