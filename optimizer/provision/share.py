"""Sharing the minutes of people over what they may do, as evenly as can be and without leaving any unused."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

LEVELS = 100
"""Steps in which coverage rises: one per cent each."""
P = TypeVar("P", bound=Hashable)
C = TypeVar("C", bound=Hashable)


def fair_shares(have: Mapping[P, int], asked: Mapping[C, int], may: Mapping[C, Sequence[P]]) -> dict[C, int]:
    """Return how many minutes each line gets when all lines are covered evenly.

    The coverage of all lines rises together, one per cent at a time; a line that cannot rise any more stays where it
    is and the others go on. Minutes move between lines along chains of people, so a line is short only when nobody
    can give more without taking from a line that has no more than it. What can be covered together is a polymatroid, so
    this gives the greatest total as well (Federgruen and Groenevelt 1986).

    Parameters
    ----------
    have
        Minutes of each person.
    asked
        Minutes of each line.
    may
        Who may work for each line.

    Returns
    -------
    dict
        Minutes of each line, at most what it asks.
    """
    free = dict(have)
    given: dict[C, dict[P, int]] = {line: {} for line in asked}
    lines_of: dict[P, list[C]] = {person: [] for person in have}
    for line in asked:
        for person in may[line]:
            lines_of[person].append(line)
    total = dict.fromkeys(asked, 0)
    # people from whom no chain leads to free minutes; none ever will, as no chain passes them any more
    spent: set[P] = set()
    rising = [line for line in asked if asked[line] > 0]
    for level in range(1, LEVELS + 1):
        still = []
        for line in rising:
            target = -(-asked[line] * level // LEVELS)
            while total[line] < target:
                moved = _augment(line, target - total[line], free, given, lines_of, may, spent)
                if moved == 0:
                    break
                total[line] += moved
            if total[line] >= target:
                still.append(line)
        rising = still
    return total


def _augment(
    line: C,
    most: int,
    free: dict[P, int],
    given: dict[C, dict[P, int]],
    lines_of: Mapping[P, Sequence[C]],
    may: Mapping[C, Sequence[P]],
    spent: set[P],
) -> int:
    """Give a line minutes along the shortest chain that ends at somebody with free minutes; return how many."""
    # a person reached is known by the line that would get minutes; a line reached by the person it would lose
    person_from: dict[P, C] = {}
    line_from: dict[C, P] = {}
    queue = deque([line])
    while queue:
        current = queue.popleft()
        for person in may[current]:
            if person in person_from or person in spent:
                continue
            person_from[person] = current
            if free[person] > 0:
                return _shift(line, person, most, free, given, person_from, line_from)
            for other in lines_of[person]:
                if other != line and other not in line_from and given[other].get(person, 0) > 0:
                    line_from[other] = person
                    queue.append(other)
    spent |= person_from.keys()
    return 0


def _shift(
    line: C,
    last: P,
    most: int,
    free: dict[P, int],
    given: dict[C, dict[P, int]],
    person_from: Mapping[P, C],
    line_from: Mapping[C, P],
) -> int:
    """Move minutes along the chain that was found."""
    chain: list[tuple[P, C]] = []
    person = last
    while True:
        gets = person_from[person]
        chain.append((person, gets))
        if gets == line:
            break
        person = line_from[gets]
    # along the chain, each line but the asking one loses of the next person what it gets of its own
    losses = [(chain[i][1], chain[i + 1][0]) for i in range(len(chain) - 1)]
    moved = min([most, free[last], *(given[loser][lost] for loser, lost in losses)])
    free[last] -= moved
    for giver, gets in chain:
        given[gets][giver] = given[gets].get(giver, 0) + moved
    for loser, lost in losses:
        given[loser][lost] -= moved
    return moved


def proportional(asked: Sequence[int], available: int) -> list[int]:
    """Return whole shares of what is available: all when it suffices, else by largest remainder (first of equals)."""
    total = sum(asked)
    if total <= available:
        return list(asked)
    shares = [number * available // total for number in asked]
    left = sorted(range(len(asked)), key=lambda i: (-(asked[i] * available % total), i))
    for i in left[: available - sum(shares)]:
        shares[i] += 1
    return shares
