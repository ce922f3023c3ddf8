"""What a base plan does in every half day, as far as the region still allows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from optimizer.domain.demand import active_ids
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Group, OverlegSlot, Stop, WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.week.options import Options, OverlegOption, VisitOption
from optimizer.week.sessions import SessionOption, session_of

HalfDayOf = tuple[str, int]
"""A begeleider's half day, 0..9."""
VisitFact = tuple[str, str, HalfDay]
"""A hulpvraag that a begeleider visits in a half day."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A base plan beside the options of a region.

    Attributes
    ----------
    stops
        Stops of every half day in order.
    visits
        Visit options that the base plan makes.
    sessions, overleg
        Groups and overleg of the base plan that can still meet as they do, with the option that says so.
    gone
        By item, how many of its facts (begeleider, half day) can be no more.
    """

    base: WeekPlan
    stops: dict[HalfDayOf, list[Stop]]
    visits: tuple[VisitOption, ...]
    sessions: tuple[tuple[Group, SessionOption], ...]
    overleg: tuple[tuple[OverlegSlot, OverlegOption], ...]
    gone: dict[str, int]

    @property
    def counted(self) -> frozenset[str]:
        """The items of which a change counts, if they are active now."""
        return frozenset(self.base.active)


def kept(options: Options, base: WeekPlan) -> Kept:
    """Look up what a base plan does among the options."""
    stops: dict[HalfDayOf, list[Stop]] = defaultdict(list)
    for tour in base.tours:
        for stop in tour.stops:
            stops[tour.begeleider, stop.half_day.order].append(stop)
    visit_of = {(v.hulpvraag, v.begeleider, v.half_day): v for v in options.visits}
    asked = {
        (stop.item, tour.begeleider, stop.half_day): None
        for tour in base.tours
        for stop in tour.stops
        if stop.kind is StopKind.VISIT
    }
    visits = tuple(visit_of[fact] for fact in asked if fact in visit_of)
    sessions = tuple((g, s) for g in base.groups if (s := _session(options, g)) is not None)
    known = {(o.overleg, o.host, o.half_day, o.start): o for o in options.overleg}
    held = [(slot, known.get((slot.id, slot.host, slot.half_day, slot.start))) for slot in base.overleg]
    overleg = tuple((slot, o) for slot, o in held if o is not None)
    return Kept(base, dict(stops), visits, sessions, overleg, _gone(options, base, list(asked), visit_of))


def _session(options: Options, group: Group) -> SessionOption | None:
    """Return the option that a group meets as it does; nothing when it cannot any more."""
    asked = options.index.arrangementen.get(group.arrangement)
    if asked is None:
        return None
    session = session_of(group, asked.minutes)
    for s in options.sessions:
        if s.group == session.group and s.stop == session.stop and len(s.roles) == len(session.people):
            led = all(p in role for p, role in zip(session.people, s.roles, strict=True))
            return s if led and set(session.members) <= set(s.candidates) else None
    return None


def _gone(
    options: Options, base: WeekPlan, asked: Sequence[VisitFact], visit_of: Collection[VisitFact]
) -> dict[str, int]:
    """Return, by item that counts, how many facts of the base plan no plan can have any more."""
    both = set(active_ids(options.region, options.week)) & set(base.active)
    found: dict[str, int] = defaultdict(int)
    for fact in asked:
        found[fact[0]] += fact not in visit_of
    led = {(s.group, p, s.half_day) for s in options.sessions for role in s.roles for p in role}
    seated = {(s.group, m) for s in options.sessions for m in s.candidates}
    for g in base.groups:
        found[g.arrangement] += sum((g.id, p, g.half_day) not in led for p in (g.leader, *g.co_leaders))
        found[g.arrangement] += sum((g.id, m) not in seated for m in g.members)
    met = {(o.overleg, p, o.half_day) for o in options.overleg for p in o.people}
    for slot in base.overleg:
        item = options.index.overleggen.get(slot.id)
        people = () if item is None else item.participants.begeleiders
        found[slot.id] += sum((slot.id, p, slot.half_day) not in met for p in dict.fromkeys(people))
    return {item: count for item, count in found.items() if count and item in both}
