"""`kringplan recommend`: who could take a new hulpvraag and when, or where a new leerling could be placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli import exit_codes
from cli.help import command_class
from cli.options import common, json_option, matrix_option

if TYPE_CHECKING:
    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.hulpvraag import Hulpvraag
    from optimizer.domain.region import Region

SECONDS = 10.0
MOST = 5
NEW = "NIEUW"
"""Number of a hulpvraag that is described by options."""


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    region: str | None
    plan: str | None
    table: str | None
    request: str | None
    leerling: str | None
    school: str | None
    expertise: str | None
    minutes: int
    visits: int
    priority: str
    room: str
    most: int
    json_to: str | None
    time_limit: float
    verbose: int


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    file, number = click.Path(exists=True, dir_okay=False), say("metavar.number")
    priorities, rooms = ("urgent", "normal", "low"), ("published", "begeleider", "kring")

    @rich_click.command(
        "recommend", cls=command_class(say), help=say("help.recommend"), short_help=say("help.recommend_short")
    )
    @click.argument("region", required=False, metavar=f"[{say('metavar.region')}]")
    @click.option("--plan", metavar=say("metavar.plan"), help=say("help.replan_plan"))
    @click.option("--request", type=file, metavar=say("metavar.file"), help=say("help.recommend_request"))
    @click.option("--leerling", type=file, metavar=say("metavar.file"), help=say("help.recommend_leerling"))
    @click.option("--school", metavar=say("metavar.name"), help=say("help.recommend_school"))
    @click.option("--expertise", metavar=say("metavar.name"), help=say("help.recommend_expertise"))
    @click.option(
        "--minutes",
        type=click.IntRange(1, 480),
        default=60,
        show_default=True,
        metavar=number,
        help=say("help.recommend_minutes"),
    )
    @click.option(
        "--visits",
        type=click.IntRange(1, 5),
        default=1,
        show_default=True,
        metavar=number,
        help=say("help.recommend_visits"),
    )
    @click.option(
        "--priority",
        type=click.Choice(priorities),
        default="normal",
        show_default=True,
        help=say("help.recommend_priority"),
    )
    @click.option(
        "--freedom",
        "room",
        type=click.Choice(rooms),
        default="published",
        show_default=True,
        help=say("help.recommend_freedom"),
    )
    @click.option(
        "--most",
        type=click.IntRange(1, 50),
        default=MOST,
        show_default=True,
        metavar=number,
        help=say("help.recommend_most"),
    )
    @matrix_option(say)
    @json_option(say)
    @click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=SECONDS,
        show_default=True,
        metavar=say("metavar.seconds"),
        help=say("help.recommend_time"),
    )
    @common(say)
    def recommend(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        return _run(Asked(**given), say)

    return recommend


def _run(asked: Asked, say: Texts) -> int:
    from cli.load import plan_of, region_of
    from cli.output import Outputs, prepare, spare
    from cli.progress import reading

    ways = [asked.request is not None, asked.leerling is not None, asked.school is not None]
    if sum(ways) != 1 or (asked.school is not None) != (asked.expertise is not None):
        raise click.UsageError(say("usage.recommend_what"))
    spare(say, asked.json_to, asked.region, asked.plan, asked.table, asked.request, asked.leerling)
    outputs = Outputs(asked.region, asked.plan, asked.table)
    with reading(say):
        region = region_of(asked.region)
        if asked.plan is not None:
            region = region.model_copy(update={"previous": plan_of(asked.plan)[0]})
    prepare(asked.json_to, None)
    if asked.leerling is not None:
        return outputs.tell(say, _places(asked, asked.leerling, region, say, outputs))
    return outputs.tell(say, _visits(asked, region, say, outputs))


def _visits(asked: Asked, region: Region, say: Texts, outputs: Outputs) -> int:
    from cli.errors import Refused
    from cli.interrupt import stoppable
    from cli.load import matrix_of
    from optimizer.domain.intake import InputRefusedError
    from optimizer.domain.recommend import Room
    from optimizer.explain.recommend import NotDueError, recommend_visits

    if region.previous is None or region.previous.week_plan(region.week) is None:
        raise click.UsageError(say("usage.replan_no_plan", week=say.week(region.week)))
    hulpvraag = _hulpvraag(asked, region, say)
    # a request at a location of its own is a place more
    matrix = matrix_of(region.model_copy(update={"hulpvragen": (*region.hulpvragen, hulpvraag)}), asked.table)
    try:
        with stoppable() as stop:
            found = recommend_visits(
                region,
                hulpvraag,
                room=Room(asked.room),
                most=asked.most,
                matrix=matrix,
                time_limit=asked.time_limit,
                stop=stop,
            )
    except InputRefusedError as error:
        raise Refused(error.faults, hulpvraag.id) from None
    except NotDueError:
        raise click.UsageError(say("usage.recommend_not_due", item=hulpvraag.id)) from None
    if asked.json_to is not None:
        outputs.json(found.model_dump_json(by_alias=True, indent=2) + "\n", asked.json_to)
    if asked.json_to != "-":
        from cli.console import show
        from cli.views.recommend import recommendation_view

        show(*recommendation_view(found, hulpvraag, region, say))
    return exit_codes.DONE


def _hulpvraag(asked: Asked, region: Region, say: Texts) -> Hulpvraag:
    from cli.events import requests
    from cli.pick import pick
    from optimizer.domain.hulpvraag import Hulpvraag
    from optimizer.domain.vocabulary import Priority

    if asked.request is not None:
        events = [event.hulpvraag for event in requests([asked.request]) if event.hulpvraag is not None]
        if len(events) != 1:
            raise click.UsageError(say("usage.recommend_one"))
        return events[0]
    known = sorted({e for b in region.begeleiders for e in b.expertise} | {h.expertise for h in region.hulpvragen})
    names = {h.id for h in region.hulpvragen}
    number = next(name for n in range(len(names) + 1) if (name := NEW if not n else f"{NEW}-{n}") not in names)
    return Hulpvraag(
        id=number,
        school=pick(asked.school or "", ((s.id, s.name) for s in region.schools), "--school", say),
        expertise=pick(asked.expertise or "", ((e, e) for e in known), "--expertise", say),
        minutes=asked.minutes,
        visits=asked.visits,
        priority=Priority(asked.priority),
    )


def _places(asked: Asked, path: str, region: Region, say: Texts, outputs: Outputs) -> int:
    from cli.errors import Refused
    from cli.load import shown_name
    from cli.placing import journeys_of
    from optimizer.domain.intake import InputRefusedError
    from optimizer.domain.leerling import Leerling
    from optimizer.domain.reading import read_value
    from optimizer.explain.recommend_place import NoPlaceAskedError, recommend_places
    from optimizer.io.json import read_json

    if not region.policy.placement.enabled:
        raise click.UsageError(say("usage.placement_off"))
    parsed = read_json(path)
    leerling, faults = (None, parsed.faults) if parsed.faults else read_value(Leerling, parsed.value, ())
    if leerling is None or faults:
        raise Refused(faults, shown_name(path))
    try:
        wider, result, outcome = recommend_places(
            region, leerling, travel=lambda one: journeys_of(one, asked.table), time_limit=asked.time_limit
        )
    except InputRefusedError as error:
        raise Refused(error.faults, shown_name(path)) from None
    except NoPlaceAskedError:
        raise click.UsageError(say("usage.recommend_no_place")) from None
    if asked.json_to is not None:
        outputs.json(outcome.model_dump_json(by_alias=True, indent=2) + "\n", asked.json_to)
    if asked.json_to != "-":
        from cli.console import show
        from cli.views.placement.who import leerling_options
        from optimizer.report.placement.facts import Proposals

        show(leerling_options(Proposals(wider, result), outcome, say))
    return exit_codes.DONE
