"""`kringplan explain`: why something is not (fully) served, and what would mend it at least cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli import exit_codes
from cli.help import command_class
from cli.lettering import letter_options
from cli.options import common, default_threads, json_option, matrix_option

if TYPE_CHECKING:
    from cli.explaining import AtHand
    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.explain import Explanation

SECONDS = 1.6


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    words: tuple[str, ...]
    plan: str | None
    table: str | None
    everything: bool
    seconds: float
    letter: str | None
    contact: str | None
    json_to: str | None
    out: str | None
    verbose: int


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command(
        "explain", cls=command_class(say), help=say("help.explain"), short_help=say("help.explain_short")
    )
    @click.argument("words", nargs=-1, metavar=say("metavar.items"))
    @click.option("--plan", metavar=say("metavar.plan"), help=say("help.explain_plan"))
    @matrix_option(say)
    @click.option("--all", "everything", is_flag=True, help=say("help.explain_all"))
    @click.option(
        "--seconds",
        type=click.FloatRange(min=0, min_open=True),
        default=SECONDS,
        show_default=True,
        metavar=say("metavar.seconds"),
        help=say("help.explain_seconds"),
    )
    @click.option(
        "--out", type=click.Path(file_okay=False), metavar=say("metavar.folder"), help=say("help.explain_out")
    )
    @letter_options(say)
    @json_option(say)
    @common(say)
    def explain(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        return _run(Asked(**given), say)

    return explain


def _run(asked: Asked, say: Texts) -> int:
    from cli.explaining import JSON, PAGE, at_hand, parted
    from cli.lettering import asked_audience, contact_of, reason_letters, write_letters
    from cli.output import Outputs, prepare, spare

    file, items = parted(asked.words)
    spare(say, asked.json_to, file, asked.plan, asked.table)
    for name in (PAGE, JSON) if asked.out is not None else ():
        spare(say, Path(asked.out or "", name), file, asked.plan, asked.table)
    spare(say, asked.json_to, asked.contact)
    audience = asked_audience(asked.letter, asked.contact, asked.out, say)
    contact = contact_of(asked.contact)
    outputs = Outputs(file, asked.plan, asked.table)
    prepare(asked.json_to, asked.out)
    found = at_hand(file, asked.plan, asked.table, say, outputs, default_threads())
    if found is None:
        return outputs.tell(say, exit_codes.FAILED)
    explanation = _explained(found, items, asked, say)
    try:
        if asked.json_to != "-":
            _shown(explanation, found, items, asked, say)
    finally:
        _write(explanation, found, asked, say, outputs)
        if audience is not None and asked.out is not None:
            letters = reason_letters(explanation.reasons, found.region, audience, contact, say)
            write_letters(letters, audience, asked.out, outputs, say)
        code = outputs.tell(say, exit_codes.DONE)
    return code


def _explained(found: AtHand, items: tuple[str, ...], asked: Asked, say: Texts) -> Explanation:
    """Return the reasons of the named items, or of everything."""
    from cli.explaining import busy, known, proposals
    from optimizer.domain.explain import Explanation, Reason
    from optimizer.domain.hashing import instance_sha256
    from optimizer.explain.asking import explain_all, explain_item

    for item in items:
        known(found.region, item, say)
    reasons: list[Reason] = []
    with busy() as tell:
        placements = None
        if not items or any(one.id in items for one in found.region.leerlingen):
            placements = proposals(found.region, found.matrix)
        if not items:
            told = explain_all(
                found.region,
                plan=found.plan,
                placements=placements,
                matrix=found.matrix,
                repairs=asked.everything,
                seconds=asked.seconds,
                on_reason=lambda one: tell(one.item),
            )
            return told.model_copy(update={"solved": found.solved})
        for number, item in enumerate(items, 1):
            tell(say("explain.busy", n=number, of=len(items), item=item))
            reasons += explain_item(
                found.region,
                item,
                plan=found.plan,
                placements=placements,
                matrix=found.matrix,
                seconds=asked.seconds,
            )
    return Explanation(
        region=found.region.id,
        week=found.region.week,
        instance_sha256=instance_sha256(found.region),
        reasons=tuple(reasons),
        solved=found.solved,
    )


def _shown(explanation: Explanation, found: AtHand, items: tuple[str, ...], asked: Asked, say: Texts) -> None:
    from cli.console import show
    from cli.views.explain import overview, reason_view
    from cli.views.tables import note

    if explanation.solved:
        show(note(say("explain.solved")), "")
    if not items:
        show(overview(explanation, found.region, say))
    if items or asked.everything:
        for one in explanation.reasons:
            show("", reason_view(one, found.region, say))
    elif explanation.reasons:
        words = (*asked.words[:1], *(("--plan", asked.plan) if asked.plan is not None else ()))
        command = say("explain.command", words=" ".join(words))
        show("", note(say("explain.more", command=" ".join(command.split()))))
    for item in items:
        if all(one.item != item for one in explanation.reasons):
            show(say("explain.served", item=item))


def _write(explanation: Explanation, found: AtHand, asked: Asked, say: Texts, outputs: Outputs) -> None:
    from cli.explaining import JSON, PAGE

    text = explanation.model_dump_json(indent=2) + "\n"
    if asked.json_to is not None:
        outputs.json(text, asked.json_to)
    if asked.out is not None:
        from cli.views.explain_page import explain_page

        page = Path(asked.out, PAGE)
        outputs.text(page, explain_page(explanation, found.region, say))
        outputs.text(Path(asked.out, JSON), text)
        if page in outputs.written:
            outputs.notes.append(say("explain.wrote", file=page))
