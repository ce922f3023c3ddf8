"""All candidate places of all leerlingen who ask, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.domain.leerling import Leerling
    from optimizer.domain.region import Region

Ints: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"

NO_SEAT = -1
"""Of a candidate that needs no place: the leerling is there already."""
UNKNOWN = -1
"""Metres of a journey that is not known."""


@dataclass(frozen=True, eq=False)
class Seats:
    """Limits on places, nested: whoever takes a place in a node counts in that node and in all above it.

    Attributes
    ----------
    capacity
        (nodes,) places.
    parent
        (nodes,) the node above, -1 at a root; every parent has a higher index than its children.
    school, leerjaar, start
        (nodes,) what a node is about, for people: index of the school; leerjaar, 0 for the shared pool; ordinal of
        the date on which it binds.
    held
        (nodes,) whether these places are held for those who return.
    """

    capacity: Ints
    parent: Ints
    school: Ints
    leerjaar: Ints
    start: Ints
    held: Flags


@dataclass(frozen=True, eq=False)
class Full:
    """F pairs that keep every hard rule but have no place; with a limit, only those that would be within it.

    Attributes
    ----------
    owner, school
        (F,) as of `Candidates`, sorted by leerling, then metres, then school id.
    minutes, metres
        (F,) of the journey.
    """

    owner: Ints
    school: Ints
    minutes: Ints
    metres: Ints


@dataclass(frozen=True, eq=False)
class Candidates:
    """Candidates of N leerlingen, M in all, sorted by leerling and then by the order of options.

    Attributes
    ----------
    leerlingen
        Those who ask, in the region's order.
    urgency
        (N,) 0 (absent) to 4 (later).
    days_left
        (N,) of the zorgplicht without extension; `NO_CLOCK` without an application.
    first
        (N + 1,) where each leerling's candidates begin.
    owner
        (M,) index of the leerling.
    school
        (M,) index in `region.schools`.
    rung
        (M,) number in the leerling's own list, from 1.
    wish
        (M,) position on the preference list; its length when not on it.
    minutes, metres
        (M,) of the journey; 0 and `UNKNOWN` without a home.
    seat
        (M,) node of `seats` in which a place is taken, or `NO_SEAT`.
    apart
        (M,) whether there are siblings, none of them there.
    sibling, own_kring, holds, offered
        (M,) whether a sibling is there, the school is in the own kring, a place is held there, an offer stands there.
    pending, waived
        (M,) conditions: admission pending, journey beyond the limit.
    cut
        (N,) whether the limit on the number of candidates may have left others out.
    full
        Schools that are no candidate only because there is no place from the start date on.
    """

    region: Region
    leerlingen: tuple[Leerling, ...]
    urgency: Ints
    days_left: Ints
    first: Ints
    owner: Ints
    school: Ints
    rung: Ints
    wish: Ints
    minutes: Ints
    metres: Ints
    seat: Ints
    apart: Flags
    sibling: Flags
    own_kring: Flags
    holds: Flags
    offered: Flags
    pending: Flags
    waived: Flags
    cut: Flags
    seats: Seats
    full: Full | None = None

    def of(self, leerling: int) -> slice:
        """Return where the candidates of a leerling are."""
        return slice(int(self.first[leerling]), int(self.first[leerling + 1]))


NO_CLOCK = np.iinfo(np.int32).max
"""Days left of somebody without an application."""
