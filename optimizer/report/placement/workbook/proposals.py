"""The sheet a coordinator fills in: a row a leerling with the proposal, the offer, and who agreed when."""

from __future__ import annotations

import json
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from optimizer.report.marks import LAYOUT, META
from optimizer.report.placement import told
from optimizer.report.placement.facts import Proposals, in_order
from optimizer.report.placement.names import FILLED
from optimizer.report.placement.names import column as column_name
from optimizer.report.placement.names import sheet as sheet_name
from optimizer.report.placement.workbook.frame import HEADER, LINE, frame

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.domain.leerling import Leerling
    from optimizer.domain.placement import LeerlingOutcome
    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

PRINTED = "printed_"
"""Key of what stood in these columns when the workbook was made, by leerling."""
_COLUMNS = (
    ("leerling", 10), ("clock", 19), ("school", 24), ("rung", 19), ("minutes", 7), ("start", 10), ("conditions", 25),
    ("support", 25), ("offer", 23), ("until", 10), ("agreed", 8), ("mark_school", 10), ("mark_swv", 10),
    ("mark_parents", 10), ("child_heard", 10), ("remark", 20),
)  # fmt: skip
_KEYS = [key for key, _ in _COLUMNS]
_YELLOW, _PALE = "#FFE699", "#FFFDF0"


def add_proposals(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> None:
    """Fill the sheet, most urgent first."""
    ordered = in_order(found.result.leerlingen)
    frame(sheet, "proposals", say("place.hint.proposals"), _COLUMNS, len(ordered), look, say)
    mark = look.of(bold=True, bg_color=_YELLOW, border=1, border_color="#B8C4CA", text_wrap=True)
    for key in (*FILLED, "remark"):
        sheet.write_string(HEADER, _KEYS.index(key), column_name(key, say), mark)
    for row, outcome in enumerate(ordered, start=HEADER + 1):
        leerling = found.index.leerlingen[outcome.leerling]
        values = _facts(outcome, leerling, found, say) | filled_of(leerling, found, say)
        lines = 1
        for column, (key, width) in enumerate(_COLUMNS):
            value = values.get(key)
            ground: dict[str, object] = {"border": 1, "border_color": "#B8C4CA", "text_wrap": True}
            if key in FILLED or key == "remark":
                ground["bg_color"] = _PALE
            if key == "conditions" and value:
                ground["bg_color"] = "#FDE9D9"
            if key == "leerling":
                ground["bold"] = True
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, look.of(num_format="d-m-yyyy", align="center", **ground))
            elif isinstance(value, int):
                sheet.write_number(row, column, value, look.of(**ground))
            elif value:
                sheet.write_string(row, column, value, look.of(**ground))
                lines = max(lines, ceil(1.08 * len(value) / width))
            else:
                sheet.write_blank(row, column, None, look.of(num_format=_format(key), **ground))
        sheet.set_row(row, 3 + LINE * lines)
    last = HEADER + max(1, len(ordered))
    for key, name in (("offer", "kringplan_schools"), ("agreed", "kringplan_yes_no")):
        # a warning only: names may be typed another way, and reading back says what it does not know
        choice = {"validate": "list", "source": f"={name}", "error_type": "warning"}
        sheet.data_validation(HEADER + 1, _KEYS.index(key), last, _KEYS.index(key), choice)
    sheet.freeze_panes(HEADER + 1, 1)


def _format(key: str) -> str:
    return "d-m-yyyy" if key in FILLED and key not in {"offer", "agreed"} else "General"


def _facts(
    outcome: LeerlingOutcome, leerling: Leerling, found: Proposals, say: Words
) -> dict[str, str | int | date | None]:
    values: dict[str, str | int | date | None] = {
        "leerling": leerling.id,
        "clock": told.clock_text(outcome.clock, say),
        "start": leerling.start_on or found.today,
    }
    placement = outcome.placement
    if placement is None:
        return values | {"school": say("place.none"), "conditions": told.reason_text(outcome, say)}
    return values | {
        "school": found.school_names[placement.school],
        "rung": told.rung_text(placement.rung, placement.rung_number, say),
        "minutes": placement.minutes,
        "conditions": told.conditions_text(placement.conditions, told.missing_of(placement), say),
        "support": told.support_text(placement, found, say),
    }


def filled_of(leerling: Leerling, found: Proposals, say: Words) -> dict[str, str | date | None]:
    """Return what the region knows already of the columns that are filled in."""
    offer, decisions = leerling.offer, leerling.decisions
    return {
        "offer": found.school_names[offer.school] if offer is not None else None,
        "until": offer.until if offer is not None else None,
        "agreed": say("place.yes") if offer is not None and offer.agreed else None,
        "mark_school": decisions.school,
        "mark_swv": decisions.swv,
        "mark_parents": decisions.parents,
        "child_heard": decisions.child_heard,
    }


def add_hidden(book: Workbook, found: Proposals, say: Words) -> None:
    """Add the lists that dropdowns choose from, and what ties the workbook to the region and to what it printed."""
    lists = {"schools": list(found.school_names.values()), "yes_no": [say("place.yes"), say("place.no")]}
    name = sheet_name("lists", say)
    sheet = book.add_worksheet(name)
    sheet.hide()
    for column, (key, values) in enumerate(lists.items()):
        for row, value in enumerate(values):
            sheet.write_string(row, column, value)
        book.define_name(f"kringplan_{key}", f"='{name}'!${'AB'[column]}$1:${'AB'[column]}${max(1, len(values))}")
    meta = book.add_worksheet(META)
    meta.very_hidden()
    facts = {"layout": str(LAYOUT), "region": found.region.id, "week": found.region.week, "placement": "1"}
    for outcome in found.result.leerlingen:
        placement = outcome.placement
        printed = filled_of(found.index.leerlingen[outcome.leerling], found, say)
        texts = {key: str(value) for key, value in printed.items() if value is not None}
        texts |= {"proposed": placement.school} if placement is not None else {}
        facts[f"{PRINTED}{outcome.leerling}"] = json.dumps(texts, ensure_ascii=False)
    for row, (key, text) in enumerate(facts.items()):
        meta.write_string(row, 0, key)
        meta.write_string(row, 1, text)
