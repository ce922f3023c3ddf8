"""Fields of expertise: how often they are asked for, and how many of the staff have them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A field of expertise with its weight among requests and among staff of the samenwerkingsverband.

    `institute` is set where an institute for cluster 1 or 2 decides and supplies.
    """

    name: str
    asked: int
    staffed: int
    institute: str | None = None


FIELDS: tuple[Field, ...] = (
    Field("cluster-4", asked=24, staffed=10),
    Field("autisme", asked=19, staffed=8),
    Field("leren", asked=15, staffed=7),
    Field("cluster-3", asked=9, staffed=4),
    Field("hoogbegaafd", asked=12, staffed=3),
    Field("jonge-kind", asked=8, staffed=4),
    Field("nieuwkomers", asked=4, staffed=2),
    Field("cluster-2", asked=8, staffed=0, institute="instituut-taal-gehoor"),
    Field("cluster-1", asked=3, staffed=0, institute="instituut-visueel"),
)
"""The weights are assumptions; that gifted children and newcomers outrun their coaches makes the region tight."""

BY_NAME: dict[str, Field] = {f.name: f for f in FIELDS}
OWN: tuple[Field, ...] = tuple(f for f in FIELDS if f.institute is None)
TRAJECT: tuple[str, ...] = ("jonge-kind", "cluster-4", "nieuwkomers")
"""What the trajectbegeleider does for light requests."""
