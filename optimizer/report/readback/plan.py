"""From rows to a plan: the witness is completed with the legs that the matrix tells; times stay as typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import active_ids
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import Day
from optimizer.domain.intake import check_region
from optimizer.domain.matrix import TravelMatrix, UnknownPlaceError
from optimizer.domain.places import base_place
from optimizer.domain.plan import Group, Leg, OverlegSlot, Pin, Plan, Stop, Tour, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import LegKind, StopKind
from optimizer.io.workbook.cells import Book
from optimizer.io.workbook.safety import RefusedError
from optimizer.report.marks import FIXED, LAYOUT, META, Row, rows_sha256
from optimizer.report.readback.rows import KEYS, NEEDED, RosterRow, RowReader
from optimizer.report.readback.table import Table, find_table
from optimizer.report.readback.who import Known
from optimizer.rules.check import region_of


@dataclass(frozen=True)
class ReadRoster:
    """What came of reading a roster workbook."""

    plan: Plan | None
    """The plan, only when there is no fault; without hashes when rows were changed or the workbook is not ours."""
    faults: tuple[Fault, ...]
    pins: tuple[Pin, ...] = ()
    """The region's pins as they are with the rows that are marked as fixed."""
    ours: bool = False
    """Whether the workbook was written by this program."""
    changed: bool = True
    """Whether its rows differ from the plan it was made from."""
    rows: tuple[RosterRow, ...] = ()
    """The rows with their places, in the order of the sheet."""


def read_roster(book: Book, region: Region, matrix: TravelMatrix) -> ReadRoster:
    """Read the roster in a workbook, ours or one made by hand.

    Whatever is wrong is a fault in the result: nothing is raised.

    Parameters
    ----------
    book
        The cells, as `optimizer.io.workbook.cells.read_cells` gives them.
    """
    marks = marks_of(book)
    refused = refused_by(marks, book, region)
    table = None if refused else find_table(book, "rows", KEYS, NEEDED, ours=bool(marks))
    if not isinstance(table, Table):
        return ReadRoster(None, refused or (table or Fault(code="roster-no-table", where=book.source),))
    weeks = tuple(marks.get("weeks", "").split())
    reader = RowReader(Known(region), weeks[0] if weeks else region.week)
    found = [row for cells in table.rows() if (row := reader.read(cells)) is not None]
    if reader.faults:
        return ReadRoster(None, tuple(reader.faults))
    rows = [one.row for one in found]
    changed = rows_sha256(rows) != marks.get("rows_sha256")
    plan = plan_of_rows(rows, region, matrix, weeks)
    if not changed:
        hashes = {key: marks.get(key, "") for key in ("instance_sha256", "matrix_sha256")}
        plan = plan.model_copy(update=hashes)
    shown = {item for key, value in marks.items() if key.startswith(FIXED) for item in value.split()}
    pins = _pins(found, region, shown)
    faults = tuple(
        Fault(code="roster-bad-pin", where=_where_of(fault, pins, found))
        for fault in check_region(region.model_copy(update={"pins": pins}))
        if fault.where.startswith("/pins")
    )
    return ReadRoster(None if faults else plan, faults, pins, bool(marks), changed, tuple(found))


def marks_of(book: Book) -> dict[str, str]:
    """Return what the hidden sheet of a workbook of ours says; empty for any other."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == META), None)
    if sheet is None:
        return {}
    return {str(row[0]): str(row[1]) for row in sheet.rows if len(row) > 1}


def refused_by(marks: dict[str, str], book: Book, region: Region) -> tuple[Fault, ...]:
    """Return why a workbook of ours cannot be read with this region: a later layout, or another region."""
    layout = marks.get("layout", "0")
    if not layout.isdecimal() or int(layout) > LAYOUT:
        return (RefusedError("roster-newer", book.source, given=layout).fault,)
    if marks and marks.get("region") != region.id:
        facts = {"given": marks.get("region", ""), "region": region.id}
        return (Fault(code="roster-other-region", where=book.source, facts=facts),)
    return ()


def plan_of_rows(rows: Iterable[Row], region: Region, matrix: TravelMatrix, weeks: Sequence[str] = ()) -> Plan:
    """Return rows as a plan; `weeks` are those it holds even without rows."""
    by_week: dict[str, list[Row]] = {week: [] for week in weeks}
    for row in rows:
        by_week.setdefault(row.week, []).append(row)
    plan = Plan()
    for week in sorted(by_week or {region.week: []}):
        here = region_of(region, plan, week)
        plan = plan.model_copy(update={"weeks": (*plan.weeks, _week(by_week.get(week, []), week, here, matrix))})
    return plan


def _week(rows: list[Row], week: str, region: Region, matrix: TravelMatrix) -> WeekPlan:
    overleggen = {o.id: o for o in region.overleggen}
    days: dict[tuple[str, Day], list[Stop]] = defaultdict(list)
    groups: dict[str, list[Row]] = defaultdict(list)
    slots: dict[str, OverlegSlot] = {}
    for row in rows:
        kind = StopKind.OVERLEG if row.item in overleggen else StopKind.SESSION if "#" in row.item else StopKind.VISIT
        if kind is StopKind.SESSION:
            groups[row.item].append(row)
        elif kind is StopKind.OVERLEG:
            slots.setdefault(
                row.item,
                OverlegSlot(
                    id=row.item,
                    host=row.place.partition(":")[2],
                    half_day=row.half_day,
                    start=row.start,
                    end=row.end,
                    invited=overleggen[row.item].participants,
                ),
            )
        if row.begeleider is not None:
            stop = Stop(kind=kind, item=row.item, half_day=row.half_day, place=row.place, start=row.start, end=row.end)
            days[row.begeleider, row.half_day.day].append(stop)
    tours = []
    for b in region.begeleiders:
        for day in Day:
            stops = sorted(days.get((b.id, day), ()), key=lambda stop: (stop.half_day.order, stop.start, stop.end))
            if stops:
                tours.append(Tour(begeleider=b.id, day=day, stops=tuple(stops), legs=_legs(b, stops, matrix)))
    return WeekPlan(
        week=week,
        active=active_ids(region, week),
        tours=tuple(tours),
        groups=tuple(_group(item, found) for item, found in sorted(groups.items())),
        overleg=tuple(slots[key] for key in sorted(slots)),
    )


def _legs(begeleider: Begeleider, stops: Sequence[Stop], matrix: TravelMatrix) -> tuple[Leg, ...]:
    """Return the journeys of a day; one that nobody can make is 0 minutes, and the checker says so."""
    places = [base_place(begeleider.id), *(stop.place for stop in stops), base_place(begeleider.id)]
    legs = []
    for number, (origin, destination) in enumerate(pairwise(places)):
        kind = LegKind.HOME
        if 0 < number < len(stops):
            same = stops[number - 1].half_day is stops[number].half_day
            kind = LegKind.BETWEEN if same else LegKind.MIDDAY
        minutes = metres = 0
        if origin != destination:
            try:
                minutes = matrix.minutes(begeleider.mode, origin, destination) or 0
                metres = matrix.metres(begeleider.mode, origin, destination) or 0
            except UnknownPlaceError:
                pass
        legs.append(Leg(origin=origin, destination=destination, minutes=minutes, metres=metres, kind=kind))
    return tuple(legs)


def _group(item: str, rows: list[Row]) -> Group:
    """Return a group: the first of its rows that leads, or else the first, says where and when."""
    ordered = sorted(rows, key=lambda row: 0 if row.rank is None else row.rank)
    first = ordered[0]
    return Group(
        id=item,
        arrangement=item.partition("#")[0],
        host=first.place.partition(":")[2],
        half_day=first.half_day,
        start=first.start,
        leader=first.begeleider or "",
        co_leaders=tuple(row.begeleider or "" for row in ordered[1:]),
        members=first.members or next((row.members for row in ordered if row.members), ()),
    )


def _pins(found: list[RosterRow], region: Region, shown: set[str]) -> tuple[Pin, ...]:
    """Return the region's pins with the rows that are marked as fixed.

    A pin that was shown as a mark is let go when the mark is gone; others stay. Where only some of the visits of an
    item are marked, no more than who comes is fixed, for a pin holds for all of them.
    """
    index = Known(region).index
    rows: dict[str, list[RosterRow]] = defaultdict(list)
    for one in found:
        rows[one.row.item].append(one)
    kept = [pin for pin in region.pins if pin.veto or pin.half_days is None or pin.item not in shown]
    made: list[Pin] = []
    for item, ones in rows.items():
        fixed = [one.row for one in ones if one.pinned and not one.row.rank]
        if not fixed:
            continue
        first = fixed[0]
        whole = len({(row.week, row.half_day) for row in fixed}) == len(
            {(one.row.week, one.row.half_day) for one in ones}
        )
        half_days = tuple(sorted({row.half_day for row in fixed}, key=lambda half_day: half_day.order))
        starts = {row.start for row in fixed}
        overleg = item in index.overleggen
        made.append(
            Pin(
                item=item,
                begeleider=None if overleg else first.begeleider,
                half_days=half_days if whole else None,
                start=starts.pop() if whole and len(starts) == 1 else None,
                host=first.place.partition(":")[2] if item not in index.hulpvragen else None,
            )
        )
    return (*(pin for pin in kept if pin.item not in {one.item for one in made} or pin.veto), *made)


def _where_of(fault: Fault, pins: Sequence[Pin], found: Sequence[RosterRow]) -> str:
    """Return the place in the workbook of a fault about a pin."""
    number = fault.where.split("/")[2] if fault.where.count("/") > 1 else ""
    item = pins[int(number)].item if number.isdecimal() and int(number) < len(pins) else ""
    return next((one.cells.where() for one in found if one.row.item == item and one.pinned), fault.where)
