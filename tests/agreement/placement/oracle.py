"""Every assignment of a tiny region tried: the best stage vector, and all assignments that reach it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from optimizer.domain.leerling import Leerling
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import PLACEMENT_STAGES, UNPLACED_STAGE, PlacementStage
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LeerlingKind, SchoolKind
from optimizer.rules.placement.candidates import Candidates, Seat, seat
from optimizer.rules.placement.clock import urgency
from optimizer.rules.placement.facts import Facts
from tests.agreement.placement.support import LeastMissing

Assignment = tuple[str | None, ...]
"""School of every asking leerling, in the region's order; none is no place."""
_REGULAR = {SchoolKind.BO, SchoolKind.HYBRID, SchoolKind.NEWCOMERS}


class Best(NamedTuple):
    """The lexicographically best stages, and who goes where in every way to reach them."""

    stages: dict[PlacementStage, int]
    assignments: frozenset[Assignment]


class Oracle:
    """Tries everything."""

    def __init__(self, region: Region, matrix: TravelMatrix) -> None:
        self.facts = Facts(region, matrix)
        self.asking = tuple(self.facts.asking.values())
        candidates = Candidates(self.facts)
        self.options = [candidates.of(leerling) for leerling in self.asking]
        self.missing = LeastMissing(self.facts).of
        self._seats: dict[tuple[str, str], Seat] = {}
        for leerling, schools in zip(self.asking, self.options, strict=True):
            for school in schools:
                found = seat(self.facts, leerling, self.facts.schools[school])
                assert found is not None
                self._seats[leerling.id, school] = found
        self.held = self._held_places()

    def best(self) -> Best:
        """Return the best of all assignments.

        The stages about who is placed and on which rung come first; only what is best in these is looked at further.
        """
        left = list(self.assignments())
        values: dict[PlacementStage, int] = {}
        for stage in PLACEMENT_STAGES:
            value = self.stage(stage)
            reckoned = [value(assignment) for assignment in left]
            values[stage] = min(reckoned)
            left = [one for one, found in zip(left, reckoned, strict=True) if found == values[stage]]
        return Best(values, frozenset(left))

    def assignments(self, chosen: Assignment = ()) -> Iterator[Assignment]:
        """Yield every assignment in which no place is overfull."""
        if len(chosen) == len(self.asking):
            yield chosen
            return
        own = self.options[len(chosen)]
        kept = bool(own) and self.facts.standing_offer(self.asking[len(chosen)]) is not None
        for school in own if kept else (None, *own):
            extended = (*chosen, school)
            # who comes later takes places and never frees them
            if self.has_places(extended):
                yield from self.assignments(extended)

    def has_places(self, chosen: Assignment) -> bool:
        """Tell whether each finds a place, apart for those for whom one is held."""
        taking: dict[tuple[str, int | None, bool], list[date]] = defaultdict(list)
        for leerling, school in zip(self.asking, chosen, strict=False):
            if school is None or school == leerling.school:
                continue
            leerjaar = self._pool(leerling, school)
            held = leerling.id in self.held[school, leerjaar]
            taking[school, leerjaar, held].append(leerling.start_on or self.facts.today)
        for (school, leerjaar, held), starts in taking.items():
            entries = [p for p in self.facts.schools[school].places if p.leerjaar == leerjaar]
            for start in starts:
                for day in (start, *(p.from_date for p in entries if p.from_date is not None and p.from_date > start)):
                    begun = [p for p in entries if p.from_date is None or p.from_date <= day]
                    free = max(begun, key=lambda p: p.from_date or date.min).free if begun else 0
                    kept = min(free, self._kept(school, leerjaar))
                    if sum(other <= day for other in starts) > (kept if held else free - kept):
                        return False
        return True

    def _kept(self, school: str, leerjaar: int | None) -> int:
        """Return how many places are held, after the offers that stand."""
        held, taken = self.held[school, leerjaar], list[date]()
        for leerling, options in zip(self.asking, self.options, strict=True):
            offer = self.facts.standing_offer(leerling)
            there = offer is not None and offer.school == school and school in options and school != leerling.school
            if there and self._pool(leerling, school) == leerjaar and leerling.id not in held:
                taken.append(leerling.start_on or self.facts.today)
        entries = [p for p in self.facts.schools[school].places if p.leerjaar == leerjaar]
        left = len(held)
        for day in (*taken, *(p.from_date for p in entries if p.from_date is not None)):
            begun = [p for p in entries if p.from_date is None or p.from_date <= day]
            used = sum(start <= day for start in taken)
            if used:
                free = max(begun, key=lambda p: p.from_date or date.min).free if begun else 0
                left = min(left, max(0, free - used))
        return left

    def _pool(self, leerling: Leerling, school: str) -> int | None:
        leerjaren = {places.leerjaar for places in self.facts.schools[school].places}
        return leerling.leerjaar if leerling.leerjaar in leerjaren else None

    def _held_places(self) -> dict[tuple[str, int | None], set[str]]:
        found: dict[tuple[str, int | None], set[str]] = defaultdict(set)
        for leerling, schools in zip(self.asking, self.options, strict=True):
            origin = leerling.school_of_origin
            returns = leerling.kind in {LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION}
            if not (self.facts.policy.return_places_held and returns) or origin is None or origin == leerling.school:
                continue
            if origin in schools and self._ever_free(leerling, origin):
                found[origin, self._pool(leerling, origin)].add(leerling.id)
        return found

    def _ever_free(self, leerling: Leerling, school: str) -> bool:
        """Tell whether one place, and nobody else in it, would do from the start on."""
        pool = self._pool(leerling, school)
        entries = [p for p in self.facts.schools[school].places if p.leerjaar == pool]
        start = leerling.start_on or self.facts.today
        for day in (start, *(p.from_date for p in entries if p.from_date is not None and p.from_date > start)):
            begun = [p for p in entries if p.from_date is None or p.from_date <= day]
            if not begun or max(begun, key=lambda p: p.from_date or date.min).free < 1:
                return False
        return True

    def _placed(self, chosen: Assignment) -> list[tuple[Leerling, str, Seat]]:
        pairs = zip(self.asking, chosen, strict=True)
        return [(leerling, school, self._seats[leerling.id, school]) for leerling, school in pairs if school]

    def stage(self, stage: PlacementStage) -> Callable[[Assignment], int]:
        if stage in UNPLACED_STAGE.values():
            classes = [UNPLACED_STAGE[urgency(self.facts.policy, one, self.facts.today)] for one in self.asking]
            return lambda chosen: sum(
                school is None and own is stage for school, own in zip(chosen, classes, strict=True)
            )
        if stage.value.startswith("rung_"):
            number = int(stage.value.removeprefix("rung_"))
            return lambda chosen: sum(there.number == number for _, _, there in self._placed(chosen))
        return {
            PlacementStage.SUPPORT_MISSING: lambda chosen: self.missing(
                tuple((leerling.id, school) for leerling, school, _ in self._placed(chosen))
            ),
            PlacementStage.WISH_SUM: lambda chosen: sum(there.wish for _, _, there in self._placed(chosen)),
            PlacementStage.WISH_WORST: lambda chosen: max((t.wish for _, _, t in self._placed(chosen)), default=0),
            PlacementStage.SIBLINGS_APART: lambda chosen: sum(
                bool(leerling.siblings_at) and school not in leerling.siblings_at
                for leerling, school, _ in self._placed(chosen)
            ),
            PlacementStage.TRAVEL_LONGEST: lambda chosen: max(
                (there.minutes or 0 for _, _, there in self._placed(chosen)), default=0
            ),
            PlacementStage.TRAVEL_TOTAL: lambda chosen: sum(t.minutes or 0 for _, _, t in self._placed(chosen)),
            PlacementStage.PLACEMENT_SPREAD: self._spread,
        }[stage]

    def _spread(self, chosen: Assignment) -> int:
        counted = Counter(
            school
            for leerling, school, _ in self._placed(chosen)
            if leerling.needs and school != leerling.school and self.facts.schools[school].kind in _REGULAR
        )
        return max(counted.values(), default=0)
