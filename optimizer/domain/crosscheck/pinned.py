"""What a pin is about: a hulpvraag, an overleg, the groups of an arrangement, or the place of a leerling."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.overleg import Overleg
from optimizer.domain.plan import Pin
from optimizer.domain.shown import shown_id


@dataclass(frozen=True)
class Pinned:
    """A pin with its item; `entity` is `None` when the item exists but is broken."""

    index: int
    """Position among the pins."""
    pin: Pin
    kind: str
    """Name of the list the item is in."""
    own: str
    """Id of the hulpvraag, overleg, arrangement or leerling."""
    number: int | None
    """Number of the group, when the pin is about one group only."""
    entity: Hulpvraag | Overleg | Groepsarrangement | Leerling | None

    @property
    def key(self) -> str:
        """What the pin names; a group has a key of its own, under that of its arrangement."""
        return self.pin.item

    @property
    def told(self) -> str:
        """The item as it may be repeated: of a leerling only an id that tells nothing."""
        return shown_id(self.pin.item, ("leerlingen",)) if self.kind == "leerlingen" else self.pin.item

    @property
    def half_days(self) -> tuple[HalfDay, ...]:
        """Half days that both item and pin allow; every pinned one when the item is broken."""
        entity = self.entity
        allowed = tuple(HalfDay) if entity is None or isinstance(entity, Leerling) else entity.half_days
        asked = self.pin.half_days
        return tuple(h for h in allowed if asked is None or h in asked)

    @property
    def is_empty(self) -> bool:
        """Whether the pin names no fact."""
        pin = self.pin
        return pin.begeleider is None and pin.half_days is None and pin.start is None and not (pin.host or pin.members)


ITEMS = ("hulpvragen", "overleggen", "arrangementen")
"""Lists of what a week plan serves; a leerling's place is no such item."""


def resolve(seen: Seen, index: int, pin: Pin) -> Pinned | None:
    """Return a pin with its item, or nothing when no such item was given."""
    for kind in (*ITEMS, "leerlingen"):
        entries = seen.entries(kind)
        if pin.item in entries.known:
            entity = entries.by_id.get(pin.item)
            if entity is None or isinstance(entity, Hulpvraag | Overleg | Groepsarrangement | Leerling):
                return Pinned(index, pin, kind, pin.item, None, entity)
    own, mark, number = pin.item.partition("#")
    if mark and own in seen.arrangementen.known and number.isdecimal() and number.isascii():
        arrangement = seen.arrangementen.by_id.get(own)
        in_reach = arrangement is None or 1 <= int(number) <= arrangement.max_groups
        if in_reach and number == str(int(number)):
            return Pinned(index, pin, "arrangementen", own, int(number), arrangement)
    return None
