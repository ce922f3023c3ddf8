"""Who belongs to which group: a separate file of separated values, ``id;group;...``, read for the audit alone.

No cell of it is ever repeated in a fault: it says of children what this program must not know.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain.base import FrozenDict
from optimizer.domain.fault import Fault

MAX_BYTES = 16 * 1024 * 1024
"""Largest file that is read."""
ID_NAMES = frozenset({"id", "leerling"})
MOST_GROUPS = 200
"""Groups of all columns together; more are names or free text, and would be too small to show."""
_SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True)
class Groups:
    """Groups of leerlingen, by column.

    Attributes
    ----------
    columns
        Names of the columns.
    of
        By id the group in each column, null where none is filled in.
    """

    columns: tuple[str, ...]
    of: dict[str, tuple[str | None, ...]]


def load_groups(path: Path | str) -> tuple[Groups | None, tuple[Fault, ...]]:
    """Read a file of groups; what is wrong with it is a fault, nothing is raised."""
    source = Path(path).name
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, (Fault(code="file-missing", where=source),)
    except IsADirectoryError:
        return None, (Fault(code="file-is-folder", where=source),)
    except OSError:
        return None, (Fault(code="file-unreadable", where=source),)
    if len(data) > MAX_BYTES:
        facts = FrozenDict({"limit": str(MAX_BYTES // (1024 * 1024))})
        return None, (Fault(code="audit-too-large", where=source, facts=facts),)
    return read_groups(data, source)


def read_groups(data: bytes, source: str) -> tuple[Groups | None, tuple[Fault, ...]]:
    """Read groups from UTF-8 text with a header, separated by semicolons, tabs or commas.

    Parameters
    ----------
    data
        The content of a file.
    source
        Its name, for ``file:line``.
    """
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = "\0"
    if "\0" in content:
        return None, (Fault(code="audit-not-text", where=source),)
    if not content.strip():
        return None, (Fault(code="audit-empty", where=source),)
    head = content.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=max(_SEPARATORS, key=head.count))
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, [" ".join(cell.split()) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error:
        return None, (Fault(code="audit-not-separated", where=f"{source}:{line}"),)
    filled = [(line, cells) for line, cells in rows if any(cells)]
    return _Reading(source).read(filled)


class _Reading:
    """Reads rows, gathering faults."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.faults: list[Fault] = []

    def fault(self, code: str, line: int, **facts: int) -> None:
        told = FrozenDict({name: str(value) for name, value in facts.items()})
        self.faults.append(Fault(code=code, where=f"{self.source}:{line}", facts=told))

    def read(self, rows: list[tuple[int, list[str]]]) -> tuple[Groups | None, tuple[Fault, ...]]:
        (line, header), body = rows[0], rows[1:]
        at = self.header(line, header)
        if self.faults:
            return None, tuple(self.faults)
        of: dict[str, tuple[str | None, ...]] = {}
        seen: dict[str, int] = {}
        for number, cells in body:
            if len(cells) != len(header):
                self.fault("audit-fields", number, found=len(cells), expected=len(header))
                continue
            own = cells[at]
            if not own:
                self.fault("audit-id-missing", number)
            elif own in seen:
                self.fault("audit-id-twice", number, earlier=seen[own])
            else:
                seen[own] = number
                of[own] = tuple(cell or None for i, cell in enumerate(cells) if i != at)
        if not self.faults and not of:
            self.fault("audit-no-lines", line)
        if self.faults:
            return None, tuple(self.faults)
        columns = tuple(name for i, name in enumerate(header) if i != at)
        if sum(len({cells[i] for cells in of.values()}) for i in range(len(columns))) > MOST_GROUPS:
            self.fault("audit-too-many-groups", line, most=MOST_GROUPS)
            return None, tuple(self.faults)
        return Groups(columns, of), ()

    def header(self, line: int, header: list[str]) -> int:
        """Return where the ids stand; note what is wrong with the header."""
        folded = [name.casefold() for name in header]
        ids = [i for i, name in enumerate(folded) if name in ID_NAMES]
        if not ids:
            self.fault("audit-no-id", line)
            return 0
        if len(header) == 1:
            self.fault("audit-no-groups", line)
        for i, name in enumerate(folded):
            if not name:
                self.fault("audit-nameless", line, column=i + 1)
            elif name in folded[:i] or i in ids[1:]:
                self.fault("audit-column-twice", line, column=i + 1)
        return ids[0]
