"""Decisions and rows of the week that concern more than one half day, with three ways to fill the half days in.

Circuits: one per begeleider and day over the places of its morning and afternoon gives the order, the legs and the
midday, with the clock times along its arcs; that is the direct model, whole. Loads: a relaxation without order and
clock. Routes: nothing but the minutes of the legs, to which the columns of the master problem are linked.
Sources: problem statement, part A.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from optimizer.domain.demand import Demand
from optimizer.domain.half_day import HalfDay
from optimizer.domain.organisation import Budget
from optimizer.domain.places import school_place
from optimizer.domain.vocabulary import RunningPolicy, Target
from optimizer.solving.cpsat import CpModel, IntVar, LinearExpr, constant, total
from optimizer.week.direct.groups import Groups
from optimizer.week.direct.legs import DayLegs, add_legs
from optimizer.week.direct.loads import DayLoad, add_loads
from optimizer.week.direct.tours import DayTour, Item, add_tours
from optimizer.week.options import Options, OverlegOption, VisitOption
from optimizer.week.running import RunningCommitments


class Inside(StrEnum):
    """What stands for the inside of half days."""

    CIRCUITS = "circuits"
    LOADS = "loads"
    ROUTES = "routes"


_FILL: dict[Inside, Callable[[CpModel, Options, Iterable[Item]], Mapping[tuple[str, int], DayTour | DayLoad | DayLegs]]]
_FILL = {Inside.CIRCUITS: add_tours, Inside.LOADS: add_loads, Inside.ROUTES: add_legs}


class Beside(Protocol):
    """Decisions that stand beside those of the week in one model."""

    @property
    def decisions(self) -> Sequence[IntVar]:
        """Those that say all: a plan is completed with these as they are."""
        ...

    @property
    def first(self) -> Collection[int]:
        """Index of those of them that are 1 in the plans that are constructed."""
        ...

    @property
    def steps(self) -> Mapping[str, int]:
        """Of which number every value of a stage of theirs is a multiple, where that is not 1."""
        ...


@dataclass
class DirectModel:
    """The CP-SAT model of one week with handles on its decisions."""

    options: Options
    inside: Inside = Inside.CIRCUITS
    """How half days are filled in."""
    model: CpModel = field(default_factory=CpModel)
    serves: dict[tuple[str, str], IntVar] = field(default_factory=dict)
    """(hulpvraag, begeleider) → makes at least one visit."""
    visits: dict[VisitOption, IntVar] = field(default_factory=dict)
    starts: dict[VisitOption, IntVar] = field(default_factory=dict)
    groups: Groups = field(init=False)
    overleg: dict[OverlegOption, IntVar] = field(default_factory=dict)
    tours: Mapping[tuple[str, int], DayTour | DayLoad | DayLegs] = field(default_factory=dict)
    """(begeleider, day 0..4) → what that day holds."""
    beside: Beside | None = None
    elsewhere: dict[tuple[str, str], IntVar] = field(init=False)
    """Of a need and a begeleider, see `Options.elsewhere`."""

    def __post_init__(self) -> None:
        """Make the decisions, then the rows of every rule that concerns more than one option."""
        self._visit_decisions()
        self.groups = Groups(self.model, self.options)
        self._overleg_decisions()
        self.tours = _FILL[self.inside](self.model, self.options, self._items())
        self.elsewhere = {(n, b): self.model.new_bool_var(f"elsewhere|{n}|{b}") for n, b, _ in self.options.elsewhere}
        self._one_begeleider_and_spread()
        self._ib_visits()
        self._leerlingen()
        self._rooms()
        self._contracts()
        self._hard_budgets()

    # -- decisions -------------------------------------------------------------------------------------------

    def _visit_decisions(self) -> None:
        for v in self.options.visits:
            name = f"{v.hulpvraag}|{v.begeleider}|{v.half_day}"
            made = self.visits[v] = self.model.new_bool_var(f"visit|{name}")
            if self.inside is Inside.ROUTES:
                continue
            start = self.model.new_int_var(v.earliest, v.latest, f"start|{name}")
            for excluded in set(v.excluded_starts):
                self.model.add(start != excluded).only_enforce_if(made)
            # a visit that is not made has one start only: fewer equal solutions
            self.model.add(start == v.earliest).only_enforce_if(made.negated())
            self.starts[v] = start

    def _overleg_decisions(self) -> None:
        by_item: dict[str, list[IntVar]] = defaultdict(list)
        for o in self.options.overleg:
            held = self.model.new_bool_var(f"overleg|{o.overleg}|{o.host}|{o.half_day}|{o.start}")
            self.overleg[o] = held
            by_item[o.overleg].append(held)
        for choices in by_item.values():
            self.model.add_at_most_one(choices)

    def _items(self) -> list[Item]:
        """Return everything that can be a stop of a tour."""
        items = [
            Item(
                v.begeleider,
                v.half_day,
                v.place,
                self.visits[v],
                self.starts.get(v, v.earliest),
                v.minutes,
                v.earliest,
                v.latest,
            )
            for v in self.options.visits
        ]
        for (s, _, person), leads in self.groups.leads.items():
            items.append(Item(person, s.half_day, school_place(s.host), leads, s.start, s.minutes, s.start, s.start))
        for o, held in self.overleg.items():
            place = school_place(o.host)
            items += [
                Item(p, o.half_day, place, held, o.start, o.minutes, o.start, o.start, counts=False) for p in o.people
            ]
        return items

    # -- rows ------------------------------------------------------------------------------------------------

    def visits_of(self, hulpvraag: str) -> list[VisitOption]:
        """Return the options of one request."""
        return self._by_hulpvraag.get(hulpvraag, [])

    @cached_property
    def _by_hulpvraag(self) -> dict[str, list[VisitOption]]:
        return _grouped(self.options.visits, lambda v: v.hulpvraag)

    def _one_begeleider_and_spread(self) -> None:
        for d in self.options.demand:
            choices = self.visits_of(d.hulpvraag.id)
            staff = list(dict.fromkeys(v.begeleider for v in choices))
            for b in staff:
                serves = self.model.new_bool_var(f"serves|{d.hulpvraag.id}|{b}")
                mine = [self.visits[v] for v in choices if v.begeleider == b]
                self.model.add(total(mine) >= serves)
                self.model.add(total(mine) <= d.due * serves)
                if d.due > 1:
                    for near in self._near(d, [v for v in choices if v.begeleider == b]):
                        self.model.add(total(self.visits[v] for v in near) <= serves)
                self.serves[d.hulpvraag.id, b] = serves
            self.model.add_at_most_one([self.serves[d.hulpvraag.id, b] for b in staff])
            if d.due == 1:
                self.model.add_at_most_one([self.visits[v] for v in choices])
            for near in self._near(d, choices):
                self.model.add_at_most_one([self.visits[v] for v in near])

    def _near(self, demand: Demand, choices: Sequence[VisitOption]) -> Iterator[list[VisitOption]]:
        """Yield visits of a request too near to each other to make two of them."""
        gap = demand.hulpvraag.day_gap
        for first in range(6 - gap):
            near = [v for v in choices if first <= v.half_day.day.order < first + gap]
            if near:
                yield near

    def _ib_visits(self) -> None:
        """At most one begeleider makes IB visits per school and half day, and none while the IB meets."""
        groups: dict[tuple[str, HalfDay], list[VisitOption]] = defaultdict(list)
        for v in self.options.visits:
            h = self.options.index.hulpvragen[v.hulpvraag]
            if h.target is Target.IB and h.school is not None:
                groups[h.school, v.half_day].append(v)
        if self.inside is Inside.ROUTES:
            return  # at most one route may have such a visit: columns say it better
        for (school, half_day), visits in groups.items():
            staff = list(dict.fromkeys(v.begeleider for v in visits))
            if len(staff) > 1:
                present = {b: self.model.new_bool_var(f"ib|{school}|{half_day}|{b}") for b in staff}
                for v in visits:
                    self.model.add_implication(self.visits[v], present[v.begeleider])
                self.model.add_at_most_one(list(present.values()))
            meetings = [o for o in self.overleg if school in o.ibs and o.half_day is half_day]
            for v in visits:
                for o in meetings:
                    self._apart(v, o)

    def _apart(self, v: VisitOption, o: OverlegOption) -> None:
        """Keep a visit and a meeting from overlapping when both take place."""
        made, held, start = self.visits[v], self.overleg[o], self.starts[v]
        before = self.model.new_bool_var("")
        self.model.add(start + v.minutes <= o.start).only_enforce_if(made, held, before)
        self.model.add(start >= o.start + o.minutes).only_enforce_if(made, held, before.negated())

    def _leerlingen(self) -> None:
        """Per leerling and half day at most one group, and then no visit about that leerling."""
        taken: dict[tuple[str, HalfDay], list[IntVar]] = defaultdict(list)
        for seat, literal in self.groups.seats.items():
            taken[seat.leerling, seat.half_day].append(literal)
        for seats in taken.values():
            self.model.add_at_most_one(seats)
        for v, made in self.visits.items():
            about = self.options.index.hulpvragen[v.hulpvraag].leerling
            seats = taken.get((about, v.half_day), []) if about is not None else []
            if seats:
                self.model.add_at_most_one([made, *seats])

    def _rooms(self) -> None:
        used: dict[tuple[str, HalfDay], list[IntVar]] = defaultdict(list)
        for s, opened in self.groups.sessions.items():
            used[s.host, s.half_day].append(opened)
        for o, held in self.overleg.items():
            used[o.host, o.half_day].append(held)
        for (host, half_day), uses in used.items():
            rooms = self.options.index.schools[host].rooms.get(half_day, 0)
            if len(uses) > rooms:
                self.model.add(total(uses) <= rooms)

    def working_minutes(self, begeleider: str) -> LinearExpr:
        """Return visits, administration, sessions, overleg and paid legs of a begeleider, in minutes."""
        admin = self.options.region.policy.admin_minutes
        terms = [(v.minutes + admin) * self.visits[v] for v in self._by_begeleider.get(begeleider, ())]
        terms += self.groups.minutes(begeleider)
        terms += [o.minutes * held for o, held in self.overleg.items() if begeleider in o.people]
        terms += [(m + admin) * self.elsewhere[n, b] for n, b, m in self.options.elsewhere if b == begeleider]
        for (person, _), tour in self.tours.items():
            if person == begeleider:
                terms += tour.minutes(self.options.region.policy.paid_travel)
        return total(terms)

    @cached_property
    def _by_begeleider(self) -> dict[str, list[VisitOption]]:
        return _grouped(self.options.visits, lambda v: v.begeleider)

    def _contracts(self) -> None:
        for b in self.options.region.begeleiders:
            self.model.add(self.working_minutes(b.id) <= b.contract_minutes - b.reserved_minutes)

    def budget_use(self, budget: Budget) -> LinearExpr:
        """Return the visit minutes that count in a budget."""
        counting = {
            d.hulpvraag.id for d in self.options.demand if self.options.eligibility.counts_in(d.hulpvraag, budget)
        }
        return total(v.minutes * made for v, made in self.visits.items() if v.hulpvraag in counting)

    def _hard_budgets(self) -> None:
        for budget in self.options.region.budgets:
            if budget.hard:
                self.model.add(self.budget_use(budget) <= budget.minutes)

    def require_running(self, commitments: RunningCommitments) -> None:
        """Forbid breaking running commitments, for policy ``running: hard``."""
        for broken in self.running_broken(commitments).values():
            self.model.add(broken <= 0)

    def keep_running(self, commitments: RunningCommitments) -> dict[str, IntVar]:
        """Add a literal per running commitment that, when true, forbids breaking it."""
        kept: dict[str, IntVar] = {}
        for item, broken in self.running_broken(commitments).items():
            kept[item] = self.model.new_bool_var(f"kept|{item}")
            self.model.add(broken <= 0).only_enforce_if(kept[item])
        return kept

    def running_broken(self, commitments: RunningCommitments) -> dict[str, LinearExpr]:
        """Return, per running item, the cost of what is broken."""
        costs: dict[str, LinearExpr] = {}
        for h, current in commitments.hulpvragen.items():
            served = self.serves.get((h, current))
            costs[h] = 1 - served if served is not None else constant(1)
        for group in commitments.groups:
            costs[group] = self.groups.broken(group)
        return costs

    def empty_plan(self) -> dict[int, int]:
        """Return the decisions, by index of variable, that nothing is done: always a plan unless running is hard."""
        nothing = [*self.visits.values(), *self.groups.variables(), *self.overleg.values()]
        nothing += [arc.literal for tour in self.circuits.values() for arc in tour.arcs]
        return {variable.index: 0 for variable in nothing}

    @property
    def circuits(self) -> dict[tuple[str, int], DayTour]:
        """The circuits of the full model, by begeleider and day."""
        return {key: tour for key, tour in self.tours.items() if isinstance(tour, DayTour)}

    @property
    def hard_running(self) -> bool:
        """Whether running commitments may not be broken."""
        return self.options.region.policy.running is RunningPolicy.HARD


def _grouped(visits: Iterable[VisitOption], key: Callable[[VisitOption], str]) -> dict[str, list[VisitOption]]:
    groups: dict[str, list[VisitOption]] = defaultdict(list)
    for v in visits:
        groups[key(v)].append(v)
    return dict(groups)
