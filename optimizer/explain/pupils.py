"""Why a leerling has no place, or one with support missing; and what forcing a school would change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.explain import (
    Change,
    Fact,
    FactKey,
    Freedom,
    FreedomKind,
    Holder,
    ItemKind,
    Reason,
    ReasonKind,
)
from optimizer.domain.leerling import Offer
from optimizer.domain.placement import (
    PLACEMENT_STAGES,
    UNPLACED_STAGE,
    Condition,
    LeerlingOutcome,
    Moved,
    Placement,
    PlacementResult,
    PlacementStage,
    Source,
)
from optimizer.domain.region import Region
from optimizer.domain.result import Status
from optimizer.explain.pupil_lifts import (
    MOST_TOLD,
    PupilLift,
    closed_by,
    lifted,
    only_pupil,
    open_schools,
    pupil_of,
    with_pupil,
)
from optimizer.placement.journeys import Journeys
from optimizer.proposals import propose_placements

SECONDS = 2.0
MOST_FORCED = 8
"""Schools that are tried for one leerling."""
_ALONE, _ALL = Freedom(kind=FreedomKind.ALONE), Freedom(kind=FreedomKind.ALL)
Vector = tuple[int, ...]


@dataclass(frozen=True)
class Forced:
    """All placed anew with one leerling at a school; no result where there is no such plan."""

    school: str
    result: PlacementResult | None

    @property
    def vector(self) -> Vector:
        """The stages in order."""
        return () if self.result is None else tuple(stage.value for stage in self.result.stages)


@dataclass(eq=False)
class Proposed:
    """The proposals at hand."""

    region: Region
    journeys: Journeys
    result: PlacementResult
    seconds: float = SECONDS

    @cached_property
    def values(self) -> dict[PlacementStage, int]:
        """The stages of the proposals."""
        return {stage.key: stage.value for stage in self.result.stages}

    @property
    def proven(self) -> bool:
        """Whether nothing better can be proposed."""
        return self.result.status is Status.OPTIMAL

    @cached_property
    def placements(self) -> dict[str, Placement]:
        """The proposals by leerling."""
        return {} if self.result.plan is None else {p.leerling: p for p in self.result.plan.placements}

    def outcome(self, leerling: str) -> LeerlingOutcome | None:
        """Return what the run says of a leerling."""
        return next((one for one in self.result.leerlingen if one.leerling == leerling), None)

    def anew(self, region: Region) -> PlacementResult | None:
        """Place everybody anew in an edited region; nothing when offers overfill a school."""
        from optimizer.placement.solve import OverfullError

        try:
            return propose_placements(
                region, matrix=self.journeys, time_limit=self.seconds, seed=self.result.certificate.seed, options=False
            )
        except OverfullError:
            return None

    def forced(self, leerling: str, school: str, region: Region | None = None) -> Forced:
        """Place everybody anew with a leerling at a school."""
        given = with_pupil(region or self.region, leerling, offer=Offer(school=school, agreed=True))
        return Forced(school, self.anew(given))

    def changes(self, after: PlacementResult) -> tuple[Change, ...]:
        """Return the stages that have another value."""
        return tuple(
            Change(key=stage.key, before=self.values[stage.key], after=stage.value)
            for stage in after.stages
            if stage.value != self.values[stage.key]
        )

    def moved(self, after: PlacementResult, leerling: str) -> tuple[Moved, ...]:
        """Return who else would be elsewhere."""
        then = {} if after.plan is None else {p.leerling: p.school for p in after.plan.placements}
        now = {who: p.school for who, p in self.placements.items()}
        return tuple(
            Moved(leerling=who, origin=now.get(who), destination=then.get(who))
            for who in dict.fromkeys([*now, *then])
            if who != leerling and now.get(who) != then.get(who)
        )


def pupil_reason(proposed: Proposed, leerling: str) -> Reason | None:
    """Return why a leerling has no place, or lacks support there; nothing when there is a place with all support.

    Raises
    ------
    KeyError
        When the region has no such leerling.
    """
    one = pupil_of(proposed.region, leerling)
    about = Reason(item=leerling, item_kind=ItemKind.LEERLING, kind=ReasonKind.UNKNOWN, proven=False, freedom=_ALONE)
    if one.kind is None:
        facts = (Fact(key=FactKey.NO_PLACE_ASKED),)
        return about.model_copy(update={"kind": ReasonKind.NOT_ASKED, "proven": True, "facts": facts})
    placement = proposed.placements.get(leerling)
    if placement is not None:
        if Condition.SUPPORT_MISSING not in placement.conditions:
            return None
        return about.model_copy(update=_unsupported(proposed, placement))
    if open_schools(only_pupil(proposed.region, leerling), proposed.journeys, leerling):
        return about.model_copy(update=_full(proposed, leerling))
    sets, _ = closed_by(proposed.region, proposed.journeys, leerling)
    told = tuple(tuple(told_of(proposed, leerling, lift, some) for lift in some) for some in sets)
    first, others = (told[0], told[1:]) if told else ((Fact(key=FactKey.UNREACHABLE),), ())
    return about.model_copy(update={"kind": ReasonKind.STRUCTURAL, "proven": True, "facts": first, "otherwise": others})


def told_of(proposed: Proposed, leerling: str, lift: PupilLift, some: tuple[PupilLift, ...]) -> Fact:
    """Return a fact that keeps a leerling out, with the schools that would be open."""
    then = lifted(only_pupil(proposed.region, leerling), some)
    schools = open_schools(then, proposed.journeys, leerling)
    one = pupil_of(proposed.region, leerling)
    told = Fact(key=lift.key, entities=schools[:MOST_TOLD], found=len(schools), unit="schools")
    if lift.key is FactKey.TOO_FAR:
        return told.model_copy(update={"limit": one.max_travel_minutes, "unit": "minutes", "found": None})
    if lift.key is FactKey.NO_PLACE_FREE:
        pools = [s.places for s in proposed.region.schools if s.id in schools]
        if not any(p.leerjaar in (None, one.leerjaar) for places in pools for p in places):
            return told.model_copy(update={"key": FactKey.LEERJAAR_NO_PLACES})
    return told


def _full(proposed: Proposed, leerling: str) -> dict[str, object]:
    """Return why somebody for whom there is a place alone has none among all: who has it, or what it would displace."""
    schools = open_schools(only_pupil(proposed.region, leerling), proposed.journeys, leerling)
    tried = [proposed.forced(leerling, school) for school in schools[:MOST_FORCED]]
    holders = tuple(
        Holder(school=p.school, item=who)
        for who, p in proposed.placements.items()
        if p.school in schools[:MOST_FORCED] and p.school != pupil_of(proposed.region, who).school
    )
    every = len(schools) <= MOST_FORCED
    able = [one for one in tried if one.result is not None]
    if not able:
        return {"kind": ReasonKind.CAPACITY, "proven": every, "holders": holders, "freedom": _ALL}
    best = min(able, key=lambda one: one.vector)
    assert best.result is not None  # noqa: S101 -- those without are left out
    changes = proposed.changes(best.result)
    kind = _kind(proposed, leerling, changes)
    certain = every and all(one.result is None or one.result.status is Status.OPTIMAL for one in tried)
    return {
        "kind": kind,
        "proven": kind is ReasonKind.IMPROVABLE or certain or (kind is ReasonKind.TRADE_OFF and proposed.proven),
        "facts": (Fact(key=FactKey.PLACES_TAKEN, entities=schools[:MOST_TOLD], found=len(schools), unit="schools"),),
        "holders": holders,
        "changes": changes,
        "moved": proposed.moved(best.result, leerling),
        "freedom": _ALL,
    }


def _kind(proposed: Proposed, leerling: str, changes: tuple[Change, ...]) -> ReasonKind:
    outcome = proposed.outcome(leerling)
    own = PLACEMENT_STAGES.index(UNPLACED_STAGE[outcome.clock.urgency]) if outcome is not None else 0
    first = next(iter(changes), None)
    if first is not None and first.change < 0:
        return ReasonKind.IMPROVABLE
    if first is not None and PLACEMENT_STAGES.index(PlacementStage(first.key)) <= own:
        return ReasonKind.CAPACITY
    return ReasonKind.TRADE_OFF


def _unsupported(proposed: Proposed, placement: Placement) -> dict[str, object]:
    """Return why support is missing at a place: nobody has it even for this leerling alone, or others have it."""
    region, leerling = proposed.region, placement.leerling
    lacking = sum(missing.minutes for missing in placement.missing)
    told: dict[str, object] = {"conditional": True, "minutes": lacking}
    school = next(s for s in region.schools if s.id == placement.school)
    then = proposed.forced(leerling, school.id, only_pupil(region, leerling)).result
    alone = () if then is None or then.plan is None else then.plan.placements
    never = {m.expertise: m.minutes for p in alone if p.leerling == leerling for m in p.missing}
    facts = tuple(
        Fact(
            key=FactKey.SUPPORT_MISSING,
            entities=(school.id,),
            expertise=missing.expertise,
            kring=school.kring,
            found=sum(missing.expertise in b.expertise and school.kring in b.kringen for b in region.begeleiders),
            limit=missing.minutes,
            unit="minutes",
        )
        for missing in placement.missing
        if not never or missing.expertise in never
    )
    if never:
        certain = then is not None and then.status is Status.OPTIMAL
        return told | {"kind": ReasonKind.STRUCTURAL, "proven": certain, "facts": facts}
    holders = _support_holders(proposed, placement)
    kind, proven = _swapped(proposed, placement)
    return told | {"kind": kind, "proven": proven, "facts": facts, "holders": holders, "freedom": _ALL}


def _support_holders(proposed: Proposed, placement: Placement) -> tuple[Holder, ...]:
    """Return who has the support that is missing: other leerlingen, by the source that gives it."""
    skills = {missing.expertise for missing in placement.missing}
    kring = {s.id: s.kring for s in proposed.region.schools}
    here = kring[placement.school]
    found = []
    for who, other in proposed.placements.items():
        for support in other.support:
            near = kring[other.school] == here or support.source is Source.KRING
            if who != placement.leerling and support.expertise in skills and near:
                by = support.by if support.source is Source.KRING else None
                found.append(Holder(begeleider=by, school=other.school, item=who, minutes=support.minutes))
    return tuple(found)


def _swapped(proposed: Proposed, placement: Placement) -> tuple[ReasonKind, bool]:
    """Tell whether others would miss just as much: each begeleider who could give it all is kept for this leerling."""
    region, who = proposed.region, placement.leerling
    kring = next(s.kring for s in region.schools if s.id == placement.school)
    lacking = {missing.expertise: missing.minutes for missing in placement.missing}
    pupil = pupil_of(region, who)
    less = tuple(need for need in pupil.needs if need.expertise not in lacking)
    whole = {need.expertise: need.minutes for need in pupil.needs if need.expertise in lacking}
    for b in region.begeleiders:
        if not set(lacking) <= set(b.expertise) or kring not in b.kringen:
            continue
        kept = b.model_copy(update={"reserved_minutes": b.reserved_minutes + sum(whole.values())})
        if kept.reserved_minutes > b.contract_minutes:
            continue
        staff = tuple(kept if one.id == b.id else one for one in region.begeleiders)
        edited = with_pupil(region.model_copy(update={"begeleiders": staff}), who, needs=less)
        then = proposed.forced(who, placement.school, edited).result
        if then is None:
            continue
        upto = PLACEMENT_STAGES.index(PlacementStage.SUPPORT_MISSING) + 1
        after = tuple(stage.value for stage in then.stages)[:upto]
        before = tuple(proposed.values.values())[:upto]
        if after < before:
            return ReasonKind.IMPROVABLE, True
        if after == before:
            return ReasonKind.TRADE_OFF, proposed.proven
    return ReasonKind.CAPACITY, False
