"""A verified reason in plain sentences, for coordinator, school or parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.domain.explain import (
    Change,
    Fact,
    FactKey,
    FreedomKind,
    ItemKind,
    Reason,
    ReasonKind,
    Repair,
    RepairKind,
)
from optimizer.domain.placement import Moved
from optimizer.language import catalogue
from optimizer.letters.letter import Part
from optimizer.letters.names import Audience, Names

SCHOOL_CAN = frozenset(
    {
        RepairKind.HALF_DAY,
        RepairKind.WINDOW,
        RepairKind.HOURS,
        RepairKind.SPREAD,
        RepairKind.ROOM,
        RepairKind.ONE_PLACE,
    }
)
"""What a school can do itself."""
PARENTS_CAN = frozenset(
    {RepairKind.TRAVEL_LIMIT, RepairKind.GROUP_TRAVEL, RepairKind.DENOMINATION_WAIVED, RepairKind.RUNG}
)
"""What parents may choose."""
_IN_EURO = frozenset(
    {
        RepairKind.ONE_PLACE,
        RepairKind.TRAVEL_LIMIT,
        RepairKind.RUNG,
        RepairKind.ADMISSION,
        RepairKind.DENOMINATION_WAIVED,
        RepairKind.HELD_PLACE,
    }
)
"""Repairs of placement, whose price is euro a year; all others cost minutes a week."""
_MOST = 6
"""Holders and displaced items that are told."""


def reason_parts(reason: Reason, names: Names, audience: Audience) -> tuple[Part, ...]:
    """Return what is told of a reason, as paragraphs and lists.

    A school or parents get no other leerling, nobody's time or price, and of a repair only what is theirs to decide.
    """
    whole = audience is Audience.COORDINATOR
    parts = [Part(lead=" ".join(_opening(reason, names, audience)))]
    if reason.facts:
        head = names.phrases.of("letter.facts.one" if len(reason.facts) == 1 else "letter.facts.many")
        parts.append(Part(lead=head, lines=tuple(_fact(fact, names, audience) for fact in reason.facts)))
    if whole:
        parts += _behind(reason, names)
    parts += _repairs(reason, names, audience)
    return tuple(part for part in parts if part.lead or part.lines)


def _opening(reason: Reason, names: Names, audience: Audience) -> Iterator[str]:
    phrases = names.phrases
    school = names.school_of(reason.item)
    facts = {
        "item": names.name(reason.item),
        "school": reason.item if school is None else names.name(school),
        "expertise": names.expertise_of(reason.item),
        "minutes": phrases.number(reason.minutes),
        "leerling": reason.leerling or "",
    }
    yield phrases.of(f"letter.{audience}.{_about(reason)}", **facts)
    place = reason.item_kind is ItemKind.LEERLING
    of = ("support" if reason.conditional else "place") if place else "week"
    yield phrases.of(f"letter.kind.{of}.{reason.kind}")
    if reason.kind not in {ReasonKind.NOT_ASKED, ReasonKind.UNKNOWN}:
        proof = "proof_parents" if audience is Audience.PARENTS else "proof"
        yield phrases.of(f"letter.{proof}.{'yes' if reason.proven else 'no'}")


def _about(reason: Reason) -> str:
    if reason.item_kind is ItemKind.GROUP and reason.leerling is not None:
        return "member"
    return "conditional" if reason.conditional else str(reason.item_kind)


def _fact(fact: Fact, names: Names, audience: Audience) -> str:
    """Return a fact in a sentence; the coordinator also hears about whom and how much it is."""
    phrases = names.phrases
    expertise = fact.expertise or phrases.of("letter.unnamed_expertise")
    if audience is not Audience.COORDINATOR:
        return fact_text(fact.key, expertise, names)
    special = f"letter.coordinator_fact.{fact.key}"
    said = [phrases.of(special) if special in catalogue(phrases.lang) else fact_text(fact.key, expertise, names)]
    if fact.entities:
        said.append(phrases.of("letter.facts.who", names=names.all(fact.entities)))
    if fact.half_days:
        half_days = ", ".join(names.half_day(one) for one in fact.half_days)
        said.append(phrases.of("letter.facts.when", half_days=half_days))
    if fact.found is not None and fact.limit is not None:
        numbers = {"found": phrases.number(fact.found), "limit": phrases.number(fact.limit)}
        said.append(phrases.of("letter.facts.numbers", unit=_unit(fact.unit, names), **numbers))
    return " ".join(said)


def fact_text(key: FactKey | str, expertise: str, names: Names) -> str:
    """Return a fact in a sentence that anybody may read."""
    return names.phrases.of(f"letter.fact.{key}", expertise=expertise)


def _unit(unit: str | None, names: Names) -> str:
    known = catalogue(names.phrases.lang)
    return known.get(f"letter.unit.{unit}", "") if unit is not None else ""


def _behind(reason: Reason, names: Names) -> Iterator[Part]:
    """Yield what only the coordinator hears: other ways out, who has the time, what it would cost."""
    phrases = names.phrases
    for other in reason.otherwise:
        lines = tuple(_fact(fact, names, Audience.COORDINATOR) for fact in other)
        yield Part(lead=phrases.of("letter.facts.otherwise"), lines=lines)
    holders = tuple(_holders(reason, names))
    if holders:
        place = reason.holders[0].half_day is None
        yield Part(lead=phrases.of("letter.holders.intro_place" if place else "letter.holders.intro"), lines=holders)
    cost = [
        phrases.of(
            "letter.cost.displaced" if one.minutes > 0 else "letter.cost.gains",
            item=names.name(one.item),
            minutes=phrases.number(abs(one.minutes)),
        )
        for one in reason.displaced[:_MOST]
        if one.minutes
    ]
    cost += [_moved(one, names) for one in reason.moved[:_MOST]]
    cost += [_stage(change, names) for change in reason.changes if change.change]
    if cost:
        yield Part(lead=phrases.of("letter.cost.intro"), lines=tuple(cost))
    if reason.freedom.kind is FreedomKind.BEGELEIDERS and reason.freedom.begeleiders:
        yield Part(lead=phrases.of("letter.cost.looked", n=len(reason.freedom.begeleiders)))


def _moved(moved: Moved, names: Names) -> str:
    ends = {"origin": moved.origin, "destination": moved.destination}
    key = "moved_out" if moved.destination is None else "moved_in" if moved.origin is None else "moved"
    facts = {name: names.name(school) for name, school in ends.items() if school is not None}
    return names.phrases.of(f"letter.cost.{key}", leerling=moved.leerling, **facts)


def _stage(change: Change, names: Names) -> str:
    phrases = names.phrases
    values = {"before": phrases.number(change.before), "after": phrases.number(change.after)}
    return phrases.of("letter.cost.stage", stage=phrases.of(f"stage.{change.key}"), **values)


def _holders(reason: Reason, names: Names) -> Iterator[str]:
    phrases = names.phrases
    for one in reason.holders[:_MOST]:
        if one.half_day is None:
            yield phrases.of("letter.holders.place", who=names.name(one.school or one.begeleider or ""), item=one.item)
            continue
        yield phrases.of(
            "letter.holders.time",
            who=names.name(one.begeleider or one.school or ""),
            half_day=names.half_day(one.half_day),
            item=one.item,
            minutes=phrases.number(one.minutes),
        )


def _repairs(reason: Reason, names: Names, audience: Audience) -> Iterator[Part]:
    phrases = names.phrases
    if audience is Audience.PARENTS:
        lines = tuple(_choice(one, names) for one in reason.repairs if one.kind in PARENTS_CAN)
        if lines:
            yield Part(lead=" ".join((*lines, phrases.of("letter.parents_repair.free"))))
        return
    if audience is Audience.SCHOOL:
        mine = [one for one in reason.repairs if one.kind in SCHOOL_CAN and _is_own(one, reason, names)]
        if mine:
            lines = tuple(repair_text(one, names) for one in mine)
            yield Part(lead=phrases.of("letter.repair.intro_school"), lines=lines)
        return
    if reason.repairs:
        lines = tuple(f"{repair_text(one, names)} {_price(one, names)}" for one in reason.repairs)
        yield Part(lead=phrases.of("letter.repair.intro"), lines=lines)
    elif reason.kind in {ReasonKind.STRUCTURAL, ReasonKind.CAPACITY, ReasonKind.TRADE_OFF}:
        yield Part(lead=phrases.of("letter.repair.none_known"))


def _is_own(repair: Repair, reason: Reason, names: Names) -> bool:
    """Tell whether a repair is about the school's own request, hours or rooms and nobody else."""
    own = {reason.item, names.school_of(reason.item)}
    return all(entity in own for entity in repair.entities)


def repair_text(repair: Repair, names: Names) -> str:
    """Return a repair as an advice."""
    phrases = names.phrases
    return phrases.of(
        f"letter.repair.{repair.kind}",
        who=_who(repair.entities, names),
        amount=phrases.number(repair.amount),
        half_day=names.half_day(repair.half_day),
        expertise=repair.expertise or phrases.of("letter.unnamed_expertise"),
    )


def _who(entities: Sequence[str], names: Names) -> str:
    return names.all(entities) or names.phrases.of("letter.unnamed_expertise")


def _price(repair: Repair, names: Names) -> str:
    phrases = names.phrases
    if repair.price is None:
        return phrases.of("letter.repair.price_unknown")
    of = "price" if repair.price else "price_none"
    key = f"letter.repair.{of}{'_euro' if repair.kind in _IN_EURO else ''}"
    return phrases.of(key, price=phrases.number(repair.price))


def _choice(repair: Repair, names: Names) -> str:
    schools = [entity for entity in repair.entities if entity in names.schools]
    facts = {"amount": names.phrases.number(repair.amount), "who": _who(schools, names)}
    return names.phrases.of(f"letter.parents_repair.{repair.kind}", **facts)
