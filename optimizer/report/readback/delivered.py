"""What took place, from the sheet `Uitgevoerd`, taken into the region: last visits, visits left, what runs, the week.

Taking the same sheet in twice changes nothing the second time: a visit counts only when it is later than the last one
that the region knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from optimizer.domain.ahead import ahead, school_weeks
from optimizer.domain.calendar import add_weeks, date_of, monday_of, week_of
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.shown import shown
from optimizer.io.messy.values.dates import read_date
from optimizer.io.workbook.cells import Book
from optimizer.report.readback.plan import marks_of, read_roster, refused_by
from optimizer.report.readback.rows import NO, YES, RowReader
from optimizer.report.readback.table import Cells, Table, find_table, is_empty
from optimizer.report.readback.who import Known

FAR_DAYS = 28
"""Days from the Monday of its week within which a visit may have taken place."""

KEYS = ("week", "half_day", "date", "start", "begeleider", "school", "item", "done", "by", "on", "remark")
NEEDED = ("item", "done")


@dataclass(frozen=True)
class Delivery:
    """A row: an item that was planned or came by, and whether it took place."""

    item: str
    week: str
    half_day: HalfDay
    day: date
    """When it took place, or was planned."""
    begeleider: str | None
    done: bool | None
    """Null when the row says nothing."""


@dataclass(frozen=True)
class Account:
    """What came of taking a workbook in."""

    region: Region | None
    """The region as it then is, only when there is no fault."""
    faults: tuple[Fault, ...] = ()
    visits: int = 0
    """Visits that took place and are counted now."""
    known: int = 0
    """Visits that the region knew of already."""
    missed: int = 0
    """Rows that say that nothing took place."""
    silent: int = 0
    """Rows that say nothing."""
    closed: tuple[str, ...] = ()
    """Weeks of which every row is answered: the region moves on to the week after these."""


@dataclass
class _Reader(RowReader):
    rest: bool = False
    """Whether rows that say nothing took place as planned."""
    found: list[Delivery] = field(default_factory=list)

    def delivery(self, cells: Cells) -> None:
        before = len(self.faults)
        self.faults += cells.broken()
        school = self.school(cells)
        item = self.item(cells, school)
        answer = self._answer(cells)
        if item is None or len(self.faults) > before:
            return
        who = self.begeleider(cells, needed=False)
        other = self.begeleider(cells, "by", needed=False)
        week = self.week_of(cells)
        on = None
        if not is_empty(cells.value("on")):
            read = read_date(cells.value("on"), date_of(self.week, HalfDay.VR_MIDDAG))
            if read is None:
                self.fault("roster-bad-date", cells, "on", given=shown(cells.text("on")))
            elif week is not None and abs((read.value - monday_of(week)).days) > FAR_DAYS:
                self.fault("roster-far-date", cells, "on", given=shown(cells.text("on")))
            else:
                on = read.value
        half_day = HalfDay.MA_OCHTEND
        if on is None or not is_empty(cells.value("half_day")):
            half_day = self.half_day(cells, None) or half_day
        if len(self.faults) > before or week is None:
            return
        day = on or date_of(week, half_day)
        # another who came once does not take the place of who comes
        self.found.append(Delivery(item, week, half_day, day, who or other, answer))

    def _answer(self, cells: Cells) -> bool | None:
        text = cells.text("done").casefold()
        if text in YES:
            return True
        if text in NO:
            return False
        if text:
            self.fault("roster-bad-answer", cells, "done", given=shown(text))
        # who fills in who came or when, tells that it took place
        if any(not is_empty(cells.value(key)) for key in ("by", "on")):
            return True
        return True if self.rest else None


def account(book: Book, region: Region, matrix: TravelMatrix) -> Account:
    """Take what took place into a region; also the rows marked as fixed, and the roster as the published plan.

    Of every visit the date of the last one, the visits left, and who comes, where nobody did; the week moves on past
    the weeks of which every row is answered, in which the groups that ran and the meetings that were (not) held count
    too (`optimizer.domain.ahead`).
    """
    marks = marks_of(book)
    refused = refused_by(marks, book, region)
    table = None if refused else find_table(book, "done", KEYS, NEEDED)
    if table is None:
        return Account(None, refused or (Fault(code="roster-no-done", where=book.source),))
    weeks = marks.get("weeks", "").split()
    reader = _Reader(Known(region), weeks[0] if weeks else region.week, rest=_rest(table))
    for cells in table.rows():
        reader.delivery(cells)
    roster = read_roster(book, region, matrix)
    faults = (*reader.faults, *roster.faults)
    if faults or roster.plan is None:
        return Account(None, faults)
    after, counted, known = _visited(region, reader.found)
    closed = _closed(region, roster.plan, reader.found)
    after = _moved_on(after, roster.plan, reader.found, closed)
    after = after.model_copy(update={"pins": roster.pins, "previous": _published(region, roster.plan)})
    return Account(
        after,
        visits=counted,
        known=known,
        missed=sum(one.done is False for one in reader.found),
        silent=sum(one.done is None for one in reader.found),
        closed=closed,
    )


def _rest(table: Table) -> bool:
    """Tell whether the cell above the answers says that all else went as planned."""
    column = table.columns["done"]
    value = table.sheet.value(table.header - 1, column) if table.header else ""
    return isinstance(value, str) and value.strip().casefold() in YES


def _visited(region: Region, found: Iterable[Delivery]) -> tuple[Region, int, int]:
    """Return the region with the visits made, how many were counted, and how many it knew already."""
    # a request has one visit a day at most: a row that stands twice counts once
    made: dict[str, dict[date, str]] = defaultdict(dict)
    for one in found:
        if one.done:
            made[one.item].setdefault(one.day, one.begeleider or "")
    counted = known = 0
    requests: list[Hulpvraag] = []
    for h in region.hulpvragen:
        mine = made.get(h.id, {}).items()
        new = sorted(visit for visit in mine if h.last_visit is None or visit[0] > h.last_visit)
        known += len(mine) - len(new)
        counted += len(new)
        if new:
            left = None if h.visits_left is None else max(0, h.visits_left - len(new))
            current = h.current if h.current is not None else new[-1][1] or None
            requests.append(h.model_copy(update={"last_visit": new[-1][0], "visits_left": left, "current": current}))
        else:
            requests.append(h)
    return region.model_copy(update={"hulpvragen": tuple(requests)}), counted, known


def _closed(region: Region, plan: Plan, found: Iterable[Delivery]) -> tuple[str, ...]:
    """Return the weeks, from the region's own on, of which every row is answered; none after one that is not."""
    silent = {one.week for one in found if one.done is None}
    closed: list[str] = []
    for one in plan.weeks:
        if one.week < region.week:
            continue
        if one.week in silent:
            break
        closed.append(one.week)
    return tuple(closed)


def _moved_on(region: Region, plan: Plan, found: Iterable[Delivery], closed: tuple[str, ...]) -> Region:
    """Return the region in the first school week after the closed ones, with what ran and was held in these."""
    if not closed:
        return region
    after = add_weeks(closed[-1], 1)
    following = (school_weeks(region.calendar, after, 1) or (after,))[0]
    took_place = {(one.item, week_of(one.day)) for one in found if one.done}
    weeks = [
        WeekPlan(
            week=one.week,
            groups=tuple(group for group in one.groups if (group.id, one.week) in took_place),
            overleg=tuple(slot for slot in one.overleg if (slot.id, one.week) in took_place),
        )
        for one in plan.weeks
        if one.week in closed
    ]
    return ahead(region, weeks, following)


def _published(region: Region, plan: Plan) -> Plan:
    """Return the weeks published before with those of the roster: what `changes` compares with next.

    What was active in a week that is known already stays so: after its visits were counted that cannot be told.
    """
    weeks = {one.week: one for one in (region.previous.weeks if region.previous is not None else ())}
    for one in plan.weeks:
        known = weeks.get(one.week)
        weeks[one.week] = one if known is None else one.model_copy(update={"active": known.active})
    return Plan(weeks=tuple(weeks[key] for key in sorted(weeks)))
