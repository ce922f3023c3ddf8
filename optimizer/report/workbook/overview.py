"""The first sheet: how good the plan is, and links to everybody's week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.domain.vocabulary import UNMET_STAGE, StopKind
from optimizer.report.goodness import how_good, lost_text, weeks_text
from optimizer.report.workbook.tables import one_week

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.roster import Roster
    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

_LAST = 6
"""Last column of the sheet."""


def add_overview(
    sheet: Worksheet, roster: Roster, rows: Mapping[str, Mapping[str, int]], look: Look, say: Words
) -> None:
    """Fill the sheet.

    Parameters
    ----------
    rows
        Per sheet of week tables the row where each entity begins.
    """
    for column, width in enumerate((44, 19, 24, 21, 26, 20, 16)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, say("title", name=roster.region.name), look.title)
    sheet.write_string(1, 0, weeks_text(roster, say), look.of(font_size=12))
    row = 2
    for week in roster.weeks:
        label = "" if len(roster.weeks) == 1 else f"{one_week(week.week, say)}: "
        sheet.merge_range(row, 0, row, _LAST, "", look.of(text_wrap=True))
        sheet.write_string(row, 0, label + how_good(week, say), look.of(text_wrap=True))
        row += 1
    row = _weeks(sheet, row + 1, roster, look, say)
    row = _stages(sheet, row + 1, roster, look, say)
    row = _begeleiders(sheet, row + 1, roster, rows["begeleiders"], look, say)
    row = _kringen(sheet, row + 1, roster, rows["kringen"], look, say)
    row = _schools(sheet, row + 1, roster, rows["schools"], look, say)
    _legend(sheet, row + 1, look, say)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _header(sheet: Worksheet, row: int, title: str, columns: tuple[str, ...], look: Look) -> int:
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, title, look.section)
    for column, name in enumerate(columns):
        sheet.write_string(row + 1, column, name, look.header)
    return row + 2


def _weeks(sheet: Worksheet, row: int, roster: Roster, look: Look, say: Words) -> int:
    columns = tuple(
        say(f"column.{key}") for key in ("week", "served", "lost", "lost_groups", "groups", "meetings", "road")
    )
    row = _header(sheet, row, say("section.served"), columns, look)
    for week in roster.weeks:
        view = week.view
        cells = (
            one_week(week.week, say),
            say.percent(week.served_share()),
            say.hours(week.lost(StopKind.VISIT)),
            say.hours(week.lost(StopKind.SESSION)),
            say("of", n=len({g.arrangement for g in view.groups.values()}), of=len(view.arrangementen)),
            say("of", n=len(view.slots), of=len(view.overleggen)),
            say.hours(sum(leg.minutes for tour in week.plan.tours for leg in tour.legs)),
        )
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, look.strong if column == 0 else look.text)
        row += 1
    for week in roster.weeks:
        label = "" if len(roster.weeks) == 1 else f"{one_week(week.week, say)}: "
        sheet.merge_range(row, 0, row, _LAST, "", look.of(text_wrap=True))
        sheet.write_string(row, 0, label + lost_text(week, say), look.of(text_wrap=True))
        row += 1
    return row


def _stages(sheet: Worksheet, row: int, roster: Roster, look: Look, say: Words) -> int:
    """Write every stage with its value; of one week with bound and proof, of more weeks side by side."""
    single = roster.weeks[0] if len(roster.weeks) == 1 else None
    if single is not None:
        columns = tuple(say(f"column.{key}") for key in ("stage", "value", "unit", "bound", "proof"))
    else:
        columns = (say("column.stage"), *(one_week(week.week, say) for week in roster.weeks), say("column.unit"))
    row = _header(sheet, row, say("section.stages"), columns, look)
    if single is not None:
        for column in range(5, _LAST + 1):
            sheet.write_blank(row - 1, column, None, look.header)
    for key in roster.weeks[0].values:
        sheet.write_string(row, 0, say.of(f"stage.{key}"), look.strong)
        unit = say.of(f"unit.{key}")
        if single is None:
            sheet.write_string(row, len(roster.weeks) + 1, unit, look.unwrapped)
            sheet.set_row(row, 15)
            for column, week in enumerate(roster.weeks, start=1):
                sheet.write_number(row, column, week.values[key], look.number)
        else:
            sheet.write_number(row, 1, single.values[key], look.number)
            sheet.write_string(row, 2, unit, look.text)
            stage = next((stage for stage in single.stages if stage.key == key), None)
            if stage is None:
                bound, proof = say("unknown"), say("unknown")
            else:
                bound = say.number(stage.bound)
                away = say.percent(stage.gap) if key in UNMET_STAGE.values() else say.number(stage.value - stage.bound)
                proof = say("proven") if stage.proven else say("not_proven", away=away)
                proof = f"{proof} {say('conditional')}" if stage.conditional else proof
            sheet.write_string(row, 3, bound, look.right)
            sheet.merge_range(row, 4, row, _LAST, "", look.text)
            sheet.set_row(row, 15)
            sheet.write_string(row, 4, proof, look.text)
        row += 1
    return row


def _link(sheet: Worksheet, row: int, target: tuple[str, int], text: str, look: Look) -> None:
    sheet.write_url(row, 0, f"internal:'{target[0]}'!A{target[1] + 1}", look.link, text)


def _begeleiders(sheet: Worksheet, row: int, roster: Roster, rows: Mapping[str, int], look: Look, say: Words) -> int:
    columns = tuple(say(f"column.{key}") for key in ("begeleider", "visits", "work", "contract", "road"))
    row = _header(sheet, row, say("section.begeleiders"), columns, look)
    for b in roster.region.begeleiders:
        _link(sheet, row, (say("sheet.begeleiders"), rows[b.id]), roster.begeleider_names[b.id], look)
        lines = [line for week in roster.weeks for line in week.lines_of(b.id)]
        work = sum(week.view.working_minutes[b.id] for week in roster.weeks)
        contract = (b.contract_minutes - b.reserved_minutes) * len(roster.weeks)
        tours = [tour for week in roster.weeks for tour in week.plan.tours if tour.begeleider == b.id]
        road = say.hours(sum(leg.minutes for tour in tours for leg in tour.legs))
        sheet.write_number(row, 1, sum(line.kind is StopKind.VISIT for line in lines), look.number)
        for column, text in enumerate((say.hours(work), say.hours(contract), road), start=2):
            sheet.write_string(row, column, text, look.text)
        row += 1
    return row


def _kringen(sheet: Worksheet, row: int, roster: Roster, rows: Mapping[str, int], look: Look, say: Words) -> int:
    columns = tuple(say(f"column.{key}") for key in ("kring", "people", "lost"))
    row = _header(sheet, row, say("section.kringen"), columns, look)
    for kring in roster.region.kringen:
        _link(sheet, row, (say("sheet.kringen"), rows[kring.id]), kring.name, look)
        events = [event for week in roster.weeks for event in week.events_in(kring.id)]
        lost = sum(
            one.minutes
            for week in roster.weeks
            for one in week.missing
            if one.kring == kring.id and one.kind is StopKind.VISIT
        )
        sheet.write_number(row, 1, len({who for event in events for who in event.begeleiders}), look.number)
        sheet.write_string(row, 2, say.hours(lost), look.warn if lost else look.text)
        row += 1
    return row


def _schools(sheet: Worksheet, row: int, roster: Roster, rows: Mapping[str, int], look: Look, say: Words) -> int:
    columns = tuple(say(f"column.{key}") for key in ("school", "visits", "kring", "lost"))
    row = _header(sheet, row, say("section.schools"), columns, look)
    for school in roster.region.schools:
        _link(sheet, row, (say("sheet.schools"), rows[school.id]), roster.school_names[school.id], look)
        events = [event for week in roster.weeks for event in week.events_at(school.id)]
        lost = sum(one.minutes for week in roster.weeks for one in week.missing if one.school == school.id)
        sheet.write_number(row, 1, sum(event.line.kind is StopKind.VISIT for event in events), look.number)
        sheet.write_string(row, 2, roster.index.kringen[school.kring].name, look.text)
        sheet.write_string(row, 3, say.hours(lost) if lost else say("nothing"), look.warn if lost else look.text)
        row += 1
    return row


def _legend(sheet: Worksheet, row: int, look: Look, say: Words) -> None:
    sheet.write_string(row, 0, say("section.legend"), look.section)
    for number, kind in enumerate(("visit", "session", "overleg", "away"), start=1):
        sheet.write_string(row + number, 0, say(f"legend.{kind}"), look.cell(kind))
    sheet.write_string(row + 5, 0, say("legend.missing"), look.warn)
