"""Every rule and every stage of placement by its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from optimizer.domain.placement import UNPLACED_STAGE, PlacementRule, PlacementStage, PlacementViolation
from optimizer.rules.placement import held_place, offer, offer_kept, place, support, witness
from optimizer.rules.placement.candidates import FITS, Fit
from optimizer.rules.placement.stages import (
    placement_spread,
    rungs,
    siblings_apart,
    support_missing,
    travel,
    unplaced,
    wishes,
)
from optimizer.rules.placement.view import PlacementView

Rule = Callable[[PlacementView], Iterator[PlacementViolation]]
"""Yields what breaks the rule."""
Stage = Callable[[PlacementView], int]
"""Adds up a stage."""


def _of_each(key: PlacementRule, misfit: Fit, view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield every proposal that breaks a rule about one leerling and one school."""
    for one in view.placed.values():
        found = misfit(view.facts, one.leerling, one.school)
        if found is not None:
            who = (one.leerling.id,)
            yield PlacementViolation(rule=key, leerlingen=who, school=one.school.id, **found._asdict())


def _offers(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield every standing offer that is not kept."""
    yield from _of_each(offer.KEY, offer.misfit, view)
    yield from offer_kept.check(view)


RULES: dict[PlacementRule, Rule] = {
    **{key: partial(_of_each, key, misfit) for key, misfit in FITS.items()},
    **{rule.KEY: rule.check for rule in (place, held_place, support, witness)},
    offer.KEY: _offers,
}

STAGE_VALUES: dict[PlacementStage, Stage] = {
    **{stage: partial(unplaced.value, of=urgency) for urgency, stage in UNPLACED_STAGE.items()},
    **{PlacementStage(f"rung_{number}"): partial(rungs.value, number=number) for number in range(7, 1, -1)},
    PlacementStage.SUPPORT_MISSING: support_missing.value,
    PlacementStage.WISH_SUM: wishes.total,
    PlacementStage.WISH_WORST: wishes.worst,
    PlacementStage.SIBLINGS_APART: siblings_apart.value,
    PlacementStage.TRAVEL_LONGEST: travel.longest,
    PlacementStage.TRAVEL_TOTAL: travel.total,
    PlacementStage.PLACEMENT_SPREAD: placement_spread.value,
}
