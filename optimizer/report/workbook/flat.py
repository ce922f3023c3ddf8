"""Sheets with a row a stop: one to change the roster in, one to fill in what took place; and what ties them to it."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.vocabulary import StopKind
from optimizer.report.marks import (
    FIXED,
    FIXED_IN_CELL,
    LAYOUT,
    META,
    PRINTED,
    PRINTED_IN_CELL,
    Row,
    moment_of,
    rows_sha256,
)
from optimizer.report.words import what_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.lines import Line
    from optimizer.report.roster import Roster
    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

ROW_KEYS = (
    "week",
    "half_day",
    "start",
    "end",
    "begeleider",
    "school",
    "item",
    "what",
    "role",
    "members",
    "pinned",
    "remark",
)
DONE_KEYS = ("week", "half_day", "date", "start", "begeleider", "school", "item", "what", "done", "by", "on", "remark")
_WIDTHS = {
    "week": 11, "half_day": 13, "date": 12, "start": 8, "end": 8, "begeleider": 24, "school": 32, "item": 12,
    "what": 24, "role": 14, "members": 22, "pinned": 8, "remark": 30, "done": 13, "by": 24, "on": 12,
}  # fmt: skip
_CHANGED = frozenset({"half_day", "start", "end", "begeleider", "school", "members", "pinned", "remark"})
_FILLED = frozenset({"done", "by", "on", "remark"})
"""Columns that are to be changed, and to be filled in."""
_SPARE = 100
"""Rows after the last for what is added by hand; dropdowns reach there."""
_RANKS = 4
HEADER = 2
"""Row of the column names, from 0."""


def add_rows(sheet: Worksheet, roster: Roster, look: Look, say: Words) -> None:
    """Fill the sheet that can be changed."""
    lines = [line for week in roster.weeks for line in week.lines]
    last = _frame(sheet, ROW_KEYS, len(lines), say("sheet.rows"), say("hint.rows"), _CHANGED, look, say)
    for row, line in enumerate(lines, start=HEADER + 1):
        _write(sheet, row, ROW_KEYS, cells_of(line, roster, say), _CHANGED, look)
    _choices(sheet, ROW_KEYS, last)


def add_done(sheet: Worksheet, roster: Roster, look: Look, say: Words) -> None:
    """Fill the sheet in which is told what took place: a row a visit, session and meeting."""
    events = [event for week in roster.weeks for event in week.events]
    last = _frame(sheet, DONE_KEYS, len(events), say("sheet.done"), say("hint.done"), _FILLED, look, say)
    _rest(sheet, [week.week for week in roster.weeks], look, say)
    for row, event in enumerate(events, start=HEADER + 1):
        cells = cells_of(event.line, roster, say) | dict.fromkeys(("done", "by", "on"), "")
        _write(sheet, row, DONE_KEYS, cells | {"date": event.line.day}, _FILLED, look)
    _choices(sheet, DONE_KEYS, last)


def _rest(sheet: Worksheet, weeks: list[str], look: Look, say: Words) -> None:
    """Ask whether all else went as planned: of several weeks each on its own, its name above the answer."""
    column = DONE_KEYS.index("done")
    sheet.write_string(1, column - 1, say("rest"), look.strong)
    for number, week in enumerate(weeks):
        if len(weeks) > 1:
            sheet.write_string(0, column + number, week, look.strong)
        sheet.write_string(1, column + number, say("no"), look.of(bg_color="#FFF9DB", border=2, bold=True))
        choice = {"validate": "list", "source": [say("yes"), say("no")]}
        sheet.data_validation(1, column + number, 1, column + number, choice)


def cells_of(line: Line, roster: Roster, say: Words) -> dict[str, str | time | date]:
    """Return what a line says in every column."""
    role = "" if line.rank is None else role_text(line.rank, say)
    return {
        "week": line.week,
        "half_day": say.half_day(line.half_day),
        "start": time(line.start // 60, line.start % 60),
        "end": time(line.end // 60, line.end % 60),
        "begeleider": "" if line.begeleider is None else roster.begeleider_names[line.begeleider],
        "school": "" if line.school is None else roster.school_names[line.school],
        "item": line.item,
        "what": what_of(line.kind, line.what, say, line.supports),
        "role": role,
        "members": ", ".join(line.members) if line.kind is StopKind.SESSION and line.rank == 0 else "",
        "pinned": say("yes") if line.pinned else "",
        "remark": "",
    }


def role_text(rank: int, say: Words) -> str:
    """Return what a begeleider does in a group."""
    return say("role.co-leader", n=rank) if rank else say("role.leader")


def _frame(
    sheet: Worksheet,
    keys: tuple[str, ...],
    number: int,
    title: str,
    hint: str,
    edited: frozenset[str],
    look: Look,
    say: Words,
) -> int:
    """Write title, hint and column names; the last row that dropdowns reach."""
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title, look.title)
    sheet.set_row(1, 42)
    sheet.merge_range(1, 0, 1, 6, "", look.note)
    sheet.write_string(1, 0, hint, look.note)
    sheet.set_row(HEADER, 30)
    for column, key in enumerate(keys):
        sheet.set_column(column, column, _WIDTHS[key], look.of(num_format="hh:mm") if key in {"start", "end"} else None)
        mark = look.of(bold=True, bg_color="#FFE699", border=1, border_color="#B8C4CA", text_wrap=True)
        sheet.write_string(HEADER, column, say(f"column.{key}"), mark if key in edited else look.header)
    last = HEADER + number + _SPARE
    sheet.autofilter(HEADER, 0, max(HEADER + 1, HEADER + number), len(keys) - 1)
    sheet.freeze_panes(HEADER + 1, 0)
    sheet.repeat_rows(HEADER)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return last


def _write(
    sheet: Worksheet,
    row: int,
    keys: tuple[str, ...],
    cells: dict[str, str | time | date],
    edited: frozenset[str],
    look: Look,
) -> None:
    for column, key in enumerate(keys):
        value = cells[key]
        ground: dict[str, object] = {"border": 1, "border_color": "#B8C4CA"}
        if key in edited:
            ground["bg_color"] = "#FFFDF0"
        if isinstance(value, time):
            sheet.write_datetime(row, column, value, look.of(num_format="hh:mm", align="center", **ground))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, look.of(num_format="d-m-yyyy", align="center", **ground))
        elif value:
            sheet.write_string(row, column, value, look.of(**ground))
        else:
            sheet.write_blank(row, column, None, look.of(**ground))


def _choices(sheet: Worksheet, keys: tuple[str, ...], last: int) -> None:
    lists = {
        "half_day": "kringplan_half_days", "begeleider": "kringplan_begeleiders", "by": "kringplan_begeleiders",
        "school": "kringplan_schools", "pinned": "kringplan_yes_no", "done": "kringplan_yes_no",
        "role": "kringplan_roles",
    }  # fmt: skip
    for column, key in enumerate(keys):
        if key in lists:
            # a warning only: names may be typed another way, and reading back says what it does not know
            choice = {"validate": "list", "source": f"={lists[key]}", "error_type": "warning"}
            sheet.data_validation(HEADER + 1, column, last, column, choice)


def add_hidden(book: Workbook, roster: Roster, say: Words) -> None:
    """Add the lists that dropdowns choose from, and the sheet that ties the workbook to the plan."""
    lists = {
        "begeleiders": list(roster.begeleider_names.values()),
        "schools": list(roster.school_names.values()),
        "half_days": [say.half_day(half_day) for half_day in HALF_DAYS],
        "yes_no": [say("yes"), say("no")],
        "roles": [role_text(rank, say) for rank in range(_RANKS)],
    }
    sheet = book.add_worksheet(say("sheet.lists"))
    sheet.hide()
    for column, (name, values) in enumerate(lists.items()):
        for row, value in enumerate(values):
            sheet.write_string(row, column, value)
        letter = "ABCDE"[column]
        book.define_name(f"kringplan_{name}", f"='{say('sheet.lists')}'!${letter}$1:${letter}${max(1, len(values))}")
    meta = book.add_worksheet(META)
    meta.very_hidden()
    lines = [line for week in roster.weeks for line in week.lines]
    facts = {
        "layout": str(LAYOUT),
        "region": roster.region.id,
        "week": roster.region.week,
        "weeks": " ".join(week.week for week in roster.weeks),
        "instance_sha256": roster.plan.instance_sha256,
        "matrix_sha256": roster.plan.matrix_sha256,
        "rows_sha256": rows_sha256(Row.of(line) for line in lines),
    }
    fixed = sorted({line.item for line in lines if line.pinned})
    for number in range(0, len(fixed), FIXED_IN_CELL):
        facts[f"{FIXED}{number}"] = " ".join(fixed[number : number + FIXED_IN_CELL])
    asked = [event.line for week in roster.weeks for event in week.events]
    printed = [moment_of(line.week, line.half_day, line.item) for line in asked]
    for number in range(0, len(printed), PRINTED_IN_CELL):
        facts[f"{PRINTED}{number}"] = " ".join(printed[number : number + PRINTED_IN_CELL])
    for row, (key, value) in enumerate(facts.items()):
        meta.write_string(row, 0, key)
        meta.write_string(row, 1, value)
