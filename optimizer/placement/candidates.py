"""Builds the table of candidates: who may go where, in the order of options, and the limits on places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.placement.ground import NONE, OWN, RUNGS
from optimizer.placement.hard import Hard, Pairs
from optimizer.placement.near import Near
from optimizer.placement.order import Order, first_of, sorting
from optimizer.placement.people import ANYWHERE
from optimizer.placement.table import NO_SEAT, UNKNOWN, Candidates, Full

if TYPE_CHECKING:
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys
    from optimizer.placement.table import Flags


def candidates(region: Region, journeys: Journeys, limit: int | None = None) -> Candidates:
    """Return the candidates of all leerlingen who ask.

    Parameters
    ----------
    region
        Whose leerlingen and schools.
    journeys
        Of the region's places, for every mode of its leerlingen.
    limit
        Most candidates of each leerling: those that come first in the order of options. Wished, offered, pinned,
        own and held schools stay in beyond it. Without a limit all are taken.
    """
    return table_of(Hard(region, journeys), limit)


def table_of(hard: Hard, limit: int | None = None) -> Candidates:
    """Return the candidates by rules that were made ready; see `candidates`."""
    order = Order(hard)
    found, cut = _all(hard, order) if limit is None else _first(hard, order, limit)
    pairs = order.sorted(found)
    if limit is not None:
        most = np.full(len(cut), limit, dtype=np.int64)
        always = order.always(pairs) & pairs.open
        kept = first_of(pairs.owner, pairs.open, most) | always
        cut[np.unique(pairs.owner[~kept & pairs.open])] = True
        pairs = pairs.take(kept)
    return _table(hard, order, pairs, cut)


def _all(hard: Hard, order: Order) -> tuple[Pairs, Flags]:
    near, parts = Near(hard, order), [order.pairs]
    anywhere = _looking(hard)
    for rung in range(len(RUNGS)):
        for pairs in near.all_of(rung, np.flatnonzero(anywhere & (hard.people.number[:, rung] > 0))):
            parts += [pairs.take(~order.named(pairs.owner, pairs.school))]
    return Pairs.joined(parts), np.zeros(len(anywhere), dtype=bool)


def _first(hard: Hard, order: Order, limit: int) -> tuple[Pairs, Flags]:
    """Return what comes first, rung by rung of everybody's own list, and who may have more than that."""
    people = hard.people
    near, parts = Near(hard, order), [order.pairs]
    looking, cut = _looking(hard), np.zeros(len(people.start), dtype=bool)
    count = np.zeros(len(people.start), dtype=np.int64)
    for number in range(1, len(RUNGS) + 1):
        for rung in range(len(RUNGS)):
            asked = looking & (people.number[:, rung] == number)
            cut |= asked & (count >= limit) & (rung != OWN)
            who = np.flatnonzero(asked & (count < limit))
            for pairs, more in near.first_of(rung, who, limit - count[who]):
                cut[more] = True
                count += np.bincount(pairs.owner[pairs.open], minlength=len(count))
                parts.append(pairs.take(~order.named(pairs.owner, pairs.school)))
    return Pairs.joined(parts), cut


def _looking(hard: Hard) -> Flags:
    """Tell who may go to more than one school."""
    return np.asarray((hard.people.only == ANYWHERE) & ~hard.people.barred)


def _table(hard: Hard, order: Order, pairs: Pairs, cut: Flags) -> Candidates:
    people, full = hard.people, pairs.take(~pairs.open)
    pairs = pairs.take(pairs.open)
    owner, school = pairs.owner, pairs.school
    sibling = order.sibling(owner, school)
    holds = hard.holds(owner, school)
    seat = np.full(len(owner), NO_SEAT, dtype=np.int64)
    taking = np.flatnonzero(people.current[owner] != school)
    _, entry = hard.entry(owner[taking], school[taking])
    seats, seat[taking] = hard.pools.seats(hard.held, entry, holds[taking])
    return Candidates(
        region=hard.region,
        leerlingen=people.leerlingen,
        urgency=people.urgency,
        days_left=people.days_left,
        first=np.searchsorted(owner, np.arange(len(people.start) + 1)).astype(np.int64),
        owner=owner,
        school=school,
        rung=people.number[owner, pairs.rung],
        wish=order.wish(owner, school),
        minutes=pairs.minutes,
        metres=pairs.metres,
        seat=seat,
        apart=people.has_siblings[owner] & ~sibling,
        sibling=sibling,
        own_kring=(hard.ground.kring[school] == people.kring[owner]) & (people.kring[owner] != NONE),
        holds=holds,
        offered=people.offered[owner] == school,
        pending=people.pending[owner] & hard.conditional(owner, school, pairs.rung),
        waived=pairs.minutes > people.most[owner],
        cut=cut,
        seats=seats,
        full=_full(hard, full),
    )


def _full(hard: Hard, pairs: Pairs) -> Full:
    found = pairs.take(sorting((pairs.owner, pairs.metres - UNKNOWN, hard.ground.rank[pairs.school])))
    return Full(found.owner, found.school, found.minutes, found.metres)
