"""Every reference by id in the input: where it is and what it must name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from optimizer.domain.pointer import Step


@dataclass(frozen=True)
class Reference:
    """Field `path` of every entity of list `source` names an entity of one of the lists `targets`."""

    source: str
    path: tuple[str, ...]
    """Names of fields; ``*`` is every position of a list."""
    targets: tuple[str, ...]


def _reference(source: str, path: str, *targets: str) -> Reference:
    return Reference(source, tuple(path.split("/")), targets)


REFERENCES = (
    _reference("kringen", "gemeenten/*", "gemeenten"),
    _reference("kringen", "neighbours/*", "kringen"),
    _reference("schools", "kring", "kringen"),
    _reference("schools", "gemeente", "gemeenten"),
    _reference("schools", "bestuur", "besturen"),
    _reference("begeleiders", "kringen/*", "kringen"),
    _reference("hulpvragen", "school", "schools"),
    _reference("hulpvragen", "kring", "kringen"),
    _reference("hulpvragen", "current", "begeleiders"),
    _reference("hulpvragen", "preferred/*", "begeleiders"),
    _reference("hulpvragen", "forbidden/*", "begeleiders"),
    _reference("hulpvragen", "leerling", "leerlingen"),
    _reference("arrangementen", "kringen/*", "kringen"),
    _reference("arrangementen", "hosts/*", "schools"),
    _reference("arrangementen", "candidates/*", "leerlingen"),
    _reference("arrangementen", "running/host", "schools"),
    _reference("arrangementen", "running/leader", "begeleiders"),
    _reference("arrangementen", "running/co_leaders/*", "begeleiders"),
    _reference("arrangementen", "running/members/*", "leerlingen"),
    _reference("leerlingen", "gemeente", "gemeenten"),
    _reference("leerlingen", "school", "schools"),
    _reference("leerlingen", "school_of_origin", "schools"),
    _reference("leerlingen", "wishes/*", "schools"),
    _reference("leerlingen", "siblings_at/*", "schools"),
    _reference("leerlingen", "applications/*/school", "schools"),
    _reference("leerlingen", "attendance/*/place", "schools", "partners"),
    _reference("leerlingen", "offer/school", "schools"),
    _reference("leerlingen", "trajectbegeleider", "begeleiders"),
    _reference("overleggen", "kring", "kringen"),
    _reference("overleggen", "hosts/*", "schools"),
    _reference("overleggen", "participants/begeleiders/*", "begeleiders"),
    _reference("overleggen", "participants/ibs/*", "schools"),
    _reference("partners", "gemeente", "gemeenten"),
    _reference("pins", "begeleider", "begeleiders"),
    _reference("pins", "host", "schools"),
    _reference("pins", "members/*", "leerlingen"),
)
"""Besides these: the payer of a budget and the item of a pin, whose lists depend on other fields."""


def values_at(entity: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Yield place and value of whatever stands at a path of an entity, a model or raw JSON; nothing when absent."""
    if not path:
        yield (), entity
        return
    step, rest = path[0], path[1:]
    if rest and step != "*" and not isinstance(entity, dict) and not getattr(entity, step, None):
        # most lists are empty
        return
    inside: list[tuple[Step, object]]
    if step == "*":
        inside = list(enumerate(entity)) if isinstance(entity, list | tuple) else []
    elif isinstance(entity, dict):
        inside = [(step, entity[step])] if step in entity else []
    else:
        inside = [(step, value)] if (value := getattr(entity, step, None)) is not None else []
    for here, value in inside:
        for place, found in values_at(value, rest):
            yield (here, *place), found
