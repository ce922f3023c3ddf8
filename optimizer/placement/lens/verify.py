"""A family checks its own outcome: from what is published and its own facts, without anybody else's."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from optimizer.domain.base import Flag, Frozen, Id
from optimizer.domain.calendar import DateDay, monday_of
from optimizer.domain.placement import Cutoff, Lens, Urgency
from optimizer.domain.school import Leerjaar
from optimizer.placement.lens.lottery import lottery_number
from optimizer.placement.table import NO_SEAT

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates


class Published(Frozen):
    """What everybody may know of a run of the lens: the seed, and the boundary of every pool."""

    seed: int
    cutoffs: tuple[Cutoff, ...]


class OwnOption(Frozen):
    """A school on the own list, with what is asked of a family there."""

    school: Id
    sibling: Flag = False
    own_kring: Flag = False
    holds: Flag = False
    """A place is held there for who comes back."""
    offered: Flag = False
    """An offer that stands."""
    needs_place: Flag = True
    """False for the school where the leerling is already."""


class Own(Frozen):
    """The facts of one leerling; the schools in the order in which they are wanted."""

    id: Id
    urgency: Urgency
    start_on: DateDay
    leerjaar: Leerjaar | None = None
    options: tuple[OwnOption, ...] = ()


class Reason(StrEnum):
    """Why somebody is admitted at a school, or not."""

    NO_PLACE_NEEDED = "no-place-needed"
    OFFER = "offer"
    ROOM = "room"
    CLASS_BEFORE = "class-before"
    LOTTERY_BEFORE = "lottery-before"
    CLASS_AFTER = "class-after"
    LOTTERY_AFTER = "lottery-after"
    NONE_ADMITTED = "none-admitted"
    """Nobody without a standing offer was admitted."""
    NO_POOL = "no-pool"
    """Nothing is published of places there for this leerjaar and start."""


_ADMITS = frozenset({Reason.NO_PLACE_NEEDED, Reason.OFFER, Reason.ROOM, Reason.CLASS_BEFORE, Reason.LOTTERY_BEFORE})


class Verified(Frozen):
    """A school on the own list: admitted or not, why, and by which cutoff."""

    school: Id
    admitted: Flag
    reason: Reason
    cutoff: Cutoff | None = None


def published(lens: Lens) -> Published:
    """Return what may be published of a lens: no ids of leerlingen."""
    return Published(seed=lens.seed, cutoffs=lens.cutoffs)


def own_facts(candidates: Candidates, leerling: int) -> Own:
    """Return the facts that a family needs to check its outcome: `candidates.leerlingen[leerling]` and nobody else."""
    one, schools = candidates.leerlingen[leerling], candidates.region.schools
    where = candidates.of(leerling)
    return Own(
        id=one.id,
        urgency=tuple(Urgency)[candidates.urgency[leerling]],
        start_on=one.start_on or monday_of(candidates.region.week),
        leerjaar=one.leerjaar,
        options=tuple(
            OwnOption(
                school=schools[candidates.school[i]].id,
                sibling=bool(candidates.sibling[i]),
                own_kring=bool(candidates.own_kring[i]),
                holds=bool(candidates.holds[i]),
                offered=bool(candidates.offered[i]),
                needs_place=bool(candidates.seat[i] != NO_SEAT),
            )
            for i in range(where.start, where.stop)
        ),
    )


def verify(what: Published, own: Own) -> tuple[Verified, ...]:
    """Return of every school on the own list whether the leerling is admitted, and why.

    The outcome is the first school that admits: the leerling has a place there, and nowhere when none does. What is
    said of schools further down the list is what would hold if the schools before them were left out.
    """
    wanted = {option.school for option in own.options}
    pools: dict[tuple[str, int | None, bool], list[Cutoff]] = {}
    for cutoff in what.cutoffs:
        if cutoff.school in wanted:
            pools.setdefault((cutoff.school, cutoff.leerjaar, cutoff.held), []).append(cutoff)
    number = lottery_number(what.seed, own.id)
    found = []
    for option in own.options:
        asked = option.needs_place and not option.offered
        decides = _cutoff_of(pools, option, own) if asked else None
        reason = _reason(option, own, decides, number)
        found.append(Verified(school=option.school, admitted=reason in _ADMITS, reason=reason, cutoff=decides))
    return tuple(found)


def _cutoff_of(pools: dict[tuple[str, int | None, bool], list[Cutoff]], option: OwnOption, own: Own) -> Cutoff | None:
    """Return the cutoff that decides: of the own leerjaar's pool or the shared one, the first not over at the start."""
    own_pool = any((option.school, own.leerjaar, held) in pools for held in (False, True))
    pool = pools.get((option.school, own.leerjaar if own_pool else None, option.holds), [])
    rows = [cutoff for cutoff in pool if (cutoff.until or date.max) >= own.start_on]
    return min(rows, key=lambda cutoff: cutoff.until or date.max, default=None)


def _reason(option: OwnOption, own: Own, cutoff: Cutoff | None, number: str) -> Reason:
    if not option.needs_place:
        return Reason.NO_PLACE_NEEDED
    if option.offered:
        return Reason.OFFER
    if cutoff is None:
        return Reason.NO_POOL
    if cutoff.lottery is None:
        return Reason.ROOM
    if cutoff.urgency is None:
        return Reason.NONE_ADMITTED
    order = tuple(Urgency)
    mine = (order.index(own.urgency), not option.sibling, not option.own_kring)
    last = (order.index(cutoff.urgency), not cutoff.sibling, not cutoff.own_kring)
    if mine != last:
        return Reason.CLASS_BEFORE if mine < last else Reason.CLASS_AFTER
    return Reason.LOTTERY_BEFORE if number < cutoff.lottery else Reason.LOTTERY_AFTER
