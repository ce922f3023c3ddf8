"""Pins and vetoes as restrictions on options."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Pin


@dataclass(frozen=True)
class Facts:
    """What is known of a possible service: people (all who count for `begeleider`), half day, host."""

    people: Collection[str]
    half_day: HalfDay
    host: str | None


@dataclass(frozen=True)
class Exclusion:
    """What a veto still forbids once its other facts hold: a start, members together, or both at once."""

    start: int | None
    members: tuple[str, ...] | None

    def hits(self, start: int, members: Collection[str]) -> bool:
        """Tell whether it forbids a group (or overleg, without members) at this start with these members."""
        return self.start in (None, start) and (self.members is None or set(self.members) <= set(members))


class PinBook:
    """The pins of a region by item."""

    def __init__(self, pins: Iterable[Pin]) -> None:
        self._pins: dict[str, list[Pin]] = defaultdict(list)
        for pin in pins:
            self._pins[pin.item].append(pin)

    def of(self, *items: str) -> list[Pin]:
        """Return the pins on any of the given names of one item (a group has its own and its arrangement's)."""
        return [pin for item in items for pin in self._pins.get(item, ())]

    def allows(self, facts: Facts, *items: str) -> bool:
        """Tell whether a service with these facts is possible at some start and with some members."""
        for pin in self.of(*items):
            if pin.veto:
                if _matches(pin, facts) and pin.start is None and not pin.members:
                    return False
            elif not _matches(pin, facts):
                return False
        return True

    def starts(self, *items: str) -> set[int] | None:
        """Return the only starts that pins leave, or nothing when they leave all."""
        asked = {pin.start for pin in self.of(*items) if not pin.veto and pin.start is not None}
        if not asked:
            return None
        return asked if len(asked) == 1 else set()

    def members(self, *items: str) -> set[str]:
        """Return the members that an open group must have."""
        return {m for pin in self.of(*items) if not pin.veto for m in pin.members or ()}

    def exclusions(self, facts: Facts, *items: str) -> list[Exclusion]:
        """Return what vetoes still forbid for a service with these facts."""
        return [
            Exclusion(pin.start, pin.members or None)
            for pin in self.of(*items)
            if pin.veto and _matches(pin, facts) and (pin.start is not None or pin.members)
        ]


def _matches(pin: Pin, facts: Facts) -> bool:
    """Tell whether every fact that a pin names, start and members aside, holds."""
    return (
        (pin.begeleider is None or pin.begeleider in facts.people)
        and (pin.half_days is None or facts.half_day in pin.half_days)
        and (pin.host is None or pin.host == facts.host)
    )
