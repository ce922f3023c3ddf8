"""The master problem of a week: rows of the rules on several half days, columns for routes and for what joins them.

Columns are the decisions that are no part of a route (who serves, groups, overleg, values of stages), then one per
route, then the joints: from the open end of a morning to that of an afternoon, or home. Rows are those of the model
with route columns put in the place of visits and minutes, then per begeleider and half day at most one route, groups
and overleg as stops of routes, one joint a day for every open end, and visits to an IB who is in a meeting.
A joint is exact in minutes. That an afternoon must not begin too soon after a morning seldom matters, so rows say it
only for pairs of routes that a solution would have: see `Master.clashes`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from optimizer.domain.vocabulary import LegKind
from optimizer.solving.lexicographic import Stage
from optimizer.solving.linear import LinearModel, RowBuffer
from optimizer.week.direct.legs import DayLegs
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.stages import week_formulation
from optimizer.week.options import Options
from optimizer.week.routes.catalogue import Catalogue

Formulation = Callable[[Options, Inside], tuple[DirectModel, Sequence[Stage]]]
"""Writes a model down, with its stages."""
HOME = -1
"""Stands for the base where a joint begins or ends."""


@dataclass(frozen=True, eq=False)
class Joints:
    """The ways from an open end to another or home, one row each.

    Attributes
    ----------
    day
        (j,) number of the begeleider's day in `Master.days`.
    morning, afternoon
        (j,) node of the morning's end and the afternoon's beginning, `HOME` for none.
    minutes
        (j,) of the leg.
    """

    day: np.ndarray
    morning: np.ndarray
    afternoon: np.ndarray
    minutes: np.ndarray


@dataclass(frozen=True, eq=False)
class Day:
    """A begeleider's day: the pools of its halves, and the nodes at which their routes end and begin."""

    begeleider: str
    order: int
    morning: int | None
    afternoon: int | None
    node_of: dict[int, np.ndarray]
    """Pool → (its routes,) node, when the day has both halves."""
    nodes: int = 0


@dataclass(frozen=True, eq=False)
class Master:
    """The master problem with the meaning of its columns."""

    rows: DirectModel
    stages: tuple[Stage, ...]
    routes: Catalogue
    days: tuple[Day, ...]
    joints: Joints
    model: LinearModel
    decisions: np.ndarray
    """Index in the CP-SAT model of each of the first columns."""
    facts: sp.csc_array
    """(variables of the CP-SAT model, columns): what a column says of every variable."""
    formulate: Formulation = week_formulation
    """What wrote the rows down."""

    @property
    def route0(self) -> int:
        """The column of route 0."""
        return len(self.decisions)

    @property
    def joint0(self) -> int:
        """The column of joint 0."""
        return len(self.decisions) + len(self.routes)

    @cached_property
    def column_of(self) -> dict[int, int]:
        """Column of every variable of the CP-SAT model that has one."""
        return {int(variable): column for column, variable in enumerate(self.decisions)}

    @cached_property
    def gatherings(self) -> tuple[int, ...]:
        """Variables of the CP-SAT model that say which groups and overleg meet, how, with whom, and what is beside."""
        beside = () if self.rows.beside is None else (*self.rows.beside.decisions, *self.rows.elsewhere.values())
        return tuple(v.index for v in (*self.rows.groups.variables(), *self.rows.overleg.values(), *beside))

    @cached_property
    def relaxed(self) -> np.ndarray:
        """Columns that are 0 in every plan and free in relaxations: indices."""
        return np.array([self.column_of[v.index] for v in self.rows.elsewhere.values()], dtype=np.int64)

    @cached_property
    def travel(self) -> np.ndarray:
        """(columns,) minutes of all legs of a route or joint."""
        return self._minutes(tuple(LegKind))

    @cached_property
    def paid(self) -> np.ndarray:
        """(columns,) minutes of the paid legs of a route or joint."""
        return self._minutes(self.rows.options.region.policy.paid_travel)

    def _minutes(self, kinds: Collection[LegKind]) -> np.ndarray:
        weight = np.zeros(self.facts.shape[0])
        for legs in self.rows.tours.values():
            if isinstance(legs, DayLegs):
                weight[[v.index for v in legs.variables(kinds)]] = 1.0
        return np.asarray(weight @ self.facts)

    @cached_property
    def pool_of_route(self) -> np.ndarray:
        """(routes,) number of the pool."""
        return np.repeat(np.arange(len(self.routes.pools)), np.diff(self.routes.first))

    @cached_property
    def _joint_at(self) -> dict[tuple[int, int, int], int]:
        j = self.joints
        ways = zip(j.day.tolist(), j.morning.tolist(), j.afternoon.tolist(), strict=True)
        return {way: self.joint0 + i for i, way in enumerate(ways)}

    def joint(self, day: int, morning: int | None, afternoon: int | None) -> int | None:
        """Return the column that joins two routes (columns) of a day, or one with home; nothing when none does."""
        known = self.days[day]
        nodes = []
        for pool, column in ((known.morning, morning), (known.afternoon, afternoon)):
            if pool is None or column is None:
                nodes.append(HOME)
            else:
                nodes.append(int(known.node_of[pool][column - self.route0 - int(self.routes.first[pool])]))
        found = self._joint_at.get((day, nodes[0], nodes[1]))
        if found is None or morning is None or afternoon is None:
            return found
        return found if self.in_time(found, morning, afternoon) else None

    def clock(self, column: int) -> int:
        """Return the clock of the open end of a route (a column)."""
        pool = int(self.pool_of_route[column - self.route0])
        return int(self.routes.labels[pool].clock[column - self.route0 - int(self.routes.first[pool])])

    def in_time(self, joint: int, morning: int, afternoon: int) -> bool:
        """Tell whether two routes (columns) leave the time that their joint takes, with the break."""
        wait = int(self.joints.minutes[joint - self.joint0]) + self.rows.options.region.policy.min_break
        return self.clock(morning) + wait <= self.clock(afternoon)

    def clashes(self, columns: np.ndarray) -> list[tuple[int, int]]:
        """Return the pairs of chosen routes (columns) of one day that do not leave the time their joint takes."""
        found: list[tuple[int, int]] = []
        routes, joints = columns[columns < self.joint0], columns[columns >= self.joint0]
        of_pool = dict(zip(self.pool_of_route[routes - self.route0].tolist(), routes.tolist(), strict=True))
        for joint in joints.tolist():
            day = self.days[int(self.joints.day[joint - self.joint0])]
            if day.morning not in of_pool or day.afternoon not in of_pool:
                continue
            morning, afternoon = of_pool[day.morning], of_pool[day.afternoon]
            if not self.in_time(joint, morning, afternoon):
                found.append((morning, afternoon))
        return found

    def forbidding(self, pairs: Sequence[tuple[int, int]]) -> Master:
        """Return the master with a row for each pair of routes that clash, and for all that clash as they do.

        Routes that end the morning at that place no sooner, and those that begin the afternoon at that place no later,
        exclude each other too.
        """
        buffer = RowBuffer()
        for morning, afternoon in pairs:
            terms = [(int(c), 1.0) for c in (*self._as_late(morning), *self._as_soon(afternoon))]
            buffer.add(terms, upper=1.0)
        return self.with_rows(buffer.matrix(self.model.matrix.shape[1]), np.ones(len(buffer.lower)))

    def with_rows(self, rows: sp.csr_array | sp.csc_array, upper: np.ndarray) -> Master:
        """Return the master with more rows, of at most so much each: (rows, columns) and (rows,)."""
        model = self.model
        more = replace(
            model,
            matrix=sp.csc_array(sp.vstack([model.matrix, rows], format="csc")),
            row_lower=np.concatenate([model.row_lower, np.full(len(upper), -np.inf)]),
            row_upper=np.concatenate([model.row_upper, upper]),
        )
        return replace(self, model=more)

    def _as_late(self, morning: int) -> np.ndarray:
        return self._like(morning, lambda clock: clock >= self.clock(morning))

    def _as_soon(self, afternoon: int) -> np.ndarray:
        return self._like(afternoon, lambda clock: clock <= self.clock(afternoon))

    def _like(self, column: int, as_bad: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Return the routes of the same half day and open end with a clock as bad or worse."""
        pool = int(self.pool_of_route[column - self.route0])
        first = self.route0 + int(self.routes.first[pool])
        labels = self.routes.labels[pool]
        like = (labels.end == labels.end[column - first]) & as_bad(labels.clock)
        return first + np.flatnonzero(like)

    def stage_column(self, stage: Stage) -> int:
        """Return the column that holds the value of a stage."""
        return self.column_of[stage.variable.index]
