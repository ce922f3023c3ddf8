"""A joint result with its region: what every view of it looks up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from optimizer.domain.hashing import instance_sha256
from optimizer.domain.joint import JointKey, JointResult
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import (
    PlacementPlan,
    PlacementResult,
    PlacementStage,
    PlacementStageResult,
    Source,
    Support,
)
from optimizer.domain.plan import Group, Plan, Stop, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import StageResult
from optimizer.domain.vocabulary import StageKey
from optimizer.report.missing import Missing, missing_of
from optimizer.report.placement.facts import Proposals
from optimizer.report.roster import Roster, WeekRoster
from optimizer.rules.check import demand_by_class
from optimizer.rules.joint.activation import Activation
from optimizer.rules.joint.check import joint_stage_values
from optimizer.rules.joint.view import JointView
from optimizer.rules.view import WeekView


@dataclass(frozen=True)
class JointWeekRoster(WeekRoster):
    """A week in which visits to new leerlingen stand; what is served and not is about the region's own items."""

    own: WeekView | None = None
    counted: Mapping[StageKey, int] = field(default_factory=dict)

    @cached_property
    def values(self) -> dict[StageKey, int]:
        """Values of the stages of the week as the checker of the joint plan counts them."""
        return dict(self.counted)

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """Own items that are not, or not fully, served."""
        return () if self.own is None else missing_of(self.own)

    def served_share(self) -> float:
        """Return the part of the region's own minutes due that is served; 1 when nothing is due."""
        demand = {} if self.own is None else self.own.demand
        due = sum(one.minutes for one in demand.values())
        lost = sum(one.minutes for one in self.missing if one.item in demand)
        return 1 - lost / due if due else 1.0


@dataclass(frozen=True)
class JointFacts:
    """A result that has a plan, with its region."""

    region: Region
    result: JointResult
    matrix: TravelMatrix

    @cached_property
    def plan(self) -> Plan:
        """The week."""
        return self.result.plan or Plan(weeks=(WeekPlan(week=self.region.week),))

    @cached_property
    def week_plan(self) -> WeekPlan:
        """The week."""
        return self.plan.week_plan(self.region.week) or WeekPlan(week=self.region.week)

    @cached_property
    def view(self) -> JointView:
        """Week and placements as the rules see them."""
        return JointView(self.region, self.week_plan, self.result.placement or PlacementPlan(), self.matrix)

    @cached_property
    def activated(self) -> Region:
        """The region with what the placements ask of the week."""
        return self.view.activation.activated

    @cached_property
    def with_support(self) -> Region:
        """The region in which the support requests are its own hulpvragen: what took place is taken in there."""
        return Activation(self.region, self.view.placement.placed).activated

    @cached_property
    def values(self) -> dict[JointKey, int]:
        """Every stage as the checker counts it, in order."""
        return joint_stage_values(self.region, self.week_plan, self.view.placement_plan, self.matrix)

    @property
    def week_values(self) -> dict[StageKey, int]:
        """Values of the stages of the week."""
        return {key: value for key, value in self.values.items() if isinstance(key, StageKey)}

    @cached_property
    def week_stages(self) -> tuple[StageResult, ...]:
        """The stages of the week with their bounds."""
        return tuple(
            StageResult(
                key=stage.key, value=stage.value, bound=stage.bound, gap=stage.gap, conditional=stage.conditional
            )
            for stage in self.result.stages
            if isinstance(stage.key, StageKey)
        )

    @cached_property
    def proposals(self) -> Proposals:
        """The placements, as `kringplan place` tells of them; the limit on schools was about the roster alone."""
        from optimizer.placement.journeys import as_journeys
        from optimizer.placement.proposed import costs_of_placements

        result = self.result
        stages = tuple(
            PlacementStageResult(
                key=stage.key,
                value=stage.value,
                bound=stage.bound,
                gap=stage.value - stage.bound,
                conditional=stage.conditional,
            )
            for stage in result.stages
            if isinstance(stage.key, PlacementStage)
        )
        told = PlacementResult(
            status=result.status,
            stages=stages,
            certificate=result.certificate,
            checker=None if result.checker is None else result.checker.placement,
            plan=result.placement,
            leerlingen=result.leerlingen,
            transport=result.transport,
            special=costs_of_placements(self.region, as_journeys(self.matrix), self.view.placement_plan.placements),
        )
        return Proposals(self.region, told)

    @cached_property
    def roster(self) -> Roster:
        """The week for page, workbook and agendas; bound to the region with the support requests."""
        week = JointWeekRoster(
            self.activated,
            self.week_plan,
            self.matrix,
            self.week_stages,
            self.result.status,
            own=self.view.own,
            counted=self.week_values,
        )
        bound = self.plan.model_copy(update={"instance_sha256": instance_sha256(self.with_support), "proven": False})
        return Roster(self.activated, bound, (week,))

    @cached_property
    def own_demand(self) -> int:
        """Minutes that the region's own items ask this week."""
        here = self.view.activation.region
        return sum(demand_by_class(here, self.matrix, self.week_plan.week).values())

    def visit_of(self, leerling: str, line: Support) -> tuple[str, Stop] | None:
        """Return who visits for a line of support, and the stop; nothing for another source."""
        request = self.view.activation.requests.get((leerling, line.expertise))
        if line.source is not Source.KRING or request is None:
            return None
        found = (visit for visit in self.view.whole.visits.get(request.id, ()) if visit.begeleider.id == line.by)
        return next(((visit.begeleider.id, visit.stop) for visit in found), None)

    def group_of(self, leerling: str, line: Support) -> Group | None:
        """Return the group in which a line of support is given; nothing for another source."""
        if line.source is not Source.GROUP:
            return None
        groups = self.view.whole.groups.values()
        return next((one for one in groups if one.arrangement == line.by and leerling in one.members), None)
