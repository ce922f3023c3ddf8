"""What a fact that bars an item is about: whom it keeps away, in which half days, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from optimizer.domain.demand import Demand, active_hulpvragen
from optimizer.domain.explain import Fact, FactKey, ItemKind
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.vocabulary import LegKind
from optimizer.explain.alone import World, alone, journey
from optimizer.explain.goal import Goal, only
from optimizer.explain.lifts import Lift
from optimizer.explain.structural import Barred, mended
from optimizer.week.eligibility import fits_group
from optimizer.week.options import week_options

_ABOUT_PEOPLE = frozenset(
    {
        FactKey.EXPERTISE,
        FactKey.ROLE,
        FactKey.INSTITUTE,
        FactKey.FORBIDDEN,
        FactKey.KRING,
        FactKey.NEIGHBOURS,
        FactKey.ONE_BEGELEIDER,
        FactKey.AVAILABILITY,
        FactKey.CONTRACT,
        FactKey.TRAVEL,
    }
)
_ABOUT_TIMES = frozenset(
    {FactKey.HALF_DAYS, FactKey.AVAILABILITY, FactKey.SCHOOL_HOURS, FactKey.IB_HOURS, FactKey.CLOSED, FactKey.WINDOW}
)


def facts_of(world: World, goal: Goal, found: Barred) -> tuple[tuple[Fact, ...], ...]:
    """Return the sets of facts, each told as far as it is known; one set of one plain fact when nothing mends it."""
    if found.sets:
        return tuple(tuple(_told(world, goal, lift, some) for lift in some) for some in found.sets)
    plain = {
        ItemKind.HULPVRAAG: FactKey.EXPERTISE,
        ItemKind.GROUP: FactKey.CANDIDATES,
        ItemKind.OVERLEG: FactKey.SCHOOL_HOURS,
    }
    return ((Fact(key=plain[goal.kind]),),)


def _told(world: World, goal: Goal, lift: Lift, some: Sequence[Lift]) -> Fact:
    then = mended(world, some)
    people = _people(world, then, goal) if lift.key in _ABOUT_PEOPLE else ()
    fact = Fact(key=lift.key, entities=people)
    if lift.key in _ABOUT_TIMES:
        times = tuple(h for h in HALF_DAYS if alone(then, replace(goal, half_day=h)) is not None)
        fact = fact.model_copy(update={"half_days": times})
    more = {
        ItemKind.HULPVRAAG: _of_hulpvraag,
        ItemKind.GROUP: _of_group,
        ItemKind.OVERLEG: _of_overleg,
    }[goal.kind](world, then, goal, lift, people)
    return fact.model_copy(update=more)


def _people(world: World, then: World, goal: Goal) -> tuple[str, ...]:
    """Return who could do it once mended; of an overleg, for whom it must be mended."""
    if goal.kind is ItemKind.OVERLEG:
        asked = RegionIndex(world.region).overleggen[goal.item].participants.begeleiders
        return _needed(then, goal, asked, lambda ids: _but_for(then, world, "begeleiders", ids))
    if then.split:  # together, not each by itself
        then = replace(then, any_day=True)
    able = (b.id for b in world.region.begeleiders if goal.begeleider in (None, b.id))
    if then.split:
        due = next((d.due for d in active_hulpvragen(then.region) if d.hulpvraag.id == goal.item), 1)
        options = week_options(then.region, then.matrix)
        has = {v.begeleider for v in options.visits if v.hulpvraag == goal.item}
        return tuple(b for b in able if b in has) if due else ()
    return tuple(b for b in able if alone(then, replace(goal, begeleider=b)) is not None)


def _but_for(then: World, world: World, name: str, ids: Sequence[str]) -> World:
    """Return the mended world in which some entities are as they were."""
    before = {one.id: one for one in getattr(world.region, name)}
    entities = tuple(before[one.id] if one.id in ids else one for one in getattr(then.region, name))
    return replace(then, region=then.region.model_copy(update={name: entities}))


def _needed(
    then: World, goal: Goal, asked: Sequence[str], put_back: Callable[[Sequence[str]], World]
) -> tuple[str, ...]:
    """Return the entities that must stay mended: all others are put back, and it is still served."""
    back: list[str] = []
    for one in dict.fromkeys(asked):
        if alone(put_back([*back, one]), goal) is not None:
            back.append(one)
    del then
    return tuple(one for one in dict.fromkeys(asked) if one not in back)


def _of_hulpvraag(world: World, then: World, goal: Goal, lift: Lift, people: Sequence[str]) -> dict[str, object]:
    region = world.region
    index = RegionIndex(region)
    h = index.hulpvragen[goal.item]
    demand = next((d for d in active_hulpvragen(region) if d.hulpvraag.id == h.id), None)
    kring, place = index.kring_of(h), () if h.school is None else (h.school,)
    minutes = 0 if demand is None else demand.minutes
    match lift.key:
        case FactKey.EXPERTISE:
            has = sum(h.expertise in b.expertise for b in region.begeleiders)
            return {"expertise": h.expertise, "kring": kring, "found": has, "unit": "begeleiders"}
        case FactKey.KRING | FactKey.NEIGHBOURS:
            return {"expertise": h.expertise, "kring": kring}
        case FactKey.SCHOOL_HOURS | FactKey.IB_HOURS | FactKey.CLOSED:
            return {"entities": place, "found": None, "limit": h.minutes, "unit": "minutes"}
        case FactKey.WINDOW:
            found = h.window.minutes if h.window is not None else None
            return {"found": found, "limit": h.minutes, "unit": "minutes"}
        case FactKey.SPREAD | FactKey.ONE_BEGELEIDER:
            return {"limit": 0 if demand is None else demand.due, "unit": "visits"}
        case FactKey.CONTRACT:
            return _contract(then, world, demand, people)
        case FactKey.BUDGET:
            options = week_options(world.region, world.matrix)
            tight = [
                b for b in region.budgets if b.hard and options.eligibility.counts_in(h, b) and b.minutes < minutes
            ]
            left = min((b.minutes for b in tight), default=None)
            return {"entities": tuple(b.id for b in tight), "found": left, "limit": minutes, "unit": "minutes"}
    return {}


def _contract(then: World, world: World, demand: Demand | None, people: Sequence[str]) -> dict[str, object]:
    """Return the most minutes that somebody has, and what the work takes."""
    if demand is None or not people:
        return {}
    index = RegionIndex(world.region)
    options = week_options(then.region, then.matrix)
    staff = [index.begeleiders[b] for b in people]
    place = next((v.place for v in options.visits if v.hulpvraag == demand.hulpvraag.id), None)
    paid = LegKind.HOME in world.region.policy.paid_travel and place is not None
    ways = {b.id: (journey(options, b, place) or 0) if paid and place is not None else 0 for b in staff}
    each = demand.hulpvraag.minutes + world.region.policy.admin_minutes
    best = min(staff, key=lambda b: demand.due * (each + ways[b.id]) - (b.contract_minutes - b.reserved_minutes))
    found = max(0, best.contract_minutes - best.reserved_minutes)
    return {"found": found, "limit": demand.due * (each + ways[best.id]), "unit": "minutes"}


def _of_group(world: World, then: World, goal: Goal, lift: Lift, _: Sequence[str]) -> dict[str, object]:
    index = RegionIndex(world.region)
    a = index.arrangementen[goal.item]
    about = [index.leerlingen[c] for c in dict.fromkeys(a.candidates) if goal.leerling in (None, c)]
    match lift.key:
        case FactKey.EXPERTISE:
            has = sum(a.expertise in b.expertise and b.institute is None for b in world.region.begeleiders)
            return {"expertise": a.expertise, "found": has, "unit": "begeleiders"}
        case FactKey.CO_LEADER | FactKey.KRING | FactKey.NEIGHBOURS:
            kringen = [index.schools[host].kring for host in a.hosts]
            skills = a.co_leaders if lift.key is FactKey.CO_LEADER else (a.expertise,)
            return {"expertise": next(iter(skills), None), "kring": next(iter(kringen), None)}
        case FactKey.CANDIDATES:
            options = week_options(then.region, then.matrix)
            most = max((len(s.candidates) for s in options.sessions if s.arrangement == a.id), default=0)
            return {"found": most, "limit": a.size.min, "unit": "candidates"}
        case FactKey.BAND | FactKey.SUPPORTS:
            band = lift.key is FactKey.BAND
            fits = [
                one.leerjaar in a.leerjaren if band else all(n.expertise in a.supports for n in one.needs)
                for one in about
            ]
            out = tuple(one.id for one, ok in zip(about, fits, strict=True) if not ok)
            return {"entities": out, "found": len(out), "unit": "candidates"}
        case FactKey.GROUP_TRAVEL:
            return {"entities": _far(world, goal), "limit": a.max_travel_minutes, "unit": "minutes"}
        case FactKey.ROOMS | FactKey.SCHOOL_HOURS | FactKey.CLOSED:
            return {"entities": tuple(dict.fromkeys(a.hosts)), "limit": a.minutes, "unit": "minutes"}
        case FactKey.CONTRACT:
            return {"limit": a.minutes, "unit": "minutes"}
    return {}


def _far(world: World, goal: Goal) -> tuple[str, ...]:
    """Return the candidates that fit, and reach no host within the limits."""
    options = week_options(world.region, world.matrix)
    a = options.index.arrangementen[goal.item]
    from optimizer.week.sessions import travel_allowed

    return tuple(
        c
        for c in dict.fromkeys(a.candidates)
        if goal.leerling in (None, c)
        and fits_group(options.index.leerlingen[c], a)
        and not any(travel_allowed(options, options.index.leerlingen[c], a, host) for host in a.hosts)
    )


def _of_overleg(world: World, then: World, goal: Goal, lift: Lift, _: Sequence[str]) -> dict[str, object]:
    o = RegionIndex(world.region).overleggen[goal.item]
    match lift.key:
        case FactKey.IB_HOURS:
            asked = o.participants.ibs
            lacking = _needed(then, goal, asked, lambda ids: _but_for(then, world, "schools", ids))
            return {"entities": lacking, "limit": o.minutes, "unit": "minutes"}
        case FactKey.ROOMS | FactKey.SCHOOL_HOURS | FactKey.CLOSED:
            return {"entities": tuple(dict.fromkeys(o.hosts)), "limit": o.minutes, "unit": "minutes"}
        case FactKey.CONTRACT:
            return {"limit": o.minutes, "unit": "minutes"}
    return {}


def possible(world: World, goal: Goal) -> tuple[tuple[str, HalfDay], ...]:
    """Return who could serve an item alone, and in which half days; of a group its leaders, of an overleg everybody."""
    options = week_options(only(world.region, goal), world.matrix)
    if goal.kind is ItemKind.HULPVRAAG:
        found = [(v.begeleider, v.half_day) for v in options.visits if v.hulpvraag == goal.item]
    elif goal.kind is ItemKind.GROUP:
        found = [
            (b, s.half_day)
            for s in options.sessions
            if s.arrangement == goal.item and goal.leerling in (None, *s.candidates)
            for role in s.roles
            for b in role
        ]
    else:
        found = [(b, o.half_day) for o in options.overleg if o.overleg == goal.item for b in o.people]
    order = {b.id: n for n, b in enumerate(world.region.begeleiders)}
    return tuple(sorted(set(found), key=lambda one: (order[one[0]], one[1].order)))
