"""The first sheet: how good the proposals are, on which rungs, and who has none yet."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from optimizer.report.placement import told
from optimizer.report.placement.facts import Proposals
from optimizer.report.placement.names import column as column_name
from optimizer.report.placement.page import summary_lines
from optimizer.report.placement.workbook.frame import LINE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

_WIDTHS = (26, 22, 18, 70)
_WIDE = sum(_WIDTHS)


def add_overview(sheet: Worksheet, found: Proposals, options: Mapping[str, int], look: Look, say: Words) -> None:
    """Fill the sheet.

    Parameters
    ----------
    options
        The row on the sheet of options where each leerling begins.
    """
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, say("place.title", name=found.region.name), look.title)
    sheet.write_string(1, 0, say("place.week", week=say.week(found.region.week)), look.of(font_size=12))
    decide = look.of(text_wrap=True, bg_color="#FFF9DB", bold=True)
    row = 2
    plain = look.of(text_wrap=True)
    lines = [(say.of("placement.people_decide"), decide), (told.how_good(found.result, say), plain)]
    lines += [(line, plain) for line in summary_lines(found, say)]
    for line, style in lines:
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", style)
        sheet.write_string(row, 0, line, style)
        sheet.set_row(row, 3 + LINE * ceil(len(line) / _WIDE))
        row += 1
    row = _rungs(sheet, row + 1, found, look, say)
    row = _without(sheet, row + 1, found, options, look, say)
    _kringen(sheet, row + 1, found, look, say)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _title(sheet: Worksheet, row: int, key: str, columns: tuple[str, ...], look: Look, say: Words) -> int:
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, say(f"place.section.{key}"), look.section)
    for column, name in enumerate(columns):
        sheet.write_string(row + 1, column, column_name(name, say), look.header)
    return row + 2


def _rungs(sheet: Worksheet, row: int, found: Proposals, look: Look, say: Words) -> int:
    row = _title(sheet, row, "rungs", ("rung", "number"), look, say)
    for rung, number in sorted(found.rungs.items()):
        sheet.write_string(row, 0, str(rung), look.strong)
        sheet.write_number(row, 1, number, look.number)
        row += 1
    return row


def _kringen(sheet: Worksheet, row: int, found: Proposals, look: Look, say: Words) -> None:
    row = _title(sheet, row, "kringen", ("kring", "number"), look, say)
    for kring in found.region.kringen:
        here = found.in_kring(kring.id)
        if here:
            sheet.write_string(row, 0, kring.name, look.strong)
            sheet.write_number(row, 1, len(here), look.number)
            row += 1


def _without(sheet: Worksheet, row: int, found: Proposals, options: Mapping[str, int], look: Look, say: Words) -> int:
    row = _title(sheet, row, "without", ("leerling", "clock", "urgency", "why"), look, say)
    if not found.unplaced:
        sheet.write_string(row, 0, say("place.nobody"), look.note)
        return row + 1
    for outcome in found.unplaced:
        if outcome.leerling in options:
            target = f"internal:'{say('place.sheet.options')}'!A{options[outcome.leerling] + 1}"
            sheet.write_url(row, 0, target, look.link, outcome.leerling)
        else:
            sheet.write_string(row, 0, outcome.leerling, look.strong)
        sheet.write_string(row, 1, told.clock_text(outcome.clock, say), look.text)
        sheet.write_string(row, 2, say.of(f"placement.urgency.{outcome.clock.urgency}"), look.text)
        names = found.school_names
        why = [told.reason_text(outcome, say), *(told.refusal_text(one, names, say) for one in outcome.refusals)]
        sheet.write_string(row, 3, "\n".join(why), look.warn)
        sheet.set_row(row, 3 + LINE * sum(ceil(1.05 * len(line) / _WIDTHS[3]) or 1 for line in why))
        row += 1
    return row
