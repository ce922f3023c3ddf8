"""The cheapest changes that give a leerling a place, or the support that is missing there; all placed anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.explain import FactKey, Reason, ReasonKind, Repair, RepairKind
from optimizer.domain.leerling import Admission
from optimizer.domain.placement import PLACEMENT_STAGES, UNPLACED_STAGE, PlacementResult, PlacementStage
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import AdmissionKind, Rung
from optimizer.explain.mends import STEP, extra_id
from optimizer.explain.pupil_lifts import only_pupil, open_schools, pupil_of, with_one_more, with_pupil
from optimizer.explain.pupils import Proposed

SECONDS = 4.0
MOST = 3
MOST_SCHOOLS = 3
"""Schools at which a place is tried."""
LONGEST = 240
"""Minutes by which a limit of travel is looked at."""
_AGREED_BY = {
    RepairKind.PIN: 0,
    RepairKind.HELD_PLACE: 0,
    RepairKind.TRAVEL_LIMIT: 1,
    RepairKind.DENOMINATION_WAIVED: 1,
    RepairKind.RUNG: 2,
    RepairKind.ADMISSION: 3,
    RepairKind.ONE_PLACE: 3,
    RepairKind.CONTRACT_MINUTES: 3,
    RepairKind.EXPERTISE_MINUTES: 3,
}


@dataclass(frozen=True)
class Edit:
    """A change of the region, with the school at which the leerling would then be."""

    repair: Repair
    region: Region
    school: str


def pupil_repairs(proposed: Proposed, reason: Reason, seconds: float = SECONDS) -> tuple[Repair, ...]:
    """Return at most three repairs, cheapest first, each of another kind."""
    if reason.kind in (ReasonKind.IMPROVABLE, ReasonKind.NOT_ASKED):
        return ()
    end = time.monotonic() + seconds
    edits = _support(proposed, reason) if reason.conditional else _place(proposed, reason)
    best: dict[RepairKind, Repair] = {}
    for edit in edits:
        if time.monotonic() > end:
            break
        if edit.repair.kind in best and best[edit.repair.kind].amount <= edit.repair.amount:
            continue
        after = proposed.forced(reason.item, edit.school, edit.region).result
        if after is not None and _as_good(proposed, reason, after):
            best[edit.repair.kind] = edit.repair.model_copy(update={"changes": proposed.changes(after)})
    return tuple(sorted(best.values(), key=_rank)[:MOST])


def _rank(one: Repair) -> tuple[bool, int, int, int]:
    return one.price is None, one.price or 0, _AGREED_BY[one.kind], one.amount


def _as_good(proposed: Proposed, reason: Reason, after: PlacementResult) -> bool:
    """Tell whether all others are served as well as in the proposals, with this one served besides."""
    wanted = dict(proposed.values)
    if reason.conditional:
        last = PlacementStage.SUPPORT_MISSING
        wanted[last] -= reason.minutes
    else:
        outcome = proposed.outcome(reason.item)
        last = PlacementStage.UNPLACED_LATER
        if outcome is not None:
            wanted[UNPLACED_STAGE[outcome.clock.urgency]] -= 1
    upto = PLACEMENT_STAGES.index(last) + 1
    return tuple(s.value for s in after.stages)[:upto] <= tuple(wanted.values())[:upto]


# a place


def _place(proposed: Proposed, reason: Reason) -> Iterator[Edit]:
    region, who = proposed.region, reason.item
    pupil = pupil_of(region, who)
    keys = {fact.key for fact in (*reason.facts, *(one for some in reason.otherwise for one in some))}
    structural = reason.kind is ReasonKind.STRUCTURAL
    if FactKey.PINNED in keys:
        left = tuple(pin for pin in region.pins if pin.item != who)
        yield from _edits(
            proposed, who, region.model_copy(update={"pins": left}), Repair(kind=RepairKind.PIN, entities=(who,))
        )
    if pupil.max_travel_minutes is not None and not pupil.travel_waived and (FactKey.TOO_FAR in keys or not structural):
        yield from _further(proposed, who, pupil.max_travel_minutes)
    if FactKey.DENOMINATION in keys or (pupil.denominations and not structural):
        for name in dict.fromkeys(s.denomination for s in region.schools):
            if name is not None and name not in pupil.denominations:
                wider = with_pupil(region, who, denominations=(*pupil.denominations, name))
                yield from _edits(proposed, who, wider, Repair(kind=RepairKind.DENOMINATION_WAIVED, entities=(name,)))
    if FactKey.NOT_ELIGIBLE_RUNG in keys or not structural:
        for rung in Rung:
            if rung not in pupil.eligible_rungs:
                wider = with_pupil(region, who, eligible_rungs=(*pupil.eligible_rungs, rung))
                yield from _edits(proposed, who, wider, Repair(kind=RepairKind.RUNG, entities=(rung.value,)))
    yield from _admitted(proposed, reason, keys)
    if FactKey.PLACES_HELD in keys or (not structural and region.policy.placement.return_places_held):
        placement = region.policy.placement.model_copy(update={"return_places_held": False})
        free = region.model_copy(update={"policy": region.policy.model_copy(update={"placement": placement})})
        yield from _edits(proposed, who, free, Repair(kind=RepairKind.HELD_PLACE), opened=False)
    named = [s for fact in reason.facts for s in fact.entities if fact.key in _ABOUT_PLACES]
    for school in [s for s in dict.fromkeys(named) if any(one.id == s for one in region.schools)][:MOST_SCHOOLS]:
        told = Repair(kind=RepairKind.ONE_PLACE, entities=(school,), unit="places", price=None, proven=True)
        yield Edit(told, with_one_more(region, school, who), school)


_ABOUT_PLACES = frozenset({FactKey.NO_PLACE_FREE, FactKey.LEERJAAR_NO_PLACES, FactKey.PLACES_TAKEN})


def _edits(proposed: Proposed, who: str, region: Region, told: Repair, *, opened: bool = True) -> Iterator[Edit]:
    """Yield a change with the first schools that it opens; with `opened` false, with any that are open."""
    before = open_schools(only_pupil(proposed.region, who), proposed.journeys, who) if opened else ()
    after = open_schools(only_pupil(region, who), proposed.journeys, who)
    for school in [s for s in after if s not in before][:MOST_SCHOOLS]:
        entities = told.entities if school in told.entities else (*told.entities, school)
        yield Edit(told.model_copy(update={"entities": entities, "proven": True}), region, school)


def _further(proposed: Proposed, who: str, own: int) -> Iterator[Edit]:
    """Yield the least longer limits that open one more school."""
    known = set(open_schools(only_pupil(proposed.region, who), proposed.journeys, who))

    def at(amount: int) -> Region:
        return with_pupil(proposed.region, who, max_travel_minutes=own + amount)

    def more(amount: int) -> list[str]:
        found = open_schools(only_pupil(at(amount), who), proposed.journeys, who)
        return [school for school in found if school not in known]

    low = 0
    for _ in range(MOST_SCHOOLS):
        if not more(LONGEST):
            return
        amount = _least(lambda n: bool(more(n)), low, LONGEST)
        for school in more(amount):
            told = Repair(kind=RepairKind.TRAVEL_LIMIT, entities=(school,), amount=amount, unit="minutes", proven=True)
            yield Edit(told, at(amount), school)
        known |= set(more(amount))
        low = amount


def _least(enough: Callable[[int], bool], low: int, high: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _admitted(proposed: Proposed, reason: Reason, keys: set[FactKey]) -> Iterator[Edit]:
    """Yield an admission of each kind that is lacking."""
    if reason.kind is ReasonKind.STRUCTURAL and not keys & {FactKey.NO_ADMISSION, FactKey.ADMISSION_NOT_VALID}:
        return
    pupil = pupil_of(proposed.region, reason.item)
    for kind in AdmissionKind:
        own = pupil.admission is not None and pupil.admission.kind is kind
        given = Admission(kind=kind, category=pupil.admission.category if own and pupil.admission else None)
        region = with_pupil(proposed.region, reason.item, admission=given)
        sbo = proposed.region.policy.placement.cost_sbo_euro
        told = Repair(
            kind=RepairKind.ADMISSION,
            entities=(kind.value,),
            price=sbo if kind is AdmissionKind.SBO else None,
            unit="agreements",
        )
        yield from _edits(proposed, reason.item, region, told)


# support


def _support(proposed: Proposed, reason: Reason) -> Iterator[Edit]:
    """Yield more minutes of an expertise that is missing: of somebody who has it, or of somebody extra."""
    region = proposed.region
    placement = proposed.placements[reason.item]
    kring = next(s for s in region.schools if s.id == placement.school).kring
    weeks = region.policy.placement.starting_period_weeks
    if len(placement.missing) != 1:
        return
    missing = placement.missing[0]
    minutes = -(-missing.minutes // weeks)
    minutes = -(-minutes // STEP) * STEP
    told = {"expertise": missing.expertise, "amount": minutes, "unit": "minutes", "price": minutes}
    for b in region.begeleiders:
        if missing.expertise in b.expertise and kring in b.kringen:
            more = b.model_copy(update={"contract_minutes": b.contract_minutes + minutes})
            staff = tuple(more if one.id == b.id else one for one in region.begeleiders)
            repair = Repair.model_validate({"kind": RepairKind.CONTRACT_MINUTES, "entities": (b.id,), **told})
            yield Edit(repair, region.model_copy(update={"begeleiders": staff}), placement.school)
    school = next(s for s in region.schools if s.id == placement.school)
    somebody = Begeleider(
        id=extra_id(region),
        name=extra_id(region),
        expertise=(missing.expertise,),
        kringen=(kring,),
        base=school.location,
        contract_minutes=minutes,
    )
    repair = Repair.model_validate({"kind": RepairKind.EXPERTISE_MINUTES, "entities": (kring,), **told})
    yield Edit(repair, region.model_copy(update={"begeleiders": (*region.begeleiders, somebody)}), placement.school)
