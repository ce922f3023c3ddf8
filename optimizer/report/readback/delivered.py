"""What took place, from a roster workbook, taken into the region: last visits, visits left, what runs, the week.

Taking the same workbook in twice changes nothing the second time, and a late or mended answer is counted once: the
region remembers which visits it has counted (`optimizer.report.readback.counted`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from optimizer.domain.ahead import ahead, school_weeks
from optimizer.domain.calendar import add_weeks
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import HalfDay
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import OverlegSlot, Plan, Visited, WeekPlan
from optimizer.domain.region import Region
from optimizer.io.workbook.cells import Book
from optimizer.report.readback.answers import KEYS, NEEDED, AnswerReader, printed_in, rest_of
from optimizer.report.readback.counted import count, is_counted
from optimizer.report.readback.plan import marks_of, read_roster, refused_by
from optimizer.report.readback.table import Table, find_table
from optimizer.report.readback.told import remembered_told
from optimizer.report.readback.took_place import Delivery, deliveries, events_of
from optimizer.report.readback.who import Known

_BOOK = 12
"""Signs that tell workbooks apart."""


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
    mended: int = 0
    """Visits counted before of which the date is put right now, or that are taken back."""
    missed: int = 0
    """What did not take place."""
    silent: int = 0
    """What nobody has said anything about, of the region's own week or later."""
    closed: tuple[str, ...] = ()
    """Weeks of which every row is answered: the region moves on to the week after these."""


def account(book: Book, region: Region, matrix: TravelMatrix) -> Account:
    """Take what took place into a region; also the rows marked as fixed, and the roster as the published plan.

    Of every visit the date of the last one, the visits left, and who comes, where nobody did; the week moves on past
    the weeks of which every row is answered, in which the groups that ran and the meetings that were (not) held count
    too (`optimizer.domain.ahead`).
    """
    marks = marks_of(book)
    refused = refused_by(marks, book, region) or _too_early(marks, book, region)
    table = None if refused else find_table(book, "done", KEYS, NEEDED, ours=bool(marks))
    if not isinstance(table, Table):
        return Account(None, refused or (table or Fault(code="roster-no-done", where=book.source),))
    weeks = marks.get("weeks", "").split()
    reader = AnswerReader(Known(region), weeks[0] if weeks else region.week, printed=printed_in(marks))
    for cells in table.rows():
        reader.answer(cells)
    roster = read_roster(book, region, matrix)
    faults = (*reader.faults, *roster.faults)
    if faults or roster.plan is None:
        return Account(None, faults)
    about = {one.week for one in roster.plan.weeks} | {one.week for one in reader.found}
    rest, faults = rest_of(table, tuple(sorted(about)), reader.week, ours=bool(marks))
    if faults:
        return Account(None, faults)
    found = deliveries(events_of(one.row for one in roster.rows), reader.found, rest)
    remembered = region.previous.visited if region.previous is not None else {}
    made_in = marks.get("rows_sha256", "")[:_BOOK]
    hulpvragen, tally = count(region.hulpvragen, remembered, found, made_in, about)
    # what an older copy of the roster leaves empty may be known by now
    silent = [one for one in found if one.done is None and one.week >= region.week and not is_counted(one, remembered)]
    closed = _closed(region, roster.plan, {one.week for one in silent})
    after = _moved_on(region.model_copy(update={"hulpvragen": hulpvragen}), roster.plan, found, closed)
    before = region.previous.told if region.previous is not None else {}
    told = remembered_told(before, found, about if made_in else ())
    published = _published(region, roster.plan, tally.visited, told)
    return Account(
        after.model_copy(update={"pins": roster.pins, "previous": published}),
        visits=tally.visits,
        known=tally.known,
        mended=tally.mended,
        missed=sum(one.done is False for one in found),
        silent=len(silent),
        closed=closed,
    )


def _too_early(marks: Mapping[str, str], book: Book, region: Region) -> tuple[Fault, ...]:
    """Return a fault when the workbook was made for the region in a later week: what was taken in since is lacking."""
    made_for = marks.get("week", "")
    if made_for <= region.week:
        return ()
    facts = {"week": region.week, "given": made_for}
    return (Fault(code="roster-of-later-week", where=book.source, facts=facts),)


def _closed(region: Region, plan: Plan, silent: Collection[str]) -> tuple[str, ...]:
    """Return the weeks, from the region's own on, of which every row is answered; none after one that is not."""
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
    took_place = {(one.item, one.week) for one in found if one.done}
    weeks = [
        WeekPlan(
            week=one.week,
            groups=tuple(group for group in one.groups if (group.id, one.week) in took_place),
            overleg=tuple(
                # also what was held without being on the roster
                OverlegSlot(id=o.id, host=next(iter(o.hosts), o.id), half_day=HalfDay.MA_OCHTEND, start=0)
                for o in region.overleggen
                if (o.id, one.week) in took_place
            ),
        )
        for one in plan.weeks
        if one.week in closed
    ]
    return ahead(region, weeks, following)


def _published(region: Region, plan: Plan, visited: dict[str, Visited], told: dict[str, date | None]) -> Plan:
    """Return the weeks published before with those of the roster: what `changes` compares with next; and what was told.

    What was active in a week that is known already stays so: after its visits were counted that cannot be told.
    """
    weeks = {one.week: one for one in (region.previous.weeks if region.previous is not None else ())}
    for one in plan.weeks:
        known = weeks.get(one.week)
        weeks[one.week] = one if known is None else one.model_copy(update={"active": known.active})
    return Plan(weeks=tuple(weeks[key] for key in sorted(weeks)), visited=visited, told=told)
