"""Candidates made from a drawing of who may go where: arrays without a region's rules, for what works on arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import cast

import numpy as np

from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location
from optimizer.domain.region import Region
from optimizer.domain.school import Places, School
from optimizer.domain.vocabulary import SchoolKind
from optimizer.placement.table import NO_CLOCK, NO_SEAT, Candidates, Seats

TODAY = dt.date(2026, 11, 23)
HERE = Location(lat=52.1, lon=4.6)


@dataclass(frozen=True)
class Pool:
    """Places at a school: `free` at each date, in order; each date counts all who started until then.

    With `parents`, a tree of limits of any shape instead: the position of the limit above each, -1 at the root.
    """

    school: int
    free: tuple[int, ...]
    leerjaar: int = 0
    held: bool = False
    parents: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Option:
    """A candidate; `date` is the position among the dates of its pool, `pool` None needs no place."""

    school: int
    pool: int | None = None
    date: int = 0
    rung: int = 1
    wish: int = 0
    minutes: int = 10
    metres: int = 1000
    sibling: bool = False
    own_kring: bool = False
    offered: bool = False
    pending: bool = False


def day(position: int) -> dt.date:
    """The date at a position of a pool."""
    return TODAY + dt.timedelta(weeks=position)


def school(position: int, kind: SchoolKind = SchoolKind.BO) -> School:
    return School.model_validate(
        {"id": f"S{position}", "name": f"S{position}", "kind": kind, "kring": "k", "location": HERE, "ib_hours": {}}
    )


def leerling(own: str, **more: object) -> Leerling:
    return Leerling.model_validate({"id": own, "eligible_rungs": ()} | more)


def _places(dates: dict[int, int]) -> tuple[Places, ...]:
    """Entries at the dates of a school's pools; how many are free is said by the seats alone."""
    return tuple(Places(leerjaar=y or None, from_date=day(d), free=0) for y, n in dates.items() for d in range(n))


def candidates(
    options: Sequence[Sequence[Option]],
    pools: Sequence[Pool],
    *,
    urgency: Sequence[int] | None = None,
    leerlingen: Sequence[Leerling] | None = None,
    schools: Sequence[School] | None = None,
    region: object = None,
) -> Candidates:
    """Candidates in the order given; a leerling starts at the date of its options."""
    flat = [o for own in options for o in own]
    first = np.cumsum([0, *(len(own) for own in options)])
    node: dict[tuple[int, int], int] = {}
    capacity: list[int] = []
    parent: list[int] = []
    about: list[tuple[int, int, int, bool]] = []
    for p, pool in enumerate(pools):
        begin, last = len(capacity), len(pool.free) - 1
        above = pool.parents or tuple(-1 if d == last else d + 1 for d in range(len(pool.free)))
        for d, free in enumerate(pool.free):
            node[p, d] = len(capacity)
            capacity.append(free)
            parent.append(-1 if above[d] < 0 else begin + above[d])
            about.append((pool.school, pool.leerjaar, day(d).toordinal(), pool.held))
    if leerlingen is None:
        starts = [own[0].date if own else 0 for own in options]
        leerlingen = [leerling(f"L{i}", start_on=day(d).isoformat()) for i, d in enumerate(starts)]
    if schools is None:
        most = max((*(o.school for o in flat), *(pool.school for pool in pools)), default=0)
        dated = {(pool.school, pool.leerjaar): len(pool.free) for pool in pools}
        schools = [
            school(i).model_copy(update={"places": _places({y: n for (s, y), n in dated.items() if s == i})})
            for i in range(most + 1)
        ]
    if region is None:
        region = SimpleNamespace(schools=tuple(schools), week="2026-W48")

    def ints(values: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array(values, dtype=np.int64)

    def flags(values: Sequence[bool]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.array(values, dtype=np.bool_)

    return Candidates(
        region=cast("Region", region),
        leerlingen=tuple(leerlingen),
        urgency=ints(urgency if urgency is not None else [4] * len(options)),
        days_left=ints([NO_CLOCK] * len(options)),
        first=ints(list(first)),
        owner=ints([i for i, own in enumerate(options) for _ in own]),
        school=ints([o.school for o in flat]),
        rung=ints([o.rung for o in flat]),
        wish=ints([o.wish for o in flat]),
        minutes=ints([o.minutes for o in flat]),
        metres=ints([o.metres for o in flat]),
        seat=ints([NO_SEAT if o.pool is None else node[o.pool, o.date] for o in flat]),
        apart=flags([False] * len(flat)),
        sibling=flags([o.sibling for o in flat]),
        own_kring=flags([o.own_kring for o in flat]),
        holds=flags([o.pool is not None and pools[o.pool].held for o in flat]),
        offered=flags([o.offered for o in flat]),
        pending=flags([o.pending for o in flat]),
        waived=flags([False] * len(flat)),
        cut=flags([False] * len(options)),
        seats=Seats(
            ints(capacity), ints(parent), ints([a[0] for a in about]), ints([a[1] for a in about]),
            ints([a[2] for a in about]), flags([a[3] for a in about]),
        ),
    )  # fmt: skip


def renamed(given: Candidates, keep: int, prefix: str) -> Candidates:
    """The same candidates, with other ids for all leerlingen but one."""
    named = tuple(
        one if i == keep else one.model_copy(update={"id": f"{prefix}{i}"}) for i, one in enumerate(given.leerlingen)
    )
    return replace(given, leerlingen=named)
