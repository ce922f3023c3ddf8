"""Proposals for thuisnabije placement: solved, proven, checked, with options for everybody."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from typing import TYPE_CHECKING

from optimizer.domain.hashing import instance_sha256
from optimizer.domain.leerling import Offer
from optimizer.domain.placement import (
    LeerlingOutcome,
    PlacementOption,
    PlacementPlan,
    PlacementProgress,
    PlacementResult,
    PlacementStage,
    PlacementStageResult,
    PlacementVerdict,
)
from optimizer.domain.quiet import without_collection
from optimizer.domain.result import Certificate, Status, StoppedBy
from optimizer.solving.limits import Limits, Meter, StopSignal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys
    from optimizer.placement.solve import Solved, StageOutcome

__all__ = ["PlacementCheckFailedError", "propose_placements", "reckon_options"]

RESERVE = 0.1
"""Share of the time limit kept for the witness, the check and the options."""


class PlacementCheckFailedError(RuntimeError):
    """The proposals failed the checker, or their stage values differ: a defect, never shown as a plan."""

    def __init__(self, verdict: PlacementVerdict, difference: str = "") -> None:
        rules_broken = sorted({v.rule for v in verdict.violations})
        super().__init__(f"the proposals failed the checker: {', '.join(rules_broken) or difference}")
        self.verdict = verdict


def propose_placements(  # noqa: PLR0913 -- all but the region are named and optional
    region: Region,
    *,
    matrix: TravelMatrix | Journeys | None = None,
    time_limit: float | None = 60.0,
    work_limit: float | None = None,
    seed: int = 0,
    candidates_limit: int | None = None,
    options: bool = True,
    on_progress: Callable[[PlacementProgress], None] | None = None,
    stop: StopSignal | None = None,
) -> PlacementResult:
    """Propose a place for every leerling who asks for one.

    Parameters
    ----------
    matrix
        Travel; the estimate when null. One that knows many pairs at once is much faster on large regions.
    time_limit
        Wall-clock seconds; null is none.
    work_limit
        Deterministic work of the model of scarce support; flows always run to their end.
    seed
        Of the lottery of the other lens, and of the solver.
    candidates_limit
        Look at so many nearest candidates of each leerling only; null is all. The result says it.
    options
        Whether to rank everybody's options and to reckon what they would cost whom.
    on_progress
        Called after every stage.
    stop
        When it is set the solve ends soon with the best proposals so far.

    Raises
    ------
    PlacementCheckFailedError
        When the proposals fail the checker: a defect of this program.
    """
    from optimizer.placement.journeys import as_journeys, ask_ahead
    from optimizer.travel import journeys_for

    meter = Meter(Limits(None if time_limit is None else time_limit * (1 - RESERVE), work_limit), stop)
    journeys = journeys_for(region) if matrix is None else as_journeys(matrix)
    if not region.policy.placement.enabled:
        certificate = _certificate(region, journeys, meter, StoppedBy.PROOF, seed)
        return PlacementResult(status=Status.OPTIMAL, enabled=False, certificate=certificate)
    from optimizer.placement.candidates import table_of
    from optimizer.placement.hard import Hard
    from optimizer.placement.outcomes import outcomes_of
    from optimizer.placement.solve import PlacementSolver
    from optimizer.placement.witness import allocation_of, placements_of, stages_of

    def report(key: PlacementStage, value: int | None, bound: int | None) -> None:
        if on_progress is not None:
            on_progress(PlacementProgress(stage=key, value=value, bound=bound, seconds=meter.seconds))

    with without_collection():
        hard = Hard(region, journeys)
        solved = PlacementSolver(table_of(hard, candidates_limit), journeys, meter, seed, report).run()
        allocation = allocation_of(solved, journeys)
        placements = placements_of(solved, allocation)
        found = stages_of(solved, allocation)
        proven = all(stage.proven for stage in found)
        certificate = _certificate(region, journeys, meter, _stopped_by(meter, proven=proven), seed)
        plan = PlacementPlan(
            instance_sha256=certificate.instance_sha256,
            matrix_sha256=certificate.matrix_sha256,
            placements=placements,
            proven=proven,
        )
        ask_ahead(journeys, region, placements)
        stages, verdict = _judged(region, plan, journeys, found)
        told = outcomes_of(solved, allocation, hard, placements, seed=seed, options=options)
        status = Status.OPTIMAL if proven else Status.STOPPED if meter.stopped else Status.FEASIBLE
        return PlacementResult(
            status=status,
            stages=stages,
            certificate=certificate.model_copy(update={"seconds": round(meter.seconds, 3)}),
            checker=verdict,
            plan=plan,
            leerlingen=told.leerlingen,
            lens=told.lens,
            transport=told.transport,
            special=told.special,
            candidates_limit=candidates_limit,
        )


def reckon_options(
    region: Region,
    result: PlacementResult,
    leerling: str,
    *,
    matrix: TravelMatrix | Journeys | None = None,
    time_limit: float | None = 60.0,
) -> LeerlingOutcome:
    """Return a leerling's outcome in a result, with the price of every option, by placing all others anew.

    For a run whose places and support were decided together no shorter way is exact; where the result has all prices
    already they are returned as they are.

    Parameters
    ----------
    matrix
        As for the result.
    time_limit
        Seconds for all options together; those that get none stay without a price.

    Raises
    ------
    KeyError
        When the result does not know the leerling.
    """
    from optimizer.placement.anew import others_moved, stages_changed
    from optimizer.placement.journeys import as_journeys
    from optimizer.travel import journeys_for

    meter = Meter(Limits(time_limit, None))
    outcome = next((found for found in result.leerlingen if found.leerling == leerling), None)
    if outcome is None:
        raise KeyError(leerling)
    journeys = journeys_for(region) if matrix is None else as_journeys(matrix)
    options: list[PlacementOption] = []
    for option in outcome.options:
        if option.changes is not None or meter.exhausted:
            options.append(option)
            continue
        solved = _solved(_forced(region, leerling, option.school), journeys, meter, result)
        changed = None if solved is None else stages_changed(solved, result.stages)
        if solved is None or changed is None:
            options.append(option)
            continue
        update = {"changes": changed, "moved": others_moved(solved, result, leerling)}
        options.append(option.model_copy(update=update))
    return outcome.model_copy(update={"options": tuple(options)})


def _forced(region: Region, leerling: str, school: str) -> Region:
    """Return the region with that place given away already."""
    given = Offer(school=school, agreed=True)
    everybody = tuple(
        one.model_copy(update={"offer": given}) if one.id == leerling else one for one in region.leerlingen
    )
    return region.model_copy(update={"leerlingen": everybody})


def _solved(region: Region, journeys: Journeys, meter: Meter, before: PlacementResult) -> Solved | None:
    """Place everybody anew, with as few as can be elsewhere than before; none when there is no such place."""
    from optimizer.placement.anew import schools_before
    from optimizer.placement.candidates import candidates
    from optimizer.placement.solve import OverfullError, PlacementSolver

    table = candidates(region, journeys, before.candidates_limit)
    kept = schools_before(table, before)
    try:
        solved = PlacementSolver(table, journeys, meter, before.certificate.seed, kept=kept).run()
    except OverfullError:
        return None
    return solved if all(stage.proven for stage in solved.stages) else None


def _judged(
    region: Region, plan: PlacementPlan, journeys: Journeys, found: Sequence[StageOutcome]
) -> tuple[tuple[PlacementStageResult, ...], PlacementVerdict]:
    """Let the checker judge the proposals and add up their stages; only then are they a result."""
    from optimizer.rules.placement.check import judged

    verdict, values = judged(region, plan, journeys)
    if not verdict.ok:
        raise PlacementCheckFailedError(verdict)
    counted: Mapping[PlacementStage, int] = values
    stages: list[PlacementStageResult] = []
    for outcome in found:
        value = counted[outcome.key]
        if not outcome.bound <= value <= outcome.value:
            message = f"{outcome.key} is {value}, the model says {outcome.bound} to {outcome.value}"
            raise PlacementCheckFailedError(verdict, message)
        conditional = any(not stage.proven for stage in stages)
        stages.append(
            PlacementStageResult(
                key=outcome.key,
                value=value,
                bound=outcome.bound,
                gap=value - outcome.bound,
                conditional=conditional,
            )
        )
    return tuple(stages), verdict


def _stopped_by(meter: Meter, *, proven: bool) -> StoppedBy:
    if proven:
        return StoppedBy.PROOF
    if meter.stopped:
        return StoppedBy.INTERRUPT
    left = meter.seconds_left
    return StoppedBy.TIME_LIMIT if left is not None and left <= 0 else StoppedBy.WORK_LIMIT


def _certificate(region: Region, journeys: Journeys, meter: Meter, stopped_by: StoppedBy, seed: int) -> Certificate:
    return Certificate(
        seed=seed,
        versions={name: metadata.version(name) for name in ("kringplan", "ortools")},
        instance_sha256=instance_sha256(region),
        matrix_sha256=journeys.sha256,
        seconds=round(meter.seconds, 3),
        work=round(meter.work_used, 6),
        threads=1,
        stopped_by=stopped_by,
        time_limit=meter.limits.seconds,
        work_limit=meter.limits.work,
    )
