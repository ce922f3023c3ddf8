"""A week under construction: days, and what is shared between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from optimizer.domain.organisation import Budget
from optimizer.domain.places import school_place
from optimizer.domain.vocabulary import Target
from optimizer.week.construct.day import Clockwork, Cost, Work
from optimizer.week.options import Options, OverlegOption, VisitOption
from optimizer.week.sessions import Session, SessionOption


class DayPlan:
    """The stops of a begeleider's day, in order, with their cost; never changed, so rosters can share it.

    It remembers what the cheapest insertion of every visit tried was.
    """

    __slots__ = ("cost", "stops", "tried")

    def __init__(self, stops: list[Work], cost: Cost) -> None:
        self.stops = stops
        self.cost = cost
        self.tried: dict[int, tuple[DayPlan, ...]] = {}

    def with_visit(self, work: Work, clock: Clockwork) -> tuple[DayPlan, ...]:
        """Return the days with one stop more, cheapest in travel first, none when it does not fit.

        Days that cost more paid minutes than an earlier one of the row are left out: they are worse in all.
        """
        found = self.tried.get(id(work))
        if found is None:
            orders = ((order, clock.cost(order)) for order in clock.insertions(self.stops, work))
            able = sorted(((o, c) for o, c in orders if c is not None), key=lambda pair: (pair[1].travel, pair[1].paid))
            kept: list[DayPlan] = []
            for order, cost in able:
                if not kept or cost.paid < kept[-1].cost.paid:
                    kept.append(DayPlan(order, cost))
            found = self.tried[id(work)] = tuple(kept)
        return found


EMPTY_DAY_COST = Cost(0, 0)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with what the rules on several items look at, worked out once."""

    begeleider: str
    day: int
    """0 for Monday to 4 for Friday."""
    paid: int
    """Working minutes of the visit with its administration."""
    gap: int
    work: Work
    ib: tuple[str, int] | None
    """School and half day, when the visit is to the IB."""
    leerling: tuple[str, int] | None
    """Leerling and half day, when the visit is about one."""
    budgets: tuple[Budget, ...]
    """Hard budgets in which the visit counts."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """A visit that fits: the new day and what it adds to travel."""

    option: VisitOption
    day: DayPlan
    added: int


@dataclass
class Board:
    """What does not change while a week is constructed: numbers of places, clocks, stops of options."""

    options: Options
    places: dict[str, int] = field(default_factory=dict)
    clocks: dict[str, Clockwork] = field(default_factory=dict)
    choice_of: dict[int, Choice] = field(default_factory=dict)
    """By identity of an option, which lives as long as the board."""
    met: list[Work] = field(default_factory=list)
    """Stops of sessions and overleg that were tried, kept alive because days remember stops by identity."""
    empty: dict[tuple[str, int], DayPlan] = field(default_factory=dict)
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
        budgets = {
            d.hulpvraag.id: tuple(b for b in o.region.budgets if b.hard and o.eligibility.counts_in(d.hulpvraag, b))
            for d in o.demand
        }
        for v in o.visits:
            self.choice_of[id(v)] = self._choice(v, budgets[v.hulpvraag])

    def _choice(self, v: VisitOption, budgets: tuple[Budget, ...]) -> Choice:
        h, half_day = self.options.index.hulpvragen[v.hulpvraag], v.half_day.order
        place = self.places[v.place]
        return Choice(
            begeleider=v.begeleider,
            day=half_day // 2,
            paid=v.minutes + self.options.region.policy.admin_minutes,
            gap=h.day_gap,
            work=Work(h.id, place, v.minutes, v.earliest, v.latest, half_day, excluded=v.excluded_starts),
            ib=(h.school, half_day) if h.target is Target.IB and h.school is not None else None,
            leerling=(h.leerling, half_day) if h.leerling is not None else None,
            budgets=budgets,
        )

    def empty_day(self, begeleider: str, day: int) -> DayPlan:
        """Return a day without stops; always the same one, so that what it remembers is shared."""
        return self.empty.setdefault((begeleider, day), DayPlan([], EMPTY_DAY_COST))


@dataclass
class Roster:
    """The days of a week so far, with everything two items can both want."""

    board: Board
    days: dict[tuple[str, int], DayPlan] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Working minutes without legs, by begeleider."""
    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Paid legs, by begeleider."""
    visits: dict[str, tuple[VisitOption, ...]] = field(default_factory=lambda: defaultdict(tuple))
    sessions: list[Session] = field(default_factory=list)
    overleg: list[OverlegOption] = field(default_factory=list)
    rooms: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    ib: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=lambda: defaultdict(tuple))
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
        c = self.board.choice_of[id(v)]
        room = self.board.room[c.begeleider] - self.used[c.begeleider] - self.paid[c.begeleider] - c.paid
        before = self.day(c.begeleider, c.day)
        room += before.cost.paid
        if room < 0 or not self._allowed(v, c):
            return None
        for day in before.with_visit(c.work, self.board.clocks[c.begeleider]):
            if day.cost.paid <= room:
                return Insertion(v, day, day.cost.travel - before.cost.travel)
        return None

    def day(self, begeleider: str, day: int) -> DayPlan:
        """Return a begeleider's day, 0 for Monday to 4 for Friday."""
        key = (begeleider, day)
        found = self.days.get(key)
        if found is None:
            found = self.days[key] = self.board.empty_day(begeleider, day)
        return found

    def _allowed(self, v: VisitOption, c: Choice) -> bool:
        """Tell whether the rules on several items let a visit in."""
        for other in self.visits[v.hulpvraag]:
            made = self.board.choice_of[id(other)]
            if made.begeleider != c.begeleider or abs(made.day - c.day) < c.gap:
                return False
        if c.leerling is not None and c.leerling in self.seated:
            return False
        if c.ib is not None and (c.ib in self.met or any(b != c.begeleider for b in self.ib[c.ib])):
            return False
        return not c.budgets or all(self.spent[b.id] + v.minutes <= b.minutes for b in c.budgets)

    def add(self, insertion: Insertion) -> None:
        """Make a visit."""
        v = insertion.option
        c = self.board.choice_of[id(v)]
        self._put(c.begeleider, c.day, insertion.day)
        self._book(v, c, 1)
        self.visits[v.hulpvraag] += (v,)

    def follow(self, begeleider: str, day: int, stops: list[Work], visits: Sequence[VisitOption]) -> bool:
        """Take over a whole day, whose sessions and overleg are booked already; tell whether its clock allows it."""
        cost = self.board.clocks[begeleider].cost(stops)
        if cost is None:
            return False
        self._put(begeleider, day, DayPlan(stops, cost))
        for v in visits:
            self._book(v, self.board.choice_of[id(v)], 1)
            self.visits[v.hulpvraag] += (v,)
        return True

    def remove(self, v: VisitOption) -> None:
        """Take a visit back."""
        c = self.board.choice_of[id(v)]
        before = self.day(c.begeleider, c.day)
        stops = [s for s in before.stops if s is not c.work]
        # legs that break the triangle inequality can make a shorter day impossible: its cost is then kept
        cost = self.board.clocks[c.begeleider].cost(stops) or before.cost
        self._put(c.begeleider, c.day, DayPlan(stops, cost) if stops else self.board.empty_day(c.begeleider, c.day))
        self._book(v, c, -1)
        self.visits[v.hulpvraag] = tuple(w for w in self.visits[v.hulpvraag] if w is not v)

    def _book(self, v: VisitOption, c: Choice, sign: int) -> None:
        self.used[c.begeleider] += sign * c.paid
        for budget in c.budgets:
            self.spent[budget.id] += sign * v.minutes
        if c.leerling is not None:
            self.about[c.leerling] += sign
        if c.ib is not None:
            present = list(self.ib[c.ib])
            present.append(c.begeleider) if sign > 0 else present.remove(c.begeleider)
            self.ib[c.ib] = tuple(present)

    def _put(self, begeleider: str, day: int, plan: DayPlan) -> None:
        self.paid[begeleider] += plan.cost.paid - self.day(begeleider, day).cost.paid
        self.days[begeleider, day] = plan

    def free(self, leerling: str, half_day: int) -> bool:
        """Tell whether a leerling has no seat and is not what a visit is about in a half day."""
        return (leerling, half_day) not in self.seated and not self.about.get((leerling, half_day), 0)

    def room_at(self, option: SessionOption | Session | OverlegOption) -> bool:
        """Tell whether the host of a group or overleg has a room left."""
        rooms = self.board.options.index.schools[option.host].rooms.get(option.half_day, 0)
        return self.rooms[option.host, option.half_day.order] < rooms

    def work_of(self, option: SessionOption | Session | OverlegOption) -> Work:
        """Return a group or overleg as work of everybody who takes part."""
        session = not isinstance(option, OverlegOption)
        name = option.overleg if isinstance(option, OverlegOption) else option.group
        place = self.board.places[school_place(option.host)]
        half_day = option.half_day.order
        work = Work(name, place, option.minutes, option.start, option.start, half_day, counts=session)
        self.board.met.append(work)
        return work

    def joined(self, work: Work, begeleider: str) -> DayPlan | None:
        """Return the day of a begeleider with work that is met; nothing when it does not fit."""
        board, before = self.board, self.day(begeleider, work.half_day // 2)
        room = board.room[begeleider] - self.used[begeleider] - work.minutes - self.paid[begeleider] + before.cost.paid
        days = before.with_visit(work, board.clocks[begeleider])
        return next((day for day in days if day.cost.paid <= room), None)

    def meet(self, option: Session | OverlegOption, work: Work | None = None) -> bool:
        """Open a group or hold an overleg if everybody and a room are free; tell whether it was done.

        `work` is what `work_of` said of it before, if that was asked.
        """
        half_day = option.half_day.order
        members = option.members if isinstance(option, Session) else ()
        if not self.room_at(option) or not all(self.free(m, half_day) for m in members):
            return False
        work = work or self.work_of(option)
        days: dict[str, DayPlan] = {}
        for b in option.people:
            day = self.joined(work, b)
            if day is None:
                return False
            days[b] = day
        for b, day in days.items():
            self._put(b, half_day // 2, day)
            self.used[b] += option.minutes
        self.rooms[option.host, half_day] += 1
        self.seated.update((m, half_day) for m in members)
        if isinstance(option, Session):
            self.sessions.append(option)
        else:
            self.overleg.append(option)
            self.met.update((s, half_day) for s in option.ibs)
        return True
