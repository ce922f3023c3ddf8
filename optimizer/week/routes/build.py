"""Builds the master problem: facts that columns say, joints between open ends, rows beyond those of the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from optimizer.domain.places import base_place
from optimizer.domain.vocabulary import Target
from optimizer.solving.cpsat import IntVar
from optimizer.solving.lexicographic import Stage
from optimizer.solving.linear import LinearModel, RowBuffer, linear_model
from optimizer.week.direct.legs import DayLegs
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.stages import week_formulation
from optimizer.week.options import Options, VisitOption
from optimizer.week.routes.catalogue import Catalogue, catalogue
from optimizer.week.routes.labels import Labels
from optimizer.week.routes.master import HOME, Day, Formulation, Joints, Master
from optimizer.week.routes.pool import FAR, Pool
from optimizer.week.sessions import SessionStop


def build_master(
    options: Options,
    limit: int | None = None,
    formulate: Formulation = week_formulation,
    routes: Catalogue | None = None,
) -> Master:
    """Enumerate routes, unless they are given, and joints, and put the columns into the rows.

    Raises
    ------
    TooManyRoutesError
        When one half day has more than `limit` routes.
    """
    routes = catalogue(options, limit) if routes is None else routes
    rows, stages = formulate(options, Inside.ROUTES)
    base = linear_model(rows.model)
    return replace(_Builder(options, rows, tuple(stages), base, routes).build(), formulate=formulate)


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

    def _flows(self, days: Sequence[Day], joints: Joints, total: int) -> tuple[sp.csc_array, np.ndarray, np.ndarray]:
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
        leads: dict[tuple[str, SessionStop], list[IntVar]] = defaultdict(list)
        for lead, literal in self.rows.groups.leads.items():
            leads[lead.begeleider, lead.session.stop].append(literal)
        for number, (pool, labels) in enumerate(zip(self.routes.pools, self.routes.labels, strict=True)):
            columns = self._columns(number)
            for n, item in enumerate(pool.items):
                if isinstance(item, VisitOption):
                    continue
                having = columns[np.any(labels.order == n, axis=1)]
                taken = leads[pool.begeleider, item] if isinstance(item, SessionStop) else [self.rows.overleg[item]]
                said = ((self.column[v.index], -1.0) for v in taken)
                buffer.add([*((int(c), 1.0) for c in having), *said], 0.0, 0.0)
            for m, (held_together, _) in enumerate(pool.meetings):
                barred = columns[labels.barred[:, m]]
                held_columns = [c for x in held_together for c in meetings[x.overleg, x.half_day.order, x.start]]
                terms = [(int(c), 1.0) for c in (*barred, *held_columns)]
                buffer.add(terms, upper=float(len(held_together)))
        return buffer.matrix(total), np.array(buffer.lower, dtype=float), np.array(buffer.upper, dtype=float)


def _nodes_with(node: np.ndarray, place: np.ndarray, clock: np.ndarray) -> np.ndarray:
    """Return, per node, its number, its place, and the least clock of its routes."""
    rank = np.lexsort((clock, node))
    numbers, first = np.unique(node[rank], return_index=True)
    return np.stack([numbers, place[rank[first]], clock[rank[first]]], 1)
