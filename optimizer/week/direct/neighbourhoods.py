"""Which part of a week to solve again: one whole day, or the week of begeleiders who share kringen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from optimizer.domain.half_day import DAYS
from optimizer.solving.neighbourhoods import Neighbourhood
from optimizer.week.direct.model import DirectModel

STAFF_SIZE = 3
"""Begeleiders whose week is free together."""
TEAMS_PER_DAY = 3
"""Teams tried for every day tried."""


def week_neighbourhoods(direct: DirectModel, rng: random.Random) -> Iterator[Neighbourhood]:
    """Yield neighbourhoods without end: every day first, then days and small teams in turn."""
    for day in DAYS:
        yield _free(direct, _on_day(day.order))
    staff = [b.id for b in direct.options.region.begeleiders]
    while True:
        order = rng.sample(staff, len(staff))
        days = rng.sample(range(len(DAYS)), len(DAYS))
        for position, first in enumerate(order):
            yield _free(direct, _by_team(_team(direct, first, rng)))
            if position % TEAMS_PER_DAY == TEAMS_PER_DAY - 1:
                yield _free(direct, _on_day(days[position // TEAMS_PER_DAY % len(days)]))


def _on_day(day: int) -> Callable[[str, int], bool]:
    return lambda _, other: other == day


def _by_team(team: frozenset[str]) -> Callable[[str, int], bool]:
    return lambda begeleider, _: begeleider in team


def _team(direct: DirectModel, first: str, rng: random.Random) -> frozenset[str]:
    """Return a begeleider with those who share most kringen and expertise, ties by lot."""
    people = direct.options.index.begeleiders
    me = people[first]

    def shared(other: str) -> tuple[int, float]:
        them = people[other]
        kringen = len(set(me.kringen) & set(them.kringen))
        return (-kringen * (1 + len(set(me.expertise) & set(them.expertise))), rng.random())

    others = sorted((b for b in people if b != first), key=shared)
    return frozenset([first, *others[: STAFF_SIZE - 1]])


def _free(direct: DirectModel, free: Callable[[str, int], bool]) -> Neighbourhood:
    """Return the neighbourhood in which the tours chosen by ``free(begeleider, day)`` may change."""

    def fixed(values: Sequence[int]) -> dict[int, int]:
        indices: list[int] = []
        for v, made in direct.visits.items():
            if not free(v.begeleider, v.half_day.day.order):
                indices += (made.index, direct.starts[v].index)
        for (begeleider, day), tour in direct.circuits.items():
            if not free(begeleider, day):
                indices += [arc.literal.index for arc in tour.arcs]
        for lead, taken in direct.groups.leads.items():
            if not free(lead.begeleider, lead.session.half_day.day.order):
                indices.append(taken.index)
        return {i: values[i] for i in indices}

    return fixed
