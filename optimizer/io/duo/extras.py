"""Optional tables of the SWV's own: points of sites at their address, and the kring of each school."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from optimizer.domain.location import Location
from optimizer.io.duo.notes import Findings
from optimizer.io.duo.postcodes import point_columns, read_point
from optimizer.io.duo.sites import LONGEST
from optimizer.io.duo.table import Seen, read_table

_KRING_KEYS = ("vestigingscode", "pc4", "postcode", "gemeente")
"""What a table of kringen may go by, most exact first."""
_UNKNOWN = "onbekend"
"""In a kring's name: whoever made the table did not know it."""


def read_points(path: Path, findings: Findings) -> tuple[Seen, dict[str, Location]] | None:
    """Return points by code of the site, from a table with ``vestigingscode``, ``lat`` and ``lon``."""
    table = read_table(path, findings, required=("vestigingscode",))
    if table is None:
        return None
    columns = point_columns(table)
    if columns is None:
        findings.fault("duo-column-missing", f"{table.source}:1", column="lat, lon")
        return None
    found: dict[str, Location] = {}
    for line, cells in table.rows:
        code, point = cells["vestigingscode"].upper(), read_point(cells, columns)
        if isinstance(point, str):
            findings.note("bad-point", table.where(line), code=code, given=point)
        elif point is not None and found.setdefault(code, point) != point:
            findings.note("second-point", table.where(line), code=code)
    return table.seen, found


@dataclass
class Kringen:
    """The SWV's own division."""

    seen: Seen
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """Name of the kring by column and key, such as ``("pc4", "2401")``."""

    def of(self, code: str, pc4: str | None, gemeente: str) -> str | None:
        """Return the kring of a school: by its own row, else by its postcode, else by its gemeente."""
        keys = (("vestigingscode", code), ("pc4", pc4 or ""), ("gemeente", gemeente.casefold()))
        return next((self.names[key] for key in keys if key in self.names), None)


def read_kringen(path: Path, findings: Findings) -> Kringen | None:
    """Return the kringen of a table with ``kring`` and one of ``vestigingscode``, ``pc4`` and ``gemeente``."""
    table = read_table(path, findings, required=("kring",))
    if table is None:
        return None
    column = table.first_of(_KRING_KEYS)
    if column is None:
        findings.fault("duo-no-kring-key", f"{table.source}:1")
        return None
    found = Kringen(table.seen)
    for line, cells in table.rows:
        name, where = cells["kring"][:LONGEST], table.where(line)
        if not name or _UNKNOWN in name.lower():
            continue
        if column == "vestigingscode":
            key = (column, cells[column].upper())
        elif column == "gemeente":
            key = (column, cells[column].casefold())
        else:
            key = ("pc4", cells[column][:4])
        if found.names.setdefault(key, name) != name:
            findings.note("conflicting-kring", where, code=cells[column], given=name, taken=found.names[key])
    return found
