"""A week under construction: days, and what is shared between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from optimizer.domain.organisation import Budget
from optimizer.domain.places import school_place
from optimizer.domain.vocabulary import PayerKind, Target
from optimizer.week.construct.day import Clockwork, Cost, Work
from optimizer.week.options import Options, OverlegOption, SessionOption, VisitOption


@dataclass(frozen=True, slots=True)
class Insertion:
    """A visit that fits: the new order of the day and what it adds to travel."""

    option: VisitOption
    stops: list[Work]
    cost: Cost
    added: int


@dataclass
class Board:
    """What does not change while a week is constructed: numbers of places, clocks, stops of options."""

    options: Options
    places: dict[str, int] = field(default_factory=dict)
    clocks: dict[str, Clockwork] = field(default_factory=dict)
    works: dict[VisitOption, Work] = field(default_factory=dict)
    hard_budgets: dict[str, list[Budget]] = field(default_factory=dict)
    """By hulpvraag: the hard budgets in which its visits count."""
    room: dict[str, int] = field(default_factory=dict)
    """By begeleider: minutes of contract for the plan."""

    def __post_init__(self) -> None:
        """Give places their numbers and prepare the clocks."""
        o = self.options
        names = dict.fromkeys(v.place for v in o.visits)
        names |= dict.fromkeys(school_place(s.host) for s in o.sessions)
        names |= dict.fromkeys(school_place(m.host) for m in o.overleg)
        self.places = {name: number for number, name in enumerate(names)}
        for b in o.region.begeleiders:
            self.clocks[b.id] = Clockwork(b, list(names), o.matrix, o.region.policy)
            self.room[b.id] = b.contract_minutes - b.reserved_minutes
        for v in o.visits:
            work = Work(
                v.hulpvraag,
                self.places[v.place],
                v.minutes,
                v.earliest,
                v.latest,
                v.half_day.order,
                excluded=v.excluded_starts,
            )
            self.works[v] = work
        for d in o.demand:
            found = [b for b in o.region.budgets if b.hard and self._counts(d.hulpvraag.id, b)]
            self.hard_budgets[d.hulpvraag.id] = found

    def _counts(self, hulpvraag: str, budget: Budget) -> bool:
        h, index = self.options.index.hulpvragen[hulpvraag], self.options.index
        if budget.expertise not in (None, h.expertise):
            return False
        payer = {PayerKind.BESTUUR: index.bestuur_of(h), PayerKind.KRING: index.kring_of(h), PayerKind.SWV: None}
        return payer[budget.payer.kind] == budget.payer.id


@dataclass
class Roster:
    """The days of a week so far, with everything two items can both want."""

    board: Board
    days: dict[tuple[str, int], list[Work]] = field(default_factory=lambda: defaultdict(list))
    costs: dict[tuple[str, int], Cost] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Working minutes without legs, by begeleider."""
    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Paid legs, by begeleider."""
    visits: dict[str, list[VisitOption]] = field(default_factory=lambda: defaultdict(list))
    sessions: list[SessionOption] = field(default_factory=list)
    overleg: list[OverlegOption] = field(default_factory=list)
    rooms: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    ib: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    """Begeleiders of the IB visits at a school in a half day, once per visit."""
    met: set[tuple[str, int]] = field(default_factory=set)
    """School and half day in which the IB is in a meeting."""
    seated: set[tuple[str, int]] = field(default_factory=set)
    """Leerling and half day with a seat in a group."""
    about: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    """Visits about a leerling in a half day."""
    spent: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Minutes of hard budgets used."""

    def fits(self, v: VisitOption) -> Insertion | None:
        """Return the cheapest way to add a visit to the begeleider's day, if there is one."""
        if not self._allowed(v):
            return None
        board, key = self.board, (v.begeleider, v.half_day.order // 2)
        clock, stops = board.clocks[v.begeleider], self.days[key]
        before = self.costs.get(key, Cost(0, 0))
        admin = board.options.region.policy.admin_minutes
        room = board.room[v.begeleider] - self.used[v.begeleider] - self.paid[v.begeleider] + before.paid
        room -= v.minutes + admin
        if room < 0:
            return None
        best: Insertion | None = None
        for order in clock.insertions(stops, board.works[v]):
            cost = clock.cost(order)
            if cost is not None and cost.paid <= room and (best is None or cost.travel < best.cost.travel):
                best = Insertion(v, order, cost, cost.travel - before.travel)
        return best

    def _allowed(self, v: VisitOption) -> bool:
        """Tell whether the rules on several items let a visit in."""
        index, half_day = self.board.options.index, v.half_day.order
        h = index.hulpvragen[v.hulpvraag]
        for other in self.visits[v.hulpvraag]:
            if other.begeleider != v.begeleider or abs(other.half_day.order // 2 - half_day // 2) < h.day_gap:
                return False
        if h.leerling is not None and (h.leerling, half_day) in self.seated:
            return False
        if h.target is Target.IB and h.school is not None:
            key = (h.school, half_day)
            if key in self.met or any(b != v.begeleider for b in self.ib[key]):
                return False
        return all(self.spent[b.id] + v.minutes <= b.minutes for b in self.board.hard_budgets[v.hulpvraag])

    def add(self, insertion: Insertion) -> None:
        """Make a visit."""
        v = insertion.option
        self._put(v.begeleider, v.half_day.order // 2, insertion.stops, insertion.cost)
        self._book(v, 1)
        self.visits[v.hulpvraag].append(v)

    def remove(self, v: VisitOption) -> None:
        """Take a visit back."""
        key = (v.begeleider, v.half_day.order // 2)
        work = self.board.works[v]
        stops = [s for s in self.days[key] if s is not work]
        cost = self.board.clocks[v.begeleider].cost(stops)
        if cost is None:  # legs that break the triangle inequality can make a shorter day impossible
            cost = Cost(self.costs[key].travel, self.costs[key].paid)
        self._put(v.begeleider, key[1], stops, cost)
        self._book(v, -1)
        self.visits[v.hulpvraag].remove(v)

    def _book(self, v: VisitOption, sign: int) -> None:
        board, half_day = self.board, v.half_day.order
        h = board.options.index.hulpvragen[v.hulpvraag]
        self.used[v.begeleider] += sign * (v.minutes + board.options.region.policy.admin_minutes)
        for budget in board.hard_budgets[v.hulpvraag]:
            self.spent[budget.id] += sign * v.minutes
        if h.leerling is not None:
            self.about[h.leerling, half_day] += sign
        if h.target is Target.IB and h.school is not None:
            present = self.ib[h.school, half_day]
            present.append(v.begeleider) if sign > 0 else present.remove(v.begeleider)

    def _put(self, begeleider: str, day: int, stops: list[Work], cost: Cost) -> None:
        key = (begeleider, day)
        before = self.costs.get(key, Cost(0, 0))
        self.paid[begeleider] += cost.paid - before.paid
        self.days[key], self.costs[key] = stops, cost

    def meet(self, option: SessionOption | OverlegOption) -> bool:
        """Open a group or hold an overleg if everybody and a room are free; tell whether it was done."""
        board, half_day = self.board, option.half_day.order
        school = board.options.index.schools[option.host]
        if self.rooms[option.host, half_day] >= school.rooms.get(option.half_day, 0):
            return False
        session = isinstance(option, SessionOption)
        members = option.members if isinstance(option, SessionOption) else ()
        if any((m, half_day) in self.seated for m in members):
            return False
        name = option.group if isinstance(option, SessionOption) else option.overleg
        place = board.places[school_place(option.host)]
        work = Work(name, place, option.minutes, option.start, option.start, half_day, counts=session)
        orders: dict[str, tuple[list[Work], Cost]] = {}
        for b in option.people:
            key = (b, half_day // 2)
            left = board.room[b] - self.used[b] - option.minutes
            left -= self.paid[b] - self.costs.get(key, Cost(0, 0)).paid
            found = [(o, board.clocks[b].cost(o)) for o in board.clocks[b].insertions(self.days[key], work)]
            able = [(o, c) for o, c in found if c is not None and c.paid <= left]
            if not able:
                return False
            orders[b] = min(able, key=lambda pair: pair[1].travel)
        for b, (order, cost) in orders.items():
            self._put(b, half_day // 2, order, cost)
            self.used[b] += option.minutes
        self.rooms[option.host, half_day] += 1
        self.seated.update((m, half_day) for m in members)
        if isinstance(option, SessionOption):
            self.sessions.append(option)
        else:
            self.overleg.append(option)
            self.met.update((s, half_day) for s in option.ibs)
        return True
