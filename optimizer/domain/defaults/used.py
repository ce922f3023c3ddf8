"""The list of all defaults that a region rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from optimizer.domain.base import Frozen
from optimizer.domain.clock import Window
from optimizer.domain.defaults.readable import readable
from optimizer.domain.fault import DefaultUsed
from optimizer.domain.location import Location

_LEAVES = (Window, Location)
_VALUES_SHOWN = 3


def plain_defaults(pattern: str, entity: Frozen) -> Iterator[tuple[str, str]]:
    """Yield pattern and readable value of every field that was not given, however deep; not what is empty."""
    dumped = entity.model_dump(mode="json")
    for name, field in type(entity).model_fields.items():
        key = field.alias or name
        value = getattr(entity, name)
        if isinstance(value, BaseModel) and not isinstance(value, _LEAVES):
            if isinstance(value, Frozen):
                yield from plain_defaults(f"{pattern}/{key}", value)
        elif name not in entity.model_fields_set:
            shown = readable(dumped[key])
            if shown:
                yield f"{pattern}/{key}", shown
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Frozen) and not isinstance(item, _LEAVES):
                    yield from plain_defaults(f"{pattern}/{key}/*", item)


def defaults_used(found: Iterable[tuple[str, str]]) -> tuple[DefaultUsed, ...]:
    """Return one entry per field, in order of appearance, with its different values and how often it was filled."""
    values: dict[str, list[str]] = {}
    for pattern, shown in found:
        values.setdefault(pattern, []).append(shown)
    return tuple(
        DefaultUsed(where=pattern, value=_joined(list(dict.fromkeys(shown))), count=len(shown))
        for pattern, shown in values.items()
    )


def _joined(values: list[str]) -> str:
    return " | ".join(values[:_VALUES_SHOWN]) + (" | …" if len(values) > _VALUES_SHOWN else "")
