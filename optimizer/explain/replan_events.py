"""What happened, put into the region: availability, hours, requests and pins as they now are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from optimizer.domain.base import FrozenDict
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.replan import Event, EventKind

T = TypeVar("T")


class UnknownItemError(KeyError):
    """An event is about something that the region does not have."""


def after_events(region: Region, base: WeekPlan, events: Sequence[Event], now: HalfDay | None) -> Region:
    """Return the region after events, with the plan that was published as the one that changes are counted from.

    Parameters
    ----------
    now
        The half day that is next: what is before it has happened, and no event changes it. Null before the week.

    Raises
    ------
    UnknownItemError
        When an event is about something that the region does not have.
    """
    earlier = () if region.previous is None else (w for w in region.previous.weeks if w.week != base.week)
    region = region.model_copy(update={"previous": Plan(weeks=(*earlier, base))})
    for event in events:
        region = _AFTER[event.kind](region, event, [h for h in event.half_days if h not in over(now)])
    return region


def over(now: HalfDay | None) -> tuple[HalfDay, ...]:
    """Return the half days before `now`."""
    return () if now is None else tuple(h for h in HALF_DAYS if h.order < now.order)


def _ill(region: Region, event: Event, half_days: Collection[HalfDay]) -> Region:
    _known(event.item, (b.id for b in region.begeleiders))
    staff = tuple(
        b.model_copy(update={"availability": _less(b.availability, half_days)}) if b.id == event.item else b
        for b in region.begeleiders
    )
    return region.model_copy(update={"begeleiders": staff})


def _closed(region: Region, event: Event, half_days: Collection[HalfDay]) -> Region:
    _known(event.item, (s.id for s in region.schools))
    schools = tuple(
        s.model_copy(
            update={
                "hours": _less(s.hours, half_days),
                "ib_hours": _less(s.ib_hours, half_days),
                # a half day left out has a room: it must say that there is none
                "rooms": FrozenDict({h: 0 if h in half_days else n for h, n in s.rooms.items()}),
            },
        )
        if s.id == event.item
        else s
        for s in region.schools
    )
    return region.model_copy(update={"schools": schools})


def _request(region: Region, event: Event, half_days: Collection[HalfDay]) -> Region:
    del half_days
    if event.hulpvraag is None:
        raise UnknownItemError(event.item)
    others = tuple(h for h in region.hulpvragen if h.id != event.hulpvraag.id)
    return region.model_copy(update={"hulpvragen": (*others, event.hulpvraag)})


def _without(region: Region, event: Event, half_days: Collection[HalfDay]) -> Region:
    del half_days
    lists = ("hulpvragen", "arrangementen", "overleggen")
    _known(event.item, (one.id for name in lists for one in getattr(region, name)))
    left = {name: tuple(one for one in getattr(region, name) if one.id != event.item) for name in lists}
    pins = tuple(pin for pin in region.pins if pin.item.partition("#")[0] != event.item)
    return region.model_copy(update={**left, "pins": pins})


def _pinned(region: Region, event: Event, half_days: Collection[HalfDay]) -> Region:
    del half_days
    if event.pin is None:
        raise UnknownItemError(event.item)
    return region.model_copy(update={"pins": (*region.pins, event.pin)})


_AFTER: dict[EventKind, Callable[[Region, Event, Collection[HalfDay]], Region]] = {
    EventKind.ILL: _ill,
    EventKind.CLOSED: _closed,
    EventKind.REQUEST: _request,
    EventKind.WITHOUT: _without,
    EventKind.PIN: _pinned,
}


def _less(known: Mapping[HalfDay, T], half_days: Collection[HalfDay]) -> FrozenDict[HalfDay, T]:
    return FrozenDict({half_day: value for half_day, value in known.items() if half_day not in half_days})


def _known(item: str, known: Iterable[str]) -> None:
    if item not in set(known):
        raise UnknownItemError(item)
