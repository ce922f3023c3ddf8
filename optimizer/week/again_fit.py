"""What the contract says of routes when few changes are allowed: little else can make room for them.

What a route takes more than the base plan must be found by leaving out other work of the same begeleider, and each
item left out is a change. So many a route must leave out elsewhere at least; those that need more than may change are
in no plan, and for the others rows say it. Midday legs are left aside, so both hold for every plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.solving.linear import RowBuffer
from optimizer.week.again_near import Nearness
from optimizer.week.options import Options, VisitOption
from optimizer.week.routes.labels import Labels
from optimizer.week.routes.master import Master
from optimizer.week.routes.pool import Pool

NEVER = 1 << 30


@dataclass(frozen=True, eq=False)
class Fit:
    """What the routes of a pool ask of the other half days of their begeleider.

    Attributes
    ----------
    possible
        (routes,) bool.
    asks
        (routes,) items to leave out elsewhere, at least.
    keeps
        (routes,) items of the base plan that each keeps in its own half day.
    here
        Items that the base plan has in the half day.
    """

    possible: np.ndarray
    asks: np.ndarray
    keeps: np.ndarray
    here: int

    def taken(self) -> Fit:
        """Return the same for the possible routes alone."""
        return Fit(self.possible[self.possible], self.asks[self.possible], self.keeps[self.possible], self.here)


def fits(
    options: Options, found: Sequence[Pool], labels: Sequence[Labels], nearness: Nearness, slack: int
) -> list[Fit]:
    """Return what the contract says of the routes of every pool, with so many changes in all."""
    of_begeleider: dict[str, list[int]] = defaultdict(list)
    for number, pool in enumerate(found):
        of_begeleider[pool.begeleider].append(number)
    result: dict[int, Fit] = {}
    for begeleider, mine in of_begeleider.items():
        b = options.index.begeleiders[begeleider]
        room = b.contract_minutes - b.reserved_minutes
        work = {n: _work(options, found[n], labels[n]) for n in mine}
        missed = {n: nearness.missed(found[n], labels[n].order) for n in mine}
        least = {n: _least(missed[n], work[n], nearness.empty(found[n]), slack) for n in mine}
        own = {name for n in mine for name in nearness.here(found[n])}
        for n in mine:
            others = _shared([least[m] for m in mine if m != n], slack)
            spent, moved = nearness.spent(found[n], labels[n].order, own)
            able = work[n][:, None] + others[None, :] <= room
            asks = np.where(able.any(axis=1), able.argmax(axis=1), NEVER)
            possible = asks <= slack - spent + moved
            here = nearness.empty(found[n])
            result[n] = Fit(possible, np.where(possible, asks, 0), here - missed[n], here)
    return [result[n] for n in range(len(found))]


def with_asked(master: Master, found: Sequence[Fit]) -> Master:
    """Return the master with a row per half day: what its route asks is left out elsewhere."""
    of_begeleider: dict[str, list[int]] = defaultdict(list)
    for number, pool in enumerate(master.routes.pools):
        of_begeleider[pool.begeleider].append(number)
    buffer = RowBuffer()
    first = master.route0 + master.routes.first
    for mine in of_begeleider.values():
        for n in (n for n in mine if found[n].asks.any()):
            terms = [(int(first[n] + r), float(found[n].asks[r])) for r in np.flatnonzero(found[n].asks)]
            for m in (m for m in mine if m != n):
                terms += [(int(first[m] + r), float(found[m].keeps[r])) for r in np.flatnonzero(found[m].keeps)]
            buffer.add(terms, upper=float(sum(found[m].here for m in mine if m != n)))
    if not buffer.lower:
        return master
    return master.with_rows(buffer.matrix(master.model.matrix.shape[1]), np.array(buffer.upper))


def _work(options: Options, pool: Pool, labels: Labels) -> np.ndarray:
    """Return the working minutes of routes, midday aside: (routes,)."""
    admin = np.array([options.region.policy.admin_minutes * isinstance(i, VisitOption) for i in pool.items])
    work = np.append(pool.minutes + admin.astype(np.int64), 0)[labels.order].sum(axis=1)
    return np.asarray(work + pool.between_paid * labels.between + pool.home_paid * labels.home)


def _least(missed: np.ndarray, work: np.ndarray, empty: int, slack: int) -> np.ndarray:
    """Return the least work of a half day in which at most so many items are left out: (slack + 1,)."""
    least = np.array([work[missed <= most].min(initial=NEVER) for most in range(slack + 1)])
    least[empty:] = 0
    return least


def _shared(parts: Sequence[np.ndarray], slack: int) -> np.ndarray:
    """Return the least sum of work of some half days with so many items left out in all: (slack + 1,)."""
    best = np.zeros(slack + 1, dtype=np.int64)
    for part in parts:
        best = np.array([min(best[most - n] + part[n] for n in range(most + 1)) for most in range(slack + 1)])
    return best
