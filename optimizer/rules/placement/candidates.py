"""Which schools a leerling may go to: those that answer to a rung and to every hard rule but the place itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from optimizer.domain.leerling import Leerling
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import Condition, PlacementRule
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.domain.vocabulary import Rung
from optimizer.rules.placement import admission, denomination, newcomer, offer, pins, rung, travel_limit
from optimizer.rules.placement.answering import admission_needed, rung_of
from optimizer.rules.placement.facts import Facts, Misfit

Fit = Callable[[Facts, Leerling, School], Misfit | None]
"""Returns why a leerling may not go to a school."""

FITS: dict[PlacementRule, Fit] = {
    rule.KEY: rule.misfit for rule in (rung, denomination, admission, newcomer, travel_limit, offer, pins)
}
"""The rules about one leerling and one school."""


class Seat(NamedTuple):
    """A leerling at a school, as the definitions have it."""

    rung: Rung
    number: int
    """Position of the rung in the own list, from 1; 0 when it is not in it."""
    wish: int
    minutes: int | None
    metres: int | None
    conditions: tuple[Condition, ...]
    """Without `SUPPORT_MISSING`, which depends on what others are given."""


def may_go(facts: Facts, leerling: Leerling, school: School) -> bool:
    """Tell whether a school answers to a rung and to every hard rule but the place."""
    return all(misfit(facts, leerling, school) is None for misfit in FITS.values())


def seat(facts: Facts, leerling: Leerling, school: School) -> Seat | None:
    """Return a leerling at a school, whether it may go there or not; nothing when it answers to no rung at all."""
    found = rung_of(facts.homes, leerling, school)
    if found is None:
        return None
    own, wishes = facts.homes.own_list(leerling), facts.homes.preferences(leerling)
    journey, conditions = facts.journey(leerling, school), []
    granted = leerling.admission
    if admission_needed(found, school) is not None and granted is not None and granted.pending:
        conditions.append(Condition.ADMISSION_PENDING)
    if travel_limit.beyond(leerling, journey):
        conditions.append(Condition.TRAVEL_WAIVED)
    return Seat(
        rung=found,
        number=own.index(found) + 1 if found in own else 0,
        wish=wishes.index(school.id) if school.id in wishes else len(wishes),
        minutes=journey.minutes,
        metres=journey.metres,
        conditions=tuple(conditions),
    )


def possible(region: Region, leerling: Leerling, matrix: TravelMatrix) -> tuple[str, ...]:
    """Return the schools that answer to a rung and to every hard rule except the place, in the region's order.

    Parameters
    ----------
    region : Region
        The region, valid in itself.
    leerling : Leerling
        One of its leerlingen; who does not ask may go nowhere.
    matrix : TravelMatrix
        Travel; a place that it does not know cannot be reached.
    """
    return Candidates(Facts(region, matrix)).of(leerling)


class Candidates(NamedTuple):
    """The same for many leerlingen of one region."""

    facts: Facts

    def of(self, leerling: Leerling) -> tuple[str, ...]:
        """Return the schools that a leerling may go to."""
        if leerling.kind is None:
            return ()
        return tuple(school.id for school in self.facts.region.schools if may_go(self.facts, leerling, school))
