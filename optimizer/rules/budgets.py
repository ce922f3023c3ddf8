"""Visit minutes that count in a budget; for the rule `budget` and the stage `budget_overrun`."""

from __future__ import annotations

from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.organisation import Budget
from optimizer.domain.vocabulary import PayerKind
from optimizer.rules.view import WeekView


def used(view: WeekView, budget: Budget) -> tuple[int, tuple[str, ...]]:
    """Return the visit minutes that count in a budget, without administration, and the hulpvragen they are of.

    A visit counts in every budget that matches: expertise equal (a budget without one takes all), and the payer is the
    school's bestuur, the kring of the school or location, or the SWV.
    """
    minutes, items = 0, []
    for item, visits in view.visits.items():
        if _matches(view, budget, visits[0].hulpvraag):
            minutes += sum(visit.minutes for visit in visits)
            items.append(item)
    return minutes, tuple(sorted(items))


def _matches(view: WeekView, budget: Budget, hulpvraag: Hulpvraag) -> bool:
    if budget.expertise is not None and budget.expertise != hulpvraag.expertise:
        return False
    if budget.payer.kind is PayerKind.BESTUUR:
        return budget.payer.id is not None and view.index.bestuur_of(hulpvraag) == budget.payer.id
    if budget.payer.kind is PayerKind.KRING:
        return view.index.kring_of(hulpvraag) == budget.payer.id
    return True
