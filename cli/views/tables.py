"""What tables share: one quiet look that also reads well without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich import box
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

Column = str | tuple[str, Literal["left", "right"]]
"""A heading, or a heading and the side its values stand on."""


def table(*columns: Column, flexible: Sequence[int] = (), title: str | None = None) -> Table:
    """Return an empty table.

    Parameters
    ----------
    columns
        Headings; with "right" for numbers.
    flexible
        Positions of the columns that give way, folding, where the screen is narrow.
    title
        A heading above the table.
    """
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
    if title is not None:
        found.title, found.title_justify, found.title_style = title, "left", "bold"
    for position, column in enumerate(columns):
        name, side = (column, "left") if isinstance(column, str) else column
        found.add_column(
            name,
            justify="right" if side == "right" else "left",
            no_wrap=position not in flexible,
            overflow="fold" if position in flexible else "ellipsis",
        )
    return found


def heading(title: str, *under: str) -> Text:
    """Return a title with lines of detail under it."""
    found = Text(title, style="bold")
    for line in under:
        found.append(f"\n{line}", style="not bold")
    return found


def note(line: str) -> Text:
    """Return a remark that may be overlooked."""
    return Text(line, style="dim")
