"""Proposals in words: the same on a screen, on a page and in a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from optimizer.domain.placement import (
    Clock,
    Condition,
    Cutoff,
    LeerlingOutcome,
    Marks,
    Moved,
    OfferStatus,
    Placement,
    PlacementOption,
    PlacementResult,
    PlacementStage,
    Refusal,
    Room,
    Source,
    StageChange,
    Support,
    Transport,
)
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import Rung
from optimizer.language.phrases import Phrases
from optimizer.report.placement.facts import Proposals

MARKS = ("school", "swv", "parents", "child_heard")
"""What must be there before a place is final."""
_IN_MINUTES = frozenset({PlacementStage.SUPPORT_MISSING, PlacementStage.TRAVEL_LONGEST, PlacementStage.TRAVEL_TOTAL})
_EVERY_NUMBER = "f" * 16
"""A cutoff after this one is after every lottery number."""


def rung_text(rung: Rung, number: int, say: Phrases) -> str:
    """Return a rung with its number on the leerling's own list."""
    return say.of("placement.rung_number", n=number, rung=say.of(f"placement.rung.{rung}"))


def clock_text(clock: Clock, say: Phrases) -> str:
    """Return how long the zorgplicht still runs, in a few words."""
    if clock.days_left is None or clock.extended_days_left is None:
        return say.of(f"placement.no_clock.{'absent' if clock.urgency == 'absent' else 'other'}")
    if clock.days_left >= 0:
        return say.of("placement.days_left", n=clock.days_left)
    if clock.extended_days_left >= 0:
        return say.of("placement.days_extended", n=-clock.days_left, left=clock.extended_days_left)
    return say.of("placement.days_over", n=-clock.days_left)


def clock_short(clock: Clock, say: Phrases) -> str:
    """Return the same where there is little room."""
    if clock.days_left is None or clock.extended_days_left is None:
        return say.of("placement.no_clock.absent") if clock.urgency == "absent" else say.of("cli.nothing")
    if clock.days_left >= 0:
        return say.of("placement.short_left", n=clock.days_left)
    key = "placement.short_extended" if clock.extended_days_left >= 0 else "placement.short_over"
    return say.of(key, n=-clock.days_left, left=clock.extended_days_left)


def minutes_text(minutes: int | None, say: Phrases) -> str:
    """Return a journey one way."""
    return say.of("placement.unknown") if minutes is None else say.of("placement.minutes", n=say.number(minutes))


def conditions_text(conditions: Sequence[Condition], missing: int, say: Phrases) -> str:
    """Return what must still come true; empty when nothing."""
    return "; ".join(say.of(f"placement.condition.{one}", n=say.number(missing)) for one in conditions)


def rung_short(rung: Rung, number: int, say: Phrases) -> str:
    """Return a rung where there is little room."""
    return say.of("placement.rung_number", n=number, rung=say.of(f"placement.rung_short.{rung}"))


def conditions_short(conditions: Sequence[Condition], missing: int, say: Phrases) -> str:
    """Return the conditions where there is little room."""
    return "; ".join(say.of(f"placement.condition_short.{one}", n=say.number(missing)) for one in conditions)


def missing_of(placement: Placement) -> int:
    """Return the minutes that nobody gives."""
    return sum(one.minutes for one in placement.missing)


def wish_text(wish: int, wishes: Sequence[str], say: Phrases) -> str:
    """Return which wish a school is."""
    return say.of("placement.wish", n=wish + 1) if wish < len(wishes) else say.of("placement.no_wish")


def room_text(room: Room, say: Phrases) -> str:
    """Return whether there is a place."""
    return say.of(f"placement.room.{room}")


def status_text(outcome: LeerlingOutcome, say: Phrases) -> str:
    """Return how far a place is."""
    if outcome.status is OfferStatus.OFFERED and outcome.until is not None:
        return say.of("placement.status.offered_until", date=say.date(outcome.until))
    return say.of(f"placement.status.{outcome.status}")


def date_short(day: date, say: Phrases) -> str:
    """Return a date where there is little room."""
    return say.of("placement.short_date", day=day.day, month=day.month, year=day.year)


def status_short(outcome: LeerlingOutcome, say: Phrases) -> str:
    """Return how far a place is where there is little room."""
    if outcome.status is OfferStatus.OFFERED and outcome.until is not None:
        return say.of("placement.short_until", day=outcome.until.day, month=outcome.until.month)
    return say.of(f"placement.status.{outcome.status}")


def marks_text(marks: Marks, say: Phrases) -> str:
    """Return which marks there are and which are lacking, the child heard among them."""
    found = []
    for key in MARKS:
        day = getattr(marks, key)
        word = say.of(f"placement.mark.{key}")
        found.append(
            say.of("placement.marked", mark=word, date=say.date(day))
            if day
            else say.of("placement.unmarked", mark=word)
        )
    return "; ".join(found)


def change_text(change: StageChange, say: Phrases) -> str:
    """Return how a stage would change."""
    size = abs(change.change)
    key = "placement.change.worse" if change.change > 0 else "placement.change.better"
    amount = minutes_text(size, say) if change.key in _IN_MINUTES else say.number(size)
    return say.of(key, stage=say.of(f"stage.{change.key}"), amount=amount)


def price_text(option: PlacementOption, say: Phrases) -> str:
    """Return what an option would cost all together, in the order of the goals."""
    if option.room is Room.PROPOSED:
        return say.of("placement.price.own")
    if option.changes is None:
        return say.of("placement.price.unknown")
    if not option.changes:
        return say.of("placement.price.nothing")
    return "; ".join(change_text(change, say) for change in option.changes)


def moved_text(moved: Iterable[Moved], names: Mapping[str, str], say: Phrases) -> str:
    """Return who would go elsewhere, by opaque ids."""
    return "; ".join(
        say.of(
            "placement.moved",
            leerling=one.leerling,
            origin=place_text(one.origin, names, say),
            to=place_text(one.destination, names, say),
        )
        for one in moved
    )


def transport_text(transport: Transport | None, names: Mapping[str, str], say: Phrases) -> str:
    """Return whether there is transport, what it costs, and which school decides that."""
    if transport is None or transport.metres is None:
        return say.of("placement.transport.unknown")
    far = say.decimal(transport.metres / 1000)
    if not transport.entitled:
        if transport.nearest is not None:
            return say.of("placement.transport.nearer", km=far, school=names[transport.nearest])
        if transport.threshold_metres is None:
            return say.of("placement.transport.no_rule", km=far)
        return say.of("placement.transport.near", km=far, limit=say.decimal(transport.threshold_metres / 1000))
    parts = [say.of("placement.transport.entitled", km=far, euro=say.number(transport.cost_euro))]
    if transport.nearer:
        full = ", ".join(names[school] for school in transport.nearer)
        parts.append(say.of("placement.transport.moved", schools=full))
    if transport.too_long:
        parts.append(say.of("placement.transport.too_long"))
    return "; ".join(parts)


def reason_text(outcome: LeerlingOutcome, say: Phrases) -> str:
    """Return why there is no proposal."""
    return say.of(f"placement.reason.{outcome.reason}") if outcome.reason else ""


def refusal_text(refusal: Refusal, names: Mapping[str, str], say: Phrases) -> str:
    """Return why so many schools are no option, and the nearest of them."""
    why = say.of(f"placement.refusal.{refusal.reason}", n=say.number(refusal.schools))
    if refusal.nearest is None:
        return why
    return say.of("placement.refusal_nearest", why=why, school=names[refusal.nearest])


def how_good(result: PlacementResult, say: Phrases) -> str:
    """Return in a sentence how good the proposals are."""
    if result.status is Status.OPTIMAL:
        return say.of("placement.optimal")
    proven = next((n for n, stage in enumerate(result.stages) if not stage.proven), len(result.stages))
    key = "stopped" if result.status is Status.STOPPED else "feasible"
    return say.of(f"placement.{key}", proven=proven, of=len(result.stages))


def support_text(placement: Placement, found: Proposals, say: Phrases) -> str:
    """Return who gives which support: a begeleider by name, a group by id."""
    index = found.index

    def by(one: Support) -> str:
        if one.source is Source.KRING and one.by in index.begeleiders:
            return index.begeleiders[one.by].name
        return (
            found.school_names[one.by] if one.source is Source.SHARED else one.by if one.source is Source.GROUP else ""
        )

    parts = []
    for one in placement.support:
        source = " ".join(word for word in (say.of(f"placement.source.{one.source}"), by(one)) if word)
        parts.append(
            say.of("placement.support", expertise=one.expertise, minutes=say.number(one.minutes), source=source)
        )
    return "; ".join(parts)


def class_text(cutoff: Cutoff, say: Phrases) -> str:
    """Return which class the last one admitted to a pool had."""
    if cutoff.urgency is None:
        return say.of("placement.class.empty" if cutoff.lottery is not None else "placement.class.room")
    parts = [say.of(f"placement.urgency.{cutoff.urgency}")]
    parts += [say.of("placement.class.sibling")] if cutoff.sibling else []
    parts += [say.of("placement.class.own_kring")] if cutoff.own_kring else []
    return ", ".join(parts)


def boundary_text(cutoff: Cutoff, say: Phrases) -> str:
    """Return where the lottery was cut: the beginning of a number, or that the whole class was in."""
    if not cutoff.lottery:
        return say.of("placement.class.no_boundary")
    return say.of("placement.class.whole") if cutoff.lottery > _EVERY_NUMBER else cutoff.lottery


def place_text(school: str | None, names: Mapping[str, str], say: Phrases) -> str:
    """Return the name of a school, or that there is none."""
    return say.of("placement.nowhere") if school is None else names[school]
