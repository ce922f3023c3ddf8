"""Points and postcodes."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import Field, StringConstraints

from optimizer.domain.base import Frozen

EARTH_RADIUS_METRES = 6_371_008.8
"""Mean earth radius (IUGG)."""


class Location(Frozen):
    """A point in decimal degrees (WGS 84); the only floats of the domain."""

    lat: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
    lon: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]


Postcode = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}([A-Z]{2})?$")]
"""Dutch postcode: PC4 (``"2401"``) or PC6 (``"2401AB"``)."""

Pc4 = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}$")]


def straight_metres(a: Location, b: Location) -> float:
    """Return the great-circle distance in metres (haversine formula)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    dlat, dlon = lat_b - lat_a, math.radians(b.lon - a.lon)
    h = math.sin(dlat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(dlon / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(min(1.0, h)))
