"""File 06: pupils by site and year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from optimizer.io.duo.notes import Findings, Notice, notice
from optimizer.io.duo.table import Seen, read_table

_YEAR = re.compile(r"leerlingen_((?:19|20)[0-9]{2})")
SMALL, SMALL_COUNT = "<5", 4
"""How DUO writes counts of 1 to 4, and the count that is taken: the most it can be."""
COLUMNS = ("vestigingscode", "soort_vestiging", "bevoegd_gezag_nummer", "gemeentecode_vestiging")


@dataclass(frozen=True)
class Count:
    """What file 06 has of a site."""

    where: str
    kind: str
    bestuur: str
    gemeente_code: str
    pupils: dict[int, int]
    """By year; years without a count are left out."""
    small: frozenset[int]
    """Years whose count is written as ``<5``."""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Pupils:
    """The counts of one file."""

    seen: Seen
    years: tuple[int, ...]
    counts: dict[str, Count]


def read_pupils(path: Path, findings: Findings) -> Pupils | None:
    """Return the counts of file 06 by site; nothing when the file cannot be read."""
    table = read_table(path, findings, required=COLUMNS)
    if table is None:
        return None
    years = {column: int(match[1]) for column in table.columns if (match := _YEAR.fullmatch(column))}
    if not years:
        findings.fault("duo-column-missing", f"{table.source}:1", column="leerlingen_jjjj")
        return None
    found: dict[str, Count] = {}
    for line, cells in table.rows:
        code, where = cells["vestigingscode"].upper(), table.where(line)
        if not code:
            findings.note("no-code", where, given="")
            continue
        pupils: dict[int, int] = {}
        small: set[int] = set()
        notices: list[Notice] = []
        for column, year in years.items():
            given = cells[column]
            if given == SMALL:
                small.add(year)
                pupils[year] = SMALL_COUNT
            elif re.fullmatch(r"[0-9]{1,5}", given):
                pupils[year] = int(given)
            elif given:
                notices.append(notice("bad-count", where, code=code, given=given, year=year))
        gemeente = cells["gemeentecode_vestiging"]
        count = Count(
            where,
            cells["soort_vestiging"].upper(),
            cells["bevoegd_gezag_nummer"],
            gemeente.zfill(4) if gemeente else "",
            pupils,
            frozenset(small),
            tuple(notices),
        )
        found[code] = count if code not in found else _double(code, found[code], count)
    return Pupils(table.seen, tuple(sorted(years.values())), found)


def _double(code: str, first: Count, second: Count) -> Count:
    """Return the first of two rows about a site, with a notice about the second."""
    wrong = sorted(year for year in first.pupils | second.pupils if first.pupils.get(year) != second.pupils.get(year))
    said = notice(
        "conflicting-count" if wrong else "double-count",
        second.where,
        code=code,
        first=first.where,
        years=", ".join(map(str, wrong)),
    )
    return Count(
        first.where,
        first.kind,
        first.bestuur,
        first.gemeente_code,
        first.pupils,
        first.small,
        (*first.notices, said),
    )
