"""How the workbook looks: few quiet colours, each beside a word that says the same."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from optimizer.domain.vocabulary import StopKind
from optimizer.report.grid import AWAY, FREE

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

DARK, LINE, PALE = "#1F4E5F", "#B8C4CA", "#F1F4F5"
FILLS = {
    StopKind.VISIT.value: "#E3EEF9",
    StopKind.SESSION.value: "#E4F1DD",
    StopKind.OVERLEG.value: "#EBE3F5",
    AWAY: "#ECECEC",
}
WARN, EDIT = "#FDE9D9", "#FFF9DB"


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: object) -> Format:
        """Return a format with these properties on the common ground."""
        ground: dict[str, object] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        every = ground | properties
        key = tuple(sorted(every.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(every)
        return self._made[key]

    @cached_property
    def title(self) -> Format:
        """A sheet's title."""
        return self.of(bold=True, font_size=18, font_color=DARK)

    @cached_property
    def section(self) -> Format:
        """A heading inside a sheet."""
        return self.of(bold=True, font_size=12, font_color=DARK)

    @cached_property
    def header(self) -> Format:
        """A column's name."""
        return self.of(bold=True, font_color="#FFFFFF", bg_color=DARK, border=1, border_color=LINE, text_wrap=True)

    @cached_property
    def note(self) -> Format:
        """A remark."""
        return self.of(italic=True, font_color="#555555", text_wrap=True)

    @cached_property
    def text(self) -> Format:
        """A value in a table."""
        return self.of(border=1, border_color=LINE, text_wrap=True)

    @cached_property
    def unwrapped(self) -> Format:
        """A value that may run on over the empty cell beside it."""
        return self.of(border=1, border_color=LINE)

    @cached_property
    def strong(self) -> Format:
        """A value that a row is about."""
        return self.of(border=1, border_color=LINE, text_wrap=True, bold=True)

    @cached_property
    def number(self) -> Format:
        """A number in a table."""
        return self.of(border=1, border_color=LINE, num_format="#,##0", align="right", indent=1)

    @cached_property
    def middle(self) -> Format:
        """A short value."""
        return self.of(border=1, border_color=LINE, align="center")

    @cached_property
    def right(self) -> Format:
        """A number that is written as text."""
        return self.of(border=1, border_color=LINE, align="right", indent=1)

    def run(self, **properties: object) -> Format:
        """Return the letters of a part of a cell."""
        return self.of(**properties)

    @cached_property
    def link(self) -> Format:
        """A link inside the workbook."""
        return self.of(border=1, border_color=LINE, text_wrap=True, font_color="#0B5394", underline=1)

    @cached_property
    def warn(self) -> Format:
        """What is not served."""
        return self.of(border=1, border_color=LINE, text_wrap=True, bg_color=WARN)

    def cell(self, kind: str) -> Format:
        """Return the format of a half day by what happens in it."""
        more: dict[str, object] = {} if kind == FREE else {"bg_color": FILLS[kind]}
        if kind == AWAY:
            more |= {"font_color": "#666666", "italic": True}
        return self.of(border=1, border_color=LINE, text_wrap=True, font_size=9, **more)
