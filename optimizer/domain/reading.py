"""Reads one value of the input with its type, and says what is wrong with it in the codes of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from enum import EnumMeta
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HalfDay
from optimizer.domain.locate import Spot, field_names, locate
from optimizer.domain.pointer import Step, pointer
from optimizer.domain.protected import protected_attribute
from optimizer.domain.shown import WITHHELD, about_a_pupil, nearest, shown, shown_at, without_names

_LIMITS = {
    "greater_than_equal": ("too-small", "ge"),
    "greater_than": ("too-small", "gt"),
    "less_than_equal": ("too-large", "le"),
    "less_than": ("too-large", "lt"),
    "string_too_long": ("too-long", "max_length"),
    "too_long": ("wrong-length", "max_length"),
}
_EXPECTED = {
    "int_type": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "finite_number": "number",
    "string_type": "text",
    "string_unicode": "text",
    "bool_type": "true-or-false",
    "tuple_type": "list",
    "dict_type": "object",
    "model_type": "object",
}
_OWN_CODES = frozenset({"bad-clock", "bad-window", "window-reversed", "bad-date", "bad-week"})


TypeForm = Any
"""Whatever can annotate a field; the language has no narrower type for it."""


@cache
def _adapter(annotation: TypeForm) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def field_type(field: FieldInfo) -> TypeForm:
    """Return the type of a model's field with all that constrains it."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def read_value(annotation: TypeForm, value: object, path: tuple[Step, ...]) -> tuple[Any, tuple[Fault, ...]]:
    """Return a value of the input as its type, or `None` and every fault in it.

    Parameters
    ----------
    annotation : type
        What the value should be.
    value : object
        The value as JSON gave it.
    path : tuple of str or int
        Where the value is in the input.
    """
    try:
        return _adapter(annotation).validate_python(value, context={"json": True}), ()
    except ValidationError as error:
        return None, tuple(_faults(annotation, error, path))


def _faults(annotation: object, error: ValidationError, path: tuple[Step, ...]) -> Iterator[Fault]:
    found = [(locate(annotation, detail["loc"]), detail) for detail in error.errors(include_url=False)]
    in_branches: dict[tuple[Step, ...], list[tuple[Spot, ErrorDetails]]] = {}
    for spot, detail in found:
        if spot.in_union:
            in_branches.setdefault(_union_at(annotation, detail["loc"]), []).append((spot, detail))
        else:
            yield _fault(spot, detail, path)
    for at, errors in in_branches.items():
        fitting = [(spot, detail) for spot, detail in errors if detail["type"] not in _EXPECTED or spot.path != at]
        for spot, detail in fitting:
            yield _fault(spot, detail, path)
        if not fitting:
            place = (*path, *at)
            given = shown_at(errors[0][1]["input"], place)
            facts = {"given": given, "expected": "point-or-postcode"}
            yield Fault(code="wrong-type", where=pointer(*place), facts=facts)


def _union_at(annotation: object, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the path of the union that an error's steps pass through."""
    for end in range(len(steps)):
        if locate(annotation, steps[: end + 1]).in_union:
            return steps[:end]
    return steps


def _fault(spot: Spot, detail: ErrorDetails, path: tuple[Step, ...]) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    where = (*path, *spot.path)
    given = shown_at(detail["input"], where)
    where = without_names(where)
    if kind == "extra_forbidden":
        return _unknown_field(spot, where)
    if kind == "missing":
        return _missing(spot, where)
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        return Fault(code=code, where=pointer(*where), facts={"given": given, "limit": str(context[limit])})
    if kind == "string_too_short":
        return Fault(code="empty-text", where=pointer(*where))
    if kind == "string_pattern_mismatch":
        code = "bad-postcode" if str(context["pattern"]).startswith("^[1-9]") else "bad-id"
        return Fault(code=code, where=pointer(*where), facts={"given": given})
    if kind == "enum":
        return _not_a_choice(spot, detail, where)
    if kind in _OWN_CODES:
        return Fault(code=kind, where=pointer(*where), facts={"given": given})
    expected = _EXPECTED.get(kind, "other")
    return Fault(code="wrong-type", where=pointer(*where), facts={"given": given, "expected": expected})


def _missing(spot: Spot, where: tuple[Step, ...]) -> Fault:
    last = where[-1]
    if isinstance(last, int):
        return Fault(code="wrong-length", where=pointer(*where[:-1]), facts={"given": "[…]", "limit": str(last + 1)})
    if spot.owner is not None and spot.owner.__name__ == "School" and last == "kring":
        return Fault(code="school-without-kring", where=pointer(*where))
    return Fault(code="missing-field", where=pointer(*where), facts={"field": last})


def _unknown_field(spot: Spot, where: tuple[Step, ...]) -> Fault:
    name = str(where[-1])
    protected = protected_attribute(name) if where[0] == "leerlingen" else None
    if protected is not None:
        facts = {"field": shown(protected.name), "reason": protected.reason}
        place = where if protected.name == name else where[:-1]
        return Fault(code="protected-attribute", where=pointer(*place), facts=facts)
    names = tuple(field_names(spot.owner)) if spot.owner is not None else ()
    return unknown_field(name, names, where)


def unknown_field(name: str, names: tuple[str, ...], where: tuple[Step, ...]) -> Fault:
    """Return the fault of a field that does not exist, with the names that do."""
    alike = {"choices": ", ".join(names), **nearest(name, names)}
    if about_a_pupil(where):
        return Fault(code="unknown-field", where=pointer(*where[:-1]), facts={"field": WITHHELD, **alike})
    return Fault(code="unknown-field", where=pointer(*where), facts={"field": shown(name), **alike})


def _not_a_choice(spot: Spot, detail: ErrorDetails, where: tuple[Step, ...]) -> Fault:
    kind = spot.expected[0] if spot.expected else None
    choices = tuple(str(member.value) for member in kind) if isinstance(kind, EnumMeta) else ()  # type: ignore[var-annotated]
    given = shown_at(detail["input"], where)
    facts = {"given": given, "choices": ", ".join(choices)}
    if not about_a_pupil(where):
        facts |= nearest(detail["input"], choices)
    return Fault(code="bad-half-day" if kind is HalfDay else "not-a-choice", where=pointer(*where), facts=facts)
