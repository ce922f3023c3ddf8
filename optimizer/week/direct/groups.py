"""Groups as decisions: which meet, where and when, who leads, who has a seat; the rows that concern groups alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar

from optimizer.domain.half_day import HalfDay
from optimizer.solving.cpsat import CpModel, IntVar, LinearExpr, constant, total
from optimizer.week.options import Options
from optimizer.week.running import leader_expected
from optimizer.week.sessions import Session, SessionOption, named_groups

K = TypeVar("K")
V = TypeVar("V")
CLOSED = 4
"""What it costs to close a running group."""


class Lead(NamedTuple):
    """Somebody in a role of a session: 0 leads, the others co-lead."""

    session: SessionOption
    role: int
    begeleider: str


class Seat(NamedTuple):
    """A seat of a leerling in a group, when that meets in this half day."""

    group: str
    leerling: str
    half_day: HalfDay


@dataclass
class Groups:
    """The decisions on groups."""

    model: CpModel
    options: Options
    sessions: dict[SessionOption, IntVar] = field(default_factory=dict)
    """Whether a group meets so."""
    leads: dict[Lead, IntVar] = field(default_factory=dict)
    seats: dict[Seat, IntVar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the decisions and their rows."""
        for s in self.options.sessions:
            name = f"{s.group}|{s.host}|{s.half_day}|{s.start}"
            self.sessions[s] = self.model.new_bool_var(f"session|{name}")
            self._roles(s, name)
        for group, sessions in self.by_group.items():
            self.model.add_at_most_one([self.sessions[s] for s in sessions])
            for half_day in dict.fromkeys(s.half_day for s in sessions):
                self._members(group, half_day, [s for s in sessions if s.half_day is half_day])
        for arrangement, groups in self.by_arrangement.items():
            self._numbers(arrangement, groups)
            self._one_seat(arrangement)

    # -- rows ------------------------------------------------------------------------------------------------

    def _roles(self, s: SessionOption, name: str) -> None:
        """Fill every role by one, and let nobody have two."""
        meets = self.sessions[s]
        of_person: dict[str, list[IntVar]] = defaultdict(list)
        for role, people in enumerate(s.roles):
            taken = [self.model.new_bool_var(f"lead|{name}|{role}|{p}") for p in people]
            self.model.add(total(taken) == meets)
            for p, literal in zip(people, taken, strict=True):
                self.leads[Lead(s, role, p)] = literal
                of_person[p].append(literal)
        for literals in of_person.values():
            if len(literals) > 1:
                self.model.add(total(literals) <= meets)

    def _members(self, group: str, half_day: HalfDay, sessions: Sequence[SessionOption]) -> None:
        """Give seats in a group that meets in a half day, neither too few nor too many."""
        size = self.options.index.arrangementen[sessions[0].arrangement].size
        met = total(self.sessions[s] for s in sessions)
        mine: dict[str, IntVar] = {}
        for m in dict.fromkeys(m for s in sessions for m in s.candidates):
            seat = self.model.new_bool_var(f"seat|{group}|{m}|{half_day}")
            self.seats[Seat(group, m, half_day)] = mine[m] = seat
            self.model.add(seat <= total(self.sessions[s] for s in sessions if m in s.candidates))
        self.model.add(total(mine.values()) >= size.min * met)
        self.model.add(total(mine.values()) <= size.max * met)
        for m in sessions[0].required:  # pins name members of a group, whatever its session
            self.model.add(mine[m] >= met)
        for s in sessions:
            for leader, members in s.barred:
                taken = [self.leads[Lead(s, 0, leader)], *(mine[m] for m in members)]
                self.model.add(total(taken) <= len(members))

    def _numbers(self, arrangement: str, groups: Sequence[str]) -> None:
        """Open so many groups at most, those that are nobody's in the order of their numbers."""
        asked = self.options.index.arrangementen[arrangement]
        if len(groups) > asked.max_groups:
            self.model.add(total(self.opened(g) for g in groups) <= asked.max_groups)
        named = named_groups(self.options, asked)
        nameless = sorted((g for g in groups if g not in named), key=lambda g: int(g.partition("#")[2]))
        for first, second in pairwise(nameless):
            self.model.add(self.opened(second) <= self.opened(first))

    def _one_seat(self, arrangement: str) -> None:
        """Let a leerling be in one group of an arrangement at most."""
        of_leerling: dict[str, list[IntVar]] = defaultdict(list)
        for seat, literal in self.seats.items():
            if seat.group in self.by_arrangement[arrangement]:
                of_leerling[seat.leerling].append(literal)
        for literals in of_leerling.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)

    # -- what is decided -------------------------------------------------------------------------------------

    @cached_property
    def by_group(self) -> dict[str, list[SessionOption]]:
        """The sessions of every group."""
        return _grouped((s.group, s) for s in self.options.sessions)

    @cached_property
    def by_arrangement(self) -> dict[str, list[str]]:
        """The groups of every arrangement."""
        return _grouped((sessions[0].arrangement, group) for group, sessions in self.by_group.items())

    def opened(self, group: str) -> LinearExpr:
        """Return 1 when a group meets."""
        return total(self.sessions[s] for s in self.by_group.get(group, ()))

    def seated(self, arrangement: str, leerling: str) -> LinearExpr | None:
        """Return 1 when a leerling has a seat in a group of an arrangement; nothing when there can be none."""
        literals = self._seats_of.get((arrangement, leerling))
        return None if literals is None else total(literals)

    @cached_property
    def _seats_of(self) -> dict[tuple[str, str], list[IntVar]]:
        return _grouped(((s.group.partition("#")[0], s.leerling), literal) for s, literal in self.seats.items())

    def minutes(self, begeleider: str) -> list[LinearExpr]:
        """Return the minutes of sessions by a begeleider, as terms."""
        return self._minutes.get(begeleider, [])

    @cached_property
    def _minutes(self) -> dict[str, list[LinearExpr]]:
        return _grouped((lead.begeleider, lead.session.minutes * literal) for lead, literal in self.leads.items())

    def broken(self, group: str) -> LinearExpr:
        """Return what is broken of a running group: host, half day and leader count 1 each, a closed one `CLOSED`."""
        arrangement = self.options.index.arrangementen[group.partition("#")[0]]
        running = arrangement.running
        if running is None:
            return constant(0)
        expected = leader_expected(self.options, arrangement)
        terms: list[LinearExpr] = []
        for s in self.by_group.get(group, ()):
            other = int(s.host != running.host) + int(s.half_day is not running.half_day)
            terms.append((other - CLOSED) * self.sessions[s])
            others = [p for p in s.roles[0] if p != running.leader] if expected else []
            terms += [1 * self.leads[Lead(s, 0, p)] for p in others]
        return CLOSED + total(terms)

    # -- sessions and values ---------------------------------------------------------------------------------

    def variables(self) -> list[IntVar]:
        """Return every decision."""
        return [*self.sessions.values(), *self.leads.values(), *self.seats.values()]

    def variables_of(self, session: Session) -> list[IntVar] | None:
        """Return the decisions that a session is; nothing when it is not among the options."""
        option = self._known.get((session.group, session.stop))
        if option is None or len(session.people) != len(option.roles):
            return None
        found = [self.sessions[option]]
        leads = (Lead(option, role, p) for role, p in enumerate(session.people))
        seats = (Seat(session.group, m, session.half_day) for m in session.members)
        try:
            return [*found, *(self.leads[lead] for lead in leads), *(self.seats[seat] for seat in seats)]
        except KeyError:
            return None

    @cached_property
    def _known(self) -> dict[tuple[str, object], SessionOption]:
        return {(s.group, s.stop): s for s in self.sessions}

    def chosen(self, values: Sequence[int]) -> list[Session]:
        """Return the sessions of a solution, by the values of all variables."""
        found: list[Session] = []
        for s, meets in self.sessions.items():
            if values[meets.index]:
                people = [next(p for p in r if values[self.leads[Lead(s, n, p)].index]) for n, r in enumerate(s.roles)]
                members = [m for m in s.candidates if values[self.seats[Seat(s.group, m, s.half_day)].index]]
                place = (s.host, s.half_day, s.start, s.minutes)
                found.append(Session(s.group, s.arrangement, *place, tuple(people), tuple(members)))
        return found


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
