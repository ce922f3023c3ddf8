"""The shipped default region: synthetic, the size of SWV Rijnstreek, made by the generator and kept as JSON."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from optimizer.domain.intake import read_region
from optimizer.domain.region import Region

FILE = "default_region.json"


@cache
def default_region() -> Region:
    """Return the default region with last week's plan as `previous`, read from the shipped file."""
    text = resources.files("instances").joinpath(FILE).read_text(encoding="utf-8")
    return read_region(json.loads(text)).or_raise()
