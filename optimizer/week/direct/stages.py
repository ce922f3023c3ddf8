"""The stages of the week as variables of the direct model, one function a stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.demand import Demand, active_arrangementen, active_ids, active_overleggen, runs_on
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import UNMET_STAGE, LegKind, StageKey, StopKind
from optimizer.solving.cpsat import IntVar, LinearExpr, constant, total
from optimizer.solving.lexicographic import Stage
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.eligibility import fits_group
from optimizer.week.options import Options
from optimizer.week.running import running_commitments
from optimizer.week.sessions import can_lead_at, host_open, travel_allowed

STAGE_WEIGHT: dict[StageKey, float] = {
    StageKey.OVERLEG_MISSED: 6.0,
    StageKey.RUNNING_BROKEN: 16.0,
    StageKey.UNMET_URGENT: 10.0,
    StageKey.UNMET_NORMAL: 9.0,
    StageKey.UNMET_LOW: 8.0,
    StageKey.CHANGES: 4.0,
    StageKey.FAIRNESS_KRING: 2.0,
    StageKey.FAIRNESS_BESTUUR: 2.0,
    StageKey.TRAVEL: 3.0,
}
"""Shares of the limits; stages not listed have 1. What early stages leave over is passed on, so theirs are large."""


def week_stages(direct: DirectModel) -> list[Stage]:
    """Add a value variable per stage, in the policy's order."""
    return [week_stage(direct, key) for key in direct.options.region.policy.stage_order()]


def week_stage(direct: DirectModel, key: StageKey) -> Stage:
    """Add the value variable of a stage."""
    value, highest = _STAGES[key](direct, key)
    variable = direct.model.new_int_var(0, max(0, highest), f"stage|{key}")
    if key in _PER_MILLE:
        _PER_MILLE[key](direct, variable)
    elif direct.inside is Inside.ROUTES:
        # so that a stage not looked at yet, at its highest value, binds nothing
        direct.model.add(variable >= value)
    else:
        direct.model.add(variable == value)
    return Stage(key, variable, 0, STAGE_WEIGHT.get(key, 1.0))


def week_formulation(options: Options, inside: Inside) -> tuple[DirectModel, list[Stage]]:
    """Return the model of a week with its stages."""
    direct = DirectModel(options, inside=inside)
    return direct, week_stages(direct)


def _overleg_missed(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    active = len(active_overleggen(direct.options.region, direct.options.week))
    return active - total(direct.overleg.values()), active


def _running_broken(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    costs = direct.running_broken(running_commitments(direct.options))
    return total(costs.values()), sum(4 if "#" in item else 1 for item in costs)


def visit_count(direct: DirectModel, demand: Demand) -> LinearExpr:
    """Return the number of visits made for a request."""
    return total(direct.visits[v] for v in direct.visits_of(demand.hulpvraag.id))


def _unmet(direct: DirectModel, key: StageKey) -> tuple[LinearExpr, int]:
    terms: list[LinearExpr | int] = []
    highest = 0
    for d in direct.options.own:
        if UNMET_STAGE[d.priority] is key:
            terms.append(d.minutes - d.hulpvraag.minutes * visit_count(direct, d))
            highest += d.minutes
    for a in active_arrangementen(direct.options.region, direct.options.week):
        if UNMET_STAGE[a.priority] is key:
            weight = -(-a.minutes // a.size.preferred)
            for leerling in admissible_candidates(direct.options, a):
                seat = direct.groups.seated(a.id, leerling)
                terms.append(weight - weight * seat if seat is not None else weight)
                highest += weight
    return total(terms), highest


def admissible_candidates(options: Options, arrangement: Groepsarrangement) -> list[str]:
    """Return the candidates who could have a seat in some group of the arrangement, other items ignored."""
    settings = []
    for host in arrangement.hosts:
        if options.index.schools[host].kring not in arrangement.kringen:
            continue
        if any(
            host_open(options, host, half_day, start, arrangement.minutes)
            and any(
                can_lead_at(options, b, arrangement.expertise, host, half_day, start, arrangement.minutes)
                for b in options.region.begeleiders
            )
            for half_day in options.half_days
            if half_day in arrangement.half_days and runs_on(arrangement, options.week, half_day)
            for start in options.region.policy.starts_in(half_day)
        ):
            settings.append(host)
    own = (c for c in dict.fromkeys(arrangement.candidates) if (arrangement.id, c) not in options.guests)
    pupils = [options.index.leerlingen[c] for c in own]
    return [
        p.id
        for p in pupils
        if fits_group(p, arrangement) and any(travel_allowed(options, p, arrangement, host) for host in settings)
    ]


def _budget_overrun(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    terms: list[LinearExpr] = []
    highest = 0
    most = sum(d.minutes for d in direct.options.demand)
    for budget in direct.options.region.budgets:
        if budget.hard or budget.minutes >= most:
            continue
        over = direct.model.new_int_var(0, most, f"over|{budget.id}")
        direct.model.add_max_equality(over, [constant(0), direct.budget_use(budget) - budget.minutes])
        terms.append(over)
        highest += most
    return total(terms), highest


def _outside_kring(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    index = direct.options.index
    outside = [
        made
        for v, made in direct.visits.items()
        if index.kring_of(index.hulpvragen[v.hulpvraag]) not in index.begeleiders[v.begeleider].kringen
    ]
    return total(outside), len(outside)


def _changes(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    previous = direct.options.region.previous
    before = previous.latest_until(direct.options.week) if previous is not None else None
    return (constant(0), 0) if before is None else changes_from(direct, before)


def changes_from(direct: DirectModel, before: WeekPlan) -> tuple[LinearExpr, int]:
    """Return what differs from an earlier plan, as the stage counts it, and the most that may."""
    now = set(active_ids(direct.options.region, direct.options.week))
    both = now & set(before.active)
    terms: list[LinearExpr] = []
    highest = 0
    for old, new in _fact_pairs(direct, before, both):
        kept = total(made for fact, made in new.items() if fact in old)
        most = max(len(old), len(new))
        change = direct.model.new_int_var(0, most, "")
        # minimised, so it is max(|old|, |new|) - |old and new|
        if direct.inside is Inside.ROUTES:
            direct.model.add(change >= len(old) - kept)
            direct.model.add(change >= total(new.values()) - kept)
        else:
            # equality keeps its value true in every stage
            size = direct.model.new_int_var(0, most, "")
            direct.model.add_max_equality(size, [constant(len(old)), total(new.values())])
            direct.model.add(change == size - kept)
        terms.append(change)
        highest += most
    return total(terms), highest


Facts = dict[object, LinearExpr]


def _fact_pairs(direct: DirectModel, before: WeekPlan, both: set[str]) -> list[tuple[set[object], Facts]]:
    """Return, per item of both weeks, the old facts and the new ones with their 0/1 expressions."""
    pairs: list[tuple[set[object], Facts]] = []
    visited: dict[str, set[object]] = defaultdict(set)
    for tour in before.tours:
        for stop in tour.stops:
            if stop.kind is StopKind.VISIT:
                visited[stop.item].add((tour.begeleider, stop.half_day))
    for d in direct.options.demand:
        if d.hulpvraag.id in both:
            new: Facts = {(v.begeleider, v.half_day): direct.visits[v] for v in direct.visits_of(d.hulpvraag.id)}
            pairs.append((visited.pop(d.hulpvraag.id, set()), new))
    # a plan made by hand may call an arrangement or overleg a visit; nothing planned now is like it
    pairs += [(old, {}) for item, old in visited.items() if item in both]
    pairs += _group_pairs(direct, before, both)
    slots: dict[str, set[HalfDay]] = defaultdict(set)
    for slot in before.overleg:
        slots[slot.id].add(slot.half_day)
    for item in active_overleggen(direct.options.region, direct.options.week):
        if item.id in both:
            people = item.participants.begeleiders
            old: set[object] = {(p, half_day) for p in people for half_day in slots.get(item.id, ())}
            held: Facts = defaultdict(lambda: constant(0))
            for o, literal in direct.overleg.items():
                if o.overleg == item.id:
                    for p in o.people:
                        held[p, o.half_day] = held[p, o.half_day] + literal
            pairs.append((old, dict(held)))
    return pairs


def _group_pairs(direct: DirectModel, before: WeekPlan, both: set[str]) -> list[tuple[set[object], Facts]]:
    pairs: list[tuple[set[object], Facts]] = []
    old_people: dict[tuple[str, str], set[object]] = defaultdict(set)
    old_members: dict[tuple[str, str], set[object]] = defaultdict(set)
    for g in before.groups:
        if g.arrangement in both:
            old_people[g.arrangement, g.id].update((p, g.half_day) for p in (g.leader, *g.co_leaders))
            old_members[g.arrangement, g.id].update(g.members)
    groups = direct.groups
    now = [(a, group) for a, own in groups.by_arrangement.items() if a in both for group in own]
    for arrangement, group in dict.fromkeys([*old_people, *now]):
        if (arrangement, group) not in now:
            pairs += [(old_people[arrangement, group], {}), (old_members[arrangement, group], {})]
            continue
        new: Facts = defaultdict(lambda: constant(0))
        for lead, literal in groups.leads.items():
            if lead.session.group == group:
                fact = (lead.begeleider, lead.session.half_day)
                new[fact] = new[fact] + literal
        pairs.append((old_people[arrangement, group], dict(new)))
        seats: Facts = defaultdict(lambda: constant(0))
        for seat, literal in groups.seats.items():
            if seat.group == group:
                seats[seat.leerling] = seats[seat.leerling] + literal
        pairs.append((old_members[arrangement, group], dict(seats)))
    return pairs


def _per_mille_value(direct: DirectModel, key: StageKey) -> tuple[LinearExpr, int]:
    del direct
    return constant(0), 1000 if key is not StageKey.BALANCE else 2000


def _servable(direct: DirectModel) -> set[str]:
    """Return requests for which somebody has expertise, kring and a common half day, clocks ignored."""
    options = direct.options
    found = set()
    for d in options.own:
        h, hours = d.hulpvraag, options.eligibility.hours_for(d.hulpvraag)
        days = {k for k in options.half_days if k in h.half_days and (hours is None or k in hours)}
        if any(options.eligibility.may_visit(b, h) and days & set(b.availability) for b in options.region.begeleiders):
            found.add(h.id)
    return found


def _fairness(group_of: Callable[[DirectModel, Demand], str | None]) -> Callable[[DirectModel, IntVar], None]:
    def add(direct: DirectModel, share: IntVar) -> None:
        servable = _servable(direct)
        groups: dict[str, list[Demand]] = defaultdict(list)
        for d in direct.options.own:
            group = group_of(direct, d)
            if group is not None and d.hulpvraag.id in servable:
                groups[group].append(d)
        for members in groups.values():
            demand = sum(d.minutes for d in members)
            served = total(d.hulpvraag.minutes * visit_count(direct, d) for d in members)
            direct.model.add(1000 * (demand - served) <= demand * share)

    return add


def _balance(direct: DirectModel, share: IntVar) -> None:
    for b in direct.options.region.begeleiders:
        if b.institute is None and b.contract_minutes > 0:
            direct.model.add(1000 * direct.working_minutes(b.id) <= b.contract_minutes * share)


def _schools_unserved(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    schools: dict[str, list[IntVar]] = defaultdict(list)
    for d in direct.options.own:
        if d.hulpvraag.school is not None:
            schools[d.hulpvraag.school] += [direct.visits[v] for v in direct.visits_of(d.hulpvraag.id)]
    flags: list[LinearExpr] = []
    for school, visits in schools.items():
        unserved = direct.model.new_bool_var(f"unserved|{school}")
        direct.model.add_bool_or([*visits, unserved])
        if direct.inside is not Inside.ROUTES:  # there only what is minimised is read, and this would burden it
            for made in visits:
                direct.model.add_implication(made, unserved.negated())
        flags.append(unserved)
    return total(flags), len(schools)


def _preferred_missed(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    missed = [
        served
        for (hulpvraag, b), served in direct.serves.items()
        if (wanted := direct.options.index.hulpvragen[hulpvraag].preferred) and b not in wanted
    ]
    return total(missed), len(missed)


def _travel(direct: DirectModel, _: StageKey) -> tuple[LinearExpr, int]:
    terms = [term for tour in direct.tours.values() for term in tour.minutes(tuple(LegKind))]
    return total(terms), sum(tour.most_minutes for tour in direct.tours.values())


_PER_MILLE: dict[StageKey, Callable[[DirectModel, IntVar], None]] = {
    StageKey.FAIRNESS_KRING: _fairness(lambda m, d: m.options.index.kring_of(d.hulpvraag)),
    StageKey.FAIRNESS_BESTUUR: _fairness(lambda m, d: m.options.index.bestuur_of(d.hulpvraag)),
    StageKey.BALANCE: _balance,
}

_STAGES: dict[StageKey, Callable[[DirectModel, StageKey], tuple[LinearExpr, int]]] = {
    StageKey.OVERLEG_MISSED: _overleg_missed,
    StageKey.RUNNING_BROKEN: _running_broken,
    StageKey.UNMET_URGENT: _unmet,
    StageKey.UNMET_NORMAL: _unmet,
    StageKey.UNMET_LOW: _unmet,
    StageKey.BUDGET_OVERRUN: _budget_overrun,
    StageKey.OUTSIDE_KRING: _outside_kring,
    StageKey.CHANGES: _changes,
    StageKey.FAIRNESS_KRING: _per_mille_value,
    StageKey.FAIRNESS_BESTUUR: _per_mille_value,
    StageKey.SCHOOLS_UNSERVED: _schools_unserved,
    StageKey.PREFERRED_MISSED: _preferred_missed,
    StageKey.TRAVEL: _travel,
    StageKey.BALANCE: _per_mille_value,
}
