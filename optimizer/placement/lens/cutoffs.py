"""Of every pool the boundary at which admission ended, without anybody's id or number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.placement import Cutoff, Urgency
from optimizer.placement.lens.lottery import EVERYBODY, NOBODY, boundary, lottery_number
from optimizer.placement.lens.order import NEVER, place_in_lottery, priority_of, same_class, school_order
from optimizer.placement.lens.stability import ROOM, UnstableError, boundaries, preferred
from optimizer.placement.table import NO_SEAT

if TYPE_CHECKING:
    from optimizer.domain.school import School
    from optimizer.placement.table import Candidates, Ints

_URGENCIES = tuple(Urgency)


def cutoffs(candidates: Candidates, chosen: Ints, seed: int, order: Ints | None = None) -> tuple[Cutoff, ...]:
    """Return the cutoff of every node of places of a stable outcome, by school, leerjaar, held and date.

    A leerling goes by the first node of the pool whose `until` is not before the own start. `lottery` is

    - null where there was room: whoever asked is in;
    - empty where standing offers alone, or nobody, are in;
    - else a boundary for those of the class (urgency, siblings, own kring) of the last one admitted: it lies strictly
      between that one's number and the first one refused of the same class, and is nobody's number. Where nobody of
      the class was refused it lies after every number. Earlier classes are in, later ones are not.

    `order` is `school_order`, where it was made before.

    Raises
    ------
    UnstableError
        When the outcome is not stable: then there is no boundary.
    """
    if order is None:
        order = school_order(candidates, seed)
    full, last = boundaries(candidates, chosen, order)
    refused = _first_refused(candidates, chosen, order, full)
    if (refused < last).any():
        raise UnstableError("cutoffs are for stable outcomes only")
    numbers = sorted(lottery_number(seed, one.id) for one in candidates.leerlingen)
    seats, schools = candidates.seats, candidates.region.schools
    nodes = zip(seats.school.tolist(), seats.leerjaar.tolist(), seats.held.tolist(), seats.start.tolist(), strict=True)
    rows = sorted((node, i) for i, node in enumerate(nodes))
    return tuple(
        Cutoff.model_construct(  # a country has many: nothing here needs to be judged again
            school=schools[school].id,
            leerjaar=leerjaar or None,
            held=held,
            until=_until(schools[school], leerjaar, start),
            **_boundary(int(last[i]), int(refused[i]), numbers),
        )
        for (school, leerjaar, held, start), i in rows
    )


def _until(school: School, leerjaar: int, start: int) -> date | None:
    """Return the day before the places change again: until then starts come to the limit of an entry."""
    days = [one.from_date or date.min for one in school.places if (one.leerjaar or 0) == leerjaar]
    later = [day for day in days if day.toordinal() > start]
    return min(later) - timedelta(days=1) if later else None


def _first_refused(candidates: Candidates, chosen: Ints, order: Ints, full: Ints) -> Ints:
    """Return for each node, (nodes,), the first key that its full node refused; `ROOM` where it refused nobody."""
    wanted = preferred(candidates, chosen)
    at = candidates.seat[wanted]
    if (at == NO_SEAT).any() or (full[at] < 0).any():
        raise UnstableError("cutoffs are for stable outcomes only")
    found = np.full(len(full) + 1, ROOM, dtype=np.int64)  # the entry behind all is for nodes with room
    np.minimum.at(found, full[at], order[wanted])
    return np.asarray(found[full], dtype=np.int64)


def _boundary(last: int, refused: int, numbers: list[str]) -> dict[str, Any]:
    if last == ROOM:
        return {}  # every other field has its default
    priority = priority_of(last)
    if last == NEVER or priority.standing:
        return {"lottery": NOBODY}
    between = EVERYBODY
    if same_class(last, refused):
        between = boundary(numbers[place_in_lottery(last)], numbers[place_in_lottery(refused)])
    return {
        "urgency": _URGENCIES[priority.urgency],
        "sibling": priority.sibling,
        "own_kring": priority.own_kring,
        "lottery": between,
    }
