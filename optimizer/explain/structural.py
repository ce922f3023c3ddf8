"""Whether an item can be served at all, and if not, the smallest sets of facts that must be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from optimizer.explain.alone import World, alone
from optimizer.explain.goal import Goal
from optimizer.explain.lifts import Lift, lifts_of

LARGEST = 3
"""Facts in a set up to which all sets are tried."""
MOST_SETS = 400
"""Sets of one size that are tried at most."""


@dataclass(frozen=True)
class Barred:
    """An item that no plan serves: the sets of facts, each of which would do; empty when nothing is known that does."""

    sets: tuple[tuple[Lift, ...], ...]
    smallest: bool
    """Whether no smaller set does: else no fact can be left out of the one there is."""


def mended(world: World, lifts: Iterable[Lift]) -> World:
    """Return the world with facts mended."""
    for lift in lifts:
        world = lift.apply(world)
    return world


def barred(world: World, goal: Goal) -> Barred | None:
    """Return what bars an item from every plan; none when a plan serves it."""
    if alone(world, goal) is not None:
        return None
    lifts = lifts_of(world.region, goal)

    def serves(some: Sequence[Lift]) -> bool:
        return alone(mended(world, some), goal) is not None

    if not serves(lifts):
        return Barred((), smallest=False)
    for size in range(1, LARGEST + 1):
        every = list(combinations(lifts, size))
        if len(every) > MOST_SETS:
            break
        found = tuple(some for some in every if serves(some))
        if found:
            return Barred(found, smallest=True)
    needed = list(lifts)
    for lift in reversed(lifts):  # facts about people are kept longest
        rest = [one for one in needed if one is not lift]
        if serves(rest):
            needed = rest
    return Barred((tuple(needed),), smallest=False)
