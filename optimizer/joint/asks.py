"""What placements may ask of the week: support requests at every place that is still open, and seats in groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from optimizer.domain.index import RegionIndex
from optimizer.domain.joint import asked_minutes, support_request
from optimizer.placement.support.supply import REGULAR, fits
from optimizer.week.eligibility import Eligibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from optimizer.domain.arrangement import Groepsarrangement
    from optimizer.domain.hulpvraag import Hulpvraag
    from optimizer.domain.leerling import Leerling
    from optimizer.domain.placement import Placement
    from optimizer.domain.region import Region
    from optimizer.domain.school import School
    from optimizer.joint.ground import Ground

SEPARATOR = "/"
"""Between the id of a support request and the school at which it would be, inside the model: no id holds it."""


@dataclass(frozen=True)
class Ask:
    """A need of a leerling at a place, and the request it would be."""

    arc: int
    expertise: str
    minutes: int
    """Over the starting period."""
    request: Hulpvraag
    """Its id names the school too, since the model knows all places at once."""


@dataclass(frozen=True)
class Asks:
    """What the places that are still open may ask of the week.

    Attributes
    ----------
    ground
        Where everybody may go.
    within
        Outcomes at which begeleiders are looked for; null is all.
    """

    ground: Ground
    within: frozenset[int] | None = None

    @cached_property
    def asking(self) -> dict[int, Mapping[str, int]]:
        """By outcome at a school that is regular for support: minutes over the period by expertise."""
        weeks = self.ground.region.policy.placement.starting_period_weeks
        found: dict[int, Mapping[str, int]] = {}
        for person, leerling in enumerate(self.ground.arcs.table.leerlingen):
            asked = {e: minutes * weeks for e, minutes in asked_minutes(leerling).items()}
            for arc in self.ground.open(person) if asked else ():
                school = self.ground.school(arc)
                if school is not None and school.kind in REGULAR:
                    found[arc] = asked
        return found

    @cached_property
    def visits(self) -> tuple[Ask, ...]:
        """Every need at every place, as a request."""
        return tuple(
            Ask(arc, expertise, minutes, self._request(arc, expertise))
            for arc, asked in self.asking.items()
            if self.within is None or arc in self.within
            for expertise, minutes in asked.items()
        )

    @cached_property
    def elsewhere(self) -> dict[tuple[str, str], tuple[int, tuple[int, ...]]]:
        """Needs at places beyond `within`, by support request and begeleider: minutes of a visit, outcomes."""
        if self.within is None:
            return {}
        eligibility = Eligibility(RegionIndex(self.ground.region))
        found: dict[tuple[str, str], list[int]] = {}
        minutes: dict[str, int] = {}
        for arc, asked in self.asking.items():
            if arc in self.within:
                continue
            for expertise in asked:
                request = support_request(self.ground.region, self.ground.leerling(arc), expertise, self._school(arc))
                minutes[request.id] = request.minutes
                for b in self.ground.region.begeleiders:
                    if eligibility.may_visit(b, request):
                        found.setdefault((request.id, b.id), []).append(arc)
        return {(need, b): (minutes[need], tuple(arcs)) for (need, b), arcs in found.items()}

    def _request(self, arc: int, expertise: str) -> Hulpvraag:
        school = self._school(arc)
        asked = support_request(self.ground.region, self.ground.leerling(arc), expertise, school)
        return asked.model_copy(update={"id": f"{asked.id}{SEPARATOR}{school.id}"})

    def _school(self, arc: int) -> School:
        school = self.ground.school(arc)
        if school is None:
            raise LookupError("no place asks nothing")
        return school

    @cached_property
    def seats(self) -> dict[tuple[str, int], tuple[int, ...]]:
        """By arrangement and leerling (number): the outcomes from which a seat gives support."""
        found: dict[tuple[str, int], list[int]] = {}
        for arrangement in self.ground.region.arrangementen:
            for arc in self.asking:
                if takes(arrangement, self.ground.leerling(arc), self._school(arc), self.ground.region):
                    found.setdefault((arrangement.id, int(self.ground.arcs.owner[arc])), []).append(arc)
        return {key: tuple(arcs) for key, arcs in found.items()}

    @cached_property
    def guests(self) -> frozenset[tuple[str, str]]:
        """Arrangement and leerling, of those who are no candidates of the region itself."""
        own = {(a.id, c) for a in self.ground.region.arrangementen for c in a.candidates}
        people = self.ground.arcs.table.leerlingen
        return frozenset((a, people[p].id) for a, p in self.seats if (a, people[p].id) not in own)

    @cached_property
    def region(self) -> Region:
        """The region with everything that may be asked."""
        return _with(self.ground.region, tuple(ask.request for ask in self.visits), sorted(self.guests))


def takes(arrangement: Groepsarrangement, leerling: Leerling, school: School, region: Region) -> bool:
    """Tell whether an arrangement supports a leerling who is placed at a school."""
    return (
        school.kring in arrangement.kringen
        and all(need.expertise in arrangement.supports for need in leerling.needs)
        and fits(arrangement, leerling, region)
    )


def activated(region: Region, placements: tuple[Placement, ...]) -> Region:
    """Return the region with what these placements ask of its week; source: docs/joint.md."""
    leerlingen = {p.id: p for p in region.leerlingen}
    schools = {s.id: s for s in region.schools}
    requests: list[Hulpvraag] = []
    guests: list[tuple[str, str]] = []
    for placement in placements:
        leerling, school = leerlingen[placement.leerling], schools[placement.school]
        asked = asked_minutes(leerling) if school.kind in REGULAR else {}
        requests += [support_request(region, leerling, expertise, school) for expertise in asked]
        if asked:
            taking = (a for a in region.arrangementen if takes(a, leerling, school, region))
            guests += [(a.id, leerling.id) for a in taking if leerling.id not in a.candidates]
    return _with(region, tuple(requests), guests)


def need_of(request: str) -> str:
    """Return the support request that a request of the model is, without its school."""
    return request.rpartition(SEPARATOR)[0]


def _with(region: Region, requests: tuple[Hulpvraag, ...], guests: Iterable[tuple[str, str]]) -> Region:
    more: dict[str, list[str]] = {}
    for arrangement, leerling in guests:
        more.setdefault(arrangement, []).append(leerling)
    arrangementen = tuple(
        a.model_copy(update={"candidates": (*a.candidates, *more[a.id])}) if a.id in more else a
        for a in region.arrangementen
    )
    return region.model_copy(update={"hulpvragen": (*region.hulpvragen, *requests), "arrangementen": arrangementen})


__all__ = ["Ask", "Asks", "activated", "need_of", "takes"]
