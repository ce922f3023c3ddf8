"""Inflow to and return from special education."""

from __future__ import annotations

from collections import Counter
from datetime import date

from optimizer.domain.calendar import monday_of
from optimizer.domain.index import RegionIndex
from optimizer.domain.leerling import Admission, Leerling
from optimizer.domain.school import School
from optimizer.domain.vocabulary import ADMISSION_RUNGS, AdmissionKind, LeerlingKind, SchoolKind
from optimizer.provision.groups import kring_of_leerling
from optimizer.provision.types import Admissions, Flow, Special, SpecialPlaces

SPECIAL_KINDS = (SchoolKind.SBO, SchoolKind.SO)
_RETURNING = frozenset({LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION})


def free_places(school: School, day: date) -> int:
    """Return the free places on a day: per leerjaar the latest number that has begun."""
    latest: dict[int | None, tuple[date, int]] = {}
    for places in school.places:
        begun = places.from_date or date.min
        if begun <= day and (places.leerjaar not in latest or begun >= latest[places.leerjaar][0]):
            latest[places.leerjaar] = (begun, places.free)
    return sum(free for _, free in latest.values())


def state_of(admission: Admission, day: date) -> str:
    """Return whether an admission is pending, expired, for later, or valid on a day."""
    if admission.pending:
        return "pending"
    if admission.until is not None and admission.until < day:
        return "expired"
    return "later" if admission.from_date is not None and admission.from_date > day else "valid"


def is_in_special(index: RegionIndex, leerling: Leerling) -> bool:
    """Tell whether a leerling is at a school for SBO or SO now."""
    school = index.schools.get(leerling.school or "")
    return school is not None and school.kind in SPECIAL_KINDS


def is_inflow(index: RegionIndex, leerling: Leerling, day: date) -> bool:
    """Tell whether a leerling may go into special education.

    Somebody who is not there, does not return, and has an admission that has not expired; or needs a place, and has a
    rung agreed that needs an admission.
    """
    if is_in_special(index, leerling) or leerling.kind in _RETURNING:
        return False
    if leerling.admission is not None and state_of(leerling.admission, day) != "expired":
        return True
    return leerling.kind is not None and not ADMISSION_RUNGS.isdisjoint(leerling.eligible_rungs)


def special(index: RegionIndex) -> Special:
    """Return inflow, return, admissions and places of the region, on the Monday of its week."""
    day = monday_of(index.region.week)
    leerlingen = index.region.leerlingen
    inflow = [p for p in leerlingen if is_inflow(index, p, day)]
    returning = [p for p in leerlingen if p.kind in _RETURNING]
    coming, going = (Counter(kring_of_leerling(index, p) for p in group) for group in (inflow, returning))
    kringen: list[str | None] = [*(k.id for k in index.region.kringen), None]
    kinds = Counter(p.kind for p in leerlingen if p.kind is not None)
    return Special(
        kinds={kind: kinds[kind] for kind in LeerlingKind if kinds[kind]},
        inflow=len(inflow),
        returning=len(returning),
        held=sum(_origin_is_regular(index, p) for p in returning),
        admissions=_admissions(leerlingen, day),
        places=_places(index, day),
        flows=tuple(Flow(k, coming[k], going[k]) for k in kringen if coming[k] or going[k]),
    )


def _origin_is_regular(index: RegionIndex, leerling: Leerling) -> bool:
    origin = index.schools.get(leerling.school_of_origin or "")
    return origin is not None and origin.kind not in SPECIAL_KINDS


def _admissions(leerlingen: tuple[Leerling, ...], day: date) -> tuple[Admissions, ...]:
    found: Counter[tuple[str, str]] = Counter()
    for admission in (p.admission for p in leerlingen if p.admission is not None):
        kind = f"SO-{admission.category}" if admission.kind is AdmissionKind.SO else str(admission.kind)
        found[kind, state_of(admission, day)] += 1
    return tuple(
        Admissions(kind, *(found[kind, state] for state in ("valid", "later", "pending", "expired")))
        for kind in sorted({kind for kind, _ in found})
    )


def _places(index: RegionIndex, day: date) -> tuple[SpecialPlaces, ...]:
    found = []
    for kind in SPECIAL_KINDS:
        for within in (True, False):
            schools = [s for s in index.region.schools if s.kind is kind and s.within_swv is within]
            if schools:
                pupils, free = sum(s.pupils or 0 for s in schools), sum(free_places(s, day) for s in schools)
                found.append(SpecialPlaces(kind, within, len(schools), pupils, free))
    return tuple(found)
