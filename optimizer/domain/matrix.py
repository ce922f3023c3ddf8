"""What model and checker need of travel: a directed integer matrix per mode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from optimizer.domain.vocabulary import Mode


class UnknownPlaceError(KeyError):
    """A place that the matrix does not hold was asked for."""


class TravelMatrix(Protocol):
    """Minutes (rounded up) and metres between places, per mode; 0 at the same place.

    Directed: there and back may differ. `None` is unreachable, and unreachable is forbidden.
    """

    @property
    def sha256(self) -> str:
        """Hash of everything the matrix says about its places, for the certificate."""
        ...

    @property
    def places(self) -> tuple[str, ...]:
        """The place ids it knows."""
        ...

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes of travel, `None` when unreachable.

        Raises
        ------
        UnknownPlaceError
            When a place is not in the matrix.
        """
        ...

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return metres of travel, `None` when unreachable; raises as `minutes`."""
        ...

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        """Return the square table of minutes among `places`, row by origin."""
        ...
