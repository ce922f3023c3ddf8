"""A leerling's outcome in plain sentences, for the school or the parents."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.placement import LeerlingOutcome, OfferStatus, Placement, Room
from optimizer.letters.letter import Part
from optimizer.letters.names import Audience, Names
from optimizer.letters.why import fact_text

_OTHERS = 3
"""Other schools with a place that are told."""


def outcome_parts(outcome: LeerlingOutcome, names: Names, audience: Audience) -> tuple[Part, ...]:
    """Return what is told of a proposal, or of its absence: never another leerling, never a price."""
    parts = _without(outcome, names, audience) if outcome.placement is None else _with(outcome, names, audience)
    return tuple(part for part in parts if part.lead or part.lines)


def _without(outcome: LeerlingOutcome, names: Names, audience: Audience) -> Iterator[Part]:
    phrases = names.phrases
    own = audience is Audience.PARENTS
    said = [
        phrases.of("letter.place.none") if own else phrases.of("letter.place.none_school", leerling=outcome.leerling)
    ]
    if outcome.reason is not None:
        said.append(phrases.of(f"letter.place_reason.{outcome.reason}"))
    yield Part(lead=" ".join(said))
    expertise = phrases.of("letter.unnamed_expertise")
    lines = tuple(dict.fromkeys(fact_text(one.reason, expertise, names) for one in outcome.refusals))
    if lines:
        yield Part(lead=phrases.of("letter.facts.schools"), lines=lines)


def _with(outcome: LeerlingOutcome, names: Names, audience: Audience) -> Iterator[Part]:
    phrases, place = names.phrases, outcome.placement
    assert place is not None  # noqa: S101 -- the caller looked
    own, school = audience is Audience.PARENTS, names.name(place.school)
    start = phrases.date(place.start_on, year=True)
    if own:
        said = [
            phrases.of("letter.place.proposed", school=school),
            phrases.of("letter.place.proposed_start", date=start),
        ]
    else:
        said = [
            phrases.of("letter.place.proposed_school", leerling=outcome.leerling, school=school),
            phrases.of("letter.place.proposed_start_school", date=start),
        ]
    if place.minutes is not None:
        said.append(phrases.of("letter.place.travel", minutes=phrases.number(place.minutes)))
    if outcome.status is OfferStatus.AGREED:
        said.append(phrases.of("letter.place.agreed"))
    elif outcome.status is OfferStatus.OFFERED and outcome.until is not None:
        said.append(phrases.of("letter.place.offered", date=phrases.date(outcome.until, year=True)))
    elif outcome.status is OfferStatus.OFFERED:
        said.append(phrases.of("letter.place.offered_open"))
    yield Part(lead=" ".join(said))
    yield Part(lines=tuple(_support(place, names)))
    yield Part(lead=" ".join(phrases.of(f"letter.place_condition.{one}") for one in place.conditions))
    if own:
        if outcome.transport is not None and outcome.transport.entitled:
            yield Part(lead=phrases.of("letter.place.transport"))
        others = [names.name(one.school) for one in outcome.options if one.room in {Room.FREE, Room.NOT_NEEDED}]
        if others and outcome.status is not OfferStatus.AGREED:
            yield Part(lead=phrases.of("letter.place.others", schools=", ".join(others[:_OTHERS])))
    if outcome.status is not OfferStatus.AGREED:
        yield Part(lead=phrases.of("letter.place.choose" if own else "letter.place.choose_school"))


def _support(place: Placement, names: Names) -> Iterator[str]:
    phrases = names.phrases
    for one in place.support:
        yield phrases.of(f"letter.place_support.{one.source}", expertise=one.expertise)
    for lacking in place.missing:
        yield phrases.of(
            "letter.place_support.missing", expertise=lacking.expertise, minutes=phrases.number(lacking.minutes)
        )
