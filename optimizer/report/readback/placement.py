"""A filled-in workbook of proposals, taken into the region: who agreed when, and what was offered until when.

What stands as it was printed changes nothing, so a workbook may be taken in late or twice: whatever came into the
region since stays, and only what somebody filled in, changed or wiped out counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from optimizer.domain.calendar import monday_of
from optimizer.domain.fault import Fault
from optimizer.domain.intake import check_region
from optimizer.domain.leerling import Decisions, Leerling, Offer
from optimizer.domain.region import Region
from optimizer.domain.shown import nameless, shown_id
from optimizer.io.messy.values.dates import read_date
from optimizer.io.workbook.cells import Book
from optimizer.report.placement.names import FILLED
from optimizer.report.placement.workbook.proposals import PRINTED
from optimizer.report.readback.plan import marks_of, refused_by
from optimizer.report.readback.rows import NO, YES
from optimizer.report.readback.table import Cells, Table, find_table, is_empty, text_of
from optimizer.report.readback.who import Known

KEYS = ("leerling", *FILLED)
NEEDED = ("leerling", "|".join(FILLED))
_MARKS = {"mark_school": "school", "mark_swv": "swv", "mark_parents": "parents", "child_heard": "child_heard"}
"""Columns of dates, and the decisions that they are."""
Value = str | date | bool | None


@dataclass(frozen=True)
class TakenIn:
    """What came of taking a workbook in."""

    region: Region | None
    """The region as it then is, only when there is no fault."""
    faults: tuple[Fault, ...] = ()
    leerlingen: int = 0
    """Leerlingen of whom anything changed."""
    marks: int = 0
    """Dates of agreement that were filled in, changed or wiped out."""
    offers: int = 0
    """Offers that were made, changed, agreed or taken back."""
    standing: int = 0
    """Offers that later runs keep to."""


@dataclass
class _Reader:
    """Understands rows one by one; faults are gathered."""

    region: Region
    printed: Mapping[str, Mapping[str, str]]
    known: Known
    header: int
    """Row of the column names, from 0."""
    faults: list[Fault] = field(default_factory=list)
    cells: dict[str, Cells] = field(default_factory=dict)

    def fault(self, code: str, cells: Cells, key: str, **facts: str) -> None:
        self.faults.append(Fault(code=code, where=cells.where(key), facts=facts))

    def read(self, cells: Cells, leerlingen: Mapping[str, Leerling]) -> Leerling | None:
        """Return the leerling of a row as it then is; nothing for a row that says nothing or has a fault."""
        before = len(self.faults)
        name = cells.text("leerling")
        if not name:
            if any(key in FILLED for key in cells.filled()):
                self.fault("placement-no-leerling", cells, "leerling")
            return None
        leerling = leerlingen.get(name)
        if leerling is None or leerling.kind is None:
            self.fault("placement-unknown-leerling", cells, "leerling", given=shown_id(name, ("leerlingen",)))
            return None
        if name in self.cells:
            self.fault("placement-twice", cells, "leerling", given=shown_id(name, ("leerlingen",)))
            return None
        self.cells[name] = cells
        self.faults += cells.broken()
        found: dict[str, Value] = {key: self._value(key, cells) for key in FILLED if key in cells.columns}
        if len(self.faults) > before:
            return None
        printed = self.printed.get(name)
        changed = {key for key, value in found.items() if self._told(key, value, printed)}
        marks = leerling.decisions.model_dump() | {_MARKS[key]: found[key] for key in changed if key in _MARKS}
        decisions = Decisions.model_validate(marks)
        offer = leerling.offer
        if changed & {"offer", "until", "agreed"}:
            offer = self._offer(found, cells, decisions, (printed or {}).get("proposed"))
        if len(self.faults) > before:
            return None
        return leerling.model_copy(update={"decisions": decisions, "offer": offer})

    def _told(self, key: str, value: Value, printed: Mapping[str, str] | None) -> bool:
        """Tell whether a cell says something else than was printed; in a row that was not, whether it says anything."""
        if printed is None:
            return value is not None
        old = printed.get(key)
        if key == "offer":
            return value != (None if old is None else self.known.schools.find(old))
        if key == "agreed":
            return bool(value) != (old is not None)
        return (None if value is None else str(value)) != old

    def _value(self, key: str, cells: Cells) -> Value:
        value, text = cells.value(key), cells.text(key)
        if is_empty(value):
            return None
        if key == "offer":
            school = self.known.schools.find(text)
            if school is None:
                facts = self.known.schools.facts(text)
                self.fault("placement-unknown-school", cells, key, given=facts["given"], choices=facts["choices"])
            return school
        if key == "agreed":
            if text.casefold() not in YES | NO:
                self.fault("placement-bad-answer", cells, key, given=nameless(text))
            return text.casefold() in YES
        day = read_date(value, monday_of(self.region.week))
        if day is None:
            self.fault("placement-bad-date", cells, key, given=nameless(text))
        return None if day is None else day.value

    def _heading(self, key: str, cells: Cells) -> str:
        """Return a column's name as it stands in the workbook; its key when the column is not there."""
        column = cells.columns.get(key)
        return _MARKS[key] if column is None else text_of(cells.sheet.value(self.header, column))

    def _offer(
        self, found: Mapping[str, Value], cells: Cells, decisions: Decisions, proposed: str | None
    ) -> Offer | None:
        school, until, agreed = found.get("offer"), found.get("until"), bool(found.get("agreed"))
        if school is None and until is None and not agreed:
            return None
        if school is not None and until is None and not agreed:
            self.fault("placement-offer-loose", cells, "until")
            return None
        if school is None:
            school = proposed
        if not isinstance(school, str):
            self.fault("placement-no-school", cells, "offer")
            return None
        lacking = [key for key, name in _MARKS.items() if getattr(decisions, name) is None]
        if agreed and lacking:
            names = ", ".join(self._heading(key, cells) for key in lacking)
            self.fault("placement-too-early", cells, "agreed", given=names)
        return Offer(school=school, until=until if isinstance(until, date) else None, agreed=agreed)


def take_in(book: Book, region: Region) -> TakenIn:
    """Take who agreed and what was offered into a region; every fault with its cell.

    An offer that the region's own checks refuse, such as one too many for the places, is a fault of its cell too.
    """
    marks = marks_of(book)
    if refused := refused_by(marks, book, region):
        return TakenIn(None, refused)
    table = find_table(book, "proposals", KEYS, NEEDED, ours=bool(marks))
    if not isinstance(table, Table):
        return TakenIn(None, (table or Fault(code="placement-no-table", where=book.source),))
    printed = {key.removeprefix(PRINTED): json.loads(value) for key, value in marks.items() if key.startswith(PRINTED)}
    reader = _Reader(region, printed, Known(region), table.header)
    leerlingen = {leerling.id: leerling for leerling in region.leerlingen}
    found = [one for cells in table.rows() if (one := reader.read(cells, leerlingen)) is not None]
    if reader.faults:
        return TakenIn(None, tuple(reader.faults))
    after = {one.id: one for one in found}
    everybody = tuple(after.get(one.id, one) for one in region.leerlingen)
    changed = region.model_copy(update={"leerlingen": everybody})
    faults = tuple(_placed(check_region(changed), everybody, reader.cells))
    if faults:
        return TakenIn(None, faults)
    pairs = [(leerlingen[one.id], one) for one in found if one != leerlingen[one.id]]
    today = monday_of(region.week)
    return TakenIn(
        changed,
        leerlingen=len(pairs),
        marks=sum(
            getattr(old.decisions, name) != getattr(new.decisions, name)
            for old, new in pairs
            for name in _MARKS.values()
        ),
        offers=sum(old.offer != new.offer for old, new in pairs),
        standing=sum(
            one.offer is not None and (one.offer.agreed or one.offer.until is None or one.offer.until >= today)
            for one in everybody
        ),
    )


def _placed(faults: Iterable[Fault], everybody: tuple[Leerling, ...], cells: Mapping[str, Cells]) -> Iterable[Fault]:
    """Yield faults of the region; those of a leerling with a row get its cell."""
    for fault in faults:
        steps = fault.where.split("/")
        if len(steps) > 2 and steps[1] == "leerlingen" and steps[2].isdecimal():  # noqa: PLR2004 -- /leerlingen/3
            row = cells.get(everybody[int(steps[2])].id)
            if row is not None:
                key = "offer" if "offer" in steps else "leerling"
                yield fault.model_copy(update={"where": row.where(key)})
                continue
        yield fault
