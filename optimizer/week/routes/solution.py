"""A solution of the master problem: one route at most per begeleider and half day, joined, with all decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from optimizer.domain.places import school_place
from optimizer.solving.limits import Limits
from optimizer.solving.neighbourhoods import complete
from optimizer.week.options import VisitOption
from optimizer.week.routes.master import Master
from optimizer.week.routes.pool import Item
from optimizer.week.sessions import SessionStop

TOLERANCE = 1e-6
StopKey = tuple[str, str, int | None]
"""Request, arrangement or overleg; its place; its start unless it is a visit."""
Halves = Mapping[tuple[str, int], Sequence[StopKey]]
"""What is done in every (begeleider, half day 0..9)."""


@dataclass(frozen=True, eq=False)
class Solution:
    """Chosen columns with the value of every variable of the rows."""

    columns: np.ndarray
    """Chosen routes and joints, ascending."""
    values: tuple[int, ...]

    def vector(self, master: Master) -> np.ndarray:
        """Return the value of every column."""
        x = np.zeros(master.model.matrix.shape[1])
        x[: master.route0] = np.array(self.values)[master.decisions]
        x[self.columns] = 1.0
        return x

    def stage_values(self, master: Master) -> tuple[int, ...]:
        """Return the value of every stage, in order."""
        return tuple(self.values[s.variable.index] for s in master.stages)


def stop_key(item: Item) -> StopKey:
    """Return what tells the items of a pool apart."""
    if isinstance(item, VisitOption):
        return (item.hulpvraag, item.place, None)
    name = item.arrangement if isinstance(item, SessionStop) else item.overleg
    return (name, school_place(item.host), item.start)


def solution_of(master: Master, halves: Halves, meetings: Collection[int], *, seed: int) -> Solution | None:
    """Return the solution that does these stops, if there is one.

    Orders are chosen anew: of the routes with the same stops, those that take least paid travel together on the day.

    Parameters
    ----------
    meetings
        Variables (by index) of groups and overleg that are 1, see `Master.gatherings`.
    """
    columns: list[int] = []
    known = {(day.begeleider, 2 * day.order + part) for day in master.days for part in (0, 1)}
    if any(stops and key not in known for key, stops in halves.items()):
        return None
    for number, day in enumerate(master.days):
        chosen: list[list[int] | None] = []
        for part, pool in enumerate((day.morning, day.afternoon)):
            stops = halves.get((day.begeleider, 2 * day.order + part), ())
            found = None if not stops else ([] if pool is None else _routes(master, pool, stops, meetings))
            chosen.append(found)
        joined = _join(master, number, chosen[0], chosen[1])
        if joined is None:
            return None
        columns += joined
    return completed(master, np.array(sorted(columns), dtype=np.int64), meetings, seed=seed)


def _routes(master: Master, number: int, stops: Sequence[StopKey], meetings: Collection[int]) -> list[int]:
    """Return the columns of the routes with exactly these stops, that these meetings do not bar."""
    pool, labels = master.routes.pools[number], master.routes.labels[number]
    position = {stop_key(item): i for i, item in enumerate(pool.items)}
    longest = labels.order.shape[1]
    if len(stops) > longest or any(stop not in position for stop in stops):
        return []
    wanted = np.full(longest, -1, dtype=np.int64)
    wanted[longest - len(stops) :] = sorted(position[stop] for stop in stops)
    same = np.all(np.sort(labels.order, 1) == wanted, axis=1)
    held = {(o.overleg, o.half_day, o.start) for o, v in master.rows.overleg.items() if v.index in meetings}
    for m, (together, _) in enumerate(pool.meetings):
        if all((x.overleg, x.half_day, x.start) in held for x in together):
            same &= ~labels.barred[:, m]
    columns = master.route0 + int(master.routes.first[number]) + np.flatnonzero(same)
    return [int(c) for c in columns[master.model.upper[columns] > 0]]


def _join(master: Master, day: int, morning: list[int] | None, afternoon: list[int] | None) -> list[int] | None:
    """Return a route per half that has stops, with their joint, least in paid travel; null when there is none."""
    if morning is None and afternoon is None:
        return []
    known = master.days[day]
    alone = known.morning is None or known.afternoon is None
    best: tuple[tuple[float, float], list[int]] | None = None
    for a, b in product([None] if morning is None else morning, [None] if afternoon is None else afternoon):
        columns = [c for c in (a, b) if c is not None]
        if not alone:
            joint = master.joint(day, a, b)
            if joint is None:
                continue
            columns.append(joint)
        # paid minutes first: an order that is paid more might break a contract
        cost = (float(master.paid[columns].sum()), float(master.travel[columns].sum()))
        if best is None or cost < best[0]:
            best = (cost, columns)
    return None if best is None else best[1]


def completed(master: Master, columns: np.ndarray, meetings: Collection[int], *, seed: int) -> Solution | None:
    """Return the solution with these columns and meetings, every stage as small as it then can be."""
    x = np.zeros(master.model.matrix.shape[1])
    x[columns] = 1.0
    said = master.facts @ x
    fixed = {i: round(said[i]) for i in range(len(said)) if i not in master.column_of}
    fixed |= {v: int(v in meetings) for v in master.gatherings}
    values = complete(master.rows.model, fixed, Limits(None), seed=seed, smallest=[s.variable for s in master.stages])
    if values is None:
        return None
    found = Solution(columns, values)
    return found if _within(master, found.vector(master)) else None


def _within(master: Master, x: np.ndarray) -> bool:
    """Tell whether rows that only the master has hold too: who meets comes, and nobody without the others."""
    model = master.model
    act = model.matrix @ x
    rows = np.all(act >= model.row_lower - TOLERANCE) and np.all(act <= model.row_upper + TOLERANCE)
    return bool(rows and np.all(x <= model.upper))
