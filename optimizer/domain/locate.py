"""Finds the place in the input, and the type expected there, that an error of the validator is about."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from optimizer.domain.pointer import Step


@dataclass(frozen=True)
class Spot:
    """A place in the input."""

    path: tuple[Step, ...]
    expected: tuple[object, ...]
    """Types that may stand there; of a field of a union only those of the branch the error is about."""
    owner: type[BaseModel] | None
    """The model whose field the last step is."""
    in_union: bool
    """Whether another branch of a union could have held the value."""


def options(annotation: object) -> tuple[object, ...]:
    """Return what a type annotation may be, without `Annotated`, unions and `None`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return options(get_args(annotation)[0])
    if origin in {Union, types.UnionType}:
        return tuple(option for part in get_args(annotation) for option in options(part))
    return () if annotation is type(None) else (annotation,)


def field_names(model: type[BaseModel]) -> dict[str, object]:
    """Return the fields of a model under their JSON names, with their types."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def locate(annotation: object, steps: tuple[Step, ...]) -> Spot:
    """Follow an error's steps from a type; steps that only name the branch of a union are left out."""
    expected, owner, in_union = options(annotation), None, False
    path: list[Step] = []
    holder = expected
    for step in steps:
        if step == "[key]":
            expected = options(get_args(holder[0])[0])
            continue
        if len(expected) > 1:
            expected, in_union = _branch(expected, step), True
            continue
        owner, holder = _model(expected), expected
        expected = _inside(expected, step)
        path.append(step)
    return Spot(tuple(path), expected, owner, in_union)


def _model(expected: tuple[object, ...]) -> type[BaseModel] | None:
    found = expected[0] if expected else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _branch(expected: tuple[object, ...], step: Step) -> tuple[object, ...]:
    named = tuple(option for option in expected if getattr(option, "__name__", "") == step)
    return named or tuple(option for option in expected if _model((option,)) is None)


def _inside(expected: tuple[object, ...], step: Step) -> tuple[object, ...]:
    model = _model(expected)
    if model is not None:
        return options(field_names(model).get(str(step), type(None)))
    arguments: tuple[Any, ...] = get_args(expected[0]) if expected else ()
    if not arguments:
        return ()
    return options(arguments[-1] if isinstance(step, str) else arguments[0])
