"""How data comes in: complete, whole, or refused with every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from optimizer.domain.crosscheck import Seen, cross_faults
from optimizer.domain.crosscheck.seen import LISTS
from optimizer.domain.defaults import Filling, defaults_used, fill, plain_defaults
from optimizer.domain.fault import DefaultUsed, Fault
from optimizer.domain.migrate import migrate
from optimizer.domain.parts import read_parts, read_plan_at
from optimizer.domain.plan import Plan
from optimizer.domain.pointer import reading_order
from optimizer.domain.region import Region
from optimizer.domain.shown import shown_at

_WITHOUT_DEFAULTS = frozenset({"pins"})
"""Lists whose empty fields say nothing, so there is nothing to show."""


class InputRefusedError(ValueError):
    """The input has faults, so nothing of it was taken in."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.where or '/'}: {fault.code}" for fault in faults))


@dataclass(frozen=True)
class Intake:
    """What came of reading a region."""

    region: Region | None
    """The region, only when there is no fault at all."""
    faults: tuple[Fault, ...]
    """Every fault, in the order of their places."""
    defaults: tuple[DefaultUsed, ...]
    """Every default that filled a gap, one entry a field."""

    def or_raise(self) -> Region:
        """Return the region.

        Raises
        ------
        InputRefusedError
            When there is a fault.
        """
        if self.region is None:
            raise InputRefusedError(self.faults)
        return self.region


def read_region(data: object, *, today: date | None = None) -> Intake:
    """Read a region out of parsed JSON: fill its gaps, and find every fault in one go.

    Parameters
    ----------
    data : object
        The JSON value; it is not changed.
    today : date, optional
        For a region without a week: it gets the week after today. Nothing here reads a clock.
    """
    raw, faults = _as_current(data)
    if raw is None:
        return Intake(None, faults, ())
    filling = fill(raw, today=today, versioned=isinstance(data, dict) and "schema_version" in data)
    parts = read_parts(filling.data)
    found = _once(parts.faults, cross_faults(parts.seen))
    faults = _in_order(fault for fault in found if not filling.is_silent(fault.where))
    defaults = defaults_used([*filling.used, *_plain_defaults(parts.seen, filling)])
    return Intake(None if faults else parts.region(), faults, defaults)


def read_plan(data: object) -> tuple[Plan | None, tuple[Fault, ...]]:
    """Read a plan out of parsed JSON, or find every fault in it."""
    return read_plan_at(data, ())


def check_region(region: Region) -> tuple[Fault, ...]:
    """Return the faults that the entities of a region, built in Python, have together."""
    return _in_order(cross_faults(Seen.of(region)))


def _as_current(data: object) -> tuple[dict[str, Any] | None, tuple[Fault, ...]]:
    if not isinstance(data, dict):
        return None, (Fault(code="not-an-object", where="", facts={"given": shown_at(data, ("weeks",))}),)
    return migrate({str(key): value for key, value in data.items()})


def _once(single: Iterable[Fault], crossed: tuple[Fault, ...]) -> Iterator[Fault]:
    """Yield all faults, but of a value that cannot be read nothing more; of a name that is nobody's only that."""
    nobodys = {fault.where for fault in crossed if fault.code == "dangling-id"}
    kept = [fault for fault in single if fault.code != "bad-id" or fault.where not in nobodys]
    yield from kept
    places = {fault.where for fault in kept}
    yield from (fault for fault in crossed if fault.where not in places)


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: reading_order(fault.where)))


def _plain_defaults(seen: Seen, filling: Filling) -> Iterator[tuple[str, str]]:
    """Yield every default that is the same for all regions."""
    if seen.policy is not None:
        yield from plain_defaults("/policy", seen.policy)
    made = {pattern for pattern, _ in filling.used}
    for name in LISTS:
        if name not in _WITHOUT_DEFAULTS and f"/{name}" not in made:
            for _, entity in seen.entries(name):
                yield from plain_defaults(f"/{name}/*", entity)
