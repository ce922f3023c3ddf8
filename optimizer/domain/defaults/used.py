"""The list of all defaults that a region rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pydantic import BaseModel

from optimizer.domain.base import Frozen
from optimizer.domain.clock import Window
from optimizer.domain.defaults.readable import readable
from optimizer.domain.fault import DefaultUsed
from optimizer.domain.location import Location

_LEAVES = (Window, Location)
_VALUES_SHOWN = 3
_SHOWN: dict[tuple[type[Frozen], str], str] = {}


@cache
def _keys(kind: type[Frozen]) -> tuple[tuple[str, str], ...]:
    """Return name and JSON name of every field."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


def plain_defaults(pattern: str, entity: Frozen) -> Iterator[tuple[str, str]]:
    """Yield pattern and readable value of every field that was not given, however deep; not what is empty."""
    kind, given = type(entity), entity.model_fields_set
    for name, key in _keys(kind):
        value = getattr(entity, name)
        if isinstance(value, BaseModel) and not isinstance(value, _LEAVES):
            if isinstance(value, Frozen):
                yield from plain_defaults(f"{pattern}/{key}", value)
        elif name not in given:
            shown = _SHOWN.get((kind, name))
            if shown is None:
                # what was not given is the same in every entity of a kind
                shown = _SHOWN[kind, name] = readable(entity.model_dump(mode="json", include={name})[key])
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
