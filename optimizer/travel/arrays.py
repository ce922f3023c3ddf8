"""What every matrix here shares: lookups on integer arrays, one pair of arrays a mode, and their hash."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from optimizer.domain.matrix import UnknownPlaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from optimizer.domain.vocabulary import Mode

IntArray: TypeAlias = "NDArray[np.int32]"

UNREACHABLE = -1
"""Stands for `None` inside the arrays."""


class Travel(NamedTuple):
    """Minutes and metres of one mode: two arrays of shape (places, places), row by origin; -1 is unreachable."""

    minutes: IntArray
    metres: IntArray


class ArrayMatrix:
    """A `TravelMatrix` over arrays; what is in them is up to `_fill`, which is called once a mode, when asked.

    Places are held in sorted order, so that the hash does not depend on the order in a file.
    """

    def __init__(self, places: Iterable[str], modes: Iterable[Mode]) -> None:
        self._places = tuple(sorted(places))
        self._modes = tuple(modes)
        self._row = {place: row for row, place in enumerate(self._places)}
        self._filled: dict[Mode, Travel] = {}

    def _fill(self, mode: Mode) -> Travel:
        raise NotImplementedError

    def travel(self, mode: Mode) -> Travel:
        """Return the read-only arrays of a mode, in the order of `places`.

        Raises
        ------
        ValueError
            When the matrix was not made for that mode.
        """
        found = self._filled.get(mode)
        if found is None:
            if mode not in self._modes:
                known = ", ".join(self._modes) or "none"
                raise ValueError(f"no travel by {mode} in this matrix; it holds {known}")
            found = self._fill(mode)
            found.minutes.flags.writeable = found.metres.flags.writeable = False
            self._filled[mode] = found
        return found

    @property
    def places(self) -> tuple[str, ...]:
        """The place ids it knows, sorted."""
        return self._places

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes it was made for."""
        return self._modes

    @cached_property
    def sha256(self) -> str:
        """Hash of the sorted places, and of minutes and metres of every mode; computes the modes not yet asked."""
        digest = hashlib.sha256("\n".join(self._places).encode())
        for mode in sorted(self._modes):
            digest.update(f"\n{mode}\n".encode())
            for values in self.travel(mode):
                digest.update(np.ascontiguousarray(values, dtype="<i4").tobytes())
        return digest.hexdigest()

    def _index(self, place: str) -> int:
        row = self._row.get(place)
        if row is None:
            raise UnknownPlaceError(place)
        return row

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes of travel, `None` when unreachable; `UnknownPlaceError` for an unknown place."""
        found = int(self.travel(mode).minutes[self._index(origin), self._index(destination)])
        return None if found == UNREACHABLE else found

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return metres of travel, `None` when unreachable; `UnknownPlaceError` for an unknown place."""
        found = int(self.travel(mode).metres[self._index(origin), self._index(destination)])
        return None if found == UNREACHABLE else found

    def rows(self, places: Sequence[str]) -> NDArray[np.int64]:
        """Return the row number of every place, shape (places,); `UnknownPlaceError` for an unknown place."""
        return np.array([self._index(place) for place in places], dtype=np.int64)

    def pairs(
        self, mode: Mode, origins: NDArray[np.int64], destinations: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return minutes and metres of pairs of rows, element by element, shape (pairs,); -1 is unreachable."""
        minutes, metres = self.travel(mode)
        return minutes[origins, destinations].astype(np.int64), metres[origins, destinations].astype(np.int64)

    def at_least(self, mode: Mode, straight: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return minutes that no journey over so many straight metres is shorter than: 0, any table may say less."""
        self.travel(mode)
        return np.zeros(len(straight), dtype=np.int64)

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        """Return the square table of minutes among `places`, row by origin; `None` where unreachable."""
        rows = [self._index(place) for place in places]
        part: list[list[int]] = self.travel(mode).minutes[np.ix_(rows, rows)].tolist()
        return [[None if found == UNREACHABLE else found for found in row] for row in part]
