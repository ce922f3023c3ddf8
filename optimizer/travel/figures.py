"""The figures of the estimate, read from the data files beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.vocabulary import Mode

if TYPE_CHECKING:
    from numpy.typing import NDArray

MICROSECONDS_PER_MINUTE = 60_000_000
Point = tuple[float, float]
"""Latitude and longitude in decimal degrees."""


@dataclass(frozen=True)
class ModeFigures:
    """Detour factor, fixed minutes, and speed bands ``(metres up to, km/h)``, of which the last has no end."""

    detour: float
    fixed_minutes: int
    bands: tuple[tuple[int | None, float], ...]

    def minutes_table(self, furthest: int) -> NDArray[np.int32]:
        """Return the minutes of every whole distance 0..`furthest` metres, rounded up.

        Reckoned in whole microseconds, so that the same metres give the same minutes on every machine.
        Entry 0 holds the fixed minutes: 0 metres between different points is still a trip.
        """
        metres = np.arange(furthest + 1, dtype=np.int64)
        spent = np.zeros_like(metres)
        start = 0
        for end, kmh in self.bands:
            inside = np.clip(metres, start, end) - start
            spent += inside * round(3_600_000 / kmh)  # microseconds a metre: 3.6e9 us an hour / (1000 kmh)
            start = end if end is not None else start
        minutes = -(-spent // MICROSECONDS_PER_MINUTE) + self.fixed_minutes
        return minutes.astype(np.int32)


@dataclass(frozen=True)
class Crossing:
    """A bridge, tunnel, ferry or way round; `wait` is the minutes of waiting and crossing beyond normal travel."""

    name: str
    at: Point
    modes: frozenset[Mode]
    wait: int


@dataclass(frozen=True)
class Barrier:
    """Water that is crossed at its crossings only: a line string of (latitude, longitude)."""

    id: str
    name: str
    line: tuple[Point, ...]
    crossings: tuple[Crossing, ...]


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))


@cache
def mode_figures() -> dict[Mode, ModeFigures]:
    """Return the figures of every mode, from ``figures.toml``."""
    return {
        Mode(name): ModeFigures(
            detour=float(entry["detour"]),
            fixed_minutes=int(entry["fixed_minutes"]),
            bands=tuple((band.get("to_metres"), float(band["kmh"])) for band in entry["bands"]),
        )
        for name, entry in _data("figures.toml").items()
    }


def _crossing(entry: dict[str, Any]) -> Crossing:
    lat, lon = entry["at"]
    modes = frozenset(Mode(mode) for mode in entry.get("modes", list(Mode)))
    return Crossing(entry["name"], (lat, lon), modes, int(entry.get("wait", 0)))


@cache
def barriers() -> tuple[Barrier, ...]:
    """Return the waters of ``barriers.toml``, in the order of the file."""
    return tuple(
        Barrier(
            id=entry["id"],
            name=entry["name"],
            line=tuple((lat, lon) for lat, lon in entry["line"]),
            crossings=tuple(_crossing(crossing) for crossing in entry["crossings"]),
        )
        for entry in _data("barriers.toml")["barrier"]
    )
