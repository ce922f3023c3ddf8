"""Parts of the week that methods can express: the whole, the visits, and what routing engines know.

Every method that measures itself on a part gets the same region, and the project's own checker judges every plan of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from enum import StrEnum

from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.clock import Window
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.region import Region
from optimizer.domain.school import Hours, School
from optimizer.domain.vocabulary import STAGES, StageKey, Target

WIDE_CONTRACT = 2_400
"""Minutes of a contract that never binds: five half days with their administration take less."""
EVERYWHERE = 20
"""Places in a half day that never bind."""
NEVER = HalfDay.WO_MIDDAG
"""When nobody works in the single visits."""
NOON = (710, 780)
"""End of mornings and start of afternoons in the single visits: 11:50, the first end of a school, and 13:00."""
TIGHTNESS = 0.8
"""Minutes of visits asked per minute of windows in the single visits: more than can be served, as in real weeks."""
FIRST_STAGES = (
    StageKey.OVERLEG_MISSED,
    StageKey.RUNNING_BROKEN,
    StageKey.UNMET_URGENT,
    StageKey.UNMET_NORMAL,
    StageKey.UNMET_LOW,
    StageKey.TRAVEL,
)


class Part(StrEnum):
    """A part of the week."""

    WEEK = "week"
    VISITS = "visits"
    ROUTING = "routing"


SAID: dict[Part, str] = {
    Part.WEEK: "the whole week: every rule and all stages in the policy's order",
    Part.VISITS: (
        "the visits, with every rule about them (continuity, spread, contract, places a half day, one caller per IB, "
        "the midday journey, hard budgets); no groups, overleg or published plan; travel right after the unmet stages"
    ),
    Part.ROUTING: (
        "single visits: one visit a hulpvraag, by anybody eligible; a begeleider's mornings and afternoons are two "
        "people, so a day is one half day; the school hours of Monday hold all week, with one noon for all and no "
        "Wednesday afternoon; contract, places a half day and IB hours do not bind; instead half days are "
        "left out until 8 minutes of visits are asked per 10 minutes of windows; travel right after the unmet stages"
    ),
}


def part_of(region: Region, part: Part, seed: int) -> Region:
    """Return the region reduced to a part."""
    return _REDUCE[part](region, seed)


def _week(region: Region, _: int) -> Region:
    return region


def _visits(region: Region, _: int) -> Region:
    """Keep what concerns visits."""
    return _travel_next(region).model_copy(
        update={
            "hulpvragen": tuple(h.model_copy(update={"leerling": None}) for h in region.hulpvragen),
            "arrangementen": (),
            "leerlingen": (),
            "overleggen": (),
            "pins": (),
            "previous": None,
            "budgets": tuple(b for b in region.budgets if b.hard),
        }
    )


def _routing(region: Region, seed: int) -> Region:
    """Keep single visits without continuity, in half days that have nothing to do with each other."""
    rng = random.Random(f"{seed}:{region.id}:half-days")
    halves = {b.id: _halves(b) for b in region.begeleiders}
    people = [half for found in halves.values() for half in found]
    hulpvragen = tuple(
        _single(d.hulpvraag).model_copy(
            update={
                "priority": d.priority,
                "forbidden": tuple(half.id for b in d.hulpvraag.forbidden for half in halves[b]),
            }
        )
        for d in active_hulpvragen(region)
    )
    visits = _visits(region, seed)
    asked = sum(h.minutes for h in hulpvragen) / TIGHTNESS
    given = sum(w.minutes for b in people for w in b.availability.values())
    return visits.model_copy(
        update={
            "hulpvragen": hulpvragen,
            "begeleiders": tuple(_thinned(b, min(1.0, asked / given), rng) for b in people),
            "schools": tuple(_same_days(s) for s in region.schools),
            "budgets": (),
        }
    )


_REDUCE: dict[Part, Callable[[Region, int], Region]] = {
    Part.WEEK: _week,
    Part.VISITS: _visits,
    Part.ROUTING: _routing,
}


def _travel_next(region: Region) -> Region:
    """Return the region with travel as the stage after the unmet ones: what every method of a part can look at."""
    stages = (*FIRST_STAGES, *(key for key in STAGES if key not in FIRST_STAGES))
    return region.model_copy(update={"policy": region.policy.model_copy(update={"stages": stages})})


def _single(h: Hulpvraag) -> Hulpvraag:
    """Return a request for one visit this week, in its class, by anybody eligible."""
    mornings_only = all(half_day.is_morning for half_day in h.half_days)
    return h.model_copy(
        update={
            "visits": 1,
            "visits_left": None,
            "every_weeks": 1,
            "last_visit": None,
            "first_contact_by": None,
            "half_days": tuple(d for d in HALF_DAYS if d.is_morning) if mornings_only else HALF_DAYS,
            "target": Target.TEACHER if h.target is Target.IB else h.target,
            "current": None,
            "preferred": (),
            "leerling": None,
        }
    )


def _same_days(school: School) -> School:
    """Return a school whose Monday hours hold on all days, with one noon for all; Wednesday afternoons are free."""
    hours = FrozenDict(
        {h: _cut(school.hours[_monday(h)], h) for h in HALF_DAYS if h is not NEVER and _monday(h) in school.hours}
    )
    return school.model_copy(update={"hours": hours, "ib_hours": hours})


def _cut(window: Window, half_day: HalfDay) -> Window:
    """Return the part of a window before noon, or after it.

    So a request has one clock window in mornings and afternoons together: who comes makes the difference, and an
    engine with one window per client says the same as one with many.
    """
    if half_day.is_morning:
        return Window(start=window.start, end=min(window.end, NOON[0]))
    return Window(start=max(window.start, NOON[1]), end=window.end)


def _monday(half_day: HalfDay) -> HalfDay:
    return HalfDay.MA_OCHTEND if half_day.is_morning else HalfDay.MA_MIDDAG


def _halves(b: Begeleider) -> tuple[Begeleider, ...]:
    """Return a begeleider's mornings and afternoons as two people."""
    found = []
    for morning, suffix in ((True, "o"), (False, "m")):
        windows: dict[HalfDay, Window] = {
            h: _cut(w, h) for h, w in b.availability.items() if h.is_morning is morning and h is not NEVER
        }
        if windows:
            change = {
                "id": f"{b.id}{suffix}",
                "availability": FrozenDict(windows),
                "contract_minutes": WIDE_CONTRACT,
                "reserved_minutes": 0,
                "max_schools_per_half_day": EVERYWHERE,
            }
            found.append(b.model_copy(update=change))
    return tuple(found)


def _thinned(b: Begeleider, share: float, rng: random.Random) -> Begeleider:
    """Return a begeleider with a share of the half days, rounded by lot, one at least."""
    count = share * len(b.availability)
    kept = max(1, int(count) + (rng.random() < count - int(count)))
    days = rng.sample(sorted(b.availability, key=lambda h: h.order), kept)
    hours: Hours = FrozenDict({h: b.availability[h] for h in sorted(days, key=lambda h: h.order)})
    return b.model_copy(update={"availability": hours})
