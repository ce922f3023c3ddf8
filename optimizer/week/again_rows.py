"""What a question about a plan asks beside the rules, as the first stage of all: nothing of it may be broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import StageKey
from optimizer.solving.cpsat import IntVar, LinearExpr, constant, total
from optimizer.solving.lexicographic import Stage
from optimizer.week.again_kept import Kept
from optimizer.week.direct.groups import Lead, Seat
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.stages import changes_from, week_stage
from optimizer.week.options import Options
from optimizer.week.running import running_commitments

BROKEN = "broken"
"""Key of the stage that counts what of the question a plan breaks."""


@dataclass(frozen=True)
class Force:
    """What the new plan must do, or (`served` false) must not.

    Attributes
    ----------
    item
        A hulpvraag, an arrangement (any of its groups), a group or an overleg.
    begeleider
        Who visits, leads the group or takes part.
    half_day, host
        When, and where.
    visits
        Of a hulpvraag: at least so many visits that are so.
    """

    item: str
    begeleider: str | None = None
    half_day: HalfDay | None = None
    host: str | None = None
    served: bool = True
    visits: int = 1


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked of the plan, in terms of the options.

    Attributes
    ----------
    fixed
        What the base plan does and no plan may undo.
    most_changes
        Facts that may differ from the base plan; null for any.
    order
        The stages in the order in which they are minimised.
    """

    kept: Kept
    fixed: Kept
    force: tuple[Force, ...]
    most_changes: int | None
    order: tuple[StageKey, ...]

    def formulate(self, options: Options, inside: Inside) -> tuple[DirectModel, Sequence[Stage]]:
        """Write the week down with what is asked as its first stage."""
        direct = DirectModel(options, inside=inside)
        parts = [*self._fixed(direct), *self._forced(direct), *self._running(direct), *self._changed(direct)]
        variable = direct.model.new_int_var(0, max(1, sum(most for _, most in parts)), f"stage|{BROKEN}")
        direct.model.add(variable >= total(part for part, _ in parts))
        return direct, [Stage(BROKEN, variable), *(week_stage(direct, key) for key in self.order)]

    def _fixed(self, direct: DirectModel) -> Iterable[tuple[LinearExpr, int]]:
        visits = [direct.visits.get(v) for v in self.fixed.visits]
        literals: list[IntVar] = [made for made in visits if made is not None]
        for group, s in self.fixed.sessions:
            literals.append(direct.groups.sessions[s])
            people = enumerate((group.leader, *group.co_leaders))
            literals += [direct.groups.leads[Lead(s, role, p)] for role, p in people]
            literals += [direct.groups.seats[Seat(group.id, m, group.half_day)] for m in group.members]
        literals += [direct.overleg[o] for _, o in self.fixed.overleg]
        # a visit that no route makes any more is missed whatever the plan
        missed = [(constant(1), 1)] * (len(visits) - sum(made is not None for made in visits))
        return [*missed, *((1 - literal, 1) for literal in literals)]

    def _forced(self, direct: DirectModel) -> Iterable[tuple[LinearExpr, int]]:
        for force in self.force:
            literals = literals_of(direct, force)
            if not force.served:
                yield total(literals), len(literals)
            else:
                missed = direct.model.new_int_var(0, force.visits, "")
                direct.model.add(missed >= force.visits - total(literals))
                yield constant(0) + missed, force.visits

    def _running(self, direct: DirectModel) -> Iterable[tuple[LinearExpr, int]]:
        """Count what runs and is broken, where nothing of it may be."""
        if direct.hard_running:
            for item, cost in direct.running_broken(running_commitments(direct.options)).items():
                yield cost, 4 if "#" in item else 1

    def _changed(self, direct: DirectModel) -> Iterable[tuple[LinearExpr, int]]:
        if self.most_changes is None:
            return
        changed, most = changes_from(direct, self.kept.base)
        over = direct.model.new_int_var(0, max(0, most), "")
        direct.model.add(over >= changed - self.most_changes)
        yield constant(0) + over, most


def literals_of(direct: DirectModel, force: Force) -> list[IntVar]:
    """Return the decisions that each do what is asked."""
    index = direct.options.index
    found = [
        made
        for v, made in direct.visits.items()
        if v.hulpvraag == force.item
        and force.begeleider in (None, v.begeleider)
        and force.half_day in (None, v.half_day)
        and force.host in (None, index.hulpvragen[v.hulpvraag].school)
    ]
    for lead, literal in direct.groups.leads.items():
        s = lead.session
        named = force.item in (s.group, s.arrangement) and lead.role == 0
        if named and force.half_day in (None, s.half_day) and force.host in (None, s.host):
            found += [literal] if force.begeleider in (None, lead.begeleider) else []
    for o, held in direct.overleg.items():
        if o.overleg == force.item and force.half_day in (None, o.half_day) and force.host in (None, o.host):
            found += [held] if force.begeleider is None or force.begeleider in o.people else []
    return found
