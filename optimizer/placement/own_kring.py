"""Why every regular school of the own kring is none, of those who are proposed at a special school or nowhere yet."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import SchoolRefusal
from optimizer.placement.arcs import NO_PLACE
from optimizer.placement.ground import NONE, OUTSIDE, OWN, SBO, SO, Sort
from optimizer.placement.hard import NO_RUNG
from optimizer.placement.near import Grouped
from optimizer.placement.pools import BEFORE

if TYPE_CHECKING:
    from optimizer.placement.hard import Hard
    from optimizer.placement.table import Candidates, Flags, Ints

_SPECIAL = (SBO, SO, OUTSIDE)


class Beyond(StrEnum):
    """Why a school that keeps every rule is not proposed, besides `Reason`. Keys of the catalogue."""

    CURRENT = "current-school"
    """It is the own school, and staying was not agreed upon."""
    AGREED = "agreed-beyond"
    """There is a place, but the list that team and parents agreed upon begins beyond it."""
    TAKEN = "taken-by-others"
    """All places go to others."""
    LATER = "later-in-list"
    """It comes later in the own list than the proposal."""
    CUT = "list-cut"
    """The limit on candidates left it out."""
    UNEXPLAINED = "not-yet-explained"
    """The run ended before that was proven."""


def own_kring(hard: Hard, table: Candidates, chosen: Ints) -> dict[int, tuple[SchoolRefusal, ...]]:
    """Return the regular schools of the own kring with why each is none, nearest first, by leerling.

    Of everybody whose proposal is at a special school (rung sbo, so or so-outside), and of those who have none yet but
    have such a rung in the own list. Who has no own kring is left out.

    Parameters
    ----------
    chosen
        (N,) the candidate that is proposed to each leerling, `NO_PLACE` without one.
    """
    owner, school = _pairs(hard, table, chosen)
    if not len(owner):
        return {}
    reasons: list[str | None] = [*hard.reasons(owner, school, any_rung=True)]
    eligible, room = hard.eligible(owner, school), _left(hard, table, chosen, owner, school)
    rung = hard.rung(owner, school)
    number, known = _number(hard, table, owner, school)
    mine = np.where(chosen == NO_PLACE, np.iinfo(np.int64).max, table.rung[chosen] if len(table.rung) else 0)[owner]
    for at in np.flatnonzero([reason is None for reason in reasons]).tolist():
        if not eligible[at]:
            free = Beyond.AGREED if room[at] else Beyond.TAKEN
            reasons[at] = Beyond.CURRENT if rung[at] == OWN else free
        elif not known[at]:
            reasons[at] = Beyond.CUT
        elif number[at] > mine[at]:
            reasons[at] = Beyond.LATER
        else:
            reasons[at] = Beyond.UNEXPLAINED if room[at] else Beyond.TAKEN
    minutes, _ = hard.journey(owner, school)
    order = np.lexsort((hard.ground.rank[school], minutes, minutes < 0, owner))
    found: dict[int, list[SchoolRefusal]] = defaultdict(list)
    schools = hard.region.schools
    for at in order.tolist():
        refusal = SchoolRefusal(
            school=schools[int(school[at])].id, reason=str(reasons[at]), eligible=bool(eligible[at])
        )
        found[int(owner[at])].append(refusal)
    return {who: tuple(ones) for who, ones in found.items()}


def _pairs(hard: Hard, table: Candidates, chosen: Ints) -> tuple[Ints, Ints]:
    """Return everybody of whom it is told, beside every regular school of the own kring."""
    people, ground = hard.people, hard.ground
    placed = np.flatnonzero(chosen != NO_PLACE)
    rung = np.full(len(chosen), NO_RUNG, dtype=np.int64)
    rung[placed] = hard.rung(placed, table.school[chosen[placed]])
    waiting = (chosen == NO_PLACE) & (people.number[:, _SPECIAL] > 0).any(axis=1)
    who = np.flatnonzero((np.isin(rung, _SPECIAL) | waiting) & (people.kring != NONE))
    regular = np.flatnonzero(np.isin(ground.sort, (Sort.REGULAR, Sort.NEWCOMERS)))
    owner, school = Grouped.of(ground.kring, regular, len(hard.region.kringen)).expand(who, people.kring[who])
    # a newcomers' school is a regular one for newcomers, and for who is there
    kept = hard.rung(owner, school) != NO_RUNG
    return owner[kept], school[kept]


def _left(hard: Hard, table: Candidates, chosen: Ints, owner: Ints, school: Ints) -> Flags:
    """Tell where a place is left beside the proposals, from the start date on; no place is needed at the own school."""
    pools, people = hard.pools, hard.people
    size = len(pools.free)
    takers = np.flatnonzero(chosen != NO_PLACE)
    at = table.school[chosen[takers]]
    moving = people.current[takers] != at
    takers, at = takers[moving], at[moving]
    _, entry = hard.entry(takers, at)
    holds = hard.holds(takers, at)
    left = np.zeros((2, size), dtype=np.int64)
    for kind, capacity in enumerate(pools.split(hard.held)):
        mine = entry[(holds == bool(kind)) & (entry != BEFORE)]
        started = np.cumsum(np.bincount(mine, minlength=size))
        first = np.searchsorted(pools.pool, pools.pool)
        before = np.where(first > 0, started[first - 1], 0) if size else started
        left[kind] = pools.least(capacity - (started - before))
    _, entry = hard.entry(owner, school)
    found = people.current[owner] == school
    known = entry != BEFORE
    found[known] |= left[hard.holds(owner, school)[known].astype(np.int64), entry[known]] > 0
    return np.asarray(found)


def _number(hard: Hard, table: Candidates, owner: Ints, school: Ints) -> tuple[Ints, Flags]:
    """Return the number of each pair's rung in the own list, and whether it is a candidate."""
    asked = np.zeros(len(table.leerlingen), dtype=bool)
    asked[owner] = True
    mine = np.flatnonzero(asked[table.owner])
    known = np.isin(hard.key(owner, school), hard.key(table.owner[mine], table.school[mine]))
    return hard.people.number[owner, hard.rung(owner, school)], known
