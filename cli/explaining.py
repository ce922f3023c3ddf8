"""From what the user names to a plan at hand, and to the questions about it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.console import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.placement import PlacementResult
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region
    from optimizer.domain.result import Result

_FILES = frozenset({".json", ".xlsx", ".xlsm"})
PAGE, JSON = "uitleg.html", "uitleg.json"


@dataclass(frozen=True)
class AtHand:
    """What questions are about."""

    region: Region
    matrix: TravelMatrix
    plan: Plan | Result
    solved: bool
    """Whether the week was planned for this."""


def parted(words: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the region's file, if the first word names one, and the other words."""
    if words and (words[0] == "-" or Path(words[0]).suffix.lower() in _FILES):
        return words[0], tuple(words[1:])
    return None, tuple(words)


def at_hand(
    region: str | None, plan: str | None, table: str | None, say: Texts, outputs: Outputs, threads: int
) -> AtHand | None:
    """Read region and plan; without a plan that of the region, else one made now. Nothing when a plan breaks rules."""
    from cli.load import matrix_of, region_of, staffed
    from cli.plans import region_for
    from cli.progress import reading

    with reading(say):
        read = region_of(region) if plan is None else region_for(region, plan, say, outputs.notes)
        matrix = matrix_of(read, table)
    if plan is not None:
        return _given(read, matrix, plan, say)
    import optimizer
    from optimizer.explain.asking import SOLVE_SECONDS, published

    if read.previous is not None and published(read, matrix) is not None:
        return AtHand(read, matrix, read.previous, solved=False)
    staffed(read, region, say)

    with busy() as tell:
        tell(say("explain.busy_plan"))
        result = optimizer.solve_week(read, matrix=matrix, time_limit=SOLVE_SECONDS, threads=threads)
    if result.plan is None:
        messages().print(say("no_plan"))
        return None
    return AtHand(read, matrix, result, solved=True)


def _given(region: Region, matrix: TravelMatrix, plan: str, say: Texts) -> AtHand | None:
    """Return a plan from a file, unless it breaks rules or holds another week."""
    import optimizer
    from cli.plans import saved_plan
    from cli.running import VIOLATIONS_SHOWN

    found = saved_plan(plan, region, matrix)
    if not found.verdict.ok:
        from cli.views.verdict import verdict_view

        messages().print(verdict_view(found.verdict, region, say, saved=found, most=VIOLATIONS_SHOWN))
        return None
    if found.plan.week_plan(region.week) is None:
        raise click.UsageError(say("explain.plan_week", week=region.week))
    result = optimizer.result_of(region, found.plan, matrix, found.stages)
    return AtHand(region, matrix, result, solved=False)


def proposals(region: Region, matrix: TravelMatrix) -> PlacementResult | None:
    """Return proposals for who asks for a place; none where nobody does, or placement is switched off."""
    if not region.policy.placement.enabled or all(one.kind is None for one in region.leerlingen):
        return None
    import optimizer

    return optimizer.propose_placements(region, matrix=matrix, options=False)


def known(region: Region, item: str, say: Texts) -> None:
    """Refuse an id that the region does not have, or a leerling where placement is switched off.

    Raises
    ------
    click.UsageError
        With the id: a slip is told before the work, not after it.
    """
    if any(one.id == item for one in region.leerlingen):
        if not region.policy.placement.enabled:
            raise click.UsageError(say("usage.explain_placement_off", name=item))
        return
    lists = (region.hulpvragen, region.arrangementen, region.overleggen)
    if not any(one.id == item for some in lists for one in some):
        raise click.UsageError(say("usage.explain_unknown", name=item))


@contextmanager
def busy() -> Iterator[Callable[[str], None]]:
    """Give a way to say what is going on, on a terminal only."""
    console = messages()
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("") as status:
        yield status.update
