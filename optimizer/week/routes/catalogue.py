"""Every route of a week in arrays, by begeleider and half day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.week.options import Options
from optimizer.week.routes.labels import Labels, enumerate_labels
from optimizer.week.routes.pool import Pool, pools


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Pools with their routes; route ``r`` of pool ``i`` has number ``first[i] + r``."""

    pools: tuple[Pool, ...]
    labels: tuple[Labels, ...]
    first: np.ndarray
    """(pools + 1,)"""

    def __len__(self) -> int:
        """Return the number of routes."""
        return int(self.first[-1])

    def owner(self, route: int) -> int:
        """Return the pool of a route."""
        return int(np.searchsorted(self.first, route, side="right")) - 1

    def by_key(self) -> dict[tuple[str, int], int]:
        """Return the number of the pool of every (begeleider, half day 0..9)."""
        return {(p.begeleider, p.half_day.order): i for i, p in enumerate(self.pools)}

    def items(self, route: int) -> list[int]:
        """Return the items of a route in order, as numbers in its pool."""
        pool = self.owner(route)
        order = self.labels[pool].order[route - int(self.first[pool])]
        return [int(i) for i in order if i >= 0]


def catalogue(options: Options, limit: int | None = None) -> Catalogue:
    """Enumerate the routes of every begeleider and half day.

    Raises
    ------
    TooManyRoutesError
        When one half day has more than `limit`.
    """
    found = tuple(pools(options))
    labels = tuple(_labels(found, limit))
    first = np.concatenate([[0], np.cumsum([len(x) for x in labels])]).astype(np.int64)
    return Catalogue(found, labels, first)


def _labels(found: tuple[Pool, ...], limit: int | None) -> Iterator[Labels]:
    known: dict[tuple[object, ...], Labels] = {}
    for pool in found:
        key = pool.signature()
        if key not in known:
            known[key] = enumerate_labels(pool, limit)
        yield known[key]
