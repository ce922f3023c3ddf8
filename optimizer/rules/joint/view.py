"""A joint plan as the rules see it: placements, the week on its own, and the week that placements ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import PlacementPlan
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.rules.check import region_of
from optimizer.rules.joint.activation import Activation
from optimizer.rules.placement.facts import Facts
from optimizer.rules.placement.view import PlacementView
from optimizer.rules.view import WeekView


@dataclass(frozen=True)
class JointView:
    """A week with placements, with lookups; everything is computed at most once, nothing fails on garbage."""

    region: Region
    week_plan: WeekPlan
    placement_plan: PlacementPlan
    matrix: TravelMatrix

    @cached_property
    def placement(self) -> PlacementView:
        """The placements, of the region as it is."""
        return PlacementView(Facts(self.region, self.matrix), self.placement_plan)

    @cached_property
    def activation(self) -> Activation:
        """What the placements ask of the week."""
        # half days that schools keep are pins, as for a week alone
        here = region_of(self.region, Plan(), self.week_plan.week)
        return Activation(here, self.placement.placed)

    @cached_property
    def own(self) -> WeekView:
        """The week as if nothing but the region's own items were asked: stops for support are unknown there."""
        return WeekView(self.activation.region, self.week_plan, self.matrix)

    @cached_property
    def whole(self) -> WeekView:
        """The week with all that is in the roster."""
        return WeekView(self.activation.activated, self.week_plan, self.matrix)

    @cached_property
    def seats(self) -> dict[str, frozenset[str]]:
        """Arrangementen in a group of which a leerling sits this week, by leerling."""
        found: dict[str, set[str]] = {}
        for arrangement, members in self.whole.seats.items():
            for member in members:
                found.setdefault(member, set()).add(arrangement)
        return {member: frozenset(arrangementen) for member, arrangementen in found.items()}
