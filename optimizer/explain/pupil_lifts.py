"""The facts that may keep a leerling from every place, each with what mending it does; see docs/explain.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from optimizer.domain.calendar import monday_of
from optimizer.domain.explain import FactKey
from optimizer.domain.leerling import Admission, Leerling
from optimizer.domain.region import Region
from optimizer.domain.school import Places, School
from optimizer.domain.vocabulary import AdmissionKind, Rung
from optimizer.placement.candidates import candidates
from optimizer.placement.journeys import Journeys

MOST_TOLD = 3
"""Schools that a fact names."""
_WEEKS = 100_000


@dataclass(frozen=True)
class PupilLift:
    """A fact, and the region without it."""

    key: FactKey
    apply: Callable[[Region], Region]
    kind: AdmissionKind | None = None


def pupil_of(region: Region, leerling: str) -> Leerling:
    """Return a leerling by id.

    Raises
    ------
    KeyError
        When there is none.
    """
    found = next((one for one in region.leerlingen if one.id == leerling), None)
    if found is None:
        raise KeyError(leerling)
    return found


def with_pupil(region: Region, leerling: str, **fields: object) -> Region:
    """Return the region with other fields of a leerling."""
    return region.model_copy(
        update={
            "leerlingen": tuple(
                one.model_copy(update=fields) if one.id == leerling else one for one in region.leerlingen
            )
        }
    )


def only_pupil(region: Region, leerling: str) -> Region:
    """Return the region in which nobody else asks for a place, or has been offered one."""
    others = {"kind": None, "offer": None}
    return region.model_copy(
        update={
            "leerlingen": tuple(
                one if one.id == leerling else one.model_copy(update=others) for one in region.leerlingen
            ),
            "pins": tuple(pin for pin in region.pins if pin.item == leerling),
        }
    )


def open_schools(region: Region, journeys: Journeys, leerling: str) -> tuple[str, ...]:
    """Return the schools that are a candidate of a leerling, in the order of options."""
    table = candidates(region, journeys)
    person = next((n for n, one in enumerate(table.leerlingen) if one.id == leerling), None)
    if person is None:
        return ()
    return tuple(region.schools[int(s)].id for s in table.school[table.first[person] : table.first[person + 1]])


def closed_by(region: Region, journeys: Journeys, leerling: str) -> tuple[tuple[tuple[PupilLift, ...], ...], bool]:
    """Return the smallest sets of facts with which mended some school is open, and whether they are the smallest."""
    alone = only_pupil(region, leerling)
    lifts = pupil_lifts(alone, leerling)

    def opens(some: Sequence[PupilLift]) -> bool:
        return bool(open_schools(lifted(alone, some), journeys, leerling))

    alike = lifts
    # nobody has admissions of two kinds at once
    every = [[lift for lift in lifts if lift.kind in (None, kind)] for kind in AdmissionKind]
    lifts = next((some for some in every if opens(some)), [])
    if not lifts:
        return (), False
    for size in (1, 2, 3):
        found = tuple(some for some in combinations(alike, size) if opens(some))
        if found:
            return found, True
    needed = list(lifts)
    for lift in lifts:
        rest = [one for one in needed if one is not lift]
        if opens(rest):
            needed = rest
    return (tuple(needed),), False


def lifted(region: Region, some: Sequence[PupilLift]) -> Region:
    """Return the region with facts mended."""
    for lift in some:
        region = lift.apply(region)
    return region


def pupil_lifts(region: Region, leerling: str) -> list[PupilLift]:
    """Return the facts that may keep a leerling from a place."""
    one = pupil_of(region, leerling)
    found: list[PupilLift] = []

    def add(key: FactKey, kind: AdmissionKind | None = None, **fields: object) -> None:
        found.append(PupilLift(key, lambda here: with_pupil(here, leerling, **fields), kind))

    if set(one.eligible_rungs) != set(Rung):
        add(FactKey.NOT_ELIGIBLE_RUNG, eligible_rungs=tuple(Rung))
    if region.pins:
        found.append(PupilLift(FactKey.PINNED, lambda here: here.model_copy(update={"pins": ()})))
    if one.offer is not None:
        add(FactKey.OFFERED_ELSEWHERE, offer=None)
    found.append(PupilLift(FactKey.NEWCOMER_OVER, _newcomers))
    if one.denominations:
        add(FactKey.DENOMINATION, denominations=())
    for kind in AdmissionKind:
        if one.admission is not None and one.admission.kind is kind:
            valid = one.admission.model_copy(update={"from_date": None, "until": None})
            add(FactKey.ADMISSION_NOT_VALID, kind, admission=valid)
        else:
            add(FactKey.NO_ADMISSION, kind, admission=Admission(kind=kind))
    if one.max_travel_minutes is not None and not one.travel_waived:
        add(FactKey.TOO_FAR, travel_waived=True)
    start = one.start_on or monday_of(region.week)
    found.append(PupilLift(FactKey.NO_PLACE_FREE, lambda here: _room(here, one.leerjaar, start)))
    return found


def _newcomers(region: Region) -> Region:
    placement = region.policy.placement.model_copy(update={"newcomer_max_weeks": _WEEKS})
    return region.model_copy(update={"policy": region.policy.model_copy(update={"placement": placement})})


def _room(region: Region, leerjaar: int | None, start: date) -> Region:
    return region.model_copy(update={"schools": tuple(one_more(s, leerjaar, start) for s in region.schools)})


def one_more(school: School, leerjaar: int | None, start: date) -> School:
    """Return a school with one place more for a leerjaar, from a date on."""
    own = leerjaar if any(p.leerjaar == leerjaar for p in school.places) else None
    pool = [p for p in school.places if p.leerjaar == own]
    rest = [p for p in school.places if p.leerjaar != own]
    before = max((p for p in pool if _from(p) <= start), key=_from, default=None)
    more = [p.model_copy(update={"free": p.free + 1}) for p in pool if _from(p) > start]
    earlier = [p for p in pool if _from(p) < start]
    now = Places(leerjaar=own, from_date=start, free=(0 if before is None else before.free) + 1)
    return school.model_copy(update={"places": (*rest, *earlier, now, *more)})


def _from(places: Places) -> date:
    return places.from_date or date.min


def with_one_more(region: Region, school: str, leerling: str) -> Region:
    """Return the region with one place more for a leerling at a school."""
    one = pupil_of(region, leerling)
    start = one.start_on or monday_of(region.week)
    return region.model_copy(
        update={"schools": tuple(one_more(s, one.leerjaar, start) if s.id == school else s for s in region.schools)}
    )
