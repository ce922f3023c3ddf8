"""Where a leerling may go: the rung that a school is, and every hard rule, for many pairs at once."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.domain.vocabulary import AdmissionKind, SchoolKind
from optimizer.placement.ground import (
    GEMEENTE,
    KRING,
    NONE,
    OUTSIDE,
    OWN,
    SBO,
    SO,
    SWV,
    Ground,
    Sort,
)
from optimizer.placement.people import ANYWHERE, MODES, People, school_rows
from optimizer.placement.pools import BEFORE, NO_POOL, Pools
from optimizer.placement.table import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys
    from optimizer.placement.table import Flags, Ints

NO_RUNG = -1
_ADMISSIONS = tuple(AdmissionKind)
_FOR_SBO, _FOR_SO, _OF_INSTITUTE = (
    _ADMISSIONS.index(kind) for kind in (AdmissionKind.SBO, AdmissionKind.SO, AdmissionKind.INSTITUTE)
)
_BY_SORT = np.array([NO_RUNG, SWV, SWV, SBO, SO, OUTSIDE], dtype=np.int64)
"""Rung by `Sort`, of whom no school is near."""


class Reason(StrEnum):
    """Why a school is no candidate: the first that is found, in this order. Keys of the catalogue."""

    NO_RUNG = "no-rung"
    NOT_ELIGIBLE = "not-eligible-rung"
    PINNED = "pinned"
    OFFERED = "offered-elsewhere"
    NEWCOMER = "newcomer-over"
    DENOMINATION = "denomination"
    NO_ADMISSION = "no-admission"
    ADMISSION_DATE = "admission-not-valid"
    UNREACHABLE = "unreachable"
    TOO_FAR = "too-far"
    NO_PLACES = "leerjaar-no-places"
    FULL = "no-place-free"
    HELD = "places-held"


class Pairs(NamedTuple):
    """Leerlingen and schools, pair by pair, with the rung (number of the vocabulary) and the journey."""

    owner: Ints
    school: Ints
    rung: Ints
    minutes: Ints
    metres: Ints
    open: Flags
    """Whether there is a place at all on the start date and after; others keep all but that."""

    def take(self, kept: Flags | Ints) -> Pairs:
        """Return some of the pairs."""
        return Pairs(
            self.owner[kept], self.school[kept], self.rung[kept], self.minutes[kept], self.metres[kept], self.open[kept]
        )

    @classmethod
    def joined(cls, parts: Sequence[Pairs]) -> Pairs:
        """Return all the pairs of several, one after the other."""
        return cls(
            np.concatenate([p.owner for p in parts]),
            np.concatenate([p.school for p in parts]),
            np.concatenate([p.rung for p in parts]),
            np.concatenate([p.minutes for p in parts]),
            np.concatenate([p.metres for p in parts]),
            np.concatenate([p.open for p in parts]),
        )


class Hard:
    """The hard rules of a region's placement."""

    def __init__(self, region: Region, journeys: Journeys) -> None:
        self.region, self.journeys = region, journeys
        self.ground = Ground.of(region)
        self.people = People.of(region, self.ground, journeys)
        self.pools = Pools.of_region(region)
        self.rows = school_rows(region, journeys)

    def key(self, owner: Ints, school: Ints) -> Ints:
        """Return one number for every pair."""
        return owner * len(self.region.schools) + school

    def rung(self, owner: Ints, school: Ints) -> Ints:
        """Return which rung a school is, in the own list or not; `NO_RUNG` for none."""
        people, ground = self.people, self.ground
        sort = ground.sort[school]
        found = _BY_SORT[sort]
        regular = found == SWV
        kring = people.kring[owner]
        gemeente = people.gemeente[owner]
        found[regular & (gemeente != NONE) & (ground.gemeente[school] == gemeente)] = GEMEENTE
        found[regular & (kring != NONE) & (ground.kring[school] == kring)] = KRING
        found[(sort == Sort.NEWCOMERS) & ~people.newcomer[owner]] = NO_RUNG
        found[people.current[owner] == school] = OWN
        return found

    def journey(self, owner: Ints, school: Ints) -> tuple[Ints, Ints]:
        """Return minutes (-1 unreachable) and metres; 0 and `UNKNOWN` where nobody knows where it starts."""
        people = self.people
        minutes, metres = np.zeros(len(owner), dtype=np.int64), np.full(len(owner), UNKNOWN, dtype=np.int64)
        row, mode = people.row[owner], people.mode[owner]
        for number in np.unique(mode[row != NONE]).tolist():
            at = np.flatnonzero((mode == number) & (row != NONE))
            minutes[at], metres[at] = self.journeys.pairs(MODES[number], row[at], self.rows[school[at]])
        return minutes, metres

    def entry(self, owner: Ints, school: Ints) -> tuple[Ints, Ints]:
        """Return pool and entry of a place there from the start date on; `NO_POOL` and `BEFORE` where there is none."""
        pool = self.pools.of[school, self.people.leerjaar[owner]]
        found = np.full(len(owner), BEFORE, dtype=np.int64)
        at = np.flatnonzero(pool != NO_POOL)
        found[at] = self.pools.entry(pool[at], self.people.start[owner[at]])
        return pool, found

    def fits(self, owner: Ints, school: Ints) -> Pairs:
        """Return the pairs that keep every hard rule but that of a place; of that it is said in `open`."""
        rung = self.rung(owner, school)
        # the test that most fail first, so that the others see few
        for broken in (self._not_eligible, self._elsewhere_or_over, self._not_fitting):
            kept = np.flatnonzero(~broken(owner, school, rung))
            owner, school, rung = owner[kept], school[kept], rung[kept]
        minutes, metres = self.journey(owner, school)
        kept = np.flatnonzero((minutes >= 0) & ~self._too_far(owner, minutes))
        owner, school, rung, minutes, metres = (a[kept] for a in (owner, school, rung, minutes, metres))
        is_open = (rung == OWN) | (self.room(owner, school) > 0)
        return Pairs(owner, school, rung, minutes, metres, is_open)

    def room(self, owner: Ints, school: Ints) -> Ints:
        """Return how many places there are at most from the start date on, held ones left out or (for whom) alone."""
        _, entry = self.entry(owner, school)
        others, holders = self._least
        holds = self.holds(owner, school)
        known = entry != BEFORE
        found = np.zeros(len(owner), dtype=np.int64)
        found[known] = np.where(holds[known], holders[entry[known]], others[entry[known]])
        return found

    def holds(self, owner: Ints, school: Ints) -> Flags:
        """Tell for whom a place is held there."""
        return np.asarray((self.people.origin[owner] == school) & self._holders[owner])

    @cached_property
    def _holders(self) -> Flags:
        """(N,) for whom the school of origin is a candidate, so that a place is held there."""
        people = self.people
        found = np.zeros(len(people.origin), dtype=bool)
        who = np.flatnonzero(people.origin != NONE)
        school = people.origin[who]
        rung = self.rung(who, school)
        kept = ~self._not_eligible(who, school, rung) & ~self._elsewhere_or_over(who, school, rung)
        kept &= ~self._not_fitting(who, school, rung)
        minutes, _ = self.journey(who, school)
        kept &= (minutes >= 0) & ~self._too_far(who, minutes)
        _, entry = self.entry(who, school)
        kept &= entry != BEFORE
        kept[kept] = self.pools.least(self.pools.free)[entry[kept]] > 0
        found[who[kept]] = True
        return found

    @cached_property
    def held(self) -> Ints:
        """(P,) places held in every pool."""
        who = np.flatnonzero(self._holders)
        pool = self.pools.of[self.people.origin[who], self.people.leerjaar[who]]
        held = np.bincount(pool, minlength=len(self.pools.school)).astype(np.int64)
        return np.minimum(held, self._left_by_offers())

    def _left_by_offers(self) -> Ints:
        """Return (P,) the places that standing offers to others leave in every pool, on the scarcest date.

        Before the first of these offers starts they leave everything.
        """
        left = np.full(len(self.pools.school), np.iinfo(np.int64).max, dtype=np.int64)
        who = np.flatnonzero((self.people.offered >= 0) & (self.people.offered != self.people.current))
        who = who[~self.holds(who, self.people.offered[who])]
        pool, entry = self.entry(who, self.people.offered[who])
        who, pool, entry = (part[entry != BEFORE] for part in (who, pool, entry))
        taken = np.bincount(entry, minlength=len(self.pools.free))
        for one in np.unique(pool).tolist():
            entries = np.flatnonzero(self.pools.pool == one)
            started = np.cumsum(taken[entries])
            free = self.pools.free[entries][started > 0] - started[started > 0]
            left[one] = max(0, int(free.min()))
        return left

    @cached_property
    def _least(self) -> tuple[Ints, Ints]:
        others, holders = self.pools.split(self.held)
        return self.pools.least(others), self.pools.least(holders)

    def eligible(self, owner: Ints, school: Ints) -> Flags:
        """Tell which schools are on a rung of the own list."""
        return np.asarray(~self._not_eligible(owner, school, self.rung(owner, school)))

    def reasons(self, owner: Ints, school: Ints, *, any_rung: bool = False) -> list[Reason | None]:
        """Return why each pair is no candidate, `None` where it is one; or would be, were every rung agreed upon."""
        rung = self.rung(owner, school)
        minutes, _ = self.journey(owner, school)
        pool, entry = self.entry(owner, school)
        place = (rung != OWN) & (pool != NO_POOL)
        free = np.zeros(len(owner), dtype=np.int64)
        known = entry != BEFORE
        free[known] = self.pools.least(self.pools.free)[entry[known]]
        admission = np.array([p.admission is not None for p in self.people.leerlingen], dtype=bool)
        needs = ~self._admitted(owner, school, rung)
        tests: tuple[tuple[Reason, Flags], ...] = (
            (Reason.NO_RUNG, rung == NO_RUNG),
            (Reason.NOT_ELIGIBLE, self._not_eligible(owner, school, rung) & (not any_rung)),
            (Reason.PINNED, self._pinned(owner, school)),
            (Reason.OFFERED, self._elsewhere(owner, school)),
            (Reason.NEWCOMER, self._over(owner, school)),
            (Reason.DENOMINATION, self._denomination(owner, school)),
            (Reason.NO_ADMISSION, needs & ~(admission[owner] & self._of_kind(owner, school, rung))),
            (Reason.ADMISSION_DATE, needs),
            (Reason.UNREACHABLE, minutes < 0),
            (Reason.TOO_FAR, self._too_far(owner, minutes)),
            (Reason.NO_PLACES, (rung != OWN) & (pool == NO_POOL)),
            (Reason.FULL, place & (free == 0)),
            (Reason.HELD, place & (self.room(owner, school) == 0)),
        )
        found: list[Reason | None] = [None] * len(owner)
        for reason, broken in reversed(tests):
            for at in np.flatnonzero(broken).tolist():
                found[at] = reason
        return found

    def _not_eligible(self, owner: Ints, _school: Ints, rung: Ints) -> Flags:
        return np.asarray((rung == NO_RUNG) | (self.people.number[owner, rung] == 0))

    def _elsewhere_or_over(self, owner: Ints, school: Ints, _rung: Ints) -> Flags:
        return self._pinned(owner, school) | self._elsewhere(owner, school) | self._over(owner, school)

    def _not_fitting(self, owner: Ints, school: Ints, rung: Ints) -> Flags:
        return np.asarray(self._denomination(owner, school) | ~self._admitted(owner, school, rung))

    def _pinned(self, owner: Ints, school: Ints) -> Flags:
        people = self.people
        away = people.pinned[owner] & (people.only[owner] != school)
        vetoed = people.vetoed.find(self.key(owner, school)) >= 0
        return np.asarray(people.barred[owner] | away | vetoed)

    def _elsewhere(self, owner: Ints, school: Ints) -> Flags:
        offered = self.people.offered[owner]
        return np.asarray((offered != ANYWHERE) & (offered != school))

    def _over(self, owner: Ints, school: Ints) -> Flags:
        """Tell where a newcomer's time at a newcomers' school is over; the current one too."""
        of_newcomers = self._newcomers[school]
        return np.asarray(of_newcomers & self.people.newcomer[owner] & ~self.people.in_time[owner])

    @cached_property
    def _newcomers(self) -> Flags:
        return np.array([s.kind is SchoolKind.NEWCOMERS for s in self.region.schools], dtype=bool)

    def _denomination(self, owner: Ints, school: Ints) -> Flags:
        return np.asarray(~self.people.accepts[self.people.denominations[owner], self.ground.denomination[school]])

    def _needed(self, school: Ints, rung: Ints) -> Ints:
        """Return the column of the admission that is needed, -1 for none."""
        so = np.where(self.ground.institute[school], _OF_INSTITUTE, _FOR_SO)
        return np.where(rung == SBO, _FOR_SBO, np.where((rung == SO) | (rung == OUTSIDE), so, -1))

    def _admitted(self, owner: Ints, school: Ints, rung: Ints) -> Flags:
        needed = self._needed(school, rung)
        return np.asarray((needed < 0) | self.people.admitted[owner, needed])

    def conditional(self, owner: Ints, school: Ints, rung: Ints) -> Flags:
        """Tell where an admission is needed that is there, so that a pending one makes the place conditional."""
        needed = self._needed(school, rung)
        return np.asarray((needed >= 0) & self.people.admitted[owner, needed])

    def _of_kind(self, owner: Ints, school: Ints, rung: Ints) -> Flags:
        """Tell whether there is an admission of the kind that is needed, valid or not."""
        kinds = np.array(
            [_ADMISSIONS.index(p.admission.kind) if p.admission is not None else -1 for p in self.people.leerlingen],
            dtype=np.int64,
        )
        return np.asarray(kinds[owner] == self._needed(school, rung))

    def _too_far(self, owner: Ints, minutes: Ints) -> Flags:
        return np.asarray((minutes > self.people.most[owner]) & ~self.people.waived[owner])
