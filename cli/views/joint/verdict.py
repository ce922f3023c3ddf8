"""The checker's judgement of a joint plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, table
from cli.views.verdict import verdict_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType
    from rich.table import Table

    from cli.texts import Texts
    from optimizer.domain.joint import JointKey, JointVerdict
    from optimizer.domain.placement import PlacementViolation
    from optimizer.domain.region import Region


def joint_verdict_view(verdict: JointVerdict, region: Region, say: Texts) -> RenderableType:
    """Return the violations of both halves in words, or that there is none."""
    if verdict.ok:
        return Text(say("verdict.ok"), style="green")
    parts: list[RenderableType] = [] if verdict.week.ok else [verdict_view(verdict.week, region, say)]
    broken = verdict.placement.violations
    if broken:
        count = say("joint.verdict.count", n=len(broken))
        parts.append(heading(say("verdict.title", violations=count)))
        parts += [_violation(one, say) for one in broken]
    return Group(*parts)


def stage_values_table(values: Mapping[JointKey, int], say: Texts) -> Table:
    """Return every goal with its value, in order."""
    shown = table(say("column.stage"), (say("column.value"), "right"), say("column.unit"), flexible=(0, 2))
    shown.padding = (0, 1, 0, 0)
    for key, value in values.items():
        shown.add_row(say.of(f"stage.{key}"), say.number(value), Text(say.of(f"unit.{key}"), style="dim"))
    return shown


def _violation(one: PlacementViolation, say: Texts) -> Text:
    line = Text("\n")
    line.append(say.of(f"placement_rule.{one.rule}"), style="bold red")
    line.append(f" ({one.rule})", style="dim")
    key = "joint.verdict.about" if one.school is None else "joint.verdict.about_school"
    about = say(key, leerlingen=", ".join(one.leerlingen) or say("nothing"), school=one.school)
    facts = {
        name: say("nothing") if fact is None else fact for name, fact in (("found", one.found), ("limit", one.limit))
    }
    line.append(f"\n  {about}: {say('joint.verdict.found', **facts)}")
    return line
