"""Which changes may let an item be served, by what bars it and by who could do it; see docs/explain.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import Demand, active_hulpvragen
from optimizer.domain.explain import FactKey, ItemKind, Reason, ReasonKind, RepairKind
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.places import school_place, visit_place
from optimizer.domain.vocabulary import RequestStatus, Target
from optimizer.explain import mends
from optimizer.explain.alone import World
from optimizer.explain.around import Around
from optimizer.explain.facts import possible
from optimizer.explain.goal import Goal
from optimizer.explain.lifts import edited
from optimizer.explain.mends import Extra, Mend

MOST_PEOPLE = 4
"""Begeleiders of whom a change is looked at, those with most time first."""
WHO = frozenset(
    {FactKey.EXPERTISE, FactKey.ROLE, FactKey.INSTITUTE, FactKey.FORBIDDEN, FactKey.KRING, FactKey.NEIGHBOURS}
)


@dataclass(frozen=True)
class Barring:
    """What a reason says bars the item: keys with whom, and in which half days it then could be."""

    structural: bool
    keys: dict[FactKey, tuple[tuple[str, ...], tuple[HalfDay, ...]]]

    @classmethod
    def of(cls, reason: Reason) -> Barring:
        """Return what a reason says, all its sets together."""
        found: dict[FactKey, tuple[tuple[str, ...], tuple[HalfDay, ...]]] = {}
        for fact in (*reason.facts, *(one for some in reason.otherwise for one in some)):
            found.setdefault(fact.key, (fact.entities, fact.half_days))
        return cls(reason.kind is ReasonKind.STRUCTURAL, found)

    def says(self, *keys: FactKey) -> bool:
        """Tell whether one of these may be what bars it; in a plan that is full, anything may."""
        return not self.structural or any(key in self.keys for key in keys)

    def times(self, key: FactKey) -> tuple[HalfDay, ...]:
        """Return the half days to look at for a fact."""
        return self.keys.get(key, ((), HALF_DAYS))[1] or HALF_DAYS


def candidates(around: Around, goal: Goal, reason: Reason) -> Iterator[Mend]:
    """Yield the changes that may serve an item, of each kind those that are likely first."""
    if reason.kind is ReasonKind.NOT_ASKED:
        yield from _granted(around, goal, reason)
        return
    barring = Barring.of(reason)
    yield from mends.pins(around.world, goal.item)
    of_kind = {ItemKind.HULPVRAAG: _of_hulpvraag, ItemKind.GROUP: _of_group, ItemKind.OVERLEG: _of_overleg}
    yield from of_kind[goal.kind](around, goal, barring)


def _granted(around: Around, goal: Goal, reason: Reason) -> Iterator[Mend]:
    if any(fact.key is FactKey.REQUESTED for fact in reason.facts):
        built = mends.with_fields(around.world, "hulpvragen", goal.item, status=RequestStatus.GRANTED)
        yield Mend(RepairKind.GRANT, lambda _: built, (goal.item,))


def _staff(around: Around, goal: Goal, barring: Barring) -> list[Begeleider]:
    """Return who could do it, or could but for what bars it, those with most time first."""
    able = [who for who, _ in possible(around.world, goal)]
    for people, _ in barring.keys.values():
        able += people
    index = RegionIndex(around.region)
    found = [index.begeleiders[who] for who in dict.fromkeys(able) if who in index.begeleiders]
    left = {b.id: b.contract_minutes - b.reserved_minutes - around.view.working_minutes[b.id] for b in found}
    return sorted(found, key=lambda b: -left[b.id])[:MOST_PEOPLE]


# hulpvraag


def _of_hulpvraag(around: Around, goal: Goal, barring: Barring) -> Iterator[Mend]:
    world, region = around.world, around.region
    demand = next(d for d in active_hulpvragen(region) if d.hulpvraag.id == goal.item)
    h, staff = demand.hulpvraag, _staff(around, goal, barring)
    if barring.says(FactKey.HALF_DAYS):
        yield from mends.item_half_days(world, "hulpvragen", h.id, h.half_days, barring.times(FactKey.HALF_DAYS))
    if h.school is not None and barring.says(FactKey.SCHOOL_HOURS, FactKey.IB_HOURS):
        key = FactKey.IB_HOURS if h.target is Target.IB else FactKey.SCHOOL_HOURS
        times = [half_day for half_day in barring.times(key) if half_day in h.half_days]
        yield from mends.hours(world, h.school, times, ib=h.target is Target.IB)
    if h.window is not None and barring.says(FactKey.WINDOW):
        yield from mends.window(world, h.id, h.window)
    if h.min_days_between > 1:
        yield _nearer(around, h)
    yield from _who(around, h, staff, barring)
    yield from _when(around, staff, h.half_days, barring, demand.minutes)
    yield from _how_much(around, demand, staff, barring)


def _nearer(around: Around, h: Hulpvraag) -> Mend:
    def build(amount: int, own: int = h.min_days_between) -> World:
        return mends.with_fields(around.world, "hulpvragen", h.id, min_days_between=own - amount)

    return Mend(RepairKind.SPREAD, build, (h.id,), unit="days", most=h.min_days_between - 1)


def _who(around: Around, h: Hulpvraag, staff: list[Begeleider], barring: Barring) -> Iterator[Mend]:
    """Yield what lets others visit."""
    world = around.world
    kring = RegionIndex(around.region).kring_of(h)
    if h.forbidden:
        for who in h.forbidden:
            left = tuple(one for one in h.forbidden if one != who)
            yield _fixed(RepairKind.FORBIDDEN, mends.with_fields(world, "hulpvragen", h.id, forbidden=left), who)
    if FactKey.ROLE in barring.keys:
        levels = around.region.policy.levels
        for role in dict.fromkeys(b.role for b in staff if b.role not in levels.get(h.level, ())):
            more = FrozenDict({**levels, h.level: (*levels.get(h.level, ()), role)})
            policy = around.region.policy.model_copy(update={"levels": more})
            yield _fixed(RepairKind.ROLE, edited(world, policy=policy), role.value, h.level.value)
    if barring.says(FactKey.KRING, FactKey.NEIGHBOURS):
        known = barring.keys.get(FactKey.KRING, ((), ()))[0]
        near = [
            b
            for b in around.region.begeleiders
            if kring not in b.kringen and h.expertise in b.expertise and (not known or b.id in known)
        ]
        for b in near[:MOST_PEOPLE]:
            yield mends.kring(world, b, kring)


def _when(
    around: Around, staff: list[Begeleider], half_days: tuple[HalfDay, ...], barring: Barring, needed: int
) -> Iterator[Mend]:
    """Yield more time of begeleiders in the week, their contracts unchanged."""
    if not barring.says(FactKey.AVAILABILITY):
        return
    times = [half_day for half_day in barring.times(FactKey.AVAILABILITY) if half_day in half_days]
    for b in staff:
        # in a large plan others are not moved to make room in the contract
        if not around.small and b.contract_minutes - b.reserved_minutes - around.view.working_minutes[b.id] < needed:
            continue
        yield from mends.half_days_of(around.world, b, times)
        yield from mends.longer_days(around.world, b, times)
        if not barring.structural:
            yield mends.max_schools(around.world, b)


def _how_much(around: Around, demand: Demand, staff: list[Begeleider], barring: Barring) -> Iterator[Mend]:
    """Yield more paid minutes."""
    world, region, h = around.world, around.region, demand.hulpvraag
    each = h.minutes + region.policy.admin_minutes
    if barring.says(FactKey.CONTRACT):
        for b in staff:
            yield mends.contract(world, b, _up(demand.due * each + 240))
    if barring.says(FactKey.BUDGET):
        hard = [b.id for b in region.budgets if b.hard]
        yield from mends.budgets(world, hard, _up(demand.minutes))
    if barring.says(*WHO, FactKey.AVAILABILITY, FactKey.CONTRACT, FactKey.TRAVEL, FactKey.ONE_BEGELEIDER):
        index = RegionIndex(region)
        school = index.schools.get(h.school) if h.school is not None else None
        base = school.location if school is not None else h.location
        roles = region.policy.levels.get(h.level, ())
        if base is not None and roles:
            somebody = Extra(h.expertise, index.kring_of(h), base, visit_place(h), roles[0], h.institute)
            yield mends.more_minutes(world, somebody, _up(demand.due * each))
            if not barring.structural and any(budget.hard for budget in region.budgets):
                larger = [b.model_copy(update={"minutes": b.minutes + demand.minutes * b.hard}) for b in region.budgets]
                paid_for = mends.more_minutes(edited(world, budgets=tuple(larger)), somebody, _up(demand.due * each))
                yield replace(paid_for, kind=RepairKind.EXPERTISE_AND_BUDGET, step=paid_for.most)


# groups


def _of_group(around: Around, goal: Goal, barring: Barring) -> Iterator[Mend]:
    world, region = around.world, around.region
    index = RegionIndex(region)
    a, staff = index.arrangementen[goal.item], _staff(around, goal, barring)
    yield from _with_whom(around, goal, barring)
    if barring.says(FactKey.HALF_DAYS):
        yield from mends.item_half_days(world, "arrangementen", a.id, a.half_days, barring.times(FactKey.HALF_DAYS))
    if barring.says(FactKey.ROOMS):
        yield from mends.rooms(world, a.hosts, a.half_days)
    if barring.says(FactKey.SCHOOL_HOURS):
        for host in dict.fromkeys(a.hosts):
            times = [half_day for half_day in barring.times(FactKey.SCHOOL_HOURS) if half_day in a.half_days]
            yield from mends.hours(world, host, times, ib=False)
    if barring.says(FactKey.DATES) and (a.from_date is not None or a.until is not None):
        built = mends.with_fields(world, "arrangementen", a.id, from_date=None, until=None)
        yield _fixed(RepairKind.DATES, built, a.id)
    kringen = list(dict.fromkeys(index.schools[host].kring for host in a.hosts))
    if barring.says(FactKey.KRING, FactKey.NEIGHBOURS):
        for b in [b for b in region.begeleiders if a.expertise in b.expertise and b.institute is None][:MOST_PEOPLE]:
            yield from (mends.kring(world, b, kring) for kring in kringen if kring not in b.kringen)
    yield from _when(around, staff, a.half_days, barring, a.minutes)
    if barring.says(FactKey.CONTRACT):
        for b in staff:
            yield mends.contract(world, b, _up(a.minutes + 240))
    hosts = [index.schools[host] for host in dict.fromkeys(a.hosts)]
    for skill in dict.fromkeys((a.expertise, *a.co_leaders)):
        for site in hosts[:MOST_PEOPLE]:
            somebody = Extra(skill, site.kring, site.location, school_place(site.id))
            yield mends.more_minutes(world, somebody, _up(a.minutes))


def _with_whom(around: Around, goal: Goal, barring: Barring) -> Iterator[Mend]:
    """Yield what lets more leerlingen in, or fewer be enough."""
    world = around.world
    a = RegionIndex(around.region).arrangementen[goal.item]

    def smaller(amount: int) -> World:
        least = max(1, a.size.min - amount)
        return mends.with_fields(world, "arrangementen", a.id, size=a.size.model_copy(update={"min": least}))

    def larger(amount: int) -> World:
        most = a.size.max + amount
        return mends.with_fields(world, "arrangementen", a.id, size=a.size.model_copy(update={"max": most}))

    def further(amount: int) -> World:
        return mends.with_fields(world, "arrangementen", a.id, max_travel_minutes=a.max_travel_minutes + amount)

    if a.size.min > 1 and barring.says(FactKey.CANDIDATES):
        yield Mend(RepairKind.GROUP_SIZE, smaller, (a.id,), unit="pupils", most=a.size.min - 1)
    if goal.leerling is not None and not barring.structural:
        yield Mend(RepairKind.LARGER_GROUP, larger, (a.id,), unit="pupils")
    if barring.says(FactKey.GROUP_TRAVEL):
        yield Mend(RepairKind.GROUP_TRAVEL, further, (a.id,), unit="minutes", most=120, step=1)
    pupils = RegionIndex(around.region).leerlingen
    for one in (pupils[c] for c in a.candidates if goal.leerling in (None, c)):
        if FactKey.BAND in barring.keys and one.leerjaar is not None and one.leerjaar not in a.leerjaren:
            built = mends.with_fields(world, "arrangementen", a.id, leerjaren=(*a.leerjaren, one.leerjaar))
            yield _fixed(RepairKind.MEMBER, built, one.id)
    if FactKey.SUPPORTS in barring.keys:
        asked = [need.expertise for c in a.candidates if goal.leerling in (None, c) for need in pupils[c].needs]
        for skill in dict.fromkeys(one for one in asked if one not in a.supports):
            built = mends.with_fields(world, "arrangementen", a.id, supports=(*a.supports, skill))
            yield replace(_fixed(RepairKind.SUPPORTS, built, a.id), expertise=skill)


# overleg


def _of_overleg(around: Around, goal: Goal, barring: Barring) -> Iterator[Mend]:
    world, region = around.world, around.region
    index = RegionIndex(region)
    o = index.overleggen[goal.item]
    people = [index.begeleiders[b] for b in dict.fromkeys(o.participants.begeleiders)]
    for name, everybody in (("begeleiders", o.participants.begeleiders), ("ibs", o.participants.ibs)):
        for who in dict.fromkeys(everybody):
            left = tuple(one for one in everybody if one != who)
            built = mends.with_fields(
                world, "overleggen", o.id, participants=o.participants.model_copy(update={name: left})
            )
            yield _fixed(RepairKind.WITHOUT, built, who)
    if barring.says(FactKey.HALF_DAYS):
        yield from mends.item_half_days(world, "overleggen", o.id, o.half_days, barring.times(FactKey.HALF_DAYS))
    if barring.says(FactKey.IB_HOURS):
        for school in dict.fromkeys(o.participants.ibs):
            yield from mends.hours(world, school, o.half_days, ib=True)
    if barring.says(FactKey.ROOMS):
        yield from mends.rooms(world, o.hosts, o.half_days)
    if barring.says(FactKey.SCHOOL_HOURS):
        for host in dict.fromkeys(o.hosts):
            yield from mends.hours(world, host, o.half_days, ib=False)
    yield from _when(around, people, o.half_days, barring, o.minutes)
    if barring.says(FactKey.CONTRACT):
        for b in people:
            yield mends.contract(world, b, _up(o.minutes + 240))


def _fixed(kind: RepairKind, built: World, *entities: str) -> Mend:
    return Mend(kind, lambda _: built, entities)


def _up(minutes: int) -> int:
    """Return minutes rounded up to a step."""
    return -(-minutes // mends.STEP) * mends.STEP
