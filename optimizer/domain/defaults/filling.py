"""The input while its gaps are being filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from optimizer.domain.pointer import Step, pointer

Raw = dict[str, Any]


@dataclass
class Filling:
    """A region's raw data, what was filled in, and what could not be because something else is wrong."""

    data: Raw
    used: list[tuple[str, str]] = field(default_factory=list)
    """Pattern of the field (``/schools/*/ib_hours``) and the value as people read it, in order of filling."""
    silent: set[str] = field(default_factory=set)
    """Pointers at which a fault only repeats another: gaps that have no default because of it, and copies of it."""

    def entities(self, name: str) -> Iterator[tuple[int, Raw]]:
        """Yield position and raw entity of a list, leaving out what is no object."""
        entities = self.data.get(name)
        if isinstance(entities, list | tuple):
            yield from ((i, e) for i, e in enumerate(entities) if isinstance(e, dict))

    def ids(self, name: str) -> list[str]:
        """Return the different ids of a list, in its order."""
        return list(dict.fromkeys(e["id"] for _, e in self.entities(name) if isinstance(e.get("id"), str)))

    def fill(self, entity: Raw, field_name: str, value: object, *, pattern: str, shown: str) -> None:
        """Set a field and remember that it was a default, unless there is nothing to show."""
        entity[field_name] = value
        if shown:
            self.used.append((pattern, shown))

    def hush(self, *path: Step) -> None:
        """Remember that whatever is wrong at a place comes from a fault elsewhere."""
        self.silent.add(pointer(*path))

    def is_silent(self, where: str) -> bool:
        """Tell whether a fault at a place only repeats another."""
        return any(where == quiet or where.startswith(quiet + "/") for quiet in self.silent)
