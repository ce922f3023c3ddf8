"""A copy of the user's own workbook in which every fault is marked, with all formatting kept."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.domain.wording import fault_text
from optimizer.io.workbook.drawn import lost_kinds, lost_text
from optimizer.io.workbook.packages import needed
from optimizer.io.workbook.safety import RefusedError, unpack
from optimizer.io.workbook.scan import place_of, scan
from optimizer.io.workbook.words import folded, sheet_title
from optimizer.language import DEFAULT_LANGUAGE, LANGUAGES, text

_AUTHOR = "kringplan"
_SIGN = f"{_AUTHOR}: "
_RULE = f'"{_AUTHOR}"<>""'
"""Formula of the rule that colours a cell: always true, and recognised when the copy is marked again."""
_RED, _PALE = "FF9C0006", "FFFFC7CE"
_WIDTHS = (24, 60, 70)
_COMMENT_SIZE = (420, 120)
_FONT, _LINE_POINTS = "Calibri", 15


@dataclass(frozen=True)
class MarkedCopy:
    """A copy of a workbook with its faults marked."""

    data: bytes
    lost: str
    """A sentence on what the copy lacks of what was drawn in the user's workbook; empty when it lacks nothing."""


def annotated(path: Path | str, faults: Sequence[Fault], lang: str = DEFAULT_LANGUAGE) -> bytes:
    """Return the bytes of `marked_copy`."""
    return marked_copy(path, faults, lang).data


def marked_copy(path: Path | str, faults: Sequence[Fault], lang: str = DEFAULT_LANGUAGE) -> MarkedCopy:
    """Return a copy of a workbook with a first sheet of all faults, each with a link, and the cells marked.

    A mark is a coloured cell and a comment. The colour lies over the cell's own format as a rule of conditional
    formatting, so nothing of the user's is changed; marks of an earlier copy are taken away.

    Parameters
    ----------
    path : Path or str
        The user's workbook; it is not changed.
    faults : sequence of Fault
        As `load_workbook` found them.
    lang : str
        Language of the texts.

    Raises
    ------
    RefusedError
        When the file cannot be opened safely.
    MissingExtraError
        When the packages for workbooks are not installed.
    """
    openpyxl = needed("openpyxl")
    unpacked = unpack(path)
    scan(unpacked)
    macros = unpacked.part("xl/vbaProject.bin") is not None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it does not keep: the list says so
            book = openpyxl.load_workbook(io.BytesIO(unpacked.repacked()), keep_vba=macros)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError):
        raise RefusedError("workbook-damaged", unpacked.source) from None
    _clean(book)
    marked: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        name, cell = _place(fault.where)
        if name in book.sheetnames:
            marked.setdefault((name, cell), []).append(" ".join(fault_text(fault, lang)))
    for (name, cell), told in marked.items():
        _mark(book[name], cell, told)
    lost = lost_text(lost_kinds(unpacked, book), lang)
    _add_list(book, faults, lost, lang)
    buffer = io.BytesIO()
    book.save(buffer)
    return MarkedCopy(buffer.getvalue(), lost)


def _place(where: str) -> tuple[str, str]:
    """Return sheet and cell of ``Sheet!B7``; no cell for the file itself."""
    name, _, cell = where.rpartition("!")
    try:
        place_of(cell)
    except ValueError:
        return "", ""
    return name, cell


def _clean(book: Any) -> None:  # noqa: ANN401 -- openpyxl has no types
    """Take away the list and the marks of an earlier copy."""
    own = {folded(sheet_title("faults", lang)) for lang in LANGUAGES}
    for name in book.sheetnames:
        if folded(name) in own:
            del book[name]
    for sheet in book.worksheets:
        kept = needed("openpyxl.formatting.formatting").ConditionalFormattingList()
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.formula != [_RULE]:
                    kept.add(str(area.sqref), rule)
        sheet.conditional_formatting = kept
        for cell in list(sheet._cells.values()):  # noqa: SLF001 -- rows would make every cell up to the farthest
            if cell.comment is not None and cell.comment.author == _AUTHOR and cell.comment.text.startswith(_SIGN):
                cell.comment = None


def _mark(sheet: Any, cell: str, told: list[str]) -> None:  # noqa: ANN401 -- openpyxl has no types
    styles = needed("openpyxl.styles")
    rules = needed("openpyxl.formatting.rule")
    comment = needed("openpyxl.comments").Comment
    side = styles.Side(style="thin", color=_RED)
    rule = rules.FormulaRule(
        formula=[_RULE],
        font=styles.Font(color=_RED),
        fill=styles.PatternFill(bgColor=_PALE, fill_type="solid"),
        border=styles.Border(left=side, right=side, top=side, bottom=side),
    )
    sheet.conditional_formatting.add(cell, rule)
    found = sheet[cell]
    if type(found).__name__ == "MergedCell":
        return
    if found.comment is not None:
        return  # the user's own remark stays; the list says what is wrong
    found.comment = comment("\n".join(f"{_SIGN}{line}" for line in told), _AUTHOR)
    found.comment.width, found.comment.height = _COMMENT_SIZE


def _add_list(book: Any, faults: Sequence[Fault], lost: str, lang: str) -> None:  # noqa: ANN401 -- openpyxl has no types
    styles = needed("openpyxl.styles")
    links = needed("openpyxl.worksheet.hyperlink")
    sheet = book.create_sheet(sheet_title("faults", lang), 0)
    number = "one" if len(faults) == 1 else "many"
    _text(sheet.cell(1, 1), text(f"workbook.faults.intro_{number}", lang, n=len(faults))).font = styles.Font(
        name=_FONT, bold=True
    )
    if lost:
        _text(sheet.cell(2, 1), lost).font = styles.Font(name=_FONT)
    for at, key in enumerate(("where", "what", "mend"), start=1):
        _text(sheet.cell(3, at), text(f"workbook.faults.{key}", lang)).font = styles.Font(name=_FONT, bold=True)
        sheet.column_dimensions["ABC"[at - 1]].width = _WIDTHS[at - 1]
    wrapped = styles.Alignment(wrap_text=True, vertical="top")
    for row, fault in enumerate(faults, start=4):
        for at, told in enumerate((fault.where, *fault_text(fault, lang)), start=1):
            _text(sheet.cell(row, at), told).alignment = wrapped
            sheet.cell(row, at).font = styles.Font(name=_FONT)
        name, cell = _place(fault.where)
        if name in book.sheetnames:
            place = sheet.cell(row, 1)
            quoted = name.replace("'", "''")
            place.hyperlink = links.Hyperlink(ref=place.coordinate, location=f"'{quoted}'!{cell}")
            _text(place, fault.where)
            place.font = styles.Font(name=_FONT, color="FF0563C1", underline="single")
        lines = max(math.ceil(len(cell.value) / wide) for cell, wide in zip(sheet[row], _WIDTHS, strict=True))
        sheet.row_dimensions[row].height = lines * _LINE_POINTS
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = needed("openpyxl.worksheet.properties").PageSetupProperties(fitToPage=True)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _text(cell: Any, value: str) -> Any:  # noqa: ANN401 -- openpyxl has no types
    """Put a text in a cell such that it is never a formula, whatever it begins with."""
    illegal = needed("openpyxl.cell.cell").ILLEGAL_CHARACTERS_RE
    cell.value = illegal.sub("\ufffd", value)
    cell.data_type = "s"
    return cell
