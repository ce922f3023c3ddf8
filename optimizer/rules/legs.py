"""Legs of a week plan that are not what the matrix tells; part of the rule `witness`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.plan import Leg
from optimizer.domain.vocabulary import RuleKey
from optimizer.rules.view import WeekView
from optimizer.rules.work import Journey

KEY = RuleKey.WITNESS


def wrong_legs(view: WeekView) -> Iterator[Violation]:
    """Yield every tour with too many or too few legs, and every leg that differs from the journey it records.

    One leg per step base, stops in order, base; 0 minutes and metres at the same place, else those of the matrix for
    the begeleider's mode; kind `home` for first and last, `midday` between the last morning and the first afternoon
    stop, else `between`. A leg that nobody can travel is judged by `half-day-time`; tours with stops that lead nowhere,
    and days given twice, are judged by what is wrong with these.
    """
    tours = Counter((tour.begeleider, tour.day) for tour in view.plan.tours)
    for tour in view.plan.tours:
        day = (tour.begeleider, tour.day)
        resolved = len(view.days.get(day, ())) == len(tour.stops)
        if tour.begeleider not in view.index.begeleiders or tours[day] > 1 or not resolved:
            continue
        journeys = view.journeys.get(day, ())
        if len(tour.legs) == len(journeys):
            for leg, journey in zip(tour.legs, journeys, strict=True):
                yield from _differing(tour.begeleider, leg, journey)
        else:
            yield Violation(
                rule=KEY,
                items=(tour.day.value,),
                begeleider=tour.begeleider,
                found=len(tour.legs),
                limit=len(journeys),
            )


def _differing(begeleider: str, leg: Leg, journey: Journey) -> Iterator[Violation]:
    work = journey.before or journey.after
    half_day = None if work is None else work.half_day
    route = f"{journey.origin} > {journey.destination}"
    facts: list[tuple[int | str, int | str | None]] = [
        (f"{leg.origin} > {leg.destination}", route),
        (leg.kind.value, journey.kind.value),
    ]
    if not journey.known:
        yield Violation(rule=KEY, items=(route,), begeleider=begeleider, half_day=half_day, found=route)
    elif journey.minutes is not None:
        facts += [(leg.minutes, journey.minutes), (leg.metres, journey.metres)]
    for found, limit in facts:
        if found != limit:
            yield Violation(
                rule=KEY, items=(route,), begeleider=begeleider, half_day=half_day, found=found, limit=limit
            )
