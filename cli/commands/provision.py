"""`kringplan provision`: what is offered against what is needed, and where it falls short."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common, for_json, for_svg

if TYPE_CHECKING:
    from cli.texts import Texts


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    writable = click.Path(dir_okay=False, allow_dash=True)

    @rich_click.command(
        "provision", cls=command_class(say), help=say("help.provision"), short_help=say("help.provision_short")
    )
    @click.argument("region", type=click.Path(allow_dash=True), required=False, metavar=say("metavar.region"))
    @click.option("--kring", metavar=say("metavar.name"), help=say("help.provision_kring"))
    @click.option(
        "--json",
        "json_to",
        type=writable,
        callback=for_json(say),
        metavar=say("metavar.json"),
        help=say("help.provision_json"),
    )
    @click.option(
        "--svg",
        type=click.Path(dir_okay=False),
        callback=for_svg(say),
        metavar=say("metavar.file"),
        help=say("help.provision_svg"),
    )
    @common(say)
    def provision(region: str | None, kring: str | None, json_to: str | None, svg: str | None, verbose: int) -> int:
        import json

        from cli.console import show
        from cli.load import region_of
        from cli.log import logger
        from cli.output import Outputs, prepare, spare
        from cli.pick import pick
        from optimizer.provision import heat_picture, net_data, net_of_provision

        if json_to is not None and svg is not None and Path(json_to).resolve() == Path(svg).resolve():
            raise click.UsageError(say("usage.provision_same"))
        for path in (json_to, svg):
            spare(say, path, region)
            prepare(path, None)
        found = region_of(region)
        chosen = None if kring is None else pick(kring, ((k.id, k.name) for k in found.kringen), "--kring", say)
        net = net_of_provision(found)
        logger(verbose).info("provision", region=found.id, cells=len(net.cells), gaps=len(net.gaps))
        outputs = Outputs(region)
        if svg is not None:
            outputs.text(Path(svg), heat_picture(net, found, say.lang))
        if json_to is not None:
            outputs.json(json.dumps(net_data(net, found), ensure_ascii=False, indent=2) + "\n", json_to)
        if json_to != "-":
            from cli.views.provision import kring_net, whole_net

            show(whole_net(net, found, say) if chosen is None else kring_net(net, found, chosen, say))
        return outputs.tell(say)

    return provision
