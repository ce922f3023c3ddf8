"""What a preset is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from instances.presets.draft import Draft
from instances.spec import RegionSpec


@dataclass(frozen=True)
class Preset:
    """A samenwerkingsverband: a made-up region of its size, and what shapes that, or the region of its real list."""

    key: str
    swv: str
    """Number of the SWV in school lists."""
    spec: RegionSpec
    kringen: tuple[str, ...]
    """Names of the made-up kringen, in their order; a real list has its own."""
    shape: Callable[[Draft], None]
    asking: int = 0
    """Further leerlingen who ask, beside those of the generator and of the preset itself."""
    first_seed: int = 0
    """Added to the seed of the made-up region: that of a first draw in balance, so that nothing is drawn anew."""
