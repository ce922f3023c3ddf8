"""`kringplan schema`: the JSON Schema of what comes in and goes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.domain.schema import Kind

KINDS = ("region", "plan", "result", "placement", "joint")


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command("schema", cls=command_class(say), help=say("help.schema"), short_help=say("help.schema_short"))
    @click.argument("kind", type=click.Choice(KINDS), default="region", metavar="[region|plan|result|placement|joint]")
    @common(say)
    def schema(kind: Kind, verbose: int) -> None:
        from optimizer.domain.schema import json_schema

        del verbose
        click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))

    return schema
