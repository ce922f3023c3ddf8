"""The routes among which a plan is sought around another one: those of the base plan, and those near enough to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.domain.plan import Stop
from optimizer.domain.vocabulary import StopKind
from optimizer.week.again_fit import Fit, fits, with_asked
from optimizer.week.again_kept import HalfDayOf, Kept
from optimizer.week.again_near import Nearness
from optimizer.week.options import Options, VisitOption
from optimizer.week.routes.build import build_master
from optimizer.week.routes.catalogue import Catalogue
from optimizer.week.routes.labels import Labels, Near, enumerate_labels
from optimizer.week.routes.master import Formulation, Master
from optimizer.week.routes.pool import FAR, Pool, Span, pools
from optimizer.week.routes.solution import stop_key

Known = dict[tuple[object, ...], Labels]
"""Routes by what decides them, so that half days that are alike, also of another question, are enumerated once."""


@dataclass(frozen=True, eq=False)
class Around:
    """Which routes there are.

    Attributes
    ----------
    free
        Half days that may change; null for all.
    slack
        Changes that there may be beside those that every plan has; null for any.
    limit
        Routes of one half day above which `TooManyRoutesError` is raised.
    """

    options: Options
    kept: Kept
    free: Collection[HalfDayOf] | None
    slack: int | None
    limit: int | None = None
    known: Known = field(default_factory=dict)

    @property
    def nearness(self) -> Nearness:
        """What routes cost in changes."""
        return Nearness(self.options, self.kept)

    def _narrowed(self) -> Options:
        """Return the options without the visits in half days that may not change."""
        if self.free is None:
            return self.options
        own = set(self.kept.visits)
        visits = (v for v in self.options.visits if v in own or (v.begeleider, v.half_day.order) in self.free)
        return replace(self.options, visits=tuple(visits))

    def master(self, formulate: Formulation) -> Master:
        """Enumerate the routes and build the master problem over them."""
        routes, asked = self._catalogue()
        used = {item for pool in routes.pools for item in pool.items if isinstance(item, VisitOption)}
        options = replace(self.options, visits=tuple(v for v in self.options.visits if v in used))
        master = build_master(options, None, formulate, routes)
        return master if asked is None else with_asked(master, asked)

    def _catalogue(self) -> tuple[Catalogue, list[Fit] | None]:
        found = tuple(pools(self._narrowed()))
        labels = tuple(self._labels(pool) for pool in found)
        asked: list[Fit] | None = None
        if self.slack is not None:
            asked = fits(self.options, found, labels, self.nearness, self.slack)
            labels = tuple(one.take(np.flatnonzero(fit.possible)) for one, fit in zip(labels, asked, strict=True))
            asked = [fit.taken() for fit in asked]
        pruned = [_pruned(pool, one) for pool, one in zip(found, labels, strict=True)]
        left = [n for n, (pool, _) in enumerate(pruned) if pool.items]
        found, labels = tuple(pruned[n][0] for n in left), tuple(pruned[n][1] for n in left)
        asked = None if asked is None else [asked[n] for n in left]
        first = np.concatenate([[0], np.cumsum([len(x) for x in labels])]).astype(np.int64)
        return Catalogue(found, labels, first), asked

    def _labels(self, pool: Pool) -> Labels:
        where = (pool.begeleider, pool.half_day.order)
        stops = self.kept.stops.get(where, [])
        if self.free is not None and where not in self.free:
            return _own(pool, stops, self.limit)
        near = None if self.slack is None else self.nearness.near(pool, self.slack)
        key = (pool.signature(), self.limit, None if near is None else near.signature())
        if key not in self.known:
            self.known[key] = enumerate_labels(pool, self.limit, near)
        return self.known[key]


def _pruned(pool: Pool, labels: Labels) -> tuple[Pool, Labels]:
    """Return a pool without the visits that no route makes, and its routes."""
    used = np.zeros(len(pool.items) + 1, dtype=bool)
    used[labels.order] = True
    keep = [n for n, item in enumerate(pool.items) if used[n] or not isinstance(item, VisitOption)]
    number = np.full(len(pool.items) + 1, -1, dtype=np.int64)
    number[keep] = np.arange(len(keep))

    def spans(known: Iterable[Span]) -> tuple[Span, ...]:
        return tuple((int(number[n]), first, last) for n, first, last in known if number[n] >= 0)

    arrays = {name: getattr(pool, name)[keep] for name in ("place", "minutes", "earliest", "latest", "counts", "group")}
    smaller = replace(
        pool,
        items=tuple(pool.items[n] for n in keep),
        barred=spans(pool.barred),
        meetings=tuple((held, spans(barred)) for held, barred in pool.meetings),
        **arrays,
    )
    return smaller, replace(labels, order=number[labels.order])


def _own(pool: Pool, stops: list[Stop], limit: int | None) -> Labels:
    """Return the routes of a half day that may not change: that of the base plan, with its own clock times.

    A group or an overleg whose other people can come no more may be missing. Where the times are not allowed any more,
    routes with the same stops stand in.
    """
    items = {_key(stop): i for stop in stops for i, item in enumerate(pool.items) if stop_key(item) == _key(stop)}
    here = [stop for stop in stops if _key(stop) in items]
    loose = [_key(stop) for stop in here if stop.kind is not StopKind.VISIT]
    found = []
    for missing in _subsets(loose):
        order = [(items[_key(stop)], stop) for stop in here if _key(stop) not in missing]
        if order:
            timed = _timed(pool, order)
            found.append(timed if timed is not None else _enumerated(pool, [i for i, _ in order], limit))
    return _joined(pool, found)


def _key(stop: Stop) -> tuple[str, str, int | None]:
    return (stop.item.partition("#")[0], stop.place, None if stop.kind is StopKind.VISIT else stop.start)


def _subsets(keys: list[tuple[str, str, int | None]]) -> Iterator[set[tuple[str, str, int | None]]]:
    for bits in range(1 << len(keys)):
        yield {key for n, key in enumerate(keys) if bits >> n & 1}


def _timed(pool: Pool, order: list[tuple[int, Stop]]) -> Labels | None:
    """Return the one route with the clock times of the base plan; nothing when it may not be so any more."""
    items, starts = np.array([i for i, _ in order]), np.array([int(stop.start) for _, stop in order])
    place, ends = pool.place[items], starts + pool.minutes[items]
    legs = pool.legs[place[:-1], place[1:]]
    morning = pool.half_day.is_morning
    home = int(pool.home[place[0 if morning else -1]])
    spans = {(i, s) for i, s in zip(items.tolist(), starts.tolist(), strict=True)}
    inside = np.all((pool.earliest[items] <= starts) & (starts <= pool.latest[items]))
    apart = np.all((legs < FAR) & (ends[:-1] + legs <= starts[1:]))
    many = len(set(place[pool.counts[items]].tolist())) > pool.max_places
    if not inside or not apart or many or home >= FAR or _hit(spans, pool.barred):
        return None
    barred = [_hit(spans, held) for _, held in pool.meetings]
    return Labels(
        order=items[None, :],
        end=place[[-1 if morning else 0]],
        between=np.array([int(legs.sum())]),
        home=np.array([home]),
        clock=np.array([ends[-1] if morning else starts[0]]),
        barred=np.array([barred], dtype=bool).reshape(1, len(barred)),
    )


def _hit(spans: Collection[tuple[int, int]], barred: Collection[tuple[int, int, int]]) -> bool:
    return any(i == n and first <= start <= last for i, start in spans for n, first, last in barred)


def _enumerated(pool: Pool, items: list[int], limit: int | None) -> Labels:
    cost = np.ones(len(pool.items), dtype=np.int64)
    cost[items] = 0
    return enumerate_labels(pool, limit, Near(cost, tuple((i,) for i in items), 0))


def _joined(pool: Pool, parts: list[Labels]) -> Labels:
    longest = max((p.order.shape[1] for p in parts), default=0)
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        barred = np.zeros((0, len(pool.meetings)), dtype=bool)
        return Labels(np.zeros((0, 0), dtype=np.int64), none, none, none, none, barred)
    order = [np.pad(p.order, ((0, 0), (0, longest - p.order.shape[1])), constant_values=-1) for p in parts]
    names = ("end", "between", "home", "clock")
    end, between, home, clock = (np.concatenate([getattr(p, name) for p in parts]) for name in names)
    barred = np.concatenate([p.barred.reshape(len(p), len(pool.meetings)) for p in parts])
    return Labels(np.concatenate(order), end, between, home, clock, barred)
