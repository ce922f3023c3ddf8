"""Great-circle distances of many pairs at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.location import EARTH_RADIUS_METRES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def unit_vectors(points: Floats) -> Floats:
    """Return the points of a unit sphere for (latitude, longitude) in degrees; shape (n, 3)."""
    lat, lon = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def arcs(origins: Floats, destinations: Floats) -> Floats:
    """Return great-circle metres between unit vectors, shape (origins, destinations).

    By the chord, which is exact for near points where the angle's cosine is not.
    """
    square = np.zeros((len(origins), len(destinations)))
    for axis in range(3):
        step = origins[:, axis, None] - destinations[None, :, axis]
        step *= step
        square += step
    np.sqrt(square, out=square)
    square *= 0.5
    np.minimum(square, 1.0, out=square)
    np.arcsin(square, out=square)
    square *= 2 * EARTH_RADIUS_METRES
    return square


def straight(origins: Floats, destinations: Floats) -> Floats:
    """Return great-circle metres between points in degrees, shape (origins, destinations)."""
    return arcs(unit_vectors(origins.reshape(-1, 2)), unit_vectors(destinations.reshape(-1, 2)))
