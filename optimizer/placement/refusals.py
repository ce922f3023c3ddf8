"""Why schools are no candidate of a leerling: reasons, how many schools, and the nearest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.placement import Refusal
from optimizer.placement.hard import Hard, Reason

if TYPE_CHECKING:
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys


def refusals(region: Region, journeys: Journeys, leerling: str) -> tuple[Refusal, ...]:
    """Return why schools are no candidate of a leerling who asks; see `refusals_of`.

    Raises
    ------
    KeyError
        When there is no such leerling who asks.
    """
    hard = Hard(region, journeys)
    for number, found in enumerate(hard.people.leerlingen):
        if found.id == leerling:
            return refusals_of(hard, number)
    raise KeyError(leerling)


def refusals_of(hard: Hard, leerling: int) -> tuple[Refusal, ...]:
    """Return the reasons in the order of `Reason`, of a leerling by position among those who ask.

    Of a school that is refused for several reasons the first counts. The nearest is that of least minutes, then
    least id; schools that cannot be reached come last.
    """
    schools = np.arange(len(hard.region.schools))
    owner = np.full(len(schools), leerling, dtype=np.int64)
    minutes, _ = hard.journey(owner, schools)
    order = np.lexsort((hard.ground.rank, minutes, minutes < 0))
    found: dict[Reason, list[int]] = {}
    reasons = hard.reasons(owner, schools)
    for school in order.tolist():
        reason = reasons[school]
        if reason is not None:
            found.setdefault(reason, []).append(school)
    return tuple(
        Refusal(reason=reason.value, schools=len(found[reason]), nearest=hard.region.schools[found[reason][0]].id)
        for reason in Reason
        if reason in found
    )
