"""`kringplan plan`: roster and placement together, or a look at one leerling, begeleider, school or kring."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli.help import command_class
from cli.options import matrix_option, solving
from cli.planning import JOINT_SECONDS
from optimizer.domain.result import StoppedBy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from structlog.typing import FilteringBoundLogger

    from cli.output import Outputs
    from cli.planning import Run
    from cli.texts import Texts
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.region import Region
    from optimizer.report.joint.facts import JointFacts


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    region: str | None
    table: str | None
    candidates: int | None
    who: str | None
    begeleider: str | None
    school: str | None
    kring: str | None
    compare: bool
    json_to: str | None
    out: str | None
    time_limit: float | None
    work_limit: float | None
    seed: int
    threads: int
    verbose: int

    @property
    def other_view(self) -> bool:
        """Whether another view than the summary is asked."""
        return any((self.who, self.begeleider, self.school, self.kring))


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command("plan", cls=command_class(say), help=say("help.joint"), short_help=say("help.joint_short"))
    @click.argument("region", required=False, metavar=f"[{say('metavar.region')}]")
    @matrix_option(say)
    @click.option(
        "--candidates", type=click.IntRange(min=1), metavar=say("metavar.number"), help=say("help.joint_candidates")
    )
    @click.option("--who", metavar=say("metavar.leerling"), help=say("help.joint_who"))
    @click.option("--begeleider", metavar=say("metavar.name"), help=say("help.joint_begeleider"))
    @click.option("--school", metavar=say("metavar.name"), help=say("help.joint_school"))
    @click.option("--kring", metavar=say("metavar.name"), help=say("help.kring"))
    @click.option("--compare", is_flag=True, help=say("help.joint_compare"))
    @solving(say, out=say("help.joint_out"), seconds=JOINT_SECONDS)
    def plan(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        return _run(Asked(**given), say)

    return plan


def _run(asked: Asked, say: Texts) -> int:
    from cli.load import matrix_of, region_of, staffed
    from cli.log import logger
    from cli.output import Outputs, spare
    from cli.planning import Run, plan_jointly
    from cli.progress import reading

    if asked.compare and asked.json_to == "-":
        raise click.UsageError(say("usage.compare_on_screen"))
    spare(say, asked.json_to, asked.region, asked.table)
    _spare_own(asked, say)
    outputs = Outputs(asked.region, asked.table)
    log = logger(asked.verbose)
    with reading(say):
        region = region_of(asked.region)
        if not region.policy.placement.enabled:
            raise click.UsageError(say("usage.placement_off"))
        staffed(region, asked.region, say)
        _unasked(region, say)
        matrix = matrix_of(region, asked.table)
    _named(asked, region, say)  # a slip is told before the work, not after it
    log.info("input", region=region.id, week=region.week, schools=len(region.schools), asked=len(region.hulpvragen))
    if ignored := getattr(matrix, "ignored", 0):
        log.warning(say("log.table_ignored"), lines=ignored)
    unlimited = asked.time_limit is None and asked.work_limit is None
    limit = JOINT_SECONDS if unlimited else asked.time_limit
    run = Run(limit, asked.work_limit, asked.seed, asked.threads, asked.candidates, asked.json_to, asked.out)
    found, code = plan_jointly(region, matrix, run, say, log, outputs)
    try:
        if found is not None and asked.json_to != "-":
            from cli.console import show

            show(*_spaced(_shown(found, asked, outputs, say)))
            if asked.compare and found.result.certificate.stopped_by is not StoppedBy.INTERRUPT:
                show("", *_compared(found, matrix, run, say, log))
    finally:
        code = outputs.tell(say, code)
    return code


def _spare_own(asked: Asked, say: Texts) -> None:
    """Refuse to write over the very files the plan is made from."""
    from cli.output import PLAN, RESULT, spare
    from cli.planning import REGION

    for name in (PLAN, RESULT, REGION) if asked.out is not None else ():
        spare(say, Path(asked.out or "", name), asked.region, asked.table)


def _unasked(region: Region, say: Texts) -> None:
    """Refuse a region in which the support of who asks for a place is a hulpvraag already: it would be asked twice.

    Nor may a group or overleg have the id of that support.
    """
    from optimizer.domain.joint import asked_minutes, support_id

    own = {hulpvraag.id for hulpvraag in region.hulpvragen}
    others = {one.id for one in region.arrangementen} | {one.id for one in region.overleggen}
    asking = (one for one in region.leerlingen if one.kind is not None)
    ids = (support_id(one.id, expertise) for one in asking for expertise in asked_minutes(one))
    taken = next((name for name in ids if name in own | others), None)
    if taken is not None:
        raise click.UsageError(say(f"usage.support_{'taken' if taken in own else 'id_taken'}", name=taken))


def _named(asked: Asked, region: Region, say: Texts) -> dict[str, str]:
    """Return by option the id of who or what is meant."""
    from cli.pick import pick

    found: dict[str, str] = {}
    if asked.who:
        asking = (one.id for one in region.leerlingen if one.kind is not None)
        who = next((one for one in asking if one.casefold() == asked.who.strip().casefold()), None)
        if who is None:  # ids are opaque, so others are not offered
            raise click.UsageError(say("usage.nobody_asks", name=asked.who))
        found["who"] = who
    if asked.begeleider:
        people = ((b.id, b.name) for b in region.begeleiders)
        found["begeleider"] = pick(asked.begeleider, people, "--begeleider", say)
    if asked.school:
        found["school"] = pick(asked.school, ((s.id, s.name) for s in region.schools), "--school", say)
    if asked.kring:
        found["kring"] = pick(asked.kring, ((k.id, k.name) for k in region.kringen), "--kring", say)
    return found


def _spaced(parts: Iterator[RenderableType]) -> Iterator[RenderableType]:
    """Yield parts with an empty line between."""
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield part


def _shown(found: JointFacts, asked: Asked, outputs: Outputs, say: Texts) -> Iterator[RenderableType]:
    """Yield the views that were asked, else the summary."""
    from cli.outcome import Outcome
    from cli.views.joint.summary import joint_summary, status_line

    if not asked.other_view:
        yield joint_summary(found, say, region_given=asked.region)
    named = _named(asked, found.region, say)
    week = Outcome(found.activated, found.plan, found.matrix, found.week_values, found.result.unserved)
    if "who" in named:
        from cli.views.joint.who import leerling_support

        yield leerling_support(found, named["who"], say)
    if "begeleider" in named:
        from cli.views.begeleider import begeleider_week

        yield begeleider_week(week, named["begeleider"], say)
    if "school" in named:
        from cli.views.placement.school import school_proposals
        from cli.views.school import school_week

        yield school_week(week, named["school"], say)
        yield school_proposals(found.proposals, named["school"], say)
    if "kring" in named:
        from cli.views.kring import kring_week

        yield kring_week(week, named["kring"], say)
    if asked.out is not None:
        from cli.views.written import written_view

        files = written_view(outputs, asked.out, say)
        if files is not None:
            yield files
    if asked.other_view:
        yield status_line(found, say)


def _compared(
    found: JointFacts, matrix: TravelMatrix, run: Run, say: Texts, log: FilteringBoundLogger
) -> Iterator[RenderableType]:
    """Make the two plans one after the other, and yield all three side by side."""
    from cli.console import messages
    from cli.planning import solved
    from cli.views.joint.compare import ORDER, side_by_side

    others = {}
    for name in ORDER:
        which = say(f"joint.compare.{name}").lower()
        messages().print(say("joint.comparing", which=which), style="dim")
        others[name] = solved(found.region, matrix, run, say, log, name)
    yield side_by_side(found.result, others, say)
