"""Sheets of week tables, two rows an entity and week; and the sheet of what is not served."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from optimizer.domain.half_day import DAYS, HALF_DAYS
from optimizer.report.grid import Cell, Grid, reason_text
from optimizer.report.words import what_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.roster import Roster
    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

_A4 = 9
_NAME, _PART, _CELL, _NOTE = 24, 9, 27, 34
"""Widths in characters."""
_LINE = 11.8
"""Height of a line in points."""
_PAGE = 700.0
"""Height of a page in points, at the scale it is printed."""
_SCALE = 66


def add_grids(sheet: Worksheet, kind: str, grids: Sequence[Grid], look: Look, say: Words) -> dict[str, int]:
    """Fill a sheet with week tables; the row where each entity begins, by its id."""
    several = len({grid.week for grid in grids}) > 1
    days = [say.day(HALF_DAYS[2 * day.order]) for day in DAYS]
    heads = [say(f"column.{kind}"), say("column.part"), *days, say(f"column.notes_{kind}")]
    for column, width in enumerate((_NAME, _PART, *[_CELL] * 5, _NOTE)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heads[column], look.header)
    sheet.set_row(0, 18)
    row, used, breaks = 1, 0.0, []
    found: dict[str, int] = {}
    for grid in grids:
        heights = [_height(grid, morning=morning) for morning in (True, False)]
        if used + sum(heights) > _PAGE:
            breaks.append(row)
            used = 0.0
        used += sum(heights)
        found.setdefault(grid.key, row)
        about = "\n".join([*([say.week(grid.week)] if several else []), *grid.about])
        sheet.merge_range(row, 0, row + 1, 0, "", look.text)
        sheet.write_rich_string(row, 0, look.run(bold=True), grid.title, look.run(), f"\n{about}", look.text)
        sheet.merge_range(row, 7, row + 1, 7, "", look.warn if grid.warnings else look.text)
        sheet.write_string(row, 7, "\n".join((*grid.notes, *grid.warnings)), look.warn if grid.warnings else look.text)
        for part in (0, 1):
            sheet.set_row(row + part, heights[part])
            sheet.write_string(row + part, 1, say.part(morning=part == 0), look.text)
            for day in DAYS:
                cell = grid.cells[HALF_DAYS[2 * day.order + part]]
                _write_cell(sheet, row + part, 2 + day.order, cell, look)
        row += 2
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks(breaks)
    return found


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: Look) -> None:
    """Write a half day, time and place in bold over what happens."""
    if not any(under for _, under in cell.entries):
        sheet.write_string(row, column, _text(cell), look.cell(cell.look))
        return
    runs: list[object] = []
    for number, (head, under) in enumerate(cell.entries):
        runs += [look.run(bold=True, font_size=9), f"\n{head}" if number else head]
        runs += [look.run(font_size=9), f"\n   {under}"] if under else []
    sheet.write_rich_string(row, column, *runs, look.cell(cell.look))


def _text(cell: Cell) -> str:
    return "\n".join(f"{head}\n   {under}" if under else head for head, under in cell.entries)


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) / width)) for line in text.splitlines()) if text else 1


def _height(grid: Grid, *, morning: bool) -> float:
    """Return the height of a row: its fullest cell, or half of what stands beside both rows."""
    cells = (grid.cells[half_day] for half_day in HALF_DAYS if half_day.is_morning == morning)
    beside = max(
        _lines("\n".join((grid.title, *grid.about)), _NAME - 4) + 1,
        _lines("\n".join((*grid.notes, *grid.warnings)), _NOTE - 2),
    )
    lines = max(2, ceil(beside / 2), *(_lines(_text(cell), _CELL) for cell in cells))
    return min(400.0, 3 + _LINE * lines)


def add_missing(sheet: Worksheet, roster: Roster, schools: Mapping[str, int], look: Look, say: Words) -> None:
    """Fill the sheet of what is not served: where, how much, why, and who could."""
    sheet.set_row(0, 18)
    keys = ("week", "school", "kring", "what", "item", "priority", "minutes", "lacking", "why", "able")
    widths = (10, 30, 22, 22, 10, 10, 9, 12, 38, 46)
    for column, (key, width) in enumerate(zip(keys, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, say(f"column.{key}"), look.header)
    row = 1
    for week in roster.weeks:
        for one in week.missing:
            able = ", ".join(
                say("able", who=roster.begeleider_names[who], hours=say.hours(left)) for who, left in one.able
            )
            sheet.write_string(row, 0, one_week(week.week, say), look.text)
            if one.school is not None:
                target = f"internal:'{say('sheet.schools')}'!A{schools[one.school] + 1}"
                sheet.write_url(row, 1, target, look.link, roster.school_names[one.school])
            else:
                sheet.write_string(row, 1, "", look.text)
            texts = (
                week.kring_names(one),
                what_of(one.kind, one.what, say),
                one.item,
                "" if one.priority is None else say.word("priority", one.priority),
            )
            for column, text in enumerate(texts, start=2):
                sheet.write_string(row, column, text, look.text)
            sheet.write_number(row, 6, one.minutes, look.number)
            sheet.write_string(row, 7, say("of", n=one.lacking, of=one.due), look.middle)
            sheet.write_string(row, 8, reason_text(one, say), look.text)
            sheet.write_string(row, 9, able, look.text)
            lines = max(1, ceil(len(able) / 54), ceil(len(week.kring_names(one)) / 22))
            sheet.set_row(row, 3 + _LINE * lines)
            row += 1
    if row == 1:
        sheet.write_string(1, 0, say("none_missing"), look.note)
    else:
        sheet.autofilter(0, 0, row - 1, len(keys) - 1)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def one_week(week: str, say: Words) -> str:
    """Return the number of a week, as short as a column."""
    return say("week_short", week=int(week[6:]))
