"""What took place: the roster as it now stands, but for what the sheet `Uitgevoerd` says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.domain.calendar import date_of
from optimizer.domain.half_day import HalfDay
from optimizer.report.marks import Row, moment_of
from optimizer.report.readback.answers import Answer


@dataclass(frozen=True)
class Event:
    """A visit, session or meeting on the roster as it now stands."""

    item: str
    week: str
    half_day: HalfDay
    begeleider: str | None

    @property
    def moment(self) -> str:
        """What it is planned for."""
        return moment_of(self.week, self.half_day, self.item)


@dataclass(frozen=True)
class Delivery:
    """Something that was planned or came by, and whether it took place."""

    item: str
    week: str
    """Of the roster as it now stands, where it stands there."""
    moment: str
    """What it was first planned for: it stays the same when the roster or the answer changes."""
    day: date
    """When it took place, or is planned."""
    begeleider: str | None
    done: bool | None
    """Null when nobody has said so yet."""


def events_of(rows: Iterable[Row]) -> tuple[Event, ...]:
    """Return the rows with everybody who comes for the same thing together: who leads speaks for them."""
    found: dict[tuple[str, str, HalfDay, int], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.week, row.item, row.half_day, row.start].append(row)
    events = []
    for (week, item, half_day, _), mine in sorted(found.items(), key=lambda one: _order(one[0])):
        first = min(mine, key=lambda row: row.rank or 0)
        events.append(Event(item, week, half_day, first.begeleider))
    return tuple(events)


def _order(key: tuple[str, str, HalfDay, int]) -> tuple[str, int, int, str]:
    week, item, half_day, start = key
    return (week, half_day.order, start, item)


def deliveries(events: Sequence[Event], answers: Sequence[Answer], rest: Collection[str]) -> tuple[Delivery, ...]:
    """Return what took place, of the roster as it now stands and the answers to it.

    An answer belongs to what the roster has of its item: on its half day, else (it was moved) in its week, else in
    another week. An answer of nee wins; so do a date and another who came; of a row that was added or changed by hand
    also its own half day. All else is as the roster has it. A row that is no longer on the roster did not take place
    unless it says so itself. What was added to the roster took place when its week went as planned for the rest, or
    when all that was printed of that week is answered.

    Parameters
    ----------
    rest
        Weeks of which all that has no answer went as planned.
    """
    pairs = _pairs(events, answers)
    found: list[Delivery] = []
    open_weeks: set[str] = set()
    told_weeks: set[str] = set()
    for number, answer in enumerate(answers):
        event = pairs.get(number)
        week = event.week if event is not None else answer.week
        done = answer.done
        if done is None and event is None and answer.printed:
            done = False  # taken off the roster
        elif done is None and week in rest:
            done = True
        if answer.printed and done is None:
            open_weeks.add(week)
        elif answer.printed and answer.done is not None:
            told_weeks.add(week)
        found.append(_delivery(answer, event, week, done=done))
    paired = set(map(id, pairs.values()))
    for event in events:
        if id(event) not in paired:
            told = event.week in rest or (event.week in told_weeks and event.week not in open_weeks)
            day = date_of(event.week, event.half_day)
            found.append(Delivery(event.item, event.week, event.moment, day, event.begeleider, True if told else None))
    return tuple(found)


def _delivery(answer: Answer, event: Event | None, week: str, *, done: bool | None) -> Delivery:
    day, who = answer.day, answer.begeleider or answer.by
    if event is not None:
        if answer.on is None and (answer.printed or answer.half_day is None):
            day = date_of(event.week, event.half_day)
        # another who came once does not take the place of who comes
        who = event.begeleider or who
    return Delivery(answer.item, week, answer.moment, day, who, done)


def _pairs(events: Sequence[Event], answers: Sequence[Answer]) -> dict[int, Event]:
    """Return the event that each answer is about, by the number of the answer; those alike stay most alike.

    An answer of nee is the last to be taken for something that was moved: what stands on the roster is to take place.
    """
    pairs: dict[int, Event] = {}
    free = list(events)
    order = sorted(range(len(answers)), key=lambda number: (answers[number].done is False, number))
    alike: tuple[Callable[[Answer, Event], bool], ...] = (
        lambda answer, event: answer.week == event.week and answer.half_day is event.half_day,
        lambda answer, event: answer.week == event.week,
        lambda answer, _: answer.printed,
    )
    for is_alike in alike:
        by_item: dict[str, list[Event]] = defaultdict(list)
        for event in free:
            by_item[event.item].append(event)
        for number in order:
            answer = answers[number]
            found = next((one for one in by_item[answer.item] if is_alike(answer, one)), None)
            if number not in pairs and found is not None:
                pairs[number] = found
                by_item[answer.item].remove(found)
        free = [event for left in by_item.values() for event in left]
    return pairs
