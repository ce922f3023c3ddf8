"""Opens groups in a roster: most seats first, at a stop where host, room, staff and members are free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.vocabulary import Priority
from optimizer.week.construct.day import Work
from optimizer.week.construct.roster import Roster
from optimizer.week.options import Options
from optimizer.week.sessions import Session, SessionOption, named_groups

MOST_TRIES = 40
"""Sessions of a group that are tried."""
RANK = {Priority.URGENT: 0, Priority.NORMAL: 1, Priority.LOW: 2}
"""The order of the classes of demand, most pressing first."""


class Gatherer:
    """Opens the groups of a week."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.by_group: dict[str, list[SessionOption]] = defaultdict(list)
        for s in options.sessions:
            self.by_group[s.group].append(s)

    @cached_property
    def groups(self) -> list[str]:
        """Running groups first, then by class and number."""

        def rank(group: str) -> tuple[bool, int, str, int]:
            name, _, number = group.partition("#")
            asked = self.options.index.arrangementen[name]
            return (not self._runs(asked, group), RANK[asked.priority], name, int(number))

        return sorted(self.by_group, key=rank)

    @cached_property
    def _asked_of(self) -> Counter[str]:
        """Of how many arrangementen every leerling is a candidate."""
        return Counter(m for a in self.options.region.arrangementen for m in dict.fromkeys(a.candidates))

    @staticmethod
    def _runs(asked: Groepsarrangement, group: str) -> bool:
        return asked.running is not None and group == f"{asked.id}#1"

    def gather(self, roster: Roster, *, all_that_fit: bool) -> None:
        """Open the groups that run, and others; only those worth the time of their staff unless `all_that_fit`."""
        stuck: set[str] = set()
        for group in self.groups:
            name = group.partition("#")[0]
            asked = self.options.index.arrangementen[name]
            mine = [s for s in roster.sessions if s.arrangement == name]
            if len(mine) >= asked.max_groups or any(s.group == group for s in mine):
                continue
            named = group in named_groups(self.options, asked)
            if not named and name in stuck:  # groups that are nobody's open in the order of their numbers
                continue
            opened = self._open(roster, asked, group, mine, all_that_fit=all_that_fit)
            if not opened and not named:
                stuck.add(name)

    def _open(
        self, roster: Roster, asked: Groepsarrangement, group: str, mine: Sequence[Session], *, all_that_fit: bool
    ) -> bool:
        seated = {m for s in mine for m in s.members}
        found: list[tuple[int, int, SessionOption, tuple[str, ...]]] = []
        for number, s in enumerate(self.by_group[group]):
            members = self._members(roster, asked, s, seated)
            worth = -(-asked.minutes // asked.size.preferred) * len(members) >= asked.minutes * len(s.roles)
            if members and (worth or all_that_fit or self._runs(asked, group)):
                found.append((-self._score(asked, group, s, members), number, s, members))
        found.sort(key=lambda one: one[:2])
        for _, _, s, members in found[:MOST_TRIES]:
            if not roster.room_at(s):
                continue
            work, place = roster.work_of(s), (s.host, s.half_day, s.start, s.minutes)
            people = self._team(roster, asked, s, members, work)
            if people is not None and roster.meet(Session(s.group, s.arrangement, *place, people, members), work):
                return True
        return False

    def _score(self, asked: Groepsarrangement, group: str, s: SessionOption, members: Sequence[str]) -> int:
        """Count seats, after what keeps a running group as it runs."""
        running = asked.running
        if running is None or not self._runs(asked, group):
            return len(members)
        kept = int(s.host == running.host) + int(s.half_day is running.half_day) + int(running.leader in s.roles[0])
        return 100 * kept + len(members)

    def _members(self, roster: Roster, asked: Groepsarrangement, s: SessionOption, seated: set[str]) -> tuple[str, ...]:
        """Return members of a session, nobody when too few are free."""
        kept = asked.running.members if asked.running is not None else ()
        order = s.half_day.order
        free = [m for m in s.candidates if m not in seated and roster.free(m, order)]
        if any(m not in free for m in s.required):
            return ()
        free.sort(key=lambda m: (m not in s.required, m not in kept, self._asked_of[m]))
        return tuple(free[: asked.size.max]) if len(free) >= asked.size.min else ()

    def _team(
        self, roster: Roster, asked: Groepsarrangement, s: SessionOption, members: Sequence[str], work: Work
    ) -> tuple[str, ...] | None:
        """Return leader and co-leaders who are free, those of the running group first, then who has most time left."""
        running = asked.running
        kept = (running.leader, *running.co_leaders) if running is not None else ()
        barred = {leader for leader, some in s.barred if set(some) <= set(members)}

        def rank(who: str) -> tuple[bool, int]:
            return (who not in kept, roster.used[who] - roster.board.room[who])

        roles = [sorted((p for p in role if n or p not in barred), key=rank) for n, role in enumerate(s.roles)]
        return first_team(roles, lambda who: roster.joined(work, who) is not None)


def first_team(roles: Sequence[Sequence[str]], able: Callable[[str], bool]) -> tuple[str, ...] | None:
    """Return the first choice of one person a role, all different and able, in the order of the roles' lists.

    Whether somebody is able is asked once, and only when it matters. A choice is gone into only when the roles after it
    can still be filled by those not known to be unable; so every dead end costs one of them, and the search stays short
    however many roles there are and however few people they share.
    """
    known: dict[str, bool] = {}

    def may(who: str) -> bool:
        if who not in known:
            known[who] = able(who)
        return known[who]

    def extended(people: tuple[str, ...]) -> tuple[str, ...] | None:
        if len(people) == len(roles):
            return people
        for who in roles[len(people)]:
            out = {*people, who, *(one for one, fine in known.items() if not fine)}
            if who not in people and _fillable(roles[len(people) + 1 :], out) and may(who):
                found = extended((*people, who))
                if found is not None:
                    return found
        return None

    return extended(()) if _fillable(roles, set()) else None


def _fillable(roles: Sequence[Sequence[str]], taken: set[str]) -> bool:
    """Tell whether the roles can be given to different people (a matching, by augmenting paths)."""
    role_of: dict[str, int] = {}

    def filled(role: int, seen: set[str]) -> bool:
        for who in roles[role]:
            if who in taken or who in seen:
                continue
            seen.add(who)
            if who not in role_of or filled(role_of[who], seen):
                role_of[who] = role
                return True
        return False

    return all(filled(role, set()) for role in range(len(roles)))
