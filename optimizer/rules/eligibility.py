"""Who may do what, where and when: the predicates that several rules and stages need.

Written for the rules alone. Models have their own, so that a mistake in one is found by the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import open_half_days
from optimizer.domain.clock import Window
from optimizer.domain.demand import active_arrangementen, runs_on
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.leerling import Leerling
from optimizer.domain.matrix import TravelMatrix, UnknownPlaceError
from optimizer.domain.places import school_place, start_place
from optimizer.domain.policy import Policy
from optimizer.domain.school import School
from optimizer.domain.vocabulary import Mode, NeighbourPolicy, Target


def has_expertise_for(policy: Policy, begeleider: Begeleider, hulpvraag: Hulpvraag) -> bool:
    """Tell whether expertise, role for the level, and institute fit, and the begeleider is not refused."""
    return (
        hulpvraag.expertise in begeleider.expertise
        and begeleider.role in policy.levels.get(hulpvraag.level, ())
        and begeleider.institute == hulpvraag.institute
        and begeleider.id not in hulpvraag.forbidden
    )


def serves_kring(index: RegionIndex, begeleider: Begeleider, kring: str) -> bool:
    """Tell whether a begeleider serves a kring; a neighbour of a listed one only where the policy prices that."""
    if kring in begeleider.kringen:
        return True
    if index.region.policy.neighbours is not NeighbourPolicy.PRICE:
        return False
    return any(kring in index.kringen[own].neighbours for own in begeleider.kringen if own in index.kringen)


def may_serve(index: RegionIndex, begeleider: Begeleider, hulpvraag: Hulpvraag) -> bool:
    """Tell whether both `expertise` and `kring` let a begeleider visit for a request."""
    return has_expertise_for(index.region.policy, begeleider, hulpvraag) and serves_kring(
        index, begeleider, index.kring_of(hulpvraag)
    )


def may_lead(index: RegionIndex, begeleider: Begeleider, expertise: str, host: School) -> bool:
    """Tell whether a begeleider of the SWV itself may lead or co-lead a group at a host for an expertise."""
    return (
        begeleider.institute is None
        and expertise in begeleider.expertise
        and serves_kring(index, begeleider, host.kring)
    )


def school_windows(index: RegionIndex, hulpvraag: Hulpvraag, half_day: HalfDay) -> Iterator[Window | None]:
    """Yield the windows of request and school that bind a visit in a half day; `None` where it is closed.

    An IB visit is bound by the hours of the intern begeleider instead of the school's; a request at a location
    by its own window only.
    """
    if hulpvraag.window is not None:
        yield hulpvraag.window
    if hulpvraag.school is not None:
        school = index.schools[hulpvraag.school]
        hours = school.ib_hours if hulpvraag.target is Target.IB else school.hours
        yield hours.get(half_day)


def common_minutes(index: RegionIndex, begeleider: Begeleider, hulpvraag: Hulpvraag, half_day: HalfDay) -> int:
    """Return the minutes that begeleider, request and school have in common in a half day, at least 0."""
    start, end = 0, 24 * 60
    for window in (begeleider.availability.get(half_day), *school_windows(index, hulpvraag, half_day)):
        if window is None:
            return 0
        start, end = max(start, window.start), min(end, window.end)
    return max(0, end - start)


def has_common_half_day(
    index: RegionIndex, half_days: Iterable[HalfDay], begeleider: Begeleider, hulpvraag: Hulpvraag
) -> bool:
    """Tell whether begeleider, request and school (IB) share one of the open half days; clocks are ignored."""
    return any(
        half_day in hulpvraag.half_days
        and half_day in begeleider.availability
        and None not in school_windows(index, hulpvraag, half_day)
        for half_day in half_days
    )


def can_be_served(index: RegionIndex, half_days: Iterable[HalfDay], hulpvraag: Hulpvraag) -> bool:
    """Tell whether some begeleider has expertise, kring and one common open half day with a request."""
    return any(
        may_serve(index, begeleider, hulpvraag) and has_common_half_day(index, half_days, begeleider, hulpvraag)
        for begeleider in index.region.begeleiders
    )


def session_half_days(index: RegionIndex, arrangement: Groepsarrangement, week: str) -> tuple[HalfDay, ...]:
    """Return the half days that are open, allowed by an arrangement, and within its dates."""
    return tuple(
        half_day
        for half_day in open_half_days(index.region.calendar, week)
        if half_day in arrangement.half_days and runs_on(arrangement, week, half_day)
    )


def within_band(arrangement: Groepsarrangement, leerling: Leerling) -> bool:
    """Tell whether the leerjaar lies in the band; without a band all do, with one an unknown leerjaar does not."""
    return not arrangement.leerjaren or leerling.leerjaar in arrangement.leerjaren


def within_supports(arrangement: Groepsarrangement, leerling: Leerling) -> bool:
    """Tell whether the arrangement answers every need of the leerling."""
    return all(need.expertise in arrangement.supports for need in leerling.needs)


def minutes_or_none(matrix: TravelMatrix, mode: Mode, origin: str, destination: str) -> int | None:
    """Return minutes of travel; `None` when unreachable or when the matrix does not know the place."""
    try:
        return matrix.minutes(mode, origin, destination)
    except UnknownPlaceError:
        return None


def journey_to(index: RegionIndex, matrix: TravelMatrix, leerling: Leerling, host: School) -> int | None:
    """Return the minutes of a leerling from home (else school) to a host; `None` when there is no known way."""
    start = start_place(leerling, index.region)
    return None if start is None else minutes_or_none(matrix, leerling.mode, start, school_place(host.id))


def journey_limit(arrangement: Groepsarrangement, leerling: Leerling) -> int:
    """Return the most minutes a leerling may travel to a group: the arrangement's limit and its own, if not waived."""
    if leerling.max_travel_minutes is None or leerling.travel_waived:
        return arrangement.max_travel_minutes
    return min(arrangement.max_travel_minutes, leerling.max_travel_minutes)


def _can_host(index: RegionIndex, arrangement: Groepsarrangement, host: School, half_days: tuple[HalfDay, ...]) -> bool:
    """Tell whether, other items ignored, host and a leader share a session start in one of the half days."""
    leaders = [b for b in index.region.begeleiders if may_lead(index, b, arrangement.expertise, host)]
    for half_day in half_days:
        hours = host.hours.get(half_day)
        if hours is None or host.rooms.get(half_day, 1) < 1:
            continue
        windows = [b.availability[half_day] for b in leaders if half_day in b.availability]
        for start in index.region.policy.starts_in(half_day):
            end = start + arrangement.minutes
            if hours.holds(start, end) and any(window.holds(start, end) for window in windows):
                return True
    return False


def admissible_pairs(index: RegionIndex, matrix: TravelMatrix, week: str) -> dict[str, tuple[str, ...]]:
    """Return the admissible candidates of every active arrangement, in the order of its list.

    Admissible: in the band, needs within `supports`, and one half day within the dates in which some host, of the
    arrangement's kringen and within both travel limits, is open with a room for a session that a begeleider who may
    lead it can give from one of the session starts. Other items are ignored.
    """
    found = {}
    for arrangement in active_arrangementen(index.region, week):
        half_days = session_half_days(index, arrangement, week)
        named = [index.schools[h] for h in arrangement.hosts if h in index.schools]
        hosts = [h for h in named if h.kring in arrangement.kringen and _can_host(index, arrangement, h, half_days)]
        admitted = []
        for leerling in (index.leerlingen[c] for c in dict.fromkeys(arrangement.candidates) if c in index.leerlingen):
            if within_band(arrangement, leerling) and within_supports(arrangement, leerling):
                limit = journey_limit(arrangement, leerling)
                journeys = (journey_to(index, matrix, leerling, host) for host in hosts)
                if any(minutes is not None and minutes <= limit for minutes in journeys):
                    admitted.append(leerling.id)
        found[arrangement.id] = tuple(admitted)
    return found
