"""The master problem of a week: rows of the rules on several half days, columns for routes and for what joins them.

Columns are the decisions that are no part of a route (who serves, groups, overleg, values of stages), then one per
route, then the joints: from the open end of a morning to that of an afternoon, or home. Rows are those of the model
with route columns put in the place of visits and minutes, then per begeleider and half day at most one route, groups
and overleg as stops of routes, one joint a day for every open end, and visits to an IB who is in a meeting.
A joint is exact in minutes. That an afternoon must not begin too soon after a morning seldom matters, so rows say it
only for pairs of routes that a solution would have: see `Master.clashes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from optimizer.domain.places import base_place
from optimizer.domain.vocabulary import LegKind, Target
from optimizer.solving.lexicographic import Stage
from optimizer.solving.linear import LinearModel, RowBuffer, linear_model
from optimizer.week.direct.legs import DayLegs
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.stages import week_stages
from optimizer.week.options import Options, OverlegOption, SessionOption, VisitOption
from optimizer.week.routes.catalogue import Catalogue, catalogue
from optimizer.week.routes.labels import Labels
from optimizer.week.routes.pool import FAR, Pool

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
    def meetings(self) -> dict[SessionOption | OverlegOption, int]:
        """Variable of the CP-SAT model for every session and overleg option."""
        found: dict[SessionOption | OverlegOption, int] = {o: v.index for o, v in self.rows.sessions.items()}
        return found | {o: v.index for o, v in self.rows.overleg.items()}

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
    def packing_limit(self) -> np.ndarray:
        """(rows,) upper bound of rows without negative coefficients, infinite for the others."""
        matrix = self.model.matrix
        negative = np.zeros(matrix.shape[0], dtype=bool)
        negative[matrix.indices[matrix.data < 0]] = True
        return np.where(negative, np.inf, self.model.row_upper)

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
        model = self.model
        n = len(buffer.lower)
        rows = buffer.matrix(model.matrix.shape[1])
        more = replace(
            model,
            matrix=sp.csc_array(sp.vstack([model.matrix, rows], format="csc")),
            row_lower=np.concatenate([model.row_lower, np.full(n, -np.inf)]),
            row_upper=np.concatenate([model.row_upper, np.ones(n)]),
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


def build_master(options: Options, limit: int | None = None) -> Master:
    """Enumerate routes and joints and put the columns into the rows."""
    rows = DirectModel(options, inside=Inside.ROUTES)
    stages = tuple(week_stages(rows))
    base = linear_model(rows.model)
    routes = catalogue(options, limit)
    return _Builder(options, rows, stages, base, routes).build()


class _Builder:
    def __init__(
        self, options: Options, rows: DirectModel, stages: tuple[Stage, ...], base: LinearModel, routes: Catalogue
    ) -> None:
        self.options, self.rows, self.stages, self.base, self.routes = options, rows, stages, base, routes
        self.pool_of = routes.by_key()
        legs = [t for t in rows.tours.values() if isinstance(t, DayLegs)]
        gone = {v.index for v in rows.visits.values()}
        gone |= {v.index for day in legs for v in (*day.between.values(), day.home, day.midday) if v is not None}
        self.decisions = np.array([i for i in range(len(base.lower)) if i not in gone], dtype=np.int64)
        self.column = {int(v): c for c, v in enumerate(self.decisions)}
        self.route0 = len(self.decisions)
        self.joint0 = self.route0 + len(routes)
        self.fact_rows: list[np.ndarray] = []
        self.fact_columns: list[np.ndarray] = []
        self.fact_values: list[np.ndarray] = []
        self.dropped = np.zeros(len(routes), dtype=bool)

    def build(self) -> Master:
        for number, (pool, labels) in enumerate(zip(self.routes.pools, self.routes.labels, strict=True)):
            self._route_facts(number, pool, labels)
        days = tuple(self._days())
        joints = self._joints(days)
        total = self.joint0 + len(joints.day)
        facts = self._facts(total)
        keep = sp.csc_array(
            (np.ones(self.route0), (self.decisions, np.arange(self.route0))), shape=(len(self.base.lower), total)
        )
        facts = sp.csc_array(facts + keep)
        parts = [sp.csc_array(self.base.matrix @ facts)]
        lower, upper = [self.base.row_lower], [self.base.row_upper]
        more = (self._convexity(total), self._flows(days, joints, total), self._ib(total), self._links(total))
        for matrix, low, high in more:
            parts.append(matrix)
            lower.append(low)
            upper.append(high)
        ones = np.ones(total - self.route0)
        limits = np.concatenate([self.base.upper[self.decisions], ones])
        limits[self.route0 : self.joint0][self.dropped] = 0.0
        model = LinearModel(
            sp.csc_array(sp.vstack(parts, format="csc")),
            np.concatenate(lower),
            np.concatenate(upper),
            np.concatenate([self.base.lower[self.decisions], 0 * ones]),
            limits,
            np.ones(total, dtype=bool),
        )
        return Master(self.rows, self.stages, self.routes, days, joints, model, self.decisions, facts)

    # -- facts -------------------------------------------------------------------------------------------------

    def _say(self, variables: np.ndarray | int, columns: np.ndarray, values: np.ndarray | int) -> None:
        self.fact_rows.append(np.broadcast_to(variables, columns.shape))
        self.fact_columns.append(columns)
        self.fact_values.append(np.broadcast_to(values, columns.shape))

    def _facts(self, total: int) -> sp.csc_array:
        shape = (len(self.base.lower), total)
        if not self.fact_rows:
            return sp.csc_array(shape)
        data = np.concatenate(self.fact_values).astype(float)
        place = (np.concatenate(self.fact_rows), np.concatenate(self.fact_columns))
        return sp.csc_array(sp.coo_array((data, place), shape=shape))

    def _legs(self, pool: Pool) -> DayLegs:
        legs = self.rows.tours[pool.begeleider, pool.half_day.day.order]
        if not isinstance(legs, DayLegs):
            raise TypeError("the rows were not made for routes")
        return legs

    def _columns(self, number: int) -> np.ndarray:
        return self.route0 + np.arange(self.routes.first[number], self.routes.first[number + 1])

    def _route_facts(self, number: int, pool: Pool, labels: Labels) -> None:
        visits = self.rows.visits
        variable = np.array([visits[i].index if isinstance(i, VisitOption) else -1 for i in pool.items], dtype=np.int64)
        row, position = np.nonzero(labels.order >= 0)
        made = variable[labels.order[row, position]]
        columns = self._columns(number)
        self._say(made[made >= 0], columns[row[made >= 0]], 1)
        legs = self._legs(pool)
        self._say(legs.between[pool.half_day].index, columns, labels.between)
        if legs.home is not None:
            self._say(legs.home.index, columns, labels.home)

    # -- days and joints ---------------------------------------------------------------------------------------

    def _days(self) -> Iterator[Day]:
        for begeleider, order in sorted({(p.begeleider, p.half_day.day.order) for p in self.routes.pools}):
            morning = self.pool_of.get((begeleider, 2 * order))
            afternoon = self.pool_of.get((begeleider, 2 * order + 1))
            if morning is None or afternoon is None:
                self._single(morning if morning is not None else afternoon)
                yield Day(begeleider, order, morning, afternoon, {})
            else:
                nodes, count = self._nodes(morning, afternoon)
                yield Day(begeleider, order, morning, afternoon, nodes, count)

    def _single(self, number: int | None) -> None:
        """Add the leg home of a day with one half to its routes."""
        if number is None:
            return
        pool, labels = self.routes.pools[number], self.routes.labels[number]
        minutes = self._to_base(pool)[labels.end]
        first = int(self.routes.first[number])
        self.dropped[first : first + len(labels)] = minutes >= FAR
        home = self._legs(pool).home
        if home is not None:
            self._say(home.index, self._columns(number), np.where(minutes >= FAR, 0, minutes))

    def _to_base(self, pool: Pool) -> np.ndarray:
        """Return the minutes between the base and every place, in the direction of the open end."""
        mode, base = self.options.index.begeleiders[pool.begeleider].mode, base_place(pool.begeleider)
        ways = [(p, base) if pool.half_day.is_morning else (base, p) for p in pool.places]
        found = [self.options.matrix.minutes(mode, a, b) for a, b in ways]
        return np.array([FAR if m is None else m for m in found], dtype=np.int64)

    def _between(self, early: Pool, late: Pool) -> np.ndarray:
        mode = self.options.index.begeleiders[early.begeleider].mode
        places = tuple(dict.fromkeys((*early.places, *late.places)))
        table = self.options.matrix.minutes_between(mode, places)
        full = np.array([[FAR if m is None else m for m in row] for row in table], dtype=np.int64)
        number = {p: i for i, p in enumerate(places)}
        return full[np.ix_([number[p] for p in early.places], [number[p] for p in late.places])]

    def _nodes(self, morning: int, afternoon: int) -> tuple[dict[int, np.ndarray], int]:
        """Return the node of every route, the place of its open end, and the number of nodes."""
        early, late = self.routes.pools[morning], self.routes.pools[afternoon]
        a, b = self.routes.labels[morning], self.routes.labels[afternoon]
        count = len(early.places)
        return {morning: a.end, afternoon: count + b.end}, count + len(late.places)

    def _joints(self, days: Sequence[Day]) -> Joints:
        parts: list[tuple[np.ndarray, ...]] = []
        for number, day in enumerate(days):
            if day.morning is None or day.afternoon is None:
                continue
            parts += [(np.full(len(m), number), m, a, minutes) for m, a, minutes in self._joints_of(day)]
        empty = np.zeros(0, dtype=np.int64)
        joined = [np.concatenate([p[i] for p in parts]) if parts else empty for i in range(4)]
        joints = Joints(*joined)
        columns = self.joint0 + np.arange(len(joints.day))
        for number, day in enumerate(days):
            mine = joints.day == number
            legs = self.rows.tours[day.begeleider, day.order]
            if isinstance(legs, DayLegs) and mine.any() and legs.home is not None and legs.midday is not None:
                midday = mine & (joints.morning != HOME) & (joints.afternoon != HOME)
                self._say(legs.midday.index, columns[midday], joints.minutes[midday])
                self._say(legs.home.index, columns[mine & ~midday], joints.minutes[mine & ~midday])
        return joints

    def _joints_of(self, day: Day) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        assert day.morning is not None  # noqa: S101 - for the type checker; the caller looked
        assert day.afternoon is not None  # noqa: S101
        early, late = self.routes.pools[day.morning], self.routes.pools[day.afternoon]
        a, b = self.routes.labels[day.morning], self.routes.labels[day.afternoon]
        ends = _nodes_with(day.node_of[day.morning], a.end, a.clock)
        # the latest start is the soonest of the mirror image
        starts = _nodes_with(day.node_of[day.afternoon], b.end, -b.clock)
        for pool, nodes, is_morning in ((early, ends, True), (late, starts, False)):
            minutes = self._to_base(pool)[nodes[:, 1]]
            able = minutes < FAR
            home, node = np.full(int(able.sum()), HOME), nodes[able, 0]
            yield (node, home, minutes[able]) if is_morning else (home, node, minutes[able])
        legs = self._between(early, late)[ends[:, 1]][:, starts[:, 1]]
        wait = self.options.region.policy.min_break
        able = (legs < FAR) & (ends[:, 2][:, None] + legs + wait <= -starts[:, 2][None, :])
        i, j = np.nonzero(able)
        yield ends[i, 0], starts[j, 0], legs[i, j]

    # -- rows --------------------------------------------------------------------------------------------------

    def _convexity(self, total: int) -> tuple[sp.csc_array, np.ndarray, np.ndarray]:
        sizes = np.diff(self.routes.first)
        n = len(sizes)
        pool = np.repeat(np.arange(n), sizes)
        columns = self.route0 + np.arange(len(pool))
        matrix = sp.csc_array((np.ones(len(pool)), (pool, columns)), shape=(n, total))
        return matrix, np.full(n, -np.inf), np.ones(n)

    def _flows(
        self, days: Sequence[Day], joints: Joints, total: int
    ) -> tuple[sp.csc_array, np.ndarray, np.ndarray]:
        """Make every open end be joined exactly once, and a day be one tour."""
        offset = np.concatenate([[0], np.cumsum([d.nodes for d in days])]).astype(np.int64)
        rows, columns, values = [], [], []
        for number, day in enumerate(days):
            for pool, node in day.node_of.items():
                rows.append(offset[number] + node)
                columns.append(self._columns(pool))
                values.append(np.ones(len(node)))
        own = self.joint0 + np.arange(len(joints.day))
        for node in (joints.morning, joints.afternoon):
            used = node != HOME
            rows.append(offset[joints.day[used]] + node[used])
            columns.append(own[used])
            values.append(np.full(int(used.sum()), -1.0))
        # one joint a day: from morning to afternoon the way is direct, never by way of home
        n = int(offset[-1]) + len(days)
        rows.append(int(offset[-1]) + joints.day)
        columns.append(own)
        values.append(np.ones(len(own)))
        place = (np.concatenate(rows), np.concatenate(columns))
        matrix = sp.csc_array(sp.coo_array((np.concatenate(values), place), shape=(n, total)))
        nodes, free = np.zeros(int(offset[-1])), np.full(len(days), -np.inf)
        return matrix, np.concatenate([nodes, free]), np.concatenate([nodes, np.ones(len(days))])

    def _ib(self, total: int) -> tuple[sp.csc_array, np.ndarray, np.ndarray]:
        """Let one route at most visit the IB of a school in a half day: a route is one begeleider's."""
        having: dict[tuple[str, int], list[np.ndarray]] = defaultdict(list)
        for number, (pool, labels) in enumerate(zip(self.routes.pools, self.routes.labels, strict=True)):
            mine: dict[str, list[int]] = defaultdict(list)
            for n, item in enumerate(pool.items):
                h = self.options.index.hulpvragen[item.hulpvraag] if isinstance(item, VisitOption) else None
                if h is not None and h.target is Target.IB and h.school is not None:
                    mine[h.school].append(n)
            for school, items in mine.items():
                route = np.any(np.isin(labels.order, items), axis=1)
                having[school, pool.half_day.order].append(self._columns(number)[route])
        shared = [np.concatenate(parts) for parts in having.values() if len(parts) > 1]
        n = len(shared)
        if not n:
            return sp.csc_array((0, total)), np.zeros(0), np.zeros(0)
        row, column = np.repeat(np.arange(n), [len(c) for c in shared]), np.concatenate(shared)
        matrix = sp.csc_array((np.ones(len(row)), (row, column)), shape=(n, total))
        return matrix, np.full(n, -np.inf), np.ones(n)

    def _links(self, total: int) -> tuple[sp.csc_array, np.ndarray, np.ndarray]:
        """Make sessions and overleg stops of everybody's routes, and keep visits off an IB in a meeting."""
        buffer = RowBuffer()
        meetings: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for o, held in self.rows.overleg.items():
            meetings[o.overleg, o.half_day.order, o.start].append(self.column[held.index])
        for number, (pool, labels) in enumerate(zip(self.routes.pools, self.routes.labels, strict=True)):
            columns = self._columns(number)
            for n, item in enumerate(pool.items):
                if isinstance(item, VisitOption):
                    continue
                having = columns[np.any(labels.order == n, axis=1)]
                buffer.add([*((int(c), 1.0) for c in having), (self._meets(item), -1.0)], 0.0, 0.0)
            for m, (held_together, _) in enumerate(pool.meetings):
                barred = columns[labels.barred[:, m]]
                held_columns = [c for x in held_together for c in meetings[x.overleg, x.half_day.order, x.start]]
                terms = [(int(c), 1.0) for c in (*barred, *held_columns)]
                buffer.add(terms, upper=float(len(held_together)))
        n = len(buffer.lower)
        return buffer.matrix(total), np.array(buffer.lower, dtype=float)[:n], np.array(buffer.upper, dtype=float)[:n]

    def _meets(self, item: SessionOption | OverlegOption) -> int:
        found = self.rows.sessions[item] if isinstance(item, SessionOption) else self.rows.overleg[item]
        return self.column[found.index]


def _nodes_with(node: np.ndarray, place: np.ndarray, clock: np.ndarray) -> np.ndarray:
    """Return, per node, its number, its place, and the least clock of its routes."""
    rank = np.lexsort((clock, node))
    numbers, first = np.unique(node[rank], return_index=True)
    return np.stack([numbers, place[rank[first]], clock[rank[first]]], 1)
