"""The checker's judgement of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note
from optimizer.domain.wording import violation_key

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.plans import SavedPlan
    from cli.texts import Texts
    from optimizer.domain.fault import Verdict, Violation
    from optimizer.domain.region import Region

CELLS = 6
"""Cells of a roster that are named for one violation."""


def verdict_view(
    verdict: Verdict, region: Region, say: Texts, *, saved: SavedPlan | None = None, most: int | None = None
) -> RenderableType:
    """Return the violations in words, or that there is none.

    Parameters
    ----------
    verdict, region, say
        What to tell, with which names, in which language.
    saved
        The plan, where it comes from a file: it tells which cells of a roster a violation is about, and which input
        changed since it was made.
    most
        Show no more violations than this; null shows all.
    """
    if verdict.ok:
        return Text(say("verdict.ok"), style="green")
    parts = [heading(say("verdict.title", violations=say.count("verdict.count", len(verdict.violations))))]
    # that other input was meant explains the rest, so it goes first
    told = {violation: saved.other_input(violation) if saved else None for violation in verdict.violations}
    parts += [Text(say(other), style="yellow") for other in told.values() if other is not None]
    broken = [violation for violation, other in told.items() if other is None]
    for violation in broken[:most]:
        parts.append(_violation(violation, region, say, saved.places(violation) if saved is not None else ()))
    rest = 0 if most is None else len(broken) - most
    return Group(*parts, note("\n" + say("verdict.more", n=rest)) if rest > 0 else "")


def _violation(violation: Violation, region: Region, say: Texts, cells: tuple[str, ...]) -> Text:
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
    sentence = say.of(violation_key(violation, say.lang), **shown)
    line.append(f"\n  {sentence}")
    if cells:
        line.append("\n  ")
        line.append(_places(cells, say), style="cyan")
    return line


def _places(cells: tuple[str, ...], say: Texts) -> str:
    """Return the first cells by name, and how many more there are."""
    rest = len(cells) - CELLS
    if rest <= 0:
        return say("readback.place", cells=", ".join(cells))
    return say("readback.places", cells=", ".join(cells[:CELLS]), n=rest)


def conflict_view(conflict: tuple[str, ...], say: Texts) -> RenderableType:
    """Return why no plan exists: running commitments that cannot all be kept."""
    lines: list[RenderableType] = [Text(say("infeasible.title"), style="bold red"), Text(say("infeasible.why"))]
    lines += [Text(f"  {item}") for item in conflict]
    return Group(*lines, note(say("infeasible.mend")))
