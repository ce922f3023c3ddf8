"""What people type in cells, read as the domain's values, each with whether that took a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Value(Generic[T_co]):
    """A value that was read; a reader returns nothing at all where it cannot read."""

    value: T_co
    guess: str = ""
    """Code of the guess it took (``messy.note.CODE`` in the catalogue); empty when there was nothing to guess."""
    part: str = ""
    """What of a longer text was read, where the rest of it says nothing and may be about a pupil."""
