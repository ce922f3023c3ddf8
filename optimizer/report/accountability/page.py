"""Accountability as one page to read in a browser or print on A4: no scripts, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from optimizer.report.accountability.totals import Accountability
from optimizer.report.accountability.types import Dimension, Figures
from optimizer.report.accountability.words import FIGURES, Told, signed
from optimizer.report.html import Section, document, table
from optimizer.report.page_style import STYLE
from optimizer.report.words import Words

_LOOK = (
    STYLE
    + """
tr.total th, tr.total td { font-weight: 700; border-top: 2px solid var(--dark); }
td.number { white-space: nowrap; } tbody th { width: 34%; }
@media print { @page { size: A4 portrait; margin: 14mm; } h2 { break-before: auto; break-after: avoid; }
  .wide { break-inside: avoid; } }
"""
)


def accountability_page(found: Accountability, say: Words) -> str:
    """Return the page as HTML, whole in itself."""
    told = Told(found, say)
    sections = [Section("summary", say("accountability.page_section"), _summary(told, say))]
    sections += [
        Section(dimension.value, say(f"accountability.by.{dimension}"), _minutes(told, dimension, say))
        for dimension in Dimension
    ]
    sections.append(Section("budgets", say("accountability.by.budgets"), _budgets(told, say)))
    return document(told.title, told.period, _LOOK, say.lang, sections)


def _summary(told: Told, say: Words) -> Iterator[str]:
    yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in told.lines)}</ul>"
    yield f'<p class="note">{escape(say("accountability.reading"))}</p>'


def _minutes(told: Told, dimension: Dimension, say: Words) -> Iterator[str]:
    columns = [say(f"accountability.column.{key}") for key in (dimension.value, *FIGURES)]
    rows = [_row(name, figures, say) for name, figures in told.names(dimension)]
    rows.append(_row(say("accountability.total"), told.found.total, say, total=True))
    yield table(columns, rows)


def _row(name: str, figures: Figures, say: Words, *, total: bool = False) -> str:
    cells = "".join(
        f'<td class="number">{signed(value, say) if key == "difference" else say.number(value)}</td>'
        for key in FIGURES
        for value in (getattr(figures, key),)
    )
    mark = ' class="total"' if total else ""
    return f'<tr{mark}><th scope="row">{escape(name)}</th>{cells}</tr>'


def _budgets(told: Told, say: Words) -> Iterator[str]:
    if not told.found.budgets:
        yield f"<p>{escape(say('accountability.budgets_none'))}</p>"
        return
    keys = ("payer", "expertise", "kind", "available", "planned", "delivered", "left")
    rows = []
    for use in told.found.budgets:
        payer, expertise, kind = told.budget(use)
        numbers = (say.number(use.available), say.number(use.planned), say.number(use.delivered), _left(use.left, say))
        cells = "".join(f"<td>{escape(one)}</td>" for one in (expertise, kind))
        cells += "".join(f'<td class="number">{one}</td>' for one in numbers)
        rows.append(f'<tr><th scope="row">{escape(payer)}</th>{cells}</tr>')
    yield table([say(f"accountability.column.{key}") for key in keys], rows)
    yield f'<p class="note">{escape(say("accountability.budgets_note"))}</p>'


def _left(value: int, say: Words) -> str:
    return say.number(value) if value >= 0 else signed(value, say)
