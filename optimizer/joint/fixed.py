"""A week that stays as it is, with room for what placements ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.domain.vocabulary import StopKind
from optimizer.joint.asks import SEPARATOR
from optimizer.week.sessions import session_of

if TYPE_CHECKING:
    from optimizer.domain.plan import WeekPlan
    from optimizer.week.direct.model import DirectModel
    from optimizer.week.options import Options, VisitOption


@dataclass(frozen=True)
class FixedWeek:
    """The options of a week of which only support is still open."""

    options: Options
    plan: WeekPlan
    kept: tuple[VisitOption, ...]

    @property
    def visits(self) -> tuple[VisitOption, ...]:
        """The visits that the plan makes, and those for support."""
        kept = set(self.kept)
        return tuple(v for v in self.options.visits if SEPARATOR in v.hulpvraag or v in kept)

    def hold(self, direct: DirectModel) -> None:
        """Let everything that the plan does take place as it does, and nothing else but support."""
        for visit in self.kept:
            direct.model.add(direct.visits[visit] == 1)
        groups = direct.groups
        met: set[int] = set()
        for group in self.plan.groups:
            minutes = self.options.index.arrangementen[group.arrangement].minutes
            met.update(v.index for v in groups.variables_of(session_of(group, minutes)) or ())
        for variable in (*groups.sessions.values(), *groups.leads.values()):
            direct.model.add(variable == int(variable.index in met))
        for seat, variable in groups.seats.items():
            if (seat.group.partition("#")[0], seat.leerling) not in self.options.guests:
                direct.model.add(variable == int(variable.index in met))
        held = {(slot.id, slot.host, slot.half_day, slot.start) for slot in self.plan.overleg}
        for option, variable in direct.overleg.items():
            direct.model.add(variable == int((option.overleg, option.host, option.half_day, option.start) in held))


def fix_week(options: Options, plan: WeekPlan) -> FixedWeek:
    """Return a week's options with a plan that stays as it is."""
    made = {
        (stop.item, tour.begeleider, stop.half_day)
        for tour in plan.tours
        for stop in tour.stops
        if stop.kind is StopKind.VISIT
    }
    kept = tuple(v for v in options.visits if (v.hulpvraag, v.begeleider, v.half_day) in made)
    return FixedWeek(options, plan, kept)
