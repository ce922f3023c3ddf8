"""The week without order and clock: a relaxation whose optimum is a quick, valid bound.

It keeps who, which half day, work that fits in the time, and a lower bound on travel: places in a half day need
at least one leg less than their number, and a day with work two home legs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.half_day import HalfDay
from optimizer.domain.places import base_place
from optimizer.domain.vocabulary import LegKind
from optimizer.solving.cpsat import CpModel, IntVar, LinearExpr, constant, total
from optimizer.week.direct.tours import Item, Node, time_spans
from optimizer.week.options import Options


@dataclass
class DayLoad:
    """Lower bounds on the legs of a day, as terms per kind of leg."""

    terms: dict[LegKind, list[LinearExpr]] = field(default_factory=lambda: defaultdict(list))
    most_minutes: int = 0
    """An upper bound on the sum of all terms."""

    def minutes(self, kinds: Collection[LegKind]) -> list[LinearExpr]:
        """Return the terms of some kinds of legs."""
        return [term for kind in kinds for term in self.terms.get(kind, ())]


def add_loads(model: CpModel, options: Options, items: Iterable[Item]) -> dict[tuple[str, int], DayLoad]:
    """Add the loads of every begeleider and day that can have a stop."""
    grouped: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in items:
        grouped[item.begeleider, item.half_day.day.order].append(item)
    return {
        key: _day(model, options, options.index.begeleiders[key[0]], found) for key, found in sorted(grouped.items())
    }


def _day(model: CpModel, options: Options, begeleider: Begeleider, items: list[Item]) -> DayLoad:
    load = DayLoad()
    halves: dict[HalfDay, list[Item]] = defaultdict(list)
    for item in items:
        halves[item.half_day].append(item)
    works = model.new_bool_var(f"works|{begeleider.id}")
    for half_day, found in halves.items():
        busy = model.new_bool_var(f"busy|{begeleider.id}|{half_day}")
        model.add_implication(busy, works)
        _half_day(model, options, begeleider, found, busy, load)
    base = base_place(begeleider.id)
    places = {item.place for item in items}
    out = min(options.matrix.minutes(begeleider.mode, base, p) or 0 for p in places)
    back = min(options.matrix.minutes(begeleider.mode, p, base) or 0 for p in places)
    load.terms[LegKind.HOME].append((out + back) * works)
    load.most_minutes += out + back
    return load


def _half_day(
    model: CpModel, options: Options, begeleider: Begeleider, items: list[Item], busy: IntVar, load: DayLoad
) -> None:
    by_place: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_place[item.place].append(item)
    nodes = []
    for place, found in by_place.items():
        present = found[0].made if len(found) == 1 else model.new_bool_var("")
        if len(found) > 1:
            for item in found:
                model.add_implication(item.made, present)
        model.add_implication(present, busy)
        nodes.append(Node(items[0].half_day, place, tuple(found), present, constant(0), constant(0)))
    counted = [n.present for n in nodes if all(i.counts for i in n.items)]
    if len(counted) > begeleider.max_schools_per_half_day:
        model.add(total(counted) <= begeleider.max_schools_per_half_day)
    shortest = _shortest_leg(options, begeleider, list(by_place))
    # legs between places: at least one less than the places visited
    legs = model.new_int_var(0, max(0, len(nodes) - 1), "")
    model.add(legs >= total(n.present for n in nodes) - busy)
    load.terms[LegKind.BETWEEN].append(shortest * legs)
    load.most_minutes += shortest * max(0, len(nodes) - 1)
    for start, end, inside in time_spans(nodes):
        work = [item.minutes * item.made for node in inside for item in node.items]
        travel = [shortest * node.present for node in inside]
        model.add(total([*work, *travel]) <= end - start + shortest)


def _shortest_leg(options: Options, begeleider: Begeleider, places: list[str]) -> int:
    table = options.matrix.minutes_between(begeleider.mode, places)
    legs = [m for i, row in enumerate(table) for j, m in enumerate(row) if i != j and m is not None]
    return min(legs, default=0)
