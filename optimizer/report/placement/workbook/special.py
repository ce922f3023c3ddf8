"""Sheets about special schools: why no school of the own kring, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.report.placement import special
from optimizer.report.placement.facts import Proposals, in_order
from optimizer.report.placement.workbook.frame import HEADER, LINE, frame, write

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

_WHY = (("leerling", 12), ("school", 30), ("kring", 24), ("own_school", 32), ("why_not", 60))
_COSTS = (
    ("own", 30), ("sbo", 9), ("so", 9), ("institute", 11), ("staying", 9), ("category_unknown", 11), ("sbo_euro", 13),
    ("so_euro", 13), ("euro", 13),
)  # fmt: skip


def add_own_kring(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> None:
    """Fill the sheet with a row for every regular school of the own kring of those of whom it is told."""
    asked = [outcome for outcome in in_order(found.result.leerlingen) if special.asks_why(outcome)]
    rows = [(outcome, one) for outcome in asked for one in outcome.own_kring or (None,)]
    frame(sheet, "own_kring", say.of("placement.special.why_hint"), _WHY, len(rows), look, say)
    names = found.school_names
    for row, (outcome, one) in enumerate(rows, start=HEADER + 1):
        placement, kring = outcome.placement, found.kring_of(outcome.leerling)
        values = (
            outcome.leerling,
            say.of("placement.nowhere") if placement is None else names[placement.school],
            say.of("placement.special.elsewhere") if kring is None else found.index.kringen[kring].name,
            "" if one is None else names[one.school],
            special.kring_heading(outcome, found, say) if one is None else special.why_text(one, say),
        )
        write(sheet, row, values, _WHY, look)


def add_costs(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> None:
    """Fill the sheet of costs: of every kring, then of every gemeente, then all together."""
    hint = special.cost_hint(found, say)
    if special.has_costs(found):
        hint = f"{special.cost_text(found, say)}. {hint}"
    frame(sheet, "costs", hint, _COSTS, 0, look, say)
    row = HEADER
    for key, rows in special.cost_tables(found, say):
        for column, name in enumerate(special.cost_columns(key, say)):
            sheet.write_string(row, column, name, look.header)
        sheet.set_row(row, 2 * LINE + 6)
        for name, cost in [*rows, (say.of("placement.special.total"), found.result.special.total)]:
            row += 1
            write(sheet, row, (name, *special.cost_figures(cost)), _COSTS, look)
        row += 2
