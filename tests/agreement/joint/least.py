"""The least support that must be missing, given who is visited and who sits in a group; by trying school places.

Written apart from any model: what of a source may give what to whom is read from the region itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.placement import Condition, Missing, Placement, Source, Support
from optimizer.domain.region import Region
from optimizer.rules.joint.view import JointView

Need = tuple[str, str]
Visits = Mapping[Need, str]
"""Who visits for a need."""
Seats = Mapping[str, frozenset[str]]
"""Arrangementen in a group of which a leerling sits."""


class Given(NamedTuple):
    """Support of all, and the minutes that are missing in total."""

    missing: int
    support: dict[str, tuple[Support, ...]]
    lacking: dict[str, tuple[Missing, ...]]


class Least:
    """Least missing minutes for the placements of a plan."""

    def __init__(self, view: JointView) -> None:
        self.region: Region = view.region
        weeks = view.region.policy.placement.starting_period_weeks
        self.asked = {need: minutes * weeks for need, minutes in view.activation.asked.items()}
        self.placed = view.activation.placed
        self.weeks = weeks
        self.today = view.placement.facts.today

    def of(self, visits: Visits, seats: Seats) -> Given:
        """Return the best there is."""
        lines: dict[Need, list[Support]] = {}
        left: dict[Need, int] = {}
        for need, minutes in self.asked.items():
            group = self._group(need, seats)
            if need in visits:
                lines[need] = [Support(expertise=need[1], source=Source.KRING, by=visits[need], minutes=minutes)]
            elif group is not None:
                lines[need] = [Support(expertise=need[1], source=Source.GROUP, by=group, minutes=minutes)]
            else:
                left[need] = minutes
        best: tuple[int, dict[Need, list[Support]], dict[Need, int]] | None = None
        for covered in self._school_places(left):
            more, lacking = self._shared({need: n for need, n in left.items() if need not in covered})
            for need in covered:
                by = self.placed[need[0]].school.id
                more[need] = [Support(expertise=need[1], source=Source.SCHOOL, by=by, minutes=left[need])]
            total = sum(lacking.values())
            if best is None or total < best[0]:
                best = (total, more, lacking)
        assert best is not None
        total, more, lacking = best
        support: dict[str, tuple[Support, ...]] = defaultdict(tuple)
        for need, own in {**lines, **more}.items():
            support[need[0]] += tuple(own)
        missing: dict[str, tuple[Missing, ...]] = defaultdict(tuple)
        for (leerling, expertise), minutes in lacking.items():
            if minutes:
                missing[leerling] += (Missing(expertise=expertise, minutes=minutes),)
        return Given(total, support, missing)

    def _group(self, need: Need, seats: Seats) -> str | None:
        leerling, expertise = need
        one = self.placed[leerling]
        start = one.leerling.start_on or self.today

        def gives(arrangement: Groepsarrangement) -> bool:
            early = arrangement.from_date is not None and start < arrangement.from_date
            late = arrangement.until is not None and start > arrangement.until
            return (
                arrangement.id in seats.get(leerling, frozenset())
                and expertise in arrangement.supports
                and one.school.kring in arrangement.kringen
                and not early
                and not late
            )

        return next((one.id for one in self.region.arrangementen if gives(one)), None)

    def _school_places(self, left: Mapping[Need, int]) -> Iterator[frozenset[Need]]:
        """Yield what schools cover, in every way in which their support places are used as far as they help."""
        per_school = []
        for school in self.region.schools:
            helped: dict[str, list[Need]] = defaultdict(list)
            for leerling, expertise in left:
                if self.placed[leerling].school.id == school.id and expertise in school.expertise:
                    helped[leerling].append((leerling, expertise))
            most = min(school.support_places, len(helped))
            per_school.append(
                [frozenset(need for own in some for need in helped[own]) for some in combinations(sorted(helped), most)]
            )
        for ways in product(*per_school):
            yield frozenset().union(*ways)

    def _shared(self, left: Mapping[Need, int]) -> tuple[dict[Need, list[Support]], dict[Need, int]]:
        """Return shared minutes handed out in order, and what is then missing."""
        stock: dict[tuple[str, str], int] = defaultdict(int)
        for school in self.region.schools:
            for one in school.shared_minutes:
                stock[school.id, one.expertise] += one.minutes * self.weeks
        lines: dict[Need, list[Support]] = defaultdict(list)
        lacking: dict[Need, int] = {}
        for (leerling, expertise), minutes in left.items():
            rest = minutes
            for school in self.region.schools:
                if school.kring == self.placed[leerling].school.kring:
                    given = min(rest, stock[school.id, expertise])
                    if given:
                        stock[school.id, expertise] -= given
                        rest -= given
                        line = Support(expertise=expertise, source=Source.SHARED, by=school.id, minutes=given)
                        lines[leerling, expertise].append(line)
            lacking[leerling, expertise] = rest
        return lines, lacking


def supported(placement: Placement, given: Given) -> Placement:
    """Return a placement with its support, what is missing, and the conditions that are then true."""
    missing = given.lacking.get(placement.leerling, ())
    kept = tuple(one for one in placement.conditions if one is not Condition.SUPPORT_MISSING)
    conditions = (*kept, Condition.SUPPORT_MISSING) if missing else kept
    return placement.model_copy(
        update={
            "support": given.support.get(placement.leerling, ()),
            "missing": missing,
            "conditions": conditions,
        }
    )
