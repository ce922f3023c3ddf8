"""Ids: each once, and every reference to something that exists."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.seen import LISTS, Seen
from optimizer.domain.fault import Fault
from optimizer.domain.pointer import Step
from optimizer.domain.references import REFERENCES, Reference, values_at
from optimizer.domain.shown import nearest
from optimizer.domain.vocabulary import PayerKind

_ITEMS = ("hulpvragen", "arrangementen", "overleggen")
"""Lists that share one space of ids: a pin or a plan names an item by its id only."""
PAYER_LISTS = {PayerKind.BESTUUR: "besturen", PayerKind.KRING: "kringen"}
"""Where the payer of a budget must be."""
_NEVER_SUGGESTED = frozenset({"leerlingen"})
"""A pupil's id is opaque: one that looks alike is no help."""


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield double ids, ids that clash between kinds of items, and references to nothing."""
    for name in LISTS:
        yield from _doubles(seen, name)
    yield from _clashes(seen)
    yield from _dangling(seen)


def _doubles(seen: Seen, name: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, own in enumerate(seen.entries(name).ids):
        if own is None:
            continue
        if own in first:
            yield fault("duplicate-id", name, index, "id", given=own, first=f"/{name}/{first[own]}")
        else:
            first[own] = index


def _clashes(seen: Seen) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for name in _ITEMS:
        for index, own in enumerate(seen.entries(name).ids):
            if own is not None and owner.setdefault(own, name) != name:
                yield fault("item-id-clash", name, index, "id", given=own, list=owner[own])


def _dangling(seen: Seen) -> Iterator[Fault]:
    """Yield references to nothing.

    An entity whose id could not be read may be the one that is meant: when there are at least as many of those as
    there are ids that lead nowhere, their own faults explain it all.
    """
    found: dict[str, list[tuple[str, Fault]]] = {}
    for reference in REFERENCES:
        found.setdefault(reference.targets[0], []).extend(_leading_nowhere(seen, reference))
    for index, budget in seen.budgets:
        target = PAYER_LISTS.get(budget.payer.kind)
        if target is not None and budget.payer.id is not None and seen.entries(target).readable:
            path = ("budgets", index, "payer", "id")
            found[target].extend(_unknown(_known(seen, (target,)), (target,), budget.payer.id, path))
    for target, faults_found in found.items():
        if len({given for given, _ in faults_found}) > seen.entries(target).nameless:
            yield from (fault_found for _, fault_found in faults_found)


def _leading_nowhere(seen: Seen, reference: Reference) -> Iterator[tuple[str, Fault]]:
    if all(seen.entries(target).readable for target in reference.targets):
        entries, known = seen.entries(reference.source), _known(seen, reference.targets)
        entities: list[tuple[int, object]] = [*entries.valid, *entries.broken]
        for index, entity in entities:
            for place, value in values_at(entity, reference.path):
                if isinstance(value, str) and value not in known:
                    yield from _unknown(known, reference.targets, value, (reference.source, index, *place))


def _known(seen: Seen, targets: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(seen.entries(target).known for target in targets))


def _unknown(
    known: frozenset[str], targets: tuple[str, ...], given: str, path: tuple[Step, ...]
) -> Iterator[tuple[str, Fault]]:
    if given not in known:
        alike = {} if _NEVER_SUGGESTED & set(targets) else nearest(given, known)
        yield given, fault("dangling-id", *path, given=given, list=targets[0], **alike)
