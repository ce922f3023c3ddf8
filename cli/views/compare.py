"""Plans beside each other, goal by goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import Column, note, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from cli.judging import Judged
    from cli.texts import Texts


def compared(plans: Sequence[Judged], say: Texts) -> RenderableType:
    """Return a table of goals with a column a plan, and which plan is the better one in the order of goals."""
    known = [plan for plan in plans if plan.values]
    if not known:
        return Text()
    names = [say("roster.plan_number", n=number) for number in range(1, len(known) + 1)]
    columns: list[Column] = [say("column.stage"), *((name, "right") for name in names), say("column.unit")]
    found = table(*columns, flexible=(0, len(columns) - 1))
    for key in known[0].values:
        values = [plan.values[key] for plan in known]
        best = min(values)
        found.add_row(
            say.of(f"stage.{key}"),
            *(Text(say.number(value), style="bold" if value == best < max(values) else "") for value in values),
            Text(say.of(f"unit.{key}"), style="dim"),
        )
    legend = [f"{name}: {plan.name}" for name, plan in zip(names, known, strict=True)]
    return Group(*(note(line) for line in legend), Text(), found, Text(), Text(_verdict(known, names, say)))


def _verdict(plans: Sequence[Judged], names: Sequence[str], say: Texts) -> str:
    differing = [key for key in plans[0].values if len({plan.values[key] for plan in plans}) > 1]
    if not differing:
        return say("roster.same")
    better = min(range(len(plans)), key=lambda number: tuple(plans[number].values.values()))
    stage = say.of(f"stage.{differing[0]}")
    return say("roster.differs", n=len(differing), stage=stage, better=names[better])
