"""How far routes are from what a base plan does: what each item costs in changes, at least."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from optimizer.week.again_kept import Kept
from optimizer.week.options import Options, OverlegOption, VisitOption
from optimizer.week.routes.labels import Near
from optimizer.week.routes.pool import Item, Pool


def name_of(item: Item) -> str:
    """Return the hulpvraag, arrangement or overleg of an item."""
    if isinstance(item, VisitOption):
        return item.hulpvraag
    return item.overleg if isinstance(item, OverlegOption) else item.arrangement


@dataclass(frozen=True, eq=False)
class Nearness:
    """What the routes of half days cost in changes at least, beside those that every plan has.

    An item that is done in a half day of a begeleider and was not, or was and is not, is a change; those of other items
    add up. What must change anyway, and what was not active before, may go anywhere at no cost.
    """

    options: Options
    kept: Kept

    def here(self, pool: Pool) -> frozenset[str]:
        """Return the items of which a change counts that the base plan does in a half day, and that can stay."""
        stops = self.kept.stops.get((pool.begeleider, pool.half_day.order), [])
        done = {stop.item.partition("#")[0] for stop in stops}
        return frozenset(done & self.kept.counted & {name_of(item) for item in pool.items})

    def empty(self, pool: Pool) -> int:
        """Return what doing nothing in a half day costs."""
        return len(self.here(pool))

    def near(self, pool: Pool, slack: int) -> Near:
        """Return how far routes may be."""
        names = [name_of(item) for item in pool.items]
        here = self.here(pool)
        counted = self.kept.counted
        cost = [int(n in counted and n not in here and not self.kept.gone.get(n)) for n in names]
        wanted = tuple(tuple(i for i, n in enumerate(names) if n == name) for name in sorted(here))
        return Near(np.array(cost, dtype=np.int64), wanted, slack)

    def missed(self, pool: Pool, order: np.ndarray) -> np.ndarray:
        """Return how many items of a half day routes leave out: (routes,)."""
        missed = np.zeros(len(order), dtype=np.int64)
        for items in self.near(pool, 0).wanted:
            missed += ~np.any(np.isin(order, items), axis=1)
        return missed

    def spent(self, pool: Pool, order: np.ndarray, own: Collection[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return what routes cost, and how many of the items they add are of the base plan's `own`: (routes,) each."""
        near = self.near(pool, 0)
        moved = [int(bool(cost) and name_of(item) in own) for cost, item in zip(near.cost, pool.items, strict=True)]
        added = near.spent(order)
        return added + self.missed(pool, order), np.append(np.array(moved, dtype=np.int64), 0)[order].sum(axis=1)
