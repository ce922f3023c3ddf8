"""Kringen, budgets and the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.crosscheck.identity import PAYER_LISTS
from optimizer.domain.crosscheck.making import fault, period_reversed
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield faults of neighbours, of postcodes in two kringen, of budgets and of holidays."""
    yield from _kringen(seen)
    yield from _budgets(seen)
    if seen.calendar is not None:
        for index, holiday in enumerate(seen.calendar.holidays):
            if period_reversed(holiday.from_date, holiday.until):
                yield fault(
                    "period-reversed",
                    "calendar",
                    "holidays",
                    index,
                    "until",
                    start=holiday.from_date,
                    end=holiday.until,
                )


def _kringen(seen: Seen) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for index, kring in seen.kringen:
        for position, neighbour in enumerate(kring.neighbours):
            path = ("kringen", index, "neighbours", position)
            if neighbour == kring.id:
                yield fault("neighbour-of-itself", *path, given=kring.id)
                continue
            other = seen.kringen.by_id.get(neighbour)
            if other is not None and kring.id not in other.neighbours:
                yield fault("neighbour-one-sided", *path, given=neighbour, own=kring.id)
        for position, postcode in enumerate(kring.postcodes):
            if owner.setdefault(postcode, kring.id) != kring.id:
                path = ("kringen", index, "postcodes", position)
                yield fault("postcode-in-two-kringen", *path, given=postcode, other=owner[postcode])


def _budgets(seen: Seen) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    for index, budget in seen.budgets:
        payer, path = budget.payer, ("budgets", index, "payer", "id")
        listed = PAYER_LISTS.get(payer.kind)
        if listed is None:
            if payer.id is not None:
                yield fault("payer-id-superfluous", *path, given=payer.id)
        elif payer.id is None:
            yield fault("payer-id-missing", *path, list=listed)
        key = (payer.kind, payer.id, budget.expertise)
        if key in first:
            yield fault("budget-twice", "budgets", index, first=f"/budgets/{first[key]}")
        first.setdefault(key, index)
