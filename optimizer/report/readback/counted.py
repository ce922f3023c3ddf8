"""Counts visits that took place into hulpvragen: each once, also when it is told late, told again or put right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.plan import Visited
from optimizer.report.readback.took_place import Delivery

KEPT = 60
"""Visits of a hulpvraag that are remembered one by one; of older ones that they were made."""


@dataclass
class Tally:
    """What came of counting."""

    visits: int = 0
    """Visits counted now."""
    known: int = 0
    """Visits that were counted before."""
    mended: int = 0
    """Visits counted before of which the date is put right now, or that are taken back."""
    visited: dict[str, Visited] = field(default_factory=dict)
    """What is remembered, by hulpvraag."""


def count(
    hulpvragen: Iterable[Hulpvraag],
    remembered: Mapping[str, Visited],
    found: Iterable[Delivery],
    book: str,
    weeks: Iterable[str],
) -> tuple[tuple[Hulpvraag, ...], Tally]:
    """Return the hulpvragen with the visits made, and what came of it.

    A visit is the same as one counted before when it was planned for the same moment, or made on the same day; a day
    not after the last visit that was known before any was counted is known as well. What the workbook said before and
    says no more is taken back.

    Parameters
    ----------
    remembered
        What earlier counts remember, by hulpvraag.
    book
        Which workbook it is; empty for one that the program did not make, of which nothing is taken back unsaid.
    weeks
        Weeks that the workbook is about.
    """
    mine: dict[str, list[Delivery]] = defaultdict(list)
    for one in found:
        mine[one.item].append(one)
    tally = Tally()
    counted = []
    held = set(weeks)
    for h in hulpvragen:
        memory = _memory(h, remembered.get(h.id))
        visits = _each_once(mine.get(h.id, ()))
        if visits or h.id in remembered:
            made, new = _made(memory, visits, book, held if book else set(), tally)
            h, memory = _who_comes(h, memory, made, visits, new, book)  # noqa: PLW2901 -- the same hulpvraag, later
            memory = _pruned(memory.model_copy(update={"made": made}))
            h = h.model_copy(update={"last_visit": _last(memory), "visits_left": _left(memory)})  # noqa: PLW2901
            if memory.made:
                tally.visited[h.id] = memory
        counted.append(h)
    return tuple(counted), tally


def is_counted(one: Delivery, remembered: Mapping[str, Visited]) -> bool:
    """Tell whether a visit planned for the same moment was counted before, from whichever workbook."""
    memory = remembered.get(one.item)
    return memory is not None and _key(one, memory.made, "") in memory.made


def _memory(h: Hulpvraag, remembered: Visited | None) -> Visited:
    """Return what is remembered, as far as the hulpvraag still says the same: else somebody changed it by hand."""
    if remembered is None or h.last_visit != _last(remembered):
        return Visited(since=h.last_visit, left=h.visits_left)
    if h.visits_left != _left(remembered):
        left = None if h.visits_left is None else h.visits_left + len(remembered.made)
        return remembered.model_copy(update={"left": left})
    return remembered


def _last(memory: Visited) -> date | None:
    days = [*memory.made.values(), *((memory.since,) if memory.since is not None else ())]
    return max(days, default=None)


def _left(memory: Visited) -> int | None:
    return None if memory.left is None else max(0, memory.left - len(memory.made))


def _made(
    memory: Visited, visits: list[Delivery], book: str, weeks: set[str], tally: Tally
) -> tuple[dict[str, date], list[Delivery]]:
    """Return the visits by moment and workbook as they now are, and those that are new."""
    made = dict(memory.made)
    keys = {one.moment: _key(one, made, book) for one in visits}
    fresh: list[Delivery] = []
    for one in visits:
        key = keys[one.moment]
        if one.done is False and key in made:
            del made[key]
            tally.mended += 1
    for one in visits:
        key = keys[one.moment]
        if one.done and key in made:
            tally.mended += made[key] != one.day
            tally.known += made[key] == one.day
            made[key] = one.day
        elif one.done:
            fresh.append(one)
    for key in [key for key in made if key.endswith(f"/{book}") and key[:8] in weeks and key not in keys.values()]:
        del made[key]
        tally.mended += 1
    new: list[Delivery] = []
    for one in sorted(fresh, key=lambda visit: visit.day):
        # a hulpvraag has one visit a day at most
        if one.day in made.values() or (memory.since is not None and one.day <= memory.since):
            tally.known += all(one.day != other.day for other in new)
            continue
        made[keys[one.moment]] = one.day
        tally.visits += 1
        new.append(one)
    return made, new


def _each_once(visits: Iterable[Delivery]) -> list[Delivery]:
    """Return what was planned for one moment once: as made when one of its rows says so."""
    found: dict[str, Delivery] = {}
    for one in visits:
        before = found.get(one.moment)
        if before is None or (one.done and not before.done):
            found[one.moment] = one
    return list(found.values())


def _key(one: Delivery, made: Mapping[str, date], book: str) -> str:
    """Return under which key a visit is remembered: that of this workbook, else of any for the same moment."""
    moment = one.moment.rpartition("/")[0]
    own = f"{moment}/{book}"
    return own if own in made else next((key for key in made if key.rpartition("/")[0] == moment), own)


def _pruned(memory: Visited) -> Visited:
    """Return what is remembered without the oldest visits, of which only that they were made stays known."""
    ordered = sorted(memory.made.items(), key=lambda item: item[1])
    old, kept = ordered[:-KEPT], dict(ordered[-KEPT:])
    if not old:
        return memory
    since = max(day for day in (memory.since, old[-1][1]) if day is not None)
    left = None if memory.left is None else max(0, memory.left - len(old))
    # what is no longer remembered cannot be taken back, nor can who came
    who = {} if memory.current_by in kept else {"current": None, "current_by": ""}
    return memory.model_copy(update={"since": since, "left": left, "made": kept, **who})


def _who_comes(
    h: Hulpvraag,
    memory: Visited,
    made: Mapping[str, date],
    visits: Iterable[Delivery],
    new: Iterable[Delivery],
    book: str,
) -> tuple[Hulpvraag, Visited]:
    """Return who comes where nobody did, and remember that counting said so: a visit taken back takes that back too.

    Then it is who made another visit that the workbook tells of, or nobody, as before.
    """
    said, found = memory.current, [one for one in new if one.begeleider is not None]
    if said is not None and h.current == said and memory.current_by not in made:
        told = (one for one in visits if one.done and one.begeleider is not None and _key(one, made, book) in made)
        found = sorted(told, key=lambda one: one.day)
        h = h.model_copy(update={"current": None})
    elif h.current is not None:
        # somebody who was named by hand stays, also when the visit is taken back
        return h, memory if h.current == said else memory.model_copy(update={"current": None, "current_by": ""})
    last = found[-1] if found else None
    who, by = (None, "") if last is None else (last.begeleider, _key(last, made, book))
    return h.model_copy(update={"current": who}), memory.model_copy(update={"current": who, "current_by": by})
