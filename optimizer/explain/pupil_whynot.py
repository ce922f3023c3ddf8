"""What giving a leerling a place at a school would change."""

from __future__ import annotations

from optimizer.domain.explain import Answer, Asked, Fact, FactKey, Freedom, FreedomKind, ItemKind, WhyNot
from optimizer.domain.region import Region
from optimizer.domain.result import Status
from optimizer.explain.pupil_lifts import MOST_TOLD, closed_by, only_pupil, open_schools, pupil_of
from optimizer.explain.pupils import MOST_FORCED, Proposed, told_of
from optimizer.placement.journeys import Journeys

_ALONE, _ALL = Freedom(kind=FreedomKind.ALONE), Freedom(kind=FreedomKind.ALL)


def why_not_pupil(proposed: Proposed, asked: Asked) -> WhyNot:
    """Return what giving a leerling a place at a school would change; without a school, any place."""
    pupil_of(proposed.region, asked.item)
    about = WhyNot(asked=asked, item_kind=ItemKind.LEERLING, answer=Answer.UNKNOWN, proven=False, freedom=_ALL)
    placement = proposed.placements.get(asked.item)
    if placement is not None and asked.host in (None, placement.school):
        return about.model_copy(update={"answer": Answer.ALREADY, "proven": True})
    every = open_schools(only_pupil(proposed.region, asked.item), proposed.journeys, asked.item)
    wanted = [school for school in every if asked.host in (None, school)]
    schools = wanted[:MOST_FORCED]
    if not schools:
        return about.model_copy(
            update={"answer": Answer.IMPOSSIBLE, "proven": True, "facts": _refused(proposed, asked), "freedom": _ALONE}
        )
    tried = [one for school in schools if (one := proposed.forced(asked.item, school)).result is not None]
    if not tried and len(schools) < len(wanted):
        return about
    if not tried:
        facts = (Fact(key=FactKey.PLACES_TAKEN, entities=tuple(schools[:MOST_TOLD])),)
        return about.model_copy(update={"answer": Answer.IMPOSSIBLE, "proven": True, "facts": facts})
    best = min(tried, key=lambda one: one.vector)
    assert best.result is not None  # noqa: S101 -- those without are left out
    changes = proposed.changes(best.result)
    answer = Answer.SAME if not changes else Answer.WORSE if changes[0].change > 0 else Answer.BETTER
    return about.model_copy(
        update={
            "answer": answer,
            "proven": proposed.proven
            and len(schools) == len(wanted)
            and all(one.result is not None and one.result.status is Status.OPTIMAL for one in tried),
            "changes": changes,
            "moved": proposed.moved(best.result, asked.item),
        }
    )


def _refused(proposed: Proposed, asked: Asked) -> tuple[Fact, ...]:
    """Return why a school (or every school) is no candidate."""
    if asked.host is None:
        sets, _ = closed_by(proposed.region, proposed.journeys, asked.item)
        return tuple(told_of(proposed, asked.item, lift, sets[0]) for lift in sets[0]) if sets else ()
    alone = only_pupil(proposed.region, asked.item)
    found = _reason_at(alone, proposed.journeys, asked.item, asked.host)
    return tuple(Fact(key=FactKey(key), entities=(asked.host,)) for key in found)


def _reason_at(region: Region, journeys: Journeys, leerling: str, school: str) -> list[str]:
    """Return why one school is no candidate."""
    import numpy as np

    from optimizer.placement.hard import Hard

    hard = Hard(region, journeys)
    person = next(n for n, one in enumerate(hard.people.leerlingen) if one.id == leerling)
    number = next(n for n, one in enumerate(region.schools) if one.id == school)
    reasons = hard.reasons(np.array([person]), np.array([number]))
    return [reason.value for reason in reasons if reason is not None]
