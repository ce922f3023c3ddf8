"""Place ids, shared by plans, matrices and models: ``school:ID``, ``base:ID``, ``home:ID``, ``at:HULPVRAAG``."""

from __future__ import annotations

from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location
from optimizer.domain.region import Region


def school_place(school: str) -> str:
    """Return the place id of a school."""
    return f"school:{school}"


def base_place(begeleider: str) -> str:
    """Return the place id of a begeleider's base."""
    return f"base:{begeleider}"


def home_place(leerling: str) -> str:
    """Return the place id of a leerling's home."""
    return f"home:{leerling}"


def visit_place(hulpvraag: Hulpvraag) -> str:
    """Return the place id where a request is visited."""
    return school_place(hulpvraag.school) if hulpvraag.school is not None else f"at:{hulpvraag.id}"


def home_location(leerling: Leerling, region: Region) -> Location | None:
    """Return the point of a leerling's home, through the region's postcodes when it is a postcode."""
    if isinstance(leerling.home, Location) or leerling.home is None:
        return leerling.home
    return region.postcodes.get(leerling.home) or region.postcodes.get(leerling.home[:4])


def start_place(leerling: Leerling, region: Region) -> str | None:
    """Return where a leerling's journey to a group starts: home, else the school, else nowhere known."""
    if home_location(leerling, region) is not None:
        return home_place(leerling.id)
    return school_place(leerling.school) if leerling.school is not None else None


def places_of(region: Region) -> dict[str, Location]:
    """Return every place of a region with its point, in a fixed order."""
    found = {school_place(s.id): s.location for s in region.schools}
    found |= {base_place(b.id): b.base for b in region.begeleiders}
    for leerling in region.leerlingen:
        location = home_location(leerling, region)
        if location is not None:
            found[home_place(leerling.id)] = location
    found |= {visit_place(h): h.location for h in region.hulpvragen if h.location is not None}
    return found
