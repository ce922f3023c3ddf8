"""Schools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.domain.clock import Window
from optimizer.domain.crosscheck.making import fault, overlapping_afternoons
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HalfDay
from optimizer.domain.pointer import Step
from optimizer.domain.school import School
from optimizer.domain.vocabulary import SchoolKind

_WITHOUT_CLUSTER = frozenset({SchoolKind.BO, SchoolKind.SBO, SchoolKind.NEWCOMERS})


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield faults of schools, and the absence of any."""
    if seen.schools.readable and not seen.schools.ids:
        yield fault("no-schools", "schools")
    for index, school in seen.schools:
        yield from _school(index, school)


def _school(index: int, school: School) -> Iterator[Fault]:
    if school.kind is SchoolKind.SO and school.cluster is None:
        yield fault("so-without-cluster", "schools", index, "cluster")
    if school.kind in _WITHOUT_CLUSTER and school.cluster is not None:
        yield fault("cluster-not-of-kind", "schools", index, "cluster", given=school.cluster, kind=school.kind)
    yield from overlaps(school.hours, "schools", index, "hours")
    if school.ib_hours != school.hours:
        yield from overlaps(school.ib_hours, "schools", index, "ib_hours")
    for position, shared in enumerate(school.shared_minutes):
        if shared.expertise not in school.expertise:
            path = ("schools", index, "shared_minutes", position, "expertise")
            yield fault("shared-expertise-missing", *path, given=shared.expertise)
    known: set[tuple[object, ...]] = set()
    for position, places in enumerate(school.places):
        key = (places.leerjaar, places.from_date)
        if key in known:
            yield fault("places-twice", "schools", index, "places", position)
        known.add(key)


def overlaps(hours: Mapping[HalfDay, Window], *path: Step) -> Iterator[Fault]:
    """Yield a fault for every afternoon that starts before its morning has ended."""
    for afternoon in overlapping_afternoons({h: (w.start, w.end) for h, w in hours.items()}):
        yield fault("afternoon-before-morning", *path, afternoon, given=str(hours[afternoon]))
