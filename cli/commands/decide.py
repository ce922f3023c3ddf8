"""`kringplan decide`: who approves what, in a log that shows tampering; runs made again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
import rich_click

from cli.help import command_class
from cli.options import F, common, json_option, matrix_option, overwrite_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.texts import Texts

ROLES = {"coordinator": "coordinator", "school": "school", "swv": "swv", "ouders": "parents", "parents": "parents"}
"""Roles by their words on the command line."""
_DAY = click.DateTime(("%Y-%m-%d", "%d-%m-%Y"))


@dataclass(frozen=True)
class Asked:
    """The command line, understood; names as the options."""

    region: str | None
    log: str
    by: str | None
    appoint: tuple[str, ...]
    dismiss: tuple[str, ...]
    record: str | None
    previous: str | None
    table: str | None
    heard: tuple[str, ...]
    not_heard: tuple[str, ...]
    approve: tuple[str, ...]
    reject: tuple[str, ...]
    role: str | None
    school: str | None
    on: datetime | None
    reason: str | None
    who: str | None
    verify: bool
    head: str | None
    replay: str | None
    out: str | None
    json_to: str | None
    overwrite: bool
    verbose: int

    @property
    def writes(self) -> bool:
        """Whether anything goes into the log."""
        many = self.appoint + self.dismiss + self.heard + self.not_heard + self.approve + self.reject
        return bool(many) or self.record is not None


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    file = click.Path(exists=True, dir_okay=False)
    name, person, about = say("metavar.name"), say("metavar.person"), say("metavar.about")

    def option(flag: str, **more: Any) -> Callable[[F], F]:  # noqa: ANN401 -- as click
        return click.option(flag, help=say(f"help.decide_{flag.removeprefix('--').replace('-', '_')}"), **more)

    @rich_click.command("decide", cls=command_class(say), help=say("help.decide"), short_help=say("help.decide_short"))
    @click.argument("region", required=False, metavar=f"[{say('metavar.region')}]")
    @option("--log", required=True, type=click.Path(dir_okay=False), metavar=say("metavar.log"))
    @option("--by", metavar=name)
    @option("--appoint", multiple=True, metavar=person)
    @option("--dismiss", multiple=True, metavar=person)
    @option("--record", type=file, metavar=say("metavar.result"))
    @option("--previous", type=file, metavar=say("metavar.plan"))
    @matrix_option(say)
    @option("--heard", multiple=True, metavar=say("metavar.leerling"))
    @option("--not-heard", multiple=True, metavar=say("metavar.leerling"))
    @option("--approve", multiple=True, metavar=about)
    @option("--reject", multiple=True, metavar=about)
    @click.option("--as", "role", type=click.Choice(tuple(ROLES)), help=say("help.decide_as"))
    @option("--school", metavar=say("metavar.school_id"))
    @option("--on", type=_DAY, metavar=say("metavar.day"))
    @option("--reason", metavar=say("metavar.reason"))
    @option("--who", metavar=about)
    @option("--verify", is_flag=True)
    @option("--head", metavar=say("metavar.hash"))
    @option("--replay", metavar=say("metavar.run"))
    @option("--out", type=click.Path(dir_okay=False, allow_dash=True), metavar=say("metavar.region"))
    @overwrite_option(say)
    @json_option(say)
    @common(say)
    def decide(**given: Any) -> int:  # noqa: ANN401 -- click gives what `Asked` says
        asked = Asked(**given | {"head": None if given["head"] is None else given["head"].strip().lower()})
        _fits(asked, say)
        from cli.deciding import run

        return run(asked, say)

    return decide


def _fits(asked: Asked, say: Texts) -> None:
    """Refuse options that do not go together."""
    other = asked.writes or asked.out is not None or asked.who is not None
    if asked.replay is not None and (other or asked.verify):
        raise click.UsageError(say("usage.decide_replay_alone"))
    if asked.verify and other:
        raise click.UsageError(say("usage.decide_verify_alone"))
    if asked.head is not None and not asked.verify:
        raise click.UsageError(say("usage.decide_head"))
    if asked.head is not None and re.fullmatch("[0-9a-f]{64}", asked.head) is None:
        raise click.UsageError(say("usage.decide_head_code"))
    if asked.writes and not (asked.by or "").strip():
        raise click.UsageError(say("usage.decide_by"))
    if asked.approve and asked.reject:
        raise click.UsageError(say("usage.decide_both"))
    if asked.out == "-" and asked.json_to == "-":
        raise click.UsageError(say("usage.decide_two_to_stdout"))
