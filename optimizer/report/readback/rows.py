"""The rows of a roster, each understood or refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from optimizer.domain.calendar import monday_of, week_of
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HalfDay
from optimizer.domain.places import school_place, visit_place
from optimizer.domain.shown import nameless
from optimizer.io.messy.values.dates import read_date
from optimizer.report.marks import Row
from optimizer.report.readback.moments import AFTERNOON_FROM, clock_of, half_day_of, week_in
from optimizer.report.readback.table import Cells, is_empty
from optimizer.report.readback.who import Known

KEYS = (
    "week", "date", "day", "half_day", "start", "end", "begeleider", "school", "item", "role", "members", "pinned",
)  # fmt: skip
NEEDED = ("begeleider", "half_day|day|date", "start", "item")
OF_GROUPS = ("role", "members")
"""Columns that say something of a group only."""
VITAL = frozenset({"item", "start"})
"""Without any of these a row is none."""
YES = frozenset({"ja", "j", "yes", "y", "x", "true", "waar", "1", "v", "vast"})
NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", "-"})
_RANK = re.compile(r"\D*(\d*)\D*")
_LEADS = ("leid", "lead")
Say = Callable[[Fault], None]


@dataclass(frozen=True)
class RosterRow:
    """A row with whether it is fixed, and its place in the workbook."""

    row: Row
    pinned: bool
    cells: Cells


@dataclass
class RowReader:
    """Understands rows one by one; faults are gathered."""

    known: Known
    week: str
    """Week of a row that names none."""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, cells: Cells, key: str, **facts: str) -> None:
        """Remember a fault of a cell."""
        self.faults.append(Fault(code=code, where=cells.where(key), facts=facts))

    def read(self, cells: Cells) -> RosterRow | None:
        """Return a row, or nothing when it has a fault or is a remark."""
        before = len(self.faults)
        if self.is_loose(cells, VITAL):
            return None
        self.faults += cells.broken()
        if len(self.faults) > before:
            return None
        start = self.clock(cells, "start")
        half_day = self.half_day(cells, start)
        week = self.week_of(cells)
        school = self.school(cells)
        item = self.item(cells, school)
        self._is_visit_as_asked(cells, item, school)
        who = self.begeleider(cells, needed=item is None or item not in self.known.index.overleggen)
        end = self._end(cells, start, item)
        members = self._members(cells, item)
        place = None if item is None else self._place(cells, item, school)
        if len(self.faults) > before or None in (start, half_day, week, item, end, place):
            return None
        row = Row(
            week=week or "",
            half_day=half_day or HalfDay.MA_OCHTEND,
            start=start or 0,
            end=end or 0,
            begeleider=who,
            place=place or "",
            item=item or "",
            rank=self._rank(cells, item or ""),
            members=members,
        )
        return RosterRow(row, self._yes(cells), cells)

    def is_loose(self, cells: Cells, vital: Collection[str]) -> bool:
        """Tell whether a row is none of the table: a remark, which is let be, or too little of a row, which is a fault.

        Loose is what stands alone, or without any of the vital columns. It is a remark when nothing in it is what its
        column is for.
        """
        filled = cells.filled()
        if (len(filled) > 1 and any(key in vital for key in filled)) or any(cells.broken()):
            return False
        if any(self._is_meant(cells, key) for key in filled):
            self.faults.append(Fault(code="roster-loose-row", where=cells.where(filled[0])))
        return True

    def _is_meant(self, cells: Cells, key: str) -> bool:
        """Tell whether what stands in a cell is of the kind that its column is for."""
        value, text = cells.value(key), cells.text(key)
        if key in {"date", "on"}:
            return read_date(value, monday_of(self.week)) is not None
        if key in {"day", "half_day"}:
            return half_day_of(value, "", AFTERNOON_FROM) is not None
        if key in {"start", "end"}:
            return clock_of(value) is not None
        if key == "week":
            return week_in(value, self.week) is not None
        if key in {"begeleider", "by"}:
            return self.known.begeleiders.find(text) is not None
        if key == "school":
            return self.known.schools.find(text) is not None
        if key == "item":
            return " " not in text or self.known.item(text, None) is not None
        return key in {"pinned", "done"} and text.casefold() in YES | NO

    def clock(self, cells: Cells, key: str) -> int | None:
        """Return the clock time of a cell."""
        if self._lacks(cells, key):
            return None
        found = clock_of(cells.value(key))
        if found is None:
            self.fault("roster-bad-clock", cells, key, given=nameless(cells.text(key)))
        return found

    def half_day(self, cells: Cells, start: int | None) -> HalfDay | None:
        """Return the half day of a row."""
        day, half, on = (cells.value(key) for key in ("day", "half_day", "date"))
        if all(is_empty(value) for value in (day, half, on)):
            self._lacks(cells, "half_day")
            return None
        found = None if is_empty(half) else half_day_of(half, "", start)
        for value in (day, on):
            if found is None and not is_empty(value):
                found = half_day_of(value, half, start)
        if found is None:
            key = "half_day" if not is_empty(half) else "day" if not is_empty(day) else "date"
            self.fault("roster-bad-half-day", cells, key, given=nameless(cells.text(key)))
        return found

    def week_of(self, cells: Cells) -> str | None:
        """Return the week of a row: as named, else of its date, else the default."""
        value = cells.value("week")
        if not is_empty(value):
            found = week_in(value, self.week)
            if found is None:
                self.fault("roster-bad-week", cells, "week", given=nameless(cells.text("week")))
            return found
        on = cells.value("date")
        return week_of(on) if isinstance(on, date) else self.week

    def school(self, cells: Cells) -> str | None:
        """Return the school of a row, or nothing when none is named."""
        text = cells.text("school")
        if not text:
            return None
        found = self.known.schools.find(text)
        if found is None and text not in self.known.index.hulpvragen:
            self.fault("roster-unknown-school", cells, "school", **self.known.schools.facts(text))
        return found

    def item(self, cells: Cells, school: str | None) -> str | None:
        """Return the item of a row."""
        if self._lacks(cells, "item"):
            return None
        text = cells.text("item")
        found = self.known.item(text, school)
        if found is None:
            self.fault("roster-unknown-item", cells, "item", **self.known.item_facts(text, school))
        return found

    def begeleider(self, cells: Cells, key: str = "begeleider", *, needed: bool) -> str | None:
        """Return the begeleider in a cell."""
        text = cells.text(key)
        if not text:
            if needed:
                self._lacks(cells, key)
            return None
        found = self.known.begeleiders.find(text)
        if found is None:
            self.fault("roster-unknown-begeleider", cells, key, **self.known.begeleiders.facts(text))
        return found

    def _lacks(self, cells: Cells, key: str) -> bool:
        lacks = is_empty(cells.value(key))
        if lacks:
            self.faults.append(Fault(code="roster-missing-cell", where=cells.where(key), facts={"column": key}))
        return lacks

    def _end(self, cells: Cells, start: int | None, item: str | None) -> int | None:
        if is_empty(cells.value("end")):
            # a roster made by hand may leave it out: the item says how long it takes
            return None if start is None or item is None else start + self._minutes(item)
        end = self.clock(cells, "end")
        if end is not None and start is not None and end <= start:
            self.fault("roster-end-before-start", cells, "end", given=nameless(cells.text("end")))
        return end

    def _minutes(self, item: str) -> int:
        index = self.known.index
        if item in index.hulpvragen:
            return index.hulpvragen[item].minutes
        if item in index.overleggen:
            return index.overleggen[item].minutes
        return index.arrangementen[item.partition("#")[0]].minutes

    def _place(self, cells: Cells, item: str, school: str | None) -> str | None:
        if school is not None:
            return school_place(school)
        index = self.known.index
        if item in index.hulpvragen:
            return visit_place(index.hulpvragen[item])
        arrangement = index.arrangementen.get(item.partition("#")[0])
        hosts = arrangement.hosts if arrangement is not None else index.overleggen[item].hosts
        if len(hosts) == 1:
            return school_place(hosts[0])
        if is_empty(cells.value("school")):
            self._lacks(cells, "school")
        return None

    def _members(self, cells: Cells, item: str | None) -> tuple[str, ...]:
        text = cells.text("members")
        if not text or item is None or item.partition("#")[0] not in self.known.index.arrangementen:
            return ()
        members = tuple(one.strip() for one in re.split(r"[,;\n]", text) if one.strip())
        if any(one not in self.known.index.leerlingen for one in members):
            # what stands there may be the name of a pupil, so it is not repeated
            self.fault("roster-unknown-leerling", cells, "members")
        return members

    def _is_visit_as_asked(self, cells: Cells, item: str | None, school: str | None) -> None:
        """Refuse a visit at another school than the hulpvraag's, and one with what belongs to groups only."""
        hulpvraag = self.known.index.hulpvragen.get(item or "")
        if hulpvraag is None:
            return
        if school is not None and school != hulpvraag.school:
            at = hulpvraag.school
            facts = {"item": nameless(hulpvraag.id)} | ({} if at is None else {"school": self.known.schools.names[at]})
            self.fault("roster-at-no-school" if at is None else "roster-other-school", cells, "school", **facts)
        for key in OF_GROUPS:
            if not is_empty(cells.value(key)):
                # what stands there may be the name of a pupil, so it is not repeated
                self.fault("roster-not-used", cells, key, column=key)

    def _rank(self, cells: Cells, item: str) -> int | None:
        if item.partition("#")[0] not in self.known.index.arrangementen:
            return None
        text = cells.text("role").casefold()
        if not text:
            return None
        if text.startswith(_LEADS):
            return 0
        match = _RANK.fullmatch(text)
        return int(match[1]) if match is not None and match[1] else 1

    def _yes(self, cells: Cells) -> bool:
        text = cells.text("pinned").casefold()
        if text and text not in YES | NO:
            self.fault("roster-bad-answer", cells, "pinned", given=nameless(text))
        return text in YES
