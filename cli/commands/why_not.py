"""`kringplan why-not`: what would change if something had to be so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli import exit_codes
from cli.help import command_class
from cli.options import common, default_threads, json_option, matrix_option

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.domain.explain import Asked as Question
    from optimizer.domain.half_day import HalfDay
    from optimizer.domain.region import Region

SECONDS = 4.0


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    item: str
    region: str | None
    plan: str | None
    table: str | None
    begeleider: str | None
    half_day: str | None
    host: str | None
    seconds: float
    json_to: str | None
    verbose: int


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command(
        "why-not", cls=command_class(say), help=say("help.why_not"), short_help=say("help.why_not_short")
    )
    @click.argument("item", metavar=say("metavar.item"))
    @click.argument("region", required=False, metavar=f"[{say('metavar.region')}]")
    @click.option("--begeleider", metavar=say("metavar.name"), help=say("help.why_not_begeleider"))
    @click.option("--half-day", metavar=say("metavar.half_day"), help=say("help.why_not_half_day"))
    @click.option("--host", "--school", metavar=say("metavar.name"), help=say("help.why_not_host"))
    @click.option("--plan", metavar=say("metavar.plan"), help=say("help.explain_plan"))
    @matrix_option(say)
    @click.option(
        "--seconds",
        type=click.FloatRange(min=0, min_open=True),
        default=SECONDS,
        show_default=True,
        metavar=say("metavar.seconds"),
        help=say("help.why_not_seconds"),
    )
    @json_option(say)
    @common(say)
    def why_not(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        return _run(Asked(**given), say)

    return why_not


def _run(asked: Asked, say: Texts) -> int:
    from cli.explaining import at_hand, busy, proposals
    from cli.output import Outputs, prepare, spare

    spare(say, asked.json_to, asked.region, asked.plan, asked.table)
    outputs = Outputs(asked.region, asked.plan, asked.table)
    prepare(asked.json_to, None)
    half_day = _half_day(asked.half_day, say)
    found = at_hand(asked.region, asked.plan, asked.table, say, outputs, default_threads())
    if found is None:
        return outputs.tell(say, exit_codes.FAILED)
    question = _question(asked, found.region, half_day, say)
    from optimizer.explain.asking import why_not

    with busy() as tell:
        tell(asked.item)
        pupil = any(one.id == asked.item for one in found.region.leerlingen)
        answer = why_not(
            found.region,
            question,
            plan=found.plan,
            placements=proposals(found.region, found.matrix) if pupil else None,
            matrix=found.matrix,
            seconds=asked.seconds,
        )
    if asked.json_to is not None:
        outputs.json(answer.model_dump_json(indent=2) + "\n", asked.json_to)
    if asked.json_to != "-":
        from cli.console import show
        from cli.views.explain import why_not_view
        from cli.views.tables import note

        if found.solved:
            show(note(say("explain.solved")), "")
        show(why_not_view(answer, found.region, say))
    return outputs.tell(say, exit_codes.DONE)


def _half_day(asked: str | None, say: Texts) -> HalfDay | None:
    """Return the half day that is meant; a slip is told before the work."""
    from optimizer.domain.half_day import HalfDay

    if asked is None:
        return None
    try:
        return HalfDay(asked.strip().casefold())
    except ValueError:
        names = ", ".join(HalfDay)
        raise click.UsageError(say("usage.explain_half_day", name=asked, names=names)) from None


def _question(asked: Asked, region: Region, half_day: HalfDay | None, say: Texts) -> Question:
    """Return the question, with the ids of whom and what is meant."""
    from cli.explaining import known
    from cli.pick import pick
    from optimizer.domain.explain import Asked as Question

    known(region, asked.item, say)
    pupil = any(one.id == asked.item for one in region.leerlingen)
    if pupil and (asked.begeleider is not None or half_day is not None):
        raise click.UsageError(say("usage.explain_host_of_leerling"))
    who, where = asked.begeleider, asked.host
    if who is not None:
        who = pick(who, ((b.id, b.name) for b in region.begeleiders), "--begeleider", say)
    if where is not None:
        where = pick(where, ((s.id, s.name) for s in region.schools), "--host", say)
    return Question(item=asked.item, begeleider=who, half_day=half_day, host=where)
