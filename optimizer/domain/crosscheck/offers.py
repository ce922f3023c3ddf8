"""Offers of places: each to somebody who asks, at a school where the leerling may go, and no more than there is room.

Travel is not known here, nor which schools are in the own kring; whoever proposes placements looks at these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from optimizer.domain.calendar import monday_of
from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.leerling import Leerling, Offer
from optimizer.domain.school import Places, School
from optimizer.domain.vocabulary import ADMISSION_RUNGS, AdmissionKind, LeerlingKind, Rung, SchoolKind

_REGULAR = frozenset({Rung.REGULAR_KRING, Rung.REGULAR_GEMEENTE, Rung.REGULAR_SWV})
_Pool = tuple[str, int | None]
"""School, and the leerjaar that has places of its own; none for those that the others share."""
_OF_INSTITUTES = frozenset({1, 2})
"""Clusters for which the institute decides."""


def standing_offer(seen: Seen, leerling: Leerling) -> Offer | None:
    """Return the offer that is agreed, or not over on the Monday of the week."""
    offer = leerling.offer
    if offer is None or seen.week is None:
        return None
    return offer if offer.agreed or offer.until is None or offer.until >= monday_of(seen.week) else None


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield offers that cannot be, and those for which there is no place."""
    offered: dict[_Pool, list[tuple[int, date]]] = defaultdict(list)
    for index, leerling in seen.leerlingen:
        if leerling.offer is not None and leerling.kind is None:
            yield fault("offer-without-kind", "leerlingen", index, "kind")
            continue
        offer = standing_offer(seen, leerling)
        school = None if offer is None else seen.schools.by_id.get(offer.school)
        if school is None or seen.week is None:
            continue
        start = leerling.start_on or monday_of(seen.week)
        code = _obstacle(seen, leerling, school, start)
        if code is not None:
            yield fault(code, "leerlingen", index, "offer", "school", given=school.id)
        elif school.id != leerling.school:
            offered[_pool(leerling, school)].append((index, start))
    for pool, places in offered.items():
        yield from _overfilled(seen, pool, places)


def _pool(leerling: Leerling, school: School) -> _Pool:
    own = any(places.leerjaar == leerling.leerjaar for places in school.places)
    return school.id, leerling.leerjaar if own else None


def _obstacle(seen: Seen, leerling: Leerling, school: School, start: date) -> str | None:
    """Return the code of why a leerling may not go to a school at all, as far as that can be seen."""
    rung = _rung(seen, leerling, school)
    if rung is None:
        return "offer-no-rung"
    if leerling.denominations and school.denomination is not None and school.denomination not in leerling.denominations:
        return "offer-denomination"
    if rung in ADMISSION_RUNGS and not _admitted(leerling, rung, school, start):
        return "offer-without-admission"
    newcomer = leerling.kind is LeerlingKind.NEWCOMER and school.kind is SchoolKind.NEWCOMERS
    if newcomer and seen.policy is not None and leerling.since is not None:
        weeks = timedelta(weeks=seen.policy.placement.newcomer_max_weeks)
        return "offer-after-newcomer-limit" if start > leerling.since + weeks else None
    return None


def _rung(seen: Seen, leerling: Leerling, school: School) -> Rung | None:
    """Return an eligible rung that a school may answer to; of the regular ones any."""
    rungs = set(_rungs(leerling, school))
    if seen.policy is not None and leerling.kind is not None:
        rungs &= set(seen.policy.placement.rungs.get(leerling.kind, ()))
    return min(rungs & set(leerling.eligible_rungs), default=None)


def _rungs(leerling: Leerling, school: School) -> Iterator[Rung]:
    if school.id == leerling.school:
        yield Rung.OWN_SCHOOL
    elif not school.within_swv:
        if school.kind is SchoolKind.SO:
            yield Rung.SO_OUTSIDE
    elif school.kind is SchoolKind.SBO:
        yield Rung.SBO
    elif school.kind in {SchoolKind.SO, SchoolKind.CARE_AND_EDUCATION}:
        yield Rung.SO
    elif school.kind is not SchoolKind.NEWCOMERS or leerling.kind is LeerlingKind.NEWCOMER:
        yield from _REGULAR


def _admitted(leerling: Leerling, rung: Rung, school: School, start: date) -> bool:
    special = AdmissionKind.INSTITUTE if school.cluster in _OF_INSTITUTES else AdmissionKind.SO
    needed, admission = AdmissionKind.SBO if rung is Rung.SBO else special, leerling.admission
    if admission is None or admission.kind is not needed:
        return False
    begun = admission.from_date is None or admission.from_date <= start
    return begun and (admission.until is None or start <= admission.until)


def _overfilled(seen: Seen, pool: _Pool, offered: list[tuple[int, date]]) -> Iterator[Fault]:
    """Yield the offers of one pool that are one too many on some date, in the order of the list.

    Places that are held for others give way to offers, so they do not count.
    """
    school, leerjaar = pool
    entries = [places for places in seen.schools.by_id[school].places if places.leerjaar == leerjaar]
    days = [places.from_date for places in entries if places.from_date is not None]
    kept: list[date] = []
    for index, start in offered:
        trial = [*kept, start]
        for day in sorted({*trial, *(day for day in days if day >= min(trial))}):
            limit = _free(entries, day)
            if sum(other <= day for other in trial) > limit:
                yield fault("offers-overfill", "leerlingen", index, "offer", "school", given=school, limit=limit)
                break
        else:
            kept = trial


def _free(entries: list[Places], day: date) -> int:
    begun = [places for places in entries if places.from_date is None or places.from_date <= day]
    return max(begun, key=lambda places: places.from_date or date.min).free if begun else 0
