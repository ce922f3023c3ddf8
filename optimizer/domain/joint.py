"""The joint plan: what a placement asks of the week, the order of all stages, and what a run returns."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from urllib.parse import quote

from optimizer.domain.base import Frozen
from optimizer.domain.fault import Verdict
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import (
    PLACEMENT_STAGES,
    LeerlingOutcome,
    PlacementPlan,
    PlacementStage,
    PlacementVerdict,
    TransportTotals,
)
from optimizer.domain.plan import Plan
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.result import Certificate, Status, Unserved
from optimizer.domain.school import School
from optimizer.domain.vocabulary import StageKey

JointKey = StageKey | PlacementStage
"""A stage of the joint plan."""
UNMET_STAGES = (StageKey.UNMET_URGENT, StageKey.UNMET_NORMAL, StageKey.UNMET_LOW)
LONGEST_VISIT = 480
"""Minutes of a support request at most."""
LONGEST_ID = 64
_WISHES = (PlacementStage.WISH_SUM, PlacementStage.WISH_WORST)


def joint_stages(policy: Policy) -> tuple[JointKey, ...]:
    """Return all stages of the joint plan in their order; source: docs/joint.md."""
    week = policy.stage_order()
    unmet = [key for key in week if key in UNMET_STAGES]
    first = PLACEMENT_STAGES[: PLACEMENT_STAGES.index(PlacementStage.SUPPORT_MISSING)]
    found: list[JointKey] = []
    for key in week:
        if key is unmet[0]:
            found += first
        found.append(key)
        if key is StageKey.UNMET_URGENT:
            found.append(PlacementStage.SUPPORT_MISSING)
        if key is unmet[-1]:
            found += _WISHES
    return (*found, *(key for key in PLACEMENT_STAGES if key not in found))


def support_id(leerling: str, expertise: str) -> str:
    """Return the id of a support request: ``LEERLING~EXPERTISE``, shortened by a hash where that is no id."""
    found = f"{leerling}~{quote(expertise, safe='').replace('~', '%7E')}"
    if len(found) <= LONGEST_ID:
        return found
    return f"{leerling[:40]}~{hashlib.sha256(found.encode()).hexdigest()[:16]}"


def asked_minutes(leerling: Leerling) -> Mapping[str, int]:
    """Return the minutes a week that a leerling needs, by expertise; needs of no minutes are left out."""
    found: dict[str, int] = {}
    for need in leerling.needs:
        if need.minutes:
            found[need.expertise] = found.get(need.expertise, 0) + need.minutes
    return found


def support_request(region: Region, leerling: Leerling, expertise: str, school: School) -> Hulpvraag:
    """Return the hulpvraag that a need of a leerling asks of the week at a school."""
    having = [b for b in region.begeleiders if expertise in b.expertise]
    institute = None
    if all(b.institute is not None for b in having):
        institute = next((b.institute for b in having if school.kring in b.kringen), None)
    return Hulpvraag(
        id=support_id(leerling.id, expertise),
        school=school.id,
        expertise=expertise,
        minutes=min(LONGEST_VISIT, asked_minutes(leerling)[expertise]),
        institute=institute,
        leerling=leerling.id,
    )


class JointStageResult(Frozen):
    """A stage's value and proven lower bound.

    `gap`: of `unmet_*` (value - bound) / active demand of the class; of other stages of the week relative to the value;
    of stages of placement value - bound, in the stage's own units. `conditional`: the bound holds given the values of
    earlier stages, one of which was not proven.
    """

    key: JointKey
    value: int
    bound: int
    gap: float
    conditional: bool = False

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value == self.bound


class JointVerdict(Frozen):
    """The checker's judgement of both halves and of what joins them."""

    ok: bool
    week: Verdict
    placement: PlacementVerdict


class JointResult(Frozen):
    """The result of a joint run; the same from command, Python and HTTP."""

    status: Status
    stages: tuple[JointStageResult, ...] = ()
    certificate: Certificate
    checker: JointVerdict | None = None
    plan: Plan | None = None
    """The week; stops of support requests are visits of items ``LEERLING~EXPERTISE``."""
    placement: PlacementPlan | None = None
    unserved: tuple[Unserved, ...] = ()
    """Of the region's own items, as of a week."""
    leerlingen: tuple[LeerlingOutcome, ...] = ()
    transport: TransportTotals = TransportTotals()
    conflict: tuple[str, ...] = ()
    candidates_limit: int | None = None
    """Only so many schools of each leerling were looked at for support by begeleiders; null: all."""


class JointProgress(Frozen):
    """A sign of life during a run."""

    stage: JointKey
    value: int | None
    bound: int | None
    gap: float | None
    seconds: float
