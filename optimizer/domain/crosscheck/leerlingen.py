"""Leerlingen."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.crosscheck.making import fault, listed, period_reversed
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.leerling import Leerling
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind

_SINCE = frozenset({LeerlingKind.NEWCOMER, LeerlingKind.ABSENT})


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield faults of leerlingen."""
    for index, leerling in seen.leerlingen:
        yield from _admission(index, leerling)
        yield from _applications(index, leerling)
        if leerling.kind in _SINCE and leerling.since is None:
            yield fault("since-missing", "leerlingen", index, "since", kind=leerling.kind)
        if seen.policy is not None:
            yield from _rungs(seen.policy, index, leerling)
        for position, attendance in enumerate(leerling.attendance):
            if period_reversed(attendance.from_date, attendance.until):
                facts = {"start": attendance.from_date, "end": attendance.until}
                yield fault("period-reversed", "leerlingen", index, "attendance", position, "until", **facts)


def _admission(index: int, leerling: Leerling) -> Iterator[Fault]:
    admission = leerling.admission
    if admission is None:
        return
    path = ("leerlingen", index, "admission")
    if admission.kind is AdmissionKind.SO and admission.category is None:
        yield fault("so-without-category", *path, "category")
    if admission.kind is not AdmissionKind.SO and admission.category is not None:
        yield fault("category-not-of-kind", *path, "category", kind=admission.kind)
    if period_reversed(admission.from_date, admission.until):
        yield fault("period-reversed", *path, "until", start=admission.from_date, end=admission.until)


def _applications(index: int, leerling: Leerling) -> Iterator[Fault]:
    orders = [application.order for application in leerling.applications]
    if sorted(orders) != list(range(1, len(orders) + 1)):
        facts = {"given": listed(orders), "limit": len(orders)}
        yield fault("application-order", "leerlingen", index, "applications", **facts)
    known: set[str] = set()
    for position, application in enumerate(leerling.applications):
        if application.school in known:
            path = ("leerlingen", index, "applications", position, "school")
            yield fault("application-twice", *path, given=application.school)
        known.add(application.school)


def _rungs(policy: Policy, index: int, leerling: Leerling) -> Iterator[Fault]:
    ladders = policy.placement.rungs
    if leerling.kind is None:
        allowed = tuple(dict.fromkeys(rung for ladder in ladders.values() for rung in ladder))
    else:
        allowed = ladders.get(leerling.kind, ())
    for position, rung in enumerate(leerling.eligible_rungs):
        if rung not in allowed:
            path = ("leerlingen", index, "eligible_rungs", position)
            yield fault("rung-not-in-policy", *path, given=rung, choices=listed(allowed))
