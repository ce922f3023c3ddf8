"""The subgroup audit on a screen: a table for each column of groups, and what it can and cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group as Parts
from rich.text import Text

from cli.views.tables import heading, note, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.audit import Audit, Column, Figure, Group

_SURE = 0.05
"""Corrected p-value below which a difference gets a mark."""


def audit_view(found: Audit, say: Texts) -> RenderableType:
    """Return title, a table for each column, and the notes."""
    head = heading(
        say("audit.title", number=say.count("audit.leerlingen", found.number)),
        say("audit.lines", without=say.number(found.without), unknown=say.number(found.unknown)),
        say("audit.reading", threshold=found.threshold),
    )
    parts: list[RenderableType] = [head]
    if found.whole is None:
        parts += [Text(), note(say("audit.too_few", threshold=found.threshold))]
    for column in found.columns:
        parts += [Text(), *_column(column, found, say)]
    return Parts(*parts, Text(), *(note(line) for line in _notes(found, say)))


def _column(column: Column, found: Audit, say: Texts) -> Iterator[RenderableType]:
    if found.whole is None:
        return
    measures = list(found.whole.figures)
    made = table(
        say("audit.group"),
        (say("audit.number"), "right"),
        *((say(f"audit.measure.{measure}"), "right") for measure in measures),
        (say("audit.minutes"), "right"),
        flexible=(0,),
        title=column.name,
    )
    made.padding = (0, 1, 0, 0)
    for group in column.groups:
        name = say("audit.blank") if group.name is None else group.name
        figures = [_figure(group.figures[measure], say) for measure in measures]
        made.add_row(Text(name), say.number(group.number), *figures, _minutes(group, say))
    whole = [_share(found.whole.figures[measure], say) for measure in measures]
    minutes = say("audit.hidden") if found.whole.minutes is None else say.decimal(found.whole.minutes)
    made.add_row(say("audit.whole"), say.number(found.whole.number), *whole, minutes, style="bold")
    yield made
    if column.hidden:
        yield note(say.count("audit.hidden_groups", column.hidden))


def _share(figure: Figure | None, say: Texts) -> str:
    return say("audit.hidden") if figure is None else say.percent(figure.share)


def _figure(figure: Figure | None, say: Texts) -> str:
    if figure is None:
        return say("audit.hidden")
    sure = figure.p_adjusted is not None and figure.p_adjusted < _SURE
    shown = say("audit.figure", share=say.percent(figure.share), difference=_signed(figure.difference * 100, say))
    return shown + (say("audit.mark") if sure else "")


def _minutes(group: Group, say: Texts) -> str:
    if group.minutes is None or group.minutes_difference is None:
        return say("audit.hidden")
    difference = _signed(group.minutes_difference, say)
    return say("audit.figure", share=say.decimal(group.minutes), difference=difference)


def _signed(value: float, say: Texts) -> str:
    rounded = round(value, 1) or 0.0  # no minus zero
    return say("audit.plus" if rounded >= 0 else "audit.minus", n=say.decimal(abs(rounded)))


def _notes(found: Audit, say: Texts) -> list[str]:
    lines = [say("audit.note_test", tests=found.tests)] if found.tests else []
    return [*lines, say("audit.note_cause"), say("audit.note_small"), say("audit.note_wish")]
