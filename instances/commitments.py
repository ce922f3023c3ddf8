"""Meetings and running groups of a greedy plan: they go in first, at their own half days."""

from __future__ import annotations

from instances.groups import admissible_for_host
from instances.roster import Roster
from instances.timing import Task
from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.demand import active_arrangementen, active_overleggen, runs_on
from optimizer.domain.half_day import HalfDay
from optimizer.domain.overleg import Overleg
from optimizer.domain.places import school_place
from optimizer.domain.plan import Group, OverlegSlot
from optimizer.domain.vocabulary import StopKind


def _room(roster: Roster, host: str, half_day: HalfDay, start: int, minutes: int) -> bool:
    """Tell whether a host is open at that time and has a room left."""
    school = roster.index.schools[host]
    hours = school.hours.get(half_day)
    free = school.rooms.get(half_day, 0) - roster.rooms_used[host, half_day]
    return hours is not None and hours.holds(start, start + minutes) and free > 0


def _together(roster: Roster, people: tuple[str, ...], task: Task, half_day: HalfDay, start: int) -> bool:
    """Put a stop into the half day of all people, or of none."""
    done: list[str] = []
    for b in people:
        window = roster.index.begeleiders[b].availability.get(half_day)
        if (
            half_day in roster.closed
            or window is None
            or not window.holds(start, start + task.minutes)
            or not roster.occupy(b, task, half_day)
        ):
            for other in done:
                roster.vacate(other, task, half_day)
            return False
        done.append(b)
    return True


def _stop(roster: Roster, kind: StopKind, item: str, host: str, half_day: HalfDay, start: int, minutes: int) -> Task:
    return Task(
        kind,
        item,
        roster.number[school_place(host)],
        minutes,
        {half_day: ((start, start + minutes),)},
        counts=kind is StopKind.SESSION,
    )


def hold(roster: Roster) -> tuple[OverlegSlot, ...]:
    """Put every meeting of the week in at the first half day, start and host where all can be."""
    return tuple(slot for o in active_overleggen(roster.region, roster.week) if (slot := _hold_one(roster, o)))


def _hold_one(roster: Roster, overleg: Overleg) -> OverlegSlot | None:
    schools, people = roster.index.schools, overleg.participants
    for half_day in overleg.half_days:
        for start in roster.region.policy.starts_in(half_day):
            span = (start, start + overleg.minutes)
            ibs = all(
                half_day in schools[s].ib_hours and schools[s].ib_hours[half_day].holds(*span) for s in people.ibs
            )
            clash = any(a < span[1] and span[0] < b for s in people.ibs for a, b in roster.ib_meets[s, half_day])
            if half_day in roster.closed or not ibs or clash:
                continue
            for host in overleg.hosts:
                if not _room(roster, host, half_day, start, overleg.minutes):
                    continue
                task = _stop(roster, StopKind.OVERLEG, overleg.id, host, half_day, start, overleg.minutes)
                if _together(roster, people.begeleiders, task, half_day, start):
                    roster.rooms_used[host, half_day] += 1
                    for school in people.ibs:
                        roster.ib_meets[school, half_day].append(span)
                    return OverlegSlot(id=overleg.id, host=host, half_day=half_day, start=start)
    return None


def open_running(roster: Roster) -> tuple[Group, ...]:
    """Open every running group that can go on as it runs; the others stay closed."""
    found = []
    for a in active_arrangementen(roster.region, roster.week):
        group = _open_one(roster, a) if a.running is not None else None
        if group is not None:
            found.append(group)
    return tuple(found)


def _qualified(roster: Roster, a: Groepsarrangement) -> bool:
    """Tell whether the running leader and co-leaders may lead at the running host."""
    running = a.running
    if running is None or len(running.co_leaders) != len(a.co_leaders):
        return False
    kring = roster.index.schools[running.host].kring
    leaders = [roster.index.begeleiders[b] for b in (running.leader, *running.co_leaders)]
    return all(
        b.institute is None and kring in b.kringen and e in b.expertise
        for b, e in zip(leaders, (a.expertise, *a.co_leaders), strict=True)
    )


def _open_one(roster: Roster, a: Groepsarrangement) -> Group | None:
    running = a.running
    if running is None or not _qualified(roster, a) or running.host not in a.hosts or a.max_groups < 1:
        return None
    half_day = running.half_day
    if half_day not in a.half_days or not runs_on(a, roster.week, half_day):
        return None
    leerlingen = roster.index.leerlingen
    members = [
        m
        for m in dict.fromkeys((*running.members, *a.candidates))
        if m in a.candidates
        and (m, half_day) not in roster.in_group
        and admissible_for_host(a, leerlingen[m], running.host, roster.region, roster.matrix)
    ][: a.size.max]
    if len(members) < a.size.min:
        return None
    for start in roster.region.policy.starts_in(half_day):
        if not _room(roster, running.host, half_day, start, a.minutes):
            continue
        group = f"{a.id}#1"
        task = _stop(roster, StopKind.SESSION, group, running.host, half_day, start, a.minutes)
        if _together(roster, (running.leader, *running.co_leaders), task, half_day, start):
            roster.rooms_used[running.host, half_day] += 1
            roster.in_group |= {(m, half_day) for m in members}
            return Group(
                id=group,
                arrangement=a.id,
                host=running.host,
                half_day=half_day,
                start=start,
                leader=running.leader,
                co_leaders=running.co_leaders,
                members=tuple(sorted(members)),
            )
    return None
