"""The joint plan beside the two plans one after the other, goal by goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import note, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from cli.planning import After
    from cli.texts import Texts
    from optimizer.domain.joint import JointKey, JointResult

ORDER: tuple[After, ...] = ("placement", "week")


def side_by_side(joint: JointResult, others: Mapping[After, JointResult | None], say: Texts) -> RenderableType:
    """Return a table of every goal that somewhere is not 0, and in a sentence where each plan first differs."""
    own = {stage.key: stage.value for stage in joint.stages}
    values = {name: _values(others.get(name)) for name in ORDER}
    first = {name: _first_difference(own, found) for name, found in values.items()}
    shown = table(
        say("column.stage"),
        *((say(f"joint.compare.{name}"), "right") for name in ("joint", *ORDER)),
        say("column.unit"),
        "",
        flexible=(0, 4),
        title=say("joint.compare.title"),
    )
    shown.padding = (0, 1, 0, 0)
    for key, value in own.items():
        cells = [found.get(key) for found in values.values()]
        if not value and not any(cells):
            continue
        shown.add_row(
            say.of(f"stage.{key}"),
            say.number(value),
            *(_cell(cell, value, say) for cell in cells),
            Text(say.of(f"unit.{key}"), style="dim"),
            Text(say("joint.compare.first") if key in first.values() else "", style="bold"),
        )
    told = [_sentence(name, own, values[name], first[name], say) for name in ORDER]
    return Group(shown, note(say("joint.compare.only_different")), Text(), *told)


def _values(result: JointResult | None) -> dict[JointKey, int]:
    return {} if result is None else {stage.key: stage.value for stage in result.stages}


def _first_difference(own: Mapping[JointKey, int], other: Mapping[JointKey, int]) -> JointKey | None:
    return next((key for key in own if key in other and other[key] != own[key]), None)


def _cell(value: int | None, own: int, say: Texts) -> Text:
    if value is None:
        return Text(say("nothing"))
    return Text(say.number(value), style="" if value == own else "red" if value > own else "green")


def _sentence(
    name: After, own: Mapping[JointKey, int], other: Mapping[JointKey, int], first: JointKey | None, say: Texts
) -> Text:
    plan = say(f"joint.compare.{name}")
    if not other:
        return Text(say("joint.compare.no_plan", name=plan), style="yellow")
    if first is None:
        return Text(say("joint.compare.same", name=plan))
    better = own[first] < other[first]
    facts = {"stage": say.of(f"stage.{first}"), "joint": say.number(own[first]), "other": say.number(other[first])}
    return Text(
        say(f"joint.compare.{'better' if better else 'worse'}", name=plan, **facts),
        style="green" if better else "yellow",
    )
