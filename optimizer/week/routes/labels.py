"""All undominated routes of one pool, by labelling in array code.

A label is an order of items that the clock allows. A morning always begins at the base and an afternoon always ends
there, so that leg belongs to the route; where a morning ends and an afternoon begins is left open. Of two labels with
the same items and open end, one is dominated when it takes no less travel, no less paid travel, is ready no sooner
(a morning) or must begin no later (an afternoon), and holds under no meetings that the other does not hold under. The
label of an afternoon is made backwards in time, so that one procedure serves both. Source: Feillet et al. (2004), An
exact algorithm for the elementary shortest path problem with resource constraints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.week.routes.pool import FAR, Pool, Span

CHUNK = 20_000
"""Labels extended at once: bounds the memory of a round."""


class TooManyRoutesError(RuntimeError):
    """A pool has more routes than asked for."""


@dataclass(frozen=True, eq=False)
class Labels:
    """Routes of one pool, one row each.

    Attributes
    ----------
    order
        (r, longest) items in the order they are done, filled up with -1.
    end
        (r,) place at the open end: of the last stop of a morning, of the first of an afternoon.
    between
        (r,) minutes of the legs between stops.
    home
        (r,) minutes of the leg that begins the morning or ends the afternoon.
    clock
        (r,) earliest end of the last stop for a morning, latest start of the first stop for an afternoon.
    barred
        (r, m) bool: whether the order misses its clock when these meetings of the pool are held.
    """

    order: np.ndarray
    end: np.ndarray
    between: np.ndarray
    home: np.ndarray
    clock: np.ndarray
    barred: np.ndarray

    def __len__(self) -> int:
        """Return the number of routes."""
        return len(self.end)

    def take(self, rows: np.ndarray) -> Labels:
        """Return some of the routes."""
        return Labels(*(a[rows] for a in vars(self).values()))


@dataclass(frozen=True, eq=False)
class Near:
    """How far routes may be from what is done now.

    Attributes
    ----------
    cost
        (n,) what doing each item costs.
    wanted
        Items of which one at least is to be done: not doing any costs 1.
    most
        What a route may cost in all.
    """

    cost: np.ndarray
    wanted: tuple[tuple[int, ...], ...]
    most: int

    def signature(self) -> tuple[object, ...]:
        """Return what decides which routes are near enough."""
        return (self.cost.tobytes(), self.wanted, self.most)

    def spent(self, order: np.ndarray) -> np.ndarray:
        """Return what the items of routes cost, those that are missed left out: (r,)."""
        return np.asarray(np.append(self.cost, 0)[order].sum(axis=1))

    def holds(self, order: np.ndarray) -> np.ndarray:
        """Tell which routes are near enough: (r,) bool."""
        cost = self.spent(order)
        for items in self.wanted:
            cost += ~np.any(np.isin(order, items), axis=1)
        return np.asarray(cost <= self.most)


def enumerate_labels(pool: Pool, limit: int | None = None, near: Near | None = None) -> Labels:
    """Return every undominated route of a pool, or only those near enough to what is done now.

    Raises
    ------
    TooManyRoutesError
        When there are more than `limit`.
    """
    free = _Search(pool, pool.barred, limit, near).run()
    if not pool.meetings:
        return free
    held = {spans: _Search(pool, (*pool.barred, *spans), limit, near) for _, spans in pool.meetings}
    every = _distinct([free, *(search.run() for search in held.values())], len(pool.items))
    # a route is kept when its own order is as good while the meetings take place
    late = {spans: search.later(every.order, every.clock) for spans, search in held.items()}
    barred = np.stack([late[spans] for _, spans in pool.meetings], 1)
    soonest = every.clock if pool.half_day.is_morning else -every.clock
    costs = [*_travel_and_paid(pool, every.between, every.home), soonest, *barred.T]
    kept = _undominated([*_packed(np.sort(every.order, 1), len(pool.items)), every.end], costs)
    _check(pool, len(kept), limit)
    return replace(every.take(kept), barred=barred[kept])


def _distinct(runs: Sequence[Labels], items: int) -> Labels:
    """Join routes, those of the same order and clock once."""
    longest = max(r.order.shape[1] for r in runs)
    order = np.concatenate([_padded(r.order, longest) for r in runs])
    end, between, home, clock = (
        np.concatenate([getattr(r, name) for r in runs]) for name in ("end", "between", "home", "clock")
    )
    _, one = np.unique(np.stack([*_packed(order, items), clock], 1), axis=0, return_index=True)
    one.sort()
    return Labels(order[one], end[one], between[one], home[one], clock[one], np.zeros((len(one), 0), dtype=bool))


def _padded(order: np.ndarray, longest: int) -> np.ndarray:
    return np.pad(order, ((0, 0), (0, longest - order.shape[1])), constant_values=-1)


@dataclass
class _Level:
    """Labels of one length, with what an extension needs to know."""

    order: np.ndarray
    end: np.ndarray
    between: np.ndarray
    home: np.ndarray
    ready: np.ndarray
    open: np.ndarray
    """(r, n) items that may still follow."""
    places: np.ndarray
    """(r,) places so far that count in `max-schools`."""
    counted: np.ndarray
    """(r,) whether the last place is among them."""

    def take(self, rows: np.ndarray) -> _Level:
        return _Level(*(a[rows] for a in vars(self).values()))


class _Search:
    def __init__(self, pool: Pool, barred: Sequence[Span], limit: int | None, near: Near | None) -> None:
        self.pool, self.limit, self.near = pool, limit, near
        self.n = len(pool.items)
        self.forward = pool.half_day.is_morning
        if self.forward:
            self.earliest, self.latest, self.legs = pool.earliest, pool.latest, pool.legs
            spans = list(barred)
        else:
            # the mirror image: an item starts when it ends, and legs are walked the other way
            self.earliest, self.latest = -(pool.latest + pool.minutes), -(pool.earliest + pool.minutes)
            self.legs = pool.legs.T
            spans = [(i, -(last + int(pool.minutes[i])), -(first + int(pool.minutes[i]))) for i, first, last in barred]
        self.barred: dict[int, list[tuple[int, int]]] = {}
        for i, first, last in sorted(spans):
            self.barred.setdefault(i, []).append((first, last))
        place, group = pool.place, pool.group
        self.same_group = group[:, None] == group[None, :]
        self.at = place[None, :] == np.arange(len(pool.places))[:, None]

    def run(self) -> Labels:
        level = self._undominated(self._singles())
        levels: list[_Level] = []
        found = 0
        while len(level.end):
            levels.append(level)
            found += len(level.end)
            _check(self.pool, found, self.limit)
            parts = [
                self._extended(level.take(np.arange(low, min(low + CHUNK, len(level.end)))))
                for low in range(0, len(level.end), CHUNK)
            ]
            level = self._undominated(_joined(parts))
        if self.near is not None:
            levels = [level.take(np.flatnonzero(self.near.holds(level.order))) for level in levels]
        return self._labels(levels)

    def _start(self, ready: np.ndarray, items: np.ndarray) -> np.ndarray:
        """Return the soonest start of items, none of it in a barred span, by clock only."""
        start: np.ndarray = np.maximum(ready, self.earliest[items])
        for item, spans in self.barred.items():
            mine = items == item
            for first, last in spans:
                start[mine & (start >= first) & (start <= last)] = last + 1
        return start

    def _singles(self) -> _Level:
        pool, items = self.pool, np.arange(self.n)
        start = self._start(np.full(self.n, -FAR), items)
        keep = np.flatnonzero((start <= self.latest) & (~pool.counts | (pool.max_places > 0)))
        keep = keep[pool.home[pool.place[keep]] < FAR]
        if self.near is not None:
            keep = keep[self.near.cost[keep] <= self.near.most]
        return _Level(
            order=keep[:, None],
            end=pool.place[keep],
            between=np.zeros(len(keep), dtype=np.int64),
            home=pool.home[pool.place[keep]],
            ready=start[keep] + pool.minutes[keep],
            open=~self.same_group[keep],
            places=pool.counts[keep].astype(np.int64),
            counted=pool.counts[keep].copy(),
        )

    def _extended(self, level: _Level) -> _Level:
        pool = self.pool
        rows, items = np.nonzero(level.open)
        here, there = level.end[rows], pool.place[items]
        leg = self.legs[here, there]
        start = self._start(level.ready[rows] + leg, items)
        same = here == there
        counted = pool.counts[items] | (same & level.counted[rows])
        places = level.places[rows] + (pool.counts[items] & ~(same & level.counted[rows]))
        keep = (start <= self.latest[items]) & (leg < FAR) & (places <= pool.max_places)
        if self.near is not None:
            keep &= self.near.spent(level.order)[rows] + self.near.cost[items] <= self.near.most
        rows, items, here, there, same = rows[keep], items[keep], here[keep], there[keep], same[keep]
        still = level.open[rows] & ~self.same_group[items]
        still &= ~(self.at[here] & ~same[:, None])  # stops at one place are consecutive
        return _Level(
            order=np.concatenate([level.order[rows], items[:, None]], 1),
            end=there,
            between=level.between[rows] + leg[keep],
            home=level.home[rows],
            ready=start[keep] + pool.minutes[items],
            open=still,
            places=places[keep],
            counted=counted[keep],
        )

    def _undominated(self, level: _Level) -> _Level:
        """Keep, of labels with the same items and end, those that no other is as good as in travel, pay and clock."""
        if not len(level.end):
            return level
        words = [*_packed(np.sort(level.order, 1), self.n), level.end]
        return level.take(_undominated(words, [*_travel_and_paid(self.pool, level.between, level.home), level.ready]))

    def later(self, order: np.ndarray, clock: np.ndarray) -> np.ndarray:
        """Tell which routes, in this very order, are ready after (an afternoon: must begin before) their clock."""
        ready, here = np.full(len(order), -FAR), np.full(len(order), -1)
        for column in (order if self.forward else order[:, ::-1]).T:
            rows = np.flatnonzero(column >= 0)
            items = column[rows]
            there = self.pool.place[items]
            leg = np.where(here[rows] < 0, 0, self.legs[here[rows], there])
            start = self._start(ready[rows] + leg, items)
            ready[rows] = np.where(start <= self.latest[items], start + self.pool.minutes[items], FAR)
            here[rows] = there
        return np.asarray(ready > (clock if self.forward else -clock))

    def _labels(self, levels: Sequence[_Level]) -> Labels:
        longest = max((level.order.shape[1] for level in levels), default=0)
        if not levels:
            none = np.zeros(0, dtype=np.int64)
            return Labels(np.zeros((0, 0), dtype=np.int64), none, none, none, none, np.zeros((0, 0), dtype=bool))
        order = [level.order if self.forward else level.order[:, ::-1] for level in levels]
        end, between, home, ready = (
            np.concatenate([getattr(level, name) for level in levels]) for name in ("end", "between", "home", "ready")
        )
        joined = np.concatenate([_padded(o, longest) for o in order])
        clock = ready if self.forward else -ready
        return Labels(joined, end, between, home, clock, np.zeros((len(end), 0), dtype=bool))


def _joined(parts: Sequence[_Level]) -> _Level:
    return _Level(*(np.concatenate([getattr(p, name) for p in parts]) for name in vars(parts[0])))


def _check(pool: Pool, found: int, limit: int | None) -> None:
    if limit is not None and found > limit:
        raise TooManyRoutesError(f"{pool.begeleider} has more than {limit} routes in {pool.half_day}")


def _travel_and_paid(pool: Pool, between: np.ndarray, home: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return between + home, pool.between_paid * between + pool.home_paid * home


def _undominated(words: Sequence[np.ndarray], costs: Sequence[np.ndarray]) -> np.ndarray:
    """Return the rows, ascending, that no other with the same words is as good as in every cost; of equals one."""
    rank = np.lexsort((*reversed(costs), *reversed(words)))
    keep = ~_dominated([w[rank] for w in words], [c[rank] for c in costs])
    return np.sort(rank[keep])


def _dominated(words: Sequence[np.ndarray], costs: Sequence[np.ndarray]) -> np.ndarray:
    """Tell which rows another of their group is at most equal to in every cost; rows are sorted by group and cost."""
    n = len(words[0])
    dominated = np.zeros(n, dtype=bool)
    rows = np.arange(1, n)
    for shift in range(1, n):
        # rows that have a row of their group so many places before them
        rows = rows[rows >= shift]
        rows = rows[np.all([w[rows] == w[rows - shift] for w in words], axis=0)]
        if not len(rows):
            break
        dominated[rows] |= np.all([c[rows - shift] <= c[rows] for c in costs], axis=0)
    return dominated


def _packed(rows: np.ndarray, values: int) -> list[np.ndarray]:
    """Return integer keys that are equal exactly when rows (of numbers below `values`) are."""
    per_word = max(1, int(62 // np.log2(max(2, values + 1))))
    words = []
    for low in range(0, rows.shape[1], per_word):
        word = np.zeros(len(rows), dtype=np.int64)
        for column in rows[:, low : low + per_word].T:
            word = word * (values + 1) + column
        words.append(word)
    return words
