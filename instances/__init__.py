"""Seeded regions: a generator, real school lists, and the shipped default region.

Names are imported when they are asked for: who reads the default region does not load the generator.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instances.advance import next_week
    from instances.default import default_region
    from instances.generator import generate, generate_weeks
    from instances.greedy import greedy_week
    from instances.populate import Weeks
    from instances.real import from_school_list, weeks_from_school_list
    from instances.requests import newly_granted
    from instances.school_list import SchoolListRefusedError
    from instances.spec import Counts, GemeenteSpec, RegionSpec, SpecialSites

__all__ = [
    "Counts",
    "GemeenteSpec",
    "RegionSpec",
    "SchoolListRefusedError",
    "SpecialSites",
    "Weeks",
    "default_region",
    "from_school_list",
    "generate",
    "generate_weeks",
    "greedy_week",
    "newly_granted",
    "next_week",
    "weeks_from_school_list",
]

_HOMES = {
    "Counts": "spec",
    "GemeenteSpec": "spec",
    "RegionSpec": "spec",
    "SchoolListRefusedError": "school_list",
    "SpecialSites": "spec",
    "Weeks": "populate",
    "default_region": "default",
    "from_school_list": "real",
    "generate": "generator",
    "generate_weeks": "generator",
    "greedy_week": "greedy",
    "newly_granted": "requests",
    "next_week": "advance",
    "weeks_from_school_list": "real",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
