"""The checker's judgement of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note
from optimizer.domain.hashing import instance_sha256

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.domain.fault import Verdict, Violation
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region


def verdict_view(
    verdict: Verdict,
    region: Region,
    say: Texts,
    *,
    plan: Plan | None = None,
    matrix: TravelMatrix | None = None,
    most: int | None = None,
) -> RenderableType:
    """Return the violations in words, or that there is none.

    Parameters
    ----------
    verdict, region, say
        What to tell, with which names, in which language.
    plan, matrix
        Where these show that the plan belongs to other input, that is said first: it explains the rest.
    most
        Show no more violations than this; null shows all.
    """
    if verdict.ok:
        return Text(say("verdict.ok"), style="green")
    parts = [heading(say("verdict.title", violations=say.count("verdict.count", len(verdict.violations))))]
    if plan is not None and plan.instance_sha256 not in {"", instance_sha256(region)}:
        parts.append(Text(say("verdict.other_input"), style="yellow"))
    if plan is not None and matrix is not None and plan.matrix_sha256 not in {"", matrix.sha256}:
        parts.append(Text(say("verdict.other_matrix"), style="yellow"))
    parts += [_violation(violation, region, say) for violation in verdict.violations[:most]]
    rest = 0 if most is None else len(verdict.violations) - most
    return Group(*parts, note("\n" + say("verdict.more", n=rest)) if rest > 0 else "")


def _violation(violation: Violation, region: Region, say: Texts) -> Text:
    names = {b.id: b.name for b in region.begeleiders}
    who = violation.begeleider
    line = Text("\n")
    line.append(say.of(f"rule.{violation.rule}"), style="bold red")
    line.append(f" ({violation.rule})", style="dim")
    facts = {
        "items": ", ".join(violation.items),
        "begeleider": names.get(who, who) if who is not None else None,
        "half_day": say.half_day(violation.half_day) if violation.half_day is not None else None,
        "found": violation.found,
        "limit": violation.limit,
    }
    shown = {name: say("nothing") if fact in {None, ""} else fact for name, fact in facts.items()}
    sentence = say.of(f"violation.{violation.rule}", **shown)
    line.append(f"\n  {sentence}")
    return line


def conflict_view(conflict: tuple[str, ...], say: Texts) -> RenderableType:
    """Return why no plan exists: running commitments that cannot all be kept."""
    lines: list[RenderableType] = [Text(say("infeasible.title"), style="bold red"), Text(say("infeasible.why"))]
    lines += [Text(f"  {item}") for item in conflict]
    return Group(*lines, note(say("infeasible.mend")))
