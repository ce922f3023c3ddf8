"""The checker of placement: judges a plan by every rule and adds up every stage. It never optimises anything."""

from __future__ import annotations

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import (
    PLACEMENT_STAGES,
    PlacementPlan,
    PlacementRule,
    PlacementStage,
    PlacementVerdict,
    PlacementViolation,
)
from optimizer.domain.region import Region
from optimizer.rules.placement.candidates import possible
from optimizer.rules.placement.facts import Facts
from optimizer.rules.placement.registry import RULES, STAGE_VALUES
from optimizer.rules.placement.view import PlacementView

_ORDER = {key: number for number, key in enumerate(PlacementRule)}


def check_placements(region: Region, plan: PlacementPlan, matrix: TravelMatrix) -> PlacementVerdict:
    """Judge a placement plan by all rules.

    A hash that the plan carries must be that of the region (matrix); a plan made by hand carries none and is judged on
    its merits.

    Parameters
    ----------
    region : Region
        The region, valid in itself.
    plan : PlacementPlan
        Any plan, also one that refers to what does not exist: nothing in it makes the checker fail.
    matrix : TravelMatrix
        Minutes and metres from homes (else current schools) to schools, and between schools.

    Returns
    -------
    PlacementVerdict
        All violations, sorted by rule (in the order of `PlacementRule`), leerlingen and school.
    """
    return _verdict(PlacementView(Facts(region, matrix), plan))


def placement_stage_values(region: Region, plan: PlacementPlan, matrix: TravelMatrix) -> dict[PlacementStage, int]:
    """Return the value of every stage for a placement plan, in the order in which they are optimised."""
    return _values(PlacementView(Facts(region, matrix), plan))


def judged(
    region: Region, plan: PlacementPlan, matrix: TravelMatrix
) -> tuple[PlacementVerdict, dict[PlacementStage, int]]:
    """Return the verdict and the value of every stage, in little more than the time that one of them takes."""
    view = PlacementView(Facts(region, matrix), plan)
    return _verdict(view), _values(view)


def _verdict(view: PlacementView) -> PlacementVerdict:
    found = [violation for rule in RULES.values() for violation in rule(view)]
    return PlacementVerdict(ok=not found, violations=tuple(sorted(found, key=violation_key)))


def _values(view: PlacementView) -> dict[PlacementStage, int]:
    return {key: STAGE_VALUES[key](view) for key in PLACEMENT_STAGES}


def violation_key(violation: PlacementViolation) -> tuple[int, tuple[str, ...], str, str, str]:
    """Return what violations are sorted by: rule (in the order of `PlacementRule`), leerlingen, school, facts."""
    rest = (violation.school or "", str(violation.found), str(violation.limit))
    return (_ORDER[violation.rule], violation.leerlingen, *rest)


__all__ = ["check_placements", "judged", "placement_stage_values", "possible"]
