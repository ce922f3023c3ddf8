"""The leerlingen who ask, as arrays: all that says where each may go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.calendar import monday_of
from optimizer.domain.placement import Urgency
from optimizer.domain.places import home_location, school_place, start_place
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, Mode
from optimizer.placement.clock import urgency_of
from optimizer.placement.ground import NONE, PUBLIC, RUNGS, Ground, vectors
from optimizer.placement.kring import belonging
from optimizer.placement.table import NO_CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from optimizer.domain.leerling import Leerling
    from optimizer.domain.location import Location
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys
    from optimizer.placement.table import Flags, Ints

MODES = tuple(Mode)
ANYWHERE = -1
"""No school is the only one."""
_RETURNING = frozenset({LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION})
_URGENCIES = {urgency: number for number, urgency in enumerate(Urgency)}
_CENTRE = (0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Listed:
    """Schools that some leerlingen name: sorted keys (leerling x schools + school), and a position for each."""

    keys: Ints
    position: Ints

    @classmethod
    def of(cls, named: Iterable[tuple[int, Iterable[int]]], schools: int) -> Listed:
        """Return the schools that each leerling names, in order."""
        pairs = [(who * schools + school, at) for who, found in named for at, school in enumerate(found)]
        pairs.sort()
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    def find(self, keys: Ints) -> Ints:
        """Return the position of each key, -1 where it is not named."""
        if not len(self.keys):
            return np.full(len(keys), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.position[at], -1)


@dataclass(frozen=True, eq=False)
class People:
    """N leerlingen who ask.

    Attributes
    ----------
    start
        (N,) ordinal of the start date.
    number
        (N, 7) number of every rung in the own list, 0 for one that is not in it.
    current, origin
        (N,) the current school, and the one where a place is held for a return; `NONE` without.
    kring, gemeente
        (N,) own ones, `NONE` where not known.
    newcomer, in_time
        (N,) whether the kind is newcomer, and whether a newcomers' school is still open to them.
    admitted
        (N, 3) by kind of admission: whether it is there on the start date, be it pending.
    denominations
        (N,) row of `accepts`; `accepts` (sets, denominations).
    only
        (N,) the only school by an offer that stands or a pin, or `ANYWHERE`.
    barred
        (N,) no place at all, by pins.
    row
        (N,) row of the journeys where a journey starts, `NONE` when not known; `point` (N, 3) of the same.
    most
        (N,) minutes that a journey may take.
    """

    leerlingen: tuple[Leerling, ...]
    start: Ints
    urgency: Ints
    days_left: Ints
    number: Ints
    current: Ints
    origin: Ints
    leerjaar: Ints
    kring: Ints
    gemeente: Ints
    newcomer: Flags
    in_time: Flags
    admitted: Flags
    pending: Flags
    denominations: Ints
    accepts: Flags
    only: Ints
    offered: Ints
    pinned: Flags
    barred: Flags
    vetoed: Listed
    wishes: Listed
    wish_count: Ints
    siblings: Listed
    has_siblings: Flags
    mode: Ints
    row: Ints
    point: NDArray[np.float64]
    most: Ints
    waived: Flags

    @classmethod
    def of(cls, region: Region, ground: Ground, journeys: Journeys) -> People:
        """Return those who ask, in the region's order."""
        return _Reader(region, ground).read(journeys)


class _Reader:
    """Reads the leerlingen of a region one by one."""

    def __init__(self, region: Region, ground: Ground) -> None:
        self.region, self.ground, self.policy = region, ground, region.policy.placement
        self.today = monday_of(region.week)
        self.asking = tuple(p for p in region.leerlingen if p.kind is not None)
        self.starts = [p.start_on or self.today for p in self.asking]
        self.size = len(region.schools)

    def read(self, journeys: Journeys) -> People:
        asking, ground, size = self.asking, self.ground, self.size
        kring, gemeente = belonging(self.region, asking, ground)
        clocks = [urgency_of(p, self.policy, self.today) for p in asking]
        preferences = [self._preferences(p, start) for p, start in zip(asking, self.starts, strict=True)]
        siblings = [self._known(p.siblings_at) for p in asking]
        sets: dict[tuple[str, ...], int] = {}
        named = [sets.setdefault(p.denominations, len(sets)) for p in asking]
        offered = _ints(ground.index.get(self._standing(p) or "", NONE) for p in asking)
        only, pinned, barred, vetoed = self._pins(offered)
        origins = [start_place(p, self.region) for p in asking]
        known = [place for place in origins if place is not None]
        row = np.full(len(asking), NONE, dtype=np.int64)
        row[[place is not None for place in origins]] = journeys.rows(known)
        return People(
            leerlingen=asking,
            start=_ints(start.toordinal() for start in self.starts),
            urgency=_ints(_URGENCIES[urgency] for urgency, _ in clocks),
            days_left=_ints(NO_CLOCK if left is None else left for _, left in clocks),
            number=self._numbers(),
            current=_ints(ground.index.get(p.school or "", NONE) for p in asking),
            origin=_ints(self._origin(p) for p in asking),
            leerjaar=_ints(p.leerjaar or 0 for p in asking),
            kring=kring,
            gemeente=gemeente,
            newcomer=_flags(p.kind is LeerlingKind.NEWCOMER for p in asking),
            in_time=_flags(self._in_time(p, start) for p, start in zip(asking, self.starts, strict=True)),
            admitted=np.array(
                [self._admitted(p, s) for p, s in zip(asking, self.starts, strict=True)], dtype=bool
            ).reshape(-1, len(AdmissionKind)),
            pending=_flags(p.admission is not None and p.admission.pending for p in asking),
            denominations=_ints(named),
            accepts=self._accepts(sets),
            only=only,
            offered=offered,
            pinned=pinned,
            barred=barred,
            vetoed=vetoed,
            wishes=Listed.of(enumerate(preferences), size),
            wish_count=_ints(len(found) for found in preferences),
            siblings=Listed.of(enumerate(siblings), size),
            has_siblings=_flags(bool(p.siblings_at) for p in asking),
            mode=_ints(MODES.index(p.mode) for p in asking),
            row=row,
            point=self._points(asking),
            most=_ints(_LONGEST if p.max_travel_minutes is None else p.max_travel_minutes for p in asking),
            waived=_flags(p.travel_waived for p in asking),
        )

    def _known(self, schools: Iterable[str]) -> list[int]:
        return [self.ground.index[school] for school in dict.fromkeys(schools) if school in self.ground.index]

    def _preferences(self, leerling: Leerling, start: date) -> list[int]:
        """Return wishes, then applications by order, then places of attendance that go on; each once."""
        applied = sorted(leerling.applications, key=lambda application: application.order)
        attended = [a.place for a in leerling.attendance if a.until is None or a.until >= start]
        return self._known([*leerling.wishes, *(a.school for a in applied), *attended])

    def _numbers(self) -> Ints:
        found = np.zeros((len(self.asking), len(RUNGS)), dtype=np.int64)
        column = {rung: number for number, rung in enumerate(RUNGS)}
        for who, leerling in enumerate(self.asking):
            ladder = self.policy.rungs.get(leerling.kind, ()) if leerling.kind is not None else ()
            own = (rung for rung in ladder if rung in leerling.eligible_rungs)
            for number, rung in enumerate(own, start=1):
                found[who, column[rung]] = number
        return found

    def _origin(self, leerling: Leerling) -> int:
        """Return where a place is held; whoever is there already needs none."""
        origin = leerling.school_of_origin
        if not self.policy.return_places_held or leerling.kind not in _RETURNING or origin == leerling.school:
            return NONE
        return self.ground.index.get(origin or "", NONE)

    def _in_time(self, leerling: Leerling, start: date) -> bool:
        if leerling.since is None:
            return True
        return start <= leerling.since + timedelta(weeks=self.policy.newcomer_max_weeks)

    def _admitted(self, leerling: Leerling, start: date) -> tuple[bool, ...]:
        admission = leerling.admission
        if admission is None:
            return (False,) * len(AdmissionKind)
        begun = admission.from_date is None or admission.from_date <= start
        holds = begun and (admission.until is None or start <= admission.until)
        return tuple(holds and admission.kind is kind for kind in AdmissionKind)

    def _accepts(self, sets: dict[tuple[str, ...], int]) -> Flags:
        found = np.zeros((max(1, len(sets)), len(self.ground.denominations) + 1), dtype=bool)
        found[:, PUBLIC] = True
        for names, row in sets.items():
            if not names:
                found[row] = True
            for name in names:
                found[row, self.ground.denominations.get(name, PUBLIC)] = True
        return found

    def _standing(self, leerling: Leerling) -> str | None:
        offer = leerling.offer
        if offer is None or not (offer.agreed or offer.until is None or offer.until >= self.today):
            return None
        return offer.school

    def _pins(self, offered: Ints) -> tuple[Ints, Flags, Flags, Listed]:
        """Return the only schools, who is pinned, who may go nowhere, and the schools that are vetoed."""
        who = {p.id: number for number, p in enumerate(self.asking)}
        only = offered.copy()
        pinned, barred = np.zeros(len(only), dtype=bool), np.zeros(len(only), dtype=bool)
        vetoed: dict[int, list[int]] = {}
        for pin in self.region.pins:
            number = who.get(pin.item)
            if number is None:
                continue
            school = self.ground.index.get(pin.host or "", NONE)
            if pin.veto and pin.host is None:
                barred[number] = True
            elif pin.veto:
                vetoed.setdefault(number, []).append(school)
            elif pin.host is not None:
                # two that differ leave nowhere
                barred[number] |= only[number] not in (ANYWHERE, school)
                only[number], pinned[number] = school, True
        return only, pinned, barred, Listed.of(vetoed.items(), self.size)

    def _points(self, asking: tuple[Leerling, ...]) -> NDArray[np.float64]:
        points: list[Location | None] = []
        for leerling in asking:
            point = home_location(leerling, self.region)
            if point is None and leerling.school in self.ground.index:
                point = self.region.schools[self.ground.index[leerling.school]].location
            points.append(point)
        found = np.full((len(asking), 3), _CENTRE)
        found[[point is not None for point in points]] = vectors(point for point in points if point is not None)
        return found


_LONGEST = 1 << 30
"""Minutes that no journey takes."""


def school_rows(region: Region, journeys: Journeys) -> Ints:
    """Return (schools,) the row of every school in the journeys."""
    return np.asarray(journeys.rows([school_place(school.id) for school in region.schools]), dtype=np.int64)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _flags(values: Iterable[bool]) -> Flags:
    return np.array(list(values), dtype=bool)
