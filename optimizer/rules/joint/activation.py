"""The activated region: what placements ask of the week, behind what the region asks itself.

Written for the rules alone, but for `support_request`, which says what one need asks.
Source: docs/joint.md, "What a placement asks of the week".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.joint import support_id, support_request
from optimizer.domain.region import Region
from optimizer.rules.eligibility import within_band, within_supports
from optimizer.rules.placement.homes import Homes
from optimizer.rules.placement.view import Placed

Need = tuple[str, str]
"""Leerling and expertise."""


@dataclass(frozen=True)
class Activation:
    """What the placements of a plan ask of the week of a region; everything is computed at most once."""

    region: Region
    placed: Mapping[str, Placed]
    """Proposals by leerling."""

    @cached_property
    def asked(self) -> dict[Need, int]:
        """Minutes a week of every need that is not nothing, of those who are placed at a regular school."""
        found: dict[Need, int] = {}
        for one in self.placed.values():
            for need in one.leerling.needs if one.is_regular else ():
                if need.minutes > 0:
                    key = (one.leerling.id, need.expertise)
                    found[key] = found.get(key, 0) + need.minutes
        return found

    @cached_property
    def _taken(self) -> frozenset[str]:
        """Ids that the region gives to items of its own."""
        region = self.region
        found = {one.id for one in region.hulpvragen} | {one.id for one in region.arrangementen}
        return frozenset(found | {one.id for one in region.overleggen})

    @cached_property
    def requests(self) -> dict[Need, Hulpvraag]:
        """Support requests by need; one whose id is taken is none, and `clashes` tells of it."""
        found: dict[Need, Hulpvraag] = {}
        seen: set[str] = set()
        for leerling, expertise in self.asked:
            one = self.placed[leerling]
            request = support_request(self.region, one.leerling, expertise, one.school)
            if request.id not in self._taken and request.id not in seen:
                found[leerling, expertise] = request
                seen.add(request.id)
        return found

    @property
    def clashes(self) -> tuple[str, ...]:
        """Ids of support requests that are those of something else: such a need cannot be visited."""
        return tuple(support_id(*need) for need in self.asked if need not in self.requests)

    @cached_property
    def activated(self) -> Region:
        """The region with the support requests and the support candidates."""
        return self.region.model_copy(
            update={
                "hulpvragen": (*self.region.hulpvragen, *self.requests.values()),
                "arrangementen": tuple(self._with_candidates(one) for one in self.region.arrangementen),
            }
        )

    def _with_candidates(self, arrangement: Groepsarrangement) -> Groepsarrangement:
        asking = dict.fromkeys(leerling for leerling, _ in self.asked)
        more = [leerling for leerling in asking if self._is_support_candidate(arrangement, self.placed[leerling])]
        return arrangement.model_copy(update={"candidates": (*arrangement.candidates, *more)}) if more else arrangement

    def _is_support_candidate(self, arrangement: Groepsarrangement, one: Placed) -> bool:
        start = one.leerling.start_on or Homes(self.region).today
        return (
            one.leerling.id not in arrangement.candidates
            and within_band(arrangement, one.leerling)
            and within_supports(arrangement, one.leerling)
            and one.school.kring in arrangement.kringen
            and is_within_dates(arrangement, start)
        )


def is_within_dates(arrangement: Groepsarrangement, day: date) -> bool:
    """Tell whether an arrangement runs on a date."""
    begun = arrangement.from_date is None or arrangement.from_date <= day
    return begun and (arrangement.until is None or day <= arrangement.until)
