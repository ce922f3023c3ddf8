"""A user's own table of travel, as a CSV file: ``from,to,mode,minutes,metres``.

One line a directed pair of place ids; an empty time is unreachable. Decimals are rounded up. Lines about places that
the region does not have are passed over and counted, so that one table serves many weeks.
"""

from __future__ import annotations

import csv
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from optimizer.domain.base import FrozenDict
from optimizer.domain.fault import Fault
from optimizer.domain.intake import InputRefusedError
from optimizer.domain.vocabulary import Mode
from optimizer.travel.arrays import UNREACHABLE, ArrayMatrix, Travel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

COLUMNS = ("from", "to", "mode", "minutes", "metres")
KINDS = ("school", "base", "home", "at")
MOST_MINUTES = 10_080
MOST_METRES = 2_000_000
MISSING_SHOWN = 20
"""Missing pairs listed one by one; the rest is a number."""
_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")
_UNSAID = -2


class TravelTableError(InputRefusedError):
    """The table is refused as a whole; `faults` holds every fault with its place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__(tuple(faults))


class _Line(NamedTuple):
    where: str
    fields: dict[str, str]


def _rows(reader: Any, name: str) -> Iterator[list[str]]:  # noqa: ANN401 -- csv has no public type of a reader
    """Yield the rows; a quotation mark that is never closed swallows more than a field can hold."""
    line = 1
    try:
        for row in reader:
            line = reader.line_num + 1
            yield row
    except csv.Error:
        raise TravelTableError([Fault(code="csv-quote", where=f"{name}:{line}")]) from None


def _lines(path: Path) -> list[_Line]:
    """Return the data lines with ``file:line``, fields by column name.

    Raises
    ------
    TravelTableError
        When a column is missing or a line holds too many or too few fields.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        reader = csv.reader(stream, delimiter=";" if first.count(";") > first.count(",") else ",")
        rows = _rows(reader, path.name)
        header = [name.strip().lower() for name in next(rows, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            facts = FrozenDict({"columns": ", ".join(missing)})
            raise TravelTableError([Fault(code="table-column-missing", where=f"{path.name}:1", facts=facts)])
        found, faults = [], []
        for row in rows:
            where = f"{path.name}:{reader.line_num}"
            if not any(field.strip() for field in row):
                continue
            if len(row) != len(header):
                facts = FrozenDict({"found": str(len(row)), "expected": str(len(header))})
                faults.append(Fault(code="table-fields", where=where, facts=facts))
                continue
            found.append(_Line(where, dict(zip(header, (field.strip() for field in row), strict=True))))
    if faults:
        raise TravelTableError(faults)
    return found


class TableMatrix(ArrayMatrix):
    """Travel as a user's table says; the pairs it does not say come from a fallback, where one is given."""

    def __init__(self, places: Iterable[str], filled: dict[Mode, Travel], ignored: int) -> None:
        super().__init__(places, filled)
        self._filled = dict(filled)
        self.ignored = ignored
        """Lines about places or modes that are not in use."""

    @classmethod
    def read(
        cls,
        path: Path,
        places: Iterable[str],
        modes: Iterable[Mode] = tuple(Mode),
        *,
        fallback: ArrayMatrix | None = None,
    ) -> TableMatrix:
        """Read a table.

        Parameters
        ----------
        path
            CSV file, UTF-8, separated by commas or semicolons, with a header.
        places, modes
            What the matrix must know.
        fallback
            Says the pairs that the table does not; it must know the places and modes. Without it, every pair
            that a plan can ask must be there: between schools (and places of visits), between these and the
            bases, and from homes to them.

        Raises
        ------
        TravelTableError
            With every fault of the file; nothing is used of a file with faults.
        OSError
            When the file cannot be read.
        """
        return _Reader(path, tuple(sorted(places)), tuple(modes)).read(fallback)


class _Reader:
    """Reads one file into arrays, gathering faults."""

    def __init__(self, path: Path, places: tuple[str, ...], modes: tuple[Mode, ...]) -> None:
        self.path, self.places, self.modes = path, places, modes
        self.row = {place: row for row, place in enumerate(places)}
        size = len(places)
        self.minutes = {m: np.full((size, size), _UNSAID, dtype=np.int32) for m in modes}
        self.metres = {m: np.full((size, size), UNREACHABLE, dtype=np.int32) for m in modes}
        self.seen: dict[tuple[str, str, str], str] = {}
        self.faults: list[Fault] = []
        self.ignored = 0

    def fault(self, code: str, where: str, **facts: str) -> None:
        self.faults.append(Fault(code=code, where=where, facts=FrozenDict(facts)))

    def read(self, fallback: ArrayMatrix | None) -> TableMatrix:
        try:
            lines = _lines(self.path)
        except UnicodeDecodeError:
            raise TravelTableError([Fault(code="table-encoding", where=self.path.name)]) from None
        for line in lines:
            self._take(line)
        for minutes, metres in zip(self.minutes.values(), self.metres.values(), strict=True):
            np.fill_diagonal(minutes, 0)
            np.fill_diagonal(metres, 0)
        if fallback is None:
            self._require()
        if self.faults:
            raise TravelTableError(self.faults)
        filled = {mode: self._complete(mode, fallback) for mode in self.modes}
        return TableMatrix(self.places, filled, self.ignored)

    def _take(self, line: _Line) -> None:
        origin, destination, mode = (line.fields[name] for name in ("from", "to", "mode"))
        before = len(self.faults)
        for place in (origin, destination):
            if place.partition(":")[0] not in KINDS or not place.partition(":")[2]:
                self.fault("table-place", line.where, given=place)
        if mode not in list(Mode):
            self.fault("table-mode", line.where, given=mode, known=", ".join(Mode))
        minutes = self._number(line, "minutes", MOST_MINUTES)
        metres = self._number(line, "metres", MOST_METRES)
        if len(self.faults) > before:
            return
        if minutes is None:
            metres = None
        elif metres is None:
            self.fault("table-metres-missing", line.where, origin=origin, destination=destination)
            return
        if origin == destination and (minutes or metres or minutes is None):
            self.fault("table-same-place", line.where, place=origin)
            return
        earlier = self.seen.setdefault((origin, destination, mode), line.where)
        if earlier != line.where:
            self.fault("table-twice", line.where, origin=origin, destination=destination, earlier=earlier)
            return
        if origin not in self.row or destination not in self.row or Mode(mode) not in self.modes:
            self.ignored += 1
            return
        at = self.row[origin], self.row[destination]
        self.minutes[Mode(mode)][at] = UNREACHABLE if minutes is None else minutes
        self.metres[Mode(mode)][at] = UNREACHABLE if metres is None else metres

    def _number(self, line: _Line, name: str, most: int) -> int | None:
        given = line.fields[name]
        if not given:
            return None
        value = math.ceil(float(given.replace(",", "."))) if _NUMBER.match(given) else most + 1
        if value > most:
            self.fault("table-number", line.where, column=name, given=given, most=str(most))
            return None
        return value

    def _require(self) -> None:
        """Fault the pairs that a plan can ask and the table does not say."""
        kind = np.array([place.partition(":")[0] for place in self.places])
        stop = np.isin(kind, ("school", "at"))
        base = kind == "base"
        needed = (stop[:, None] & (stop | base)[None, :]) | ((base | (kind == "home"))[:, None] & stop[None, :])
        for mode in self.modes:
            origins, destinations = np.nonzero((self.minutes[mode] == _UNSAID) & needed)
            for a, b in list(zip(origins, destinations, strict=True))[:MISSING_SHOWN]:
                names = {"origin": self.places[a], "destination": self.places[b]}
                self.fault("table-pair-missing", self.path.name, mode=mode, **names)
            rest = len(origins) - MISSING_SHOWN
            if rest > 0:
                self.fault("table-pairs-missing", self.path.name, mode=mode, count=str(rest))

    def _complete(self, mode: Mode, fallback: ArrayMatrix | None) -> Travel:
        minutes, metres = self.minutes[mode], self.metres[mode]
        unsaid = minutes == _UNSAID
        if not unsaid.any():
            return Travel(minutes, metres)
        if fallback is None:
            minutes[unsaid] = UNREACHABLE
            return Travel(minutes, metres)
        order = self._order(fallback)
        other = fallback.travel(mode)
        minutes[unsaid] = other.minutes[order][unsaid]
        metres[unsaid] = other.metres[order][unsaid]
        return Travel(minutes, metres)

    def _order(self, fallback: ArrayMatrix) -> tuple[NDArray[np.intp], ...]:
        row = {place: index for index, place in enumerate(fallback.places)}
        rows = [row[place] for place in self.places]
        return np.ix_(rows, rows)
