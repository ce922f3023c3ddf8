"""Made-up regions from a spec and a seed."""

from __future__ import annotations

from instances.geography import lay_out
from instances.populate import Weeks, populate
from instances.spec import RegionSpec
from optimizer.domain.region import Region


def generate_weeks(spec: RegionSpec | None = None, seed: int = 0) -> Weeks:
    """Return a made-up region as it was last week and as it is now; the same for the same spec and seed."""
    spec = spec or RegionSpec()
    return populate(lay_out(spec, seed), spec.counts, seed)


def generate(spec: RegionSpec | None = None, seed: int = 0) -> Region:
    """Return a made-up region with last week's plan as `previous`; the same for the same spec and seed."""
    return generate_weeks(spec, seed).this
