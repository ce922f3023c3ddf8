"""The list of schools that names are matched with: a CSV file, or the schools of a region."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.io.json import read_json
from optimizer.io.messy.match import Entry
from optimizer.io.messy.plain import plain, tidy

MAX_BYTES = 64 * 1024 * 1024
_HEADERS = {
    "id": ("vestigingscode", "vestigingsnummer", "brin", "brin vestiging", "brinnummer", "id", "code"),
    "name": ("naam", "vestigingsnaam", "schoolnaam", "school", "name"),
    "kind": ("soort", "soort primair onderwijs", "kind"),
    "cluster": ("cluster",),
    "place": ("plaats", "plaatsnaam", "woonplaats"),
    "gemeente": ("gemeente", "gemeentenaam"),
    "bestuur": ("bestuur", "bevoegd gezag nummer", "bevoegd gezag", "schoolbestuur"),
    "denomination": ("denominatie", "richting"),
    "lat": ("lat", "latitude", "breedtegraad"),
    "lon": ("lon", "lng", "longitude", "lengtegraad"),
    "kring": ("kring", "werkkring"),
    "swv": ("swv po", "swv", "samenwerkingsverband"),
    "pupils": ("leerlingen 2025", "leerlingen 2024", "leerlingen 2023", "leerlingen", "pupils"),
}
_REQUIRED = ("id", "name", "lat", "lon")
_KINDS = {"bo": "BO", "bao": "BO", "sbo": "SBO", "so": "SO", "so vso": "SO"}
_SMALL = frozenset({"aan", "de", "den", "der", "en", "het", "op", "te", "ter", "van", "bij"})


@dataclass
class SchoolList:
    """Schools as raw JSON, each with its place in the file."""

    schools: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By id."""
    where: dict[str, str] = field(default_factory=dict)
    """By id: ``file:line`` or a JSON pointer."""
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By id: place and gemeente."""
    base: dict[str, Any] = field(default_factory=dict)
    """What else of a region comes along: kringen, gemeenten, besturen, calendar, policy."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Code and place of rows that are no school for this region."""
    faults: tuple[Fault, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """Return the schools to match with."""
        return tuple(
            Entry(own, str(school.get("name", own)), self.places.get(own, ())) for own, school in self.schools.items()
        )


def read_schools(path: Path | str, swv: str | None = None) -> SchoolList:
    """Read a list of schools, or find every fault.

    Parameters
    ----------
    path
        A CSV file (comma, semicolon or tab; UTF-8 or Windows-1252) with code, name, lat and lon at least, such as
        `instances` reads; or a region as JSON, of which everything but begeleiders, requests and plans is taken.
    swv
        Only the schools of this samenwerkingsverband.
    """
    source = Path(path).name
    if source.lower().endswith(".json"):
        return _of_region(path)
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _refused("file-missing", source)
    except OSError:
        return _refused("file-unreadable", source)
    if len(data) > MAX_BYTES:
        return _refused("file-too-large", source, limit=str(MAX_BYTES // (1024 * 1024)))
    return _of_csv(_decoded(data), source, swv)


def _refused(code: str, where: str, **facts: str) -> SchoolList:
    return SchoolList(faults=(Fault(code=code, where=where, facts=facts),))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # what Excel on Windows writes
        return data.decode("cp1252", errors="replace")


def _of_region(path: Path | str) -> SchoolList:
    parsed = read_json(path)
    if parsed.faults:
        return SchoolList(faults=parsed.faults)
    data = parsed.value if isinstance(parsed.value, dict) else {}
    found = SchoolList()
    kept = ("kringen", "gemeenten", "besturen", "calendar", "policy", "id", "name", "postcodes", "week")
    found.base = {name: data[name] for name in kept if name in data}
    names = {g.get("id"): str(g.get("name", "")) for g in data.get("gemeenten", ()) if isinstance(g, dict)}
    schools = data.get("schools")
    for index, school in enumerate(schools if isinstance(schools, list) else ()):
        if isinstance(school, dict) and isinstance(school.get("id"), str):
            own = school["id"]
            found.schools[own], found.where[own] = school, f"{Path(path).name}/schools/{index}"
            found.places[own] = tuple(filter(None, (names.get(school.get("gemeente")),)))
    return found if found.schools else _refused("messy-list-empty", Path(path).name)


def _of_csv(text: str, source: str, swv: str | None) -> SchoolList:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = _rows(text, delimiter)
    if isinstance(rows, int):
        return _refused("csv-quote", f"{source}:{rows}")
    header = [plain(cell) for cell in rows[0][1]] if rows else []
    columns = {name: _column(header, words) for name, words in _HEADERS.items()}
    missing = [name for name in _REQUIRED if columns[name] is None]
    if missing:
        faults = (
            Fault(code="list-column-missing", where=f"{source}:1", facts={"column": _HEADERS[name][0]})
            for name in missing
        )
        return SchoolList(faults=tuple(faults))
    found = SchoolList()
    areas: set[str] = set()
    for line, cells in rows[1:]:
        row = {name: tidy(cells[c]) for name, c in columns.items() if c is not None and c < len(cells)}
        area = row.get("swv", "")
        areas |= {area} - {""}
        if row.get("id") and (swv is None or area == swv):
            _take(found, row, f"{source}:{line}")
    if swv is None and len(areas) > 1:
        return _refused("list-many-swv", source, count=str(len(areas)), example=min(areas))
    if not found.schools:
        return _refused("list-unknown-swv", source, given=swv) if swv else _refused("messy-list-empty", source)
    return found


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]] | int:
    """Return the cells of every row with the line on which it ends, or the line of a quotation mark never closed.

    A quotation mark that is opened and not closed would swallow the lines that follow it, so it is never guessed at.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            found.append((reader.line_num, cells))
            line = reader.line_num + 1
    except csv.Error:
        return line
    return found


def _column(header: list[str], words: tuple[str, ...]) -> int | None:
    return next((header.index(word) for word in words if word in header), None)


def _take(found: SchoolList, row: Mapping[str, str], where: str) -> None:
    own = row["id"].upper()
    point = _point(row)
    kind = _KINDS.get(plain(row.get("kind") or "BO"))
    cluster = row.get("cluster", "")[:1]
    reason = next(
        _reasons(point is None, kind is None, kind == "SO" and not cluster.isdecimal(), own in found.schools), ""
    )
    if reason:
        found.left_out.append((reason, where))
        return
    school: dict[str, Any] = {"id": own, "name": row.get("name") or own, "kind": kind, "location": point}
    for name in ("gemeente", "bestuur", "denomination", "kring"):
        value = row.get(name, "")
        if value and "onbekend" not in value.casefold():
            school[name] = readable_place(value) if name == "gemeente" else value
    if kind == "SO":
        school["cluster"] = int(cluster)
    if row.get("pupils", "").isdecimal():
        school["pupils"] = int(row["pupils"])
    found.schools[own], found.where[own] = school, where
    found.places[own] = tuple(dict.fromkeys(readable_place(row[n]) for n in ("place", "gemeente") if row.get(n)))


def _reasons(no_point: bool, other_kind: bool, no_cluster: bool, twice: bool) -> Iterator[str]:  # noqa: FBT001 - a table
    codes = ("list-no-point", "list-kind", "list-no-cluster", "list-twice")
    yield from (code for code, holds in zip(codes, (no_point, other_kind, no_cluster, twice), strict=True) if holds)


def _point(row: Mapping[str, str]) -> dict[str, float] | None:
    try:
        return {name: float(row[name].replace(",", ".")) for name in ("lat", "lon")}
    except (KeyError, ValueError):
        return None


def readable_place(name: str) -> str:
    """Return ``ALPHEN AAN DEN RIJN`` as ``Alphen aan den Rijn``; other names as they are."""
    if not name.isupper():
        return name
    words = name.lower().split()
    return " ".join(
        w if w in _SMALL and i else "-".join(p.capitalize() for p in w.split("-")) for i, w in enumerate(words)
    )
