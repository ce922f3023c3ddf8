"""Reads the parts of a region one by one, so that one that is broken hides no fault of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from optimizer.domain.base import Frozen
from optimizer.domain.calendar import Calendar
from optimizer.domain.crosscheck.seen import LISTS, Entries, Seen
from optimizer.domain.fault import Fault
from optimizer.domain.location import Location, Postcode
from optimizer.domain.migrate import PLAN_MIGRATIONS, migrate
from optimizer.domain.plan import Plan
from optimizer.domain.pointer import Step, pointer
from optimizer.domain.policy import Policy
from optimizer.domain.reading import TypeForm, field_type, read_value, unknown_field
from optimizer.domain.region import Region
from optimizer.domain.shown import shown_at


@dataclass
class Parts:
    """What of a region could be read, and what is wrong with the rest."""

    values: dict[str, Any] = field(default_factory=dict)
    """By field: the value, or of a list the valid entities by position; `None` when nothing of it could be read."""
    ids: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    """Ids by list and position as they were given, also of broken entities; a list that could not be read is absent."""
    broken: dict[str, list[tuple[int, Mapping[str, Any]]]] = field(default_factory=dict)
    """By list: position and raw JSON of the entities that are not valid."""
    postcodes: frozenset[str] | None = frozenset()
    faults: list[Fault] = field(default_factory=list)

    def region(self) -> Region:
        """Return the region; only to be asked when there is no fault."""
        values: dict[str, Any] = {
            name: tuple(value.values()) if name in LISTS else value for name, value in self.values.items()
        }
        return Region(**values)

    @property
    def seen(self) -> Seen:
        """What can be cross-checked."""
        lists: dict[str, Any] = {}
        for name in LISTS:
            valid: Mapping[int, Frozen] = self.values.get(name) or {}
            optional = not Region.model_fields[name].is_required()
            readable = name in self.ids or (optional and name not in self.values)
            broken = tuple(self.broken.get(name, ()))
            lists[name] = Entries(name, tuple(valid.items()), self.ids.get(name, ()), broken, readable)
        return Seen(
            week=self.values.get("week"),
            calendar=self.values.get("calendar", Calendar()),
            policy=self.values.get("policy", Policy()),
            postcodes=self.values.get("postcodes") or {},
            postcodes_known=self.postcodes,
            previous=self.values.get("previous"),
            **lists,
        )


def read_parts(data: Mapping[str, Any]) -> Parts:
    """Read every field of a region, and every entity of its lists on its own."""
    parts = Parts()
    names = tuple(Region.model_fields)
    parts.faults += [unknown_field(key, names, (key,)) for key in data if key not in names]
    for name, of in Region.model_fields.items():
        if name not in data:
            if of.is_required():
                code = "week-missing" if name == "week" else "missing-field"
                parts.faults.append(Fault(code=code, where=pointer(name), facts={"field": name}))
        elif name in LISTS:
            _read_list(parts, name, get_args(of.annotation)[0], data[name])
        elif name == "postcodes":
            _read_postcodes(parts, field_type(of), data[name])
        elif name == "previous":
            parts.values[name], found = (None, ()) if data[name] is None else read_plan_at(data[name], (name,))
            parts.faults += found
        else:
            parts.values[name], found = read_value(field_type(of), data[name], (name,))
            parts.faults += found
    return parts


def read_plan_at(data: object, path: tuple[Step, ...]) -> tuple[Plan | None, tuple[Fault, ...]]:
    """Read a plan at a place of the input, after bringing it to the current schema version."""
    if not isinstance(data, dict):
        return None, (
            Fault(code="not-an-object", where=pointer(*path), facts={"given": shown_at(data, (*path, "weeks"))}),
        )
    migrated, faults = migrate(data, PLAN_MIGRATIONS, path=path)
    if migrated is None:
        return None, faults
    plan: Plan | None
    plan, faults = read_value(Plan, migrated, path)
    return plan, faults


def _read_list(parts: Parts, name: str, model: type[Frozen], raw: object) -> None:
    if not isinstance(raw, list | tuple):
        parts.values[name] = None
        facts = {"given": shown_at(raw, (name,)), "expected": "list"}
        parts.faults.append(Fault(code="wrong-type", where=pointer(name), facts=facts))
        return
    parts.ids[name] = tuple(_given_id(entity) for entity in raw)
    valid: dict[int, Frozen] = {}
    for index, given in enumerate(raw):
        entity, found = read_value(model, given, (name, index))
        parts.faults += found
        if entity is not None:
            valid[index] = entity
        elif isinstance(given, dict):
            parts.broken.setdefault(name, []).append((index, given))
    parts.values[name] = valid


def _given_id(entity: object) -> str | None:
    own = entity.get("id") if isinstance(entity, dict) else None
    return own if isinstance(own, str) else None


def _read_postcodes(parts: Parts, mapping: TypeForm, raw: object) -> None:
    whole, found = read_value(mapping, raw, ("postcodes",))
    parts.faults += found
    parts.postcodes = frozenset(str(key) for key in raw) if isinstance(raw, dict) else None
    if whole is None and isinstance(raw, dict):
        whole = {}
        for postcode, given in raw.items():
            point, wrong = read_value(Location, given, ())
            if not wrong and not read_value(Postcode, postcode, ())[1]:
                whole[postcode] = point
    parts.values["postcodes"] = whole
