"""`kringplan place`: proposals for placement near home, or a look at one leerling, one school, the lottery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli.help import command_class
from cli.lettering import letter_options
from cli.options import DEFAULT_SECONDS, matrix_option, solving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys
    from optimizer.report.placement.facts import Proposals


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    region: str | None
    table: str | None
    candidates: int | None
    who: str | None
    school: str | None
    lens: bool
    verify: str | None
    against: str | None
    letter: str | None
    contact: str | None
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
        return bool(self.who or self.school or self.lens)


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    saved = click.Path(exists=True, dir_okay=False)

    @rich_click.command("place", cls=command_class(say), help=say("help.place"), short_help=say("help.place_short"))
    @click.argument("region", required=False, metavar=f"[{say('metavar.region')}]")
    @matrix_option(say)
    @click.option(
        "--candidates",
        type=click.IntRange(min=1),
        metavar=say("metavar.number"),
        help=say("help.place_candidates"),
    )
    @click.option("--who", metavar=say("metavar.leerling"), help=say("help.place_who"))
    @click.option("--school", metavar=say("metavar.name"), help=say("help.place_school"))
    @click.option("--lens", is_flag=True, help=say("help.place_lens"))
    @click.option("--verify", metavar=say("metavar.leerling"), help=say("help.place_verify"))
    @click.option("--against", type=saved, metavar=say("metavar.placement_result"), help=say("help.place_against"))
    @letter_options(say)
    @solving(say, out=say("help.place_out"))
    def place(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        return _run(Asked(**given), say)

    return place


def _run(asked: Asked, say: Texts) -> int:
    from cli.lettering import asked_audience, contact_of, outcome_letters, write_letters
    from cli.load import region_of
    from cli.log import logger
    from cli.output import Outputs, spare
    from cli.placing import Run, journeys_of, propose
    from cli.progress import reading

    if asked.verify is not None or asked.against is not None:
        return _verify(asked, say)
    spare(say, asked.json_to, asked.region, asked.table, asked.contact)
    audience = asked_audience(asked.letter, asked.contact, asked.out, say)
    contact = contact_of(asked.contact)
    outputs = Outputs(asked.region, asked.table)
    _spare_own(asked, say)
    log = logger(asked.verbose)
    with reading(say):
        region = region_of(asked.region)
        _allowed(region, say)
        journeys = journeys_of(region, asked.table)
    if asked.who:  # a slip is told before the work, not after it
        _asking(region, asked.who, say)
    log.info("input", region=region.id, week=region.week, schools=len(region.schools), asked=len(_who_ask(region)))
    unlimited = asked.time_limit is None and asked.work_limit is None
    limit = DEFAULT_SECONDS if unlimited else asked.time_limit
    run = Run(limit, asked.work_limit, asked.seed, asked.candidates, asked.json_to, asked.out)
    found, code = propose(region, journeys, run, say, log, outputs)
    if found is not None and audience is not None and asked.out is not None:
        who = None if asked.who is None else _asking(region, asked.who, say)
        mine = [one for one in found.result.leerlingen if who in {None, one.leerling}]
        write_letters(outcome_letters(mine, region, audience, contact, say), audience, asked.out, outputs, say)
    try:
        if found is not None and asked.json_to != "-":
            from cli.console import show

            show(*_spaced(_shown(found, journeys, asked, outputs, say)))
    finally:
        code = outputs.tell(say, code)
    return code


def _who_ask(region: Region) -> list[str]:
    return [leerling.id for leerling in region.leerlingen if leerling.kind is not None]


def _asking(region: Region, asked: str, say: Texts) -> str:
    """Return the leerling who is meant; ids are opaque, so others are not offered."""
    found = next((one for one in _who_ask(region) if one.casefold() == asked.strip().casefold()), None)
    if found is None:
        raise click.UsageError(say("usage.nobody_asks", name=asked))
    return found


def _allowed(region: Region, say: Texts) -> None:
    """Refuse where placement is switched off as a whole."""
    if not region.policy.placement.enabled:
        raise click.UsageError(say("usage.placement_off"))


def _spare_own(asked: Asked, say: Texts) -> None:
    """Refuse to write the result over the very region it is made from."""
    from cli.output import spare
    from cli.placing import PAGE, PUBLISHED, RESULT

    for name in (RESULT, PUBLISHED, PAGE) if asked.out is not None else ():
        spare(say, Path(asked.out or "", name), asked.region, asked.table)


def _spaced(parts: Iterator[RenderableType]) -> Iterator[RenderableType]:
    """Yield parts with an empty line between."""
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield part


def _shown(
    found: Proposals, journeys: Journeys, asked: Asked, outputs: Outputs, say: Texts
) -> Iterator[RenderableType]:
    """Yield the views that were asked, else the summary."""
    from cli.views.placement import summary

    if not asked.other_view:
        yield summary.placement_summary(found, say, region_given=asked.region)
    if asked.who:
        from cli.console import messages
        from cli.views.placement.who import leerling_options
        from optimizer.proposals import reckon_options

        leerling = _asking(found.region, asked.who, say)
        with messages().status(say("place.reckoning"), spinner="dots"):
            outcome = reckon_options(
                found.region,
                found.result,
                leerling,
                matrix=journeys,
                time_limit=asked.time_limit or DEFAULT_SECONDS,
            )
        yield leerling_options(found, outcome, say)
    if asked.school:
        from cli.pick import pick
        from cli.views.placement.school import school_proposals

        school = pick(asked.school, ((s.id, s.name) for s in found.region.schools), "--school", say)
        yield school_proposals(found, school, say)
    if asked.lens and found.result.lens is not None:
        from cli.views.placement.lens import two_lenses

        yield two_lenses(found, found.result.lens, say)
    if asked.out is not None:
        from cli.views.written import written_view

        files = written_view(outputs, asked.out, say)
        if files is not None:
            yield files
    if asked.other_view:
        yield summary.status_line(found, say)


def _verify(asked: Asked, say: Texts) -> int:
    """Check one leerling's outcome of the lottery with the published cutoffs only; nobody is placed."""
    from cli import exit_codes
    from cli.console import show
    from cli.errors import Refused
    from cli.load import region_of, shown_name
    from cli.placing import journeys_of
    from cli.views.placement.verify import own_check
    from optimizer.io.placement import UnknownResultError, load_published
    from optimizer.placement.candidates import candidates
    from optimizer.placement.lens.lottery import lottery_number
    from optimizer.placement.lens.verify import Published, own_facts, verify
    from optimizer.report.roster import labels

    if asked.verify is None or asked.against is None:
        raise click.UsageError(say("usage.verify_against"))
    beside = {"--who": asked.who, "--school": asked.school, "--lens": asked.lens or None}
    beside |= {"--json": asked.json_to, "--out": asked.out, "--letter": asked.letter, "--contact": asked.contact}
    alone = next((name for name, value in beside.items() if value is not None), None)
    if alone is not None:
        raise click.UsageError(say("usage.verify_alone", name=alone))
    region = region_of(asked.region)
    _allowed(region, say)
    leerling = _asking(region, asked.verify, say)
    try:
        public, faults = load_published(asked.against)
    except UnknownResultError as error:
        message = say("usage.placement_file", name=shown_name(asked.against), message=str(error))
        raise click.UsageError(message) from None
    if public is None:
        raise Refused(faults, shown_name(asked.against))
    # of the others not even that they exist
    alone_in_it = region.model_copy(
        update={"leerlingen": tuple(one for one in region.leerlingen if one.id == leerling)}
    )
    limit = public.candidates_limit if asked.candidates is None else asked.candidates
    own = own_facts(candidates(alone_in_it, journeys_of(alone_in_it, asked.table), limit), 0)
    found = verify(Published(seed=public.seed, cutoffs=public.cutoffs), own)
    names = labels((school.id, school.name) for school in region.schools)
    show(own_check(leerling, public.seed, lottery_number(public.seed, leerling), found, names, say))
    return exit_codes.DONE
