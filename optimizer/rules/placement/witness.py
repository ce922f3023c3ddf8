"""`placement-witness`: what the plan says of its own proposals is true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from optimizer.domain.hashing import instance_sha256
from optimizer.domain.placement import Condition, PlacementRule, PlacementViolation
from optimizer.rules.finding import listing
from optimizer.rules.placement.view import Placed, PlacementView

KEY = PlacementRule.WITNESS


def check(view: PlacementView) -> Iterator[PlacementViolation]:
    """Yield hashes of something else, proposals about nobody or nothing, doubles, and facts that are not so.

    Facts: rung, its number, wish, start date, minutes, metres, conditions. `rung` itself reports a school that answers
    to none, so of that only the start date is compared.
    """
    plan, facts = view.plan, view.facts
    for told, true in (
        (plan.instance_sha256, instance_sha256(facts.region) if plan.instance_sha256 else ""),
        (plan.matrix_sha256, facts.matrix.sha256 if plan.matrix_sha256 else ""),
    ):
        if told != true:
            yield PlacementViolation(rule=KEY, found=told, limit=true)
    known: set[str] = set()
    for placement in plan.placements:
        who = (placement.leerling,)
        if placement.leerling not in facts.asking or placement.school not in facts.schools:
            yield PlacementViolation(rule=KEY, leerlingen=who, school=placement.school, found=1, limit=0)
        elif placement.leerling in known:
            yield PlacementViolation(rule=KEY, leerlingen=who, school=placement.school, found=2, limit=1)
        known.add(placement.leerling)
    for one in view.placed.values():
        for found, limit in _differences(view, one):
            yield PlacementViolation(
                rule=KEY, leerlingen=(one.leerling.id,), school=one.school.id, found=found, limit=limit
            )


def conditions(one: Placed) -> tuple[Condition, ...]:
    """Return the conditions of a proposal, by what it says is missing."""
    own = () if one.seat is None else one.seat.conditions
    missing = any(missing.minutes for missing in one.placement.missing)
    true = {*own, Condition.SUPPORT_MISSING} if missing else set(own)
    return tuple(condition for condition in Condition if condition in true)


def _differences(view: PlacementView, one: Placed) -> Iterator[tuple[str | int | None, str | int | None]]:
    told, true = one.placement, one.seat
    pairs: list[tuple[object, object]] = [(told.start_on, view.facts.homes.start_of(one.leerling))]
    if true is not None:
        pairs += [
            (told.rung.value, true.rung.value),
            (told.wish, true.wish),
            (told.minutes, true.minutes),
            (told.metres, true.metres),
            (sorted(told.conditions), sorted(conditions(one))),
        ]
        if true.number:
            pairs.append((told.rung_number, true.number))
    for found, limit in pairs:
        if found != limit:
            yield _readable(found), _readable(limit)


def _readable(value: object) -> str | int | None:
    if isinstance(value, list):
        return listing(one.value for one in value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int) else None
