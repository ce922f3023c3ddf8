"""A run as it is kept: all that is needed to make the same plan again."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from optimizer.decisions.entry import Sha256, Subject, canonical, sha256
from optimizer.decisions.store import Store
from optimizer.domain.base import Flag, Frozen, FrozenMap
from optimizer.domain.fault import Fault
from optimizer.domain.placement import Condition, PlacementPlan, PlacementResult
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.domain.result import Certificate, Result, StoppedBy
from optimizer.io.json import dump_region

SCHEMA_VERSION = 1


class RunKind(StrEnum):
    """What a run made."""

    WEEK = "week"
    PLACEMENT = "placement"


class Run(Frozen):
    """A run: its input and plan by the hash of their content, its options, and what it found."""

    schema_version: int = SCHEMA_VERSION
    kind: RunKind
    region: Sha256
    table: Sha256 | None = None
    """The user's table of travel; null is the estimate."""
    weeks: int = 1
    candidates_limit: int | None = None
    certificate: Certificate
    plan: Sha256
    values: FrozenMap[str, int]
    """Of every stage."""
    by_hand: Flag = False
    """No solve made this plan, so there is nothing to repeat."""

    @property
    def repeatable(self) -> bool:
        """Whether the same versions must give the same plan, byte for byte.

        A run with a limit in seconds, or that was interrupted, depends on the machine and the moment.
        """
        limited = self.certificate.time_limit is not None or self.certificate.stopped_by is StoppedBy.INTERRUPT
        return not (limited or self.by_hand)


AnyResult = Result | PlacementResult


def result_in(value: object, source: str) -> tuple[AnyResult | None, tuple[Fault, ...]]:
    """Return the week or placement result in a JSON value; a fault when it is none, or holds no checked plan."""
    refused = (Fault(code="decide-no-result", where=source),)
    if not isinstance(value, dict):
        return None, refused
    kind: type[AnyResult] = PlacementResult if "leerlingen" in value else Result
    data: dict[str, Any] = {name: part for name, part in value.items() if name != "checker"}
    try:
        result = kind.model_validate_json(canonical(data))
    except (ValidationError, ValueError):
        return None, refused
    judged = value.get("checker")
    if result.plan is None or not isinstance(judged, dict) or judged.get("ok") is not True:
        return None, refused
    return result, ()


def plan_text(plan: Plan | PlacementPlan) -> str:
    """Return a plan as the one text that is kept and compared."""
    return canonical(plan.model_dump(mode="json", by_alias=True)) + "\n"


def keep_run(store: Store, region: Region, result: AnyResult, table: bytes | None) -> tuple[str, Run]:
    """Keep a run with its region, table and plan; return its name and what was kept.

    Raises
    ------
    OSError
        When it cannot be written.
    """
    assert result.plan is not None  # noqa: S101 -- `result_in` refuses one without
    certificate = result.certificate
    week = isinstance(result, Result)
    run = Run(
        kind=RunKind.WEEK if week else RunKind.PLACEMENT,
        region=store.keep(dump_region(region).encode()),
        table=None if table is None else store.keep(table),
        weeks=max(1, len(result.weeks)) if isinstance(result, Result) else 1,
        candidates_limit=None if isinstance(result, Result) else result.candidates_limit,
        certificate=certificate,
        plan=store.keep(plan_text(result.plan).encode()),
        values={str(stage.key): stage.value for stage in result.stages},
        by_hand=certificate.stopped_by is StoppedBy.UNCHANGED and not _published(region, result.plan),
    )
    return store.keep((canonical(run.model_dump(mode="json")) + "\n").encode()), run


def _published(region: Region, plan: Plan | PlacementPlan) -> bool:
    """Tell whether a plan is the proven one that the region already holds, which a run gives back as it is."""
    return isinstance(plan, Plan) and region.previous is not None and region.previous.proven and plan.proven


def kept_run(store: Store, name: str) -> Run:
    """Return a run that was kept.

    Raises
    ------
    DecisionRefusedError
        When it is not there, or has been changed.
    """
    return Run.model_validate_json(store.get(name))


def kept_plan(store: Store, run: Run) -> Plan | PlacementPlan:
    """Return the plan of a kept run.

    Raises
    ------
    DecisionRefusedError
        When it is not there, or has been changed.
    """
    kind: type[Plan | PlacementPlan] = Plan if run.kind is RunKind.WEEK else PlacementPlan
    return kind.model_validate_json(store.get(run.plan))


def proposals_of(plan: Plan | PlacementPlan) -> tuple[tuple[Subject, tuple[Condition, ...]], ...]:
    """Return what a plan proposes, each with the conditions that must still come true."""
    if isinstance(plan, Plan):
        weeks = ((week.week, sha256(canonical(week.model_dump(mode="json", by_alias=True)))) for week in plan.weeks)
        return tuple((Subject(week=week, content=content), ()) for week, content in weeks)
    found = []
    for one in plan.placements:
        content = sha256(canonical(one.model_dump(mode="json", by_alias=True)))
        found.append((Subject(leerling=one.leerling, school=one.school, content=content), one.conditions))
    return tuple(found)
