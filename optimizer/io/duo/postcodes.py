"""Tables of postcodes: where they are, and of which samenwerkingsverband."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.domain.crosscheck.making import in_the_netherlands
from optimizer.domain.location import Location, straight_metres
from optimizer.io.duo.names import swv_number
from optimizer.io.duo.notes import Findings, Notice, notice
from optimizer.io.duo.table import Seen, Table, read_table

POSTCODE = ("pc6", "pc4", "postcode")
LAT, LON = ("lat", "latitude"), ("lon", "lng", "longitude")
SWV = ("swv_po", "swv")
FAR_METRES = 1_000
"""Two tables that put a postcode further apart than this contradict each other."""


@dataclass
class Postcodes:
    """What all tables together say; the first table that says something is believed."""

    seen: list[Seen] = field(default_factory=list)
    points: dict[str, Location] = field(default_factory=dict)
    """By PC4 or PC6."""
    swv: dict[str, str] = field(default_factory=dict)
    """Number of the SWV (``PO-28-13``) by PC4."""
    notices: dict[str, list[Notice]] = field(default_factory=lambda: defaultdict(list))
    """Contradictions by PC4; said only when the postcode is one of the SWV."""


def read_postcodes(paths: Sequence[Path], findings: Findings) -> Postcodes:
    """Return what tables of postcodes say.

    Each has a column ``pc4``, ``pc6`` or ``postcode``, and ``lat`` and ``lon``, or ``swv_po``, or all of these.
    """
    found = Postcodes()
    for path in paths:
        table = read_table(path, findings, required=())
        if table is None:
            continue
        column, point, swv = table.first_of(POSTCODE), point_columns(table), table.first_of(SWV)
        if column is None or (point is None and swv is None):
            findings.fault("duo-no-postcodes", f"{table.source}:1")
            continue
        found.seen.append(table.seen)
        for line, cells in table.rows:
            code = cells[column].upper().replace(" ", "")
            if not re.fullmatch(r"[1-9][0-9]{3}([A-Z]{2})?", code):
                findings.note("bad-table-postcode", table.where(line), given=code)
                continue
            if point is not None:
                _add_point(found, code, cells, point, table.where(line))
            if swv is not None and cells[swv]:
                _add_swv(found, code[:4], cells[swv], table.where(line))
    return found


def point_columns(table: Table) -> tuple[str, str] | None:
    """Return the names of the columns with latitude and longitude, when the table has both."""
    lat, lon = table.first_of(LAT), table.first_of(LON)
    return None if lat is None or lon is None else (lat, lon)


def read_point(cells: Mapping[str, str], columns: tuple[str, str]) -> Location | str | None:
    """Return the point in a row; nothing when there is none; the text of one that is no point in the country."""
    given = [cells[name].replace(",", ".") for name in columns]
    if not any(given):
        return None
    if all(re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,15})?", text) for text in given):
        point = Location(lat=float(given[0]), lon=float(given[1]))
        if in_the_netherlands(point):
            return point
    return " / ".join(given)


def _add_point(found: Postcodes, code: str, cells: Mapping[str, str], columns: tuple[str, str], where: str) -> None:
    point = read_point(cells, columns)
    if isinstance(point, str):
        found.notices[code[:4]].append(notice("bad-point", where, code=code, given=point))
    elif point is not None:
        metres = round(straight_metres(found.points.setdefault(code, point), point))
        if metres > FAR_METRES:
            facts = {"code": code, "km": round(metres / 1000)}
            found.notices[code[:4]].append(notice("conflicting-point", where, **facts))


def _add_swv(found: Postcodes, pc4: str, given: str, where: str) -> None:
    number = swv_number(given)
    if number is None:
        found.notices[pc4].append(notice("bad-swv", where, code=pc4, given=given))
    elif found.swv.setdefault(pc4, number) != number:
        facts = {"code": pc4, "given": number, "taken": found.swv[pc4]}
        found.notices[pc4].append(notice("conflicting-swv", where, **facts))
