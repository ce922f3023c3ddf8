"""The sheet `Uitgevoerd`: what every row of it says, and for which weeks all else went as planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from optimizer.domain.calendar import date_of, monday_of, week_of
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HalfDay
from optimizer.domain.shown import nameless
from optimizer.io.messy.values.dates import read_date
from optimizer.report.marks import PRINTED, moment_of
from optimizer.report.readback.moments import week_in
from optimizer.report.readback.rows import NO, YES, RowReader
from optimizer.report.readback.table import Cells, Table, is_empty, text_of

FAR_DAYS = 28
"""Days from the Monday of its week within which a visit may have taken place."""

KEYS = ("week", "half_day", "date", "start", "begeleider", "school", "item", "done", "by", "on", "remark")
NEEDED = ("item", "done")
VITAL = frozenset({"item"})


@dataclass(frozen=True)
class Answer:
    """A row: an item that was planned or came by, and what it says itself of what took place."""

    item: str
    week: str
    half_day: HalfDay | None
    """Null when the row tells a date only."""
    on: date | None
    """The date that was filled in."""
    begeleider: str | None
    by: str | None
    """Another who came."""
    done: bool | None
    """Null when the row says nothing."""
    printed: bool
    """Whether the row stood there when the workbook was made; else it was added or changed by hand."""
    again: bool = False
    """Whether an earlier row has the same item and half day."""

    @property
    def moment(self) -> str:
        """What it was planned for; of a row without a half day, or with that of another row, its date."""
        if self.half_day is None or (self.again and self.on is not None):
            return f"{self.week}/{self.on}/{self.item}"
        return moment_of(self.week, self.half_day, self.item)

    @property
    def day(self) -> date:
        """When it took place, as the row says, or was planned."""
        return self.on or date_of(self.week, self.half_day or HalfDay.MA_OCHTEND)


def printed_in(marks: Mapping[str, str]) -> frozenset[str]:
    """Return the moments of the rows that stood on the sheet when the workbook was made."""
    return frozenset(one for key, value in marks.items() if key.startswith(PRINTED) for one in value.split())


@dataclass
class AnswerReader(RowReader):
    """Understands rows of the sheet one by one; faults are gathered."""

    printed: frozenset[str] = frozenset()
    found: list[Answer] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def answer(self, cells: Cells) -> None:
        """Read a row."""
        before = len(self.faults)
        if self.is_loose(cells, VITAL):
            return
        self.faults += cells.broken()
        item = self.item(cells, self.school(cells))
        done = self._done(cells)
        if item is None or len(self.faults) > before:
            return
        who = self.begeleider(cells, needed=False)
        by = self.begeleider(cells, "by", needed=False)
        on = self._date(cells, "on")
        week = self._week(cells, on)
        half_day = None
        if on is None or not is_empty(cells.value("half_day")):
            half_day = self.half_day(cells, None)
        if len(self.faults) > before or week is None:
            return
        if on is not None and abs((on - monday_of(week)).days) > FAR_DAYS:
            self.fault("roster-far-date", cells, "on", given=nameless(cells.text("on")))
            return
        planned = self._date(cells, "date")
        if planned is not None and half_day is not None and planned != date_of(week, half_day):
            self.fault("roster-date-differs", cells, "date", given=nameless(cells.text("date")))
            return
        answer = Answer(item, week, half_day, on, who, by, done, printed=False)
        again = answer.moment in self._seen
        self._seen.add(answer.moment)
        printed = half_day is not None and not again and moment_of(week, half_day, item) in self.printed
        self.found.append(replace(answer, printed=printed, again=again))

    def _date(self, cells: Cells, key: str) -> date | None:
        value = cells.value(key)
        if is_empty(value):
            return None
        read = read_date(value, date_of(self.week, HalfDay.VR_MIDDAG))
        if read is None:
            self.fault("roster-bad-date", cells, key, given=nameless(cells.text(key)))
        return None if read is None else read.value

    def _week(self, cells: Cells, on: date | None) -> str | None:
        bare = all(is_empty(cells.value(key)) for key in ("week", "date", "half_day"))
        return week_of(on) if bare and on is not None else self.week_of(cells)

    def _done(self, cells: Cells) -> bool | None:
        text = cells.text("done").casefold()
        if text in YES:
            return True
        if text in NO:
            return False
        if text:
            self.fault("roster-bad-answer", cells, "done", given=nameless(text))
        # who fills in who came or when, tells that it took place
        return True if any(not is_empty(cells.value(key)) for key in ("by", "on")) else None


def rest_of(table: Table, weeks: tuple[str, ...], near: str, *, ours: bool) -> tuple[frozenset[str], tuple[Fault, ...]]:
    """Return the weeks of which all else went as planned, by the cells above the answers; and what is wrong there.

    Each such cell speaks for the week above it. One without a week speaks for the only week there is; of several weeks
    it has to name those it is about: ``48, 49``.

    Parameters
    ----------
    weeks
        Those that the workbook is about.
    ours
        Whether the program wrote the workbook; above the column of one made by hand anything may stand.
    """
    found: set[str] = set()
    faults: list[Fault] = []
    row = table.header - 1
    for column in _cells_above(table, len(weeks)):
        value = table.sheet.value(row, column)
        text, where = text_of(value).casefold(), table.sheet.where(row, column)
        above = week_in(table.sheet.value(row - 1, column), near) if row else None
        named = [week_in(part.strip(), near) for part in text.replace(";", ",").split(",")]
        if text in YES and (above is not None or len(weeks) == 1):
            found.add(above or weeks[0])
        elif text in YES:
            facts = {"weeks": ", ".join(weeks)}
            faults.append(Fault(code="roster-rest-of-which-week", where=where, facts=facts))
        elif text and text not in NO and all(one in weeks for one in named):
            found |= {one for one in named if one is not None}
        elif text and text not in NO and ours:
            faults.append(Fault(code="roster-bad-answer", where=where, facts={"given": nameless(text)}))
    return frozenset(found), tuple(faults)


def _cells_above(table: Table, weeks: int) -> Iterator[int]:
    """Yield the columns in which a cell above the answers may say something: a week each."""
    first = table.columns["done"]
    if table.header:
        yield from range(first, first + max(1, weeks))
