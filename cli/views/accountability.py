"""Accountability on a screen: what the figures rest on, then minutes by kring, bestuur, institute and expertise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.report.accountability.types import Dimension
from optimizer.report.accountability.words import FIGURES, signed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from cli.texts import Texts
    from optimizer.report.accountability.types import Figures
    from optimizer.report.accountability.words import Told


def accountability_view(told: Told, say: Texts) -> RenderableType:
    """Return the whole view."""
    parts: list[RenderableType] = [heading(told.title, told.period), Text()]
    parts += [Text(line) for line in told.lines]
    parts.append(note(say.of("report.accountability.reading")))
    for dimension in Dimension:
        parts += [Text(), _minutes(told, dimension, say)]
    if told.found.budgets:
        parts += [Text(), _budgets(told, say), note(say.of("report.accountability.budgets_note"))]
    return Group(*parts)


def _minutes(told: Told, dimension: Dimension, say: Texts) -> Table:
    heads = [(say(f"accountability.column.{key}"), "right") for key in FIGURES]
    shown = table("", *heads, flexible=(0,), title=say.of(f"report.accountability.by.{dimension}"))  # type: ignore[arg-type]
    shown.padding = (0, 1, 0, 0)
    for name, figures in told.names(dimension):
        shown.add_row(name, *_cells(figures, say))
    shown.add_section()
    shown.add_row(Text(say.of("report.accountability.total"), style="bold"), *_cells(told.found.total, say, "bold"))
    return shown


def _cells(figures: Figures, say: Texts, style: str = "") -> list[Text]:
    return [
        Text(signed(value, say) if key == "difference" else say.number(value), style=style)
        for key in FIGURES
        for value in (getattr(figures, key),)
    ]


def _budgets(told: Told, say: Texts) -> Table:
    column = "report.accountability.column"
    heads = [(say(f"accountability.column.{key}"), "right") for key in ("available", "planned", "delivered", "left")]
    names = (say.of(f"{column}.payer"), say.of(f"{column}.expertise"), say.of(f"{column}.kind"))
    shown = table(*names, *heads, flexible=(0, 1, 2), title=say.of("report.accountability.by.budgets"))  # type: ignore[arg-type]
    shown.padding = (0, 1, 0, 0)
    for use in told.found.budgets:
        left = Text(say.number(use.left) if use.left >= 0 else signed(use.left, say), style="yellow" * (use.left < 0))
        numbers = (say.number(use.available), say.number(use.planned), say.number(use.delivered))
        shown.add_row(*told.budget(use), *numbers, left)
    return shown
