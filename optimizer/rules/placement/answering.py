"""Which rung of a leerling a school answers to, and what a place there needs; no travel and no places here.

Source: docs/placement.md, "Where a leerling may go".
"""

from __future__ import annotations

from datetime import date, timedelta

from optimizer.domain.leerling import Leerling
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.school import School
from optimizer.domain.vocabulary import ADMISSION_RUNGS, AdmissionKind, LeerlingKind, Rung, SchoolKind
from optimizer.rules.placement.homes import REGULAR_HERE, Homes

REGULAR = REGULAR_HERE | {SchoolKind.NEWCOMERS}
"""Kinds of schools at which support is asked for."""
_OF_INSTITUTES = frozenset({1, 2})
"""Clusters for which the institute decides."""


def rung_of(homes: Homes, leerling: Leerling, school: School) -> Rung | None:
    """Return the rung that a school is for a leerling, in the own list or not; none for a school that is no rung."""
    if school.id == leerling.school:
        return Rung.OWN_SCHOOL
    if not school.within_swv:
        return Rung.SO_OUTSIDE if school.kind is SchoolKind.SO else None
    if school.kind is SchoolKind.SBO:
        return Rung.SBO
    if school.kind in {SchoolKind.SO, SchoolKind.CARE_AND_EDUCATION}:
        return Rung.SO
    if school.kind is SchoolKind.NEWCOMERS and leerling.kind is not LeerlingKind.NEWCOMER:
        return None
    own = homes.belonging(leerling)
    if own.kring is not None and school.kring == own.kring:
        return Rung.REGULAR_KRING
    if own.gemeente is not None and school.gemeente == own.gemeente:
        return Rung.REGULAR_GEMEENTE
    return Rung.REGULAR_SWV


def newcomer_limit(policy: PlacementPolicy, leerling: Leerling, school: School) -> date | None:
    """Return the last date on which a newcomer may start (or stay) at a newcomers' school; nothing where none binds."""
    bound = leerling.kind is LeerlingKind.NEWCOMER and school.kind is SchoolKind.NEWCOMERS
    if not bound or leerling.since is None:
        return None
    return leerling.since + timedelta(weeks=policy.newcomer_max_weeks)


def fits_denomination(leerling: Leerling, school: School) -> bool:
    """Tell whether a school is of a denomination that is acceptable; public schools are to everybody."""
    return not leerling.denominations or school.denomination is None or school.denomination in leerling.denominations


def admission_needed(rung: Rung, school: School) -> AdmissionKind | None:
    """Return the admission that a school of a rung needs."""
    if rung not in ADMISSION_RUNGS:
        return None
    if rung is Rung.SBO:
        return AdmissionKind.SBO
    return AdmissionKind.INSTITUTE if school.cluster in _OF_INSTITUTES else AdmissionKind.SO


def is_admitted(leerling: Leerling, needed: AdmissionKind | None, start: date) -> bool:
    """Tell whether the needed admission is there on the start date, be it pending."""
    if needed is None:
        return True
    admission = leerling.admission
    if admission is None or admission.kind is not needed:
        return False
    begun = admission.from_date is None or admission.from_date <= start
    return begun and (admission.until is None or start <= admission.until)
