"""`kringplan audit`: outcomes of a placement by groups of separate data, with small counts hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common, json_option

if TYPE_CHECKING:
    from cli.texts import Texts

DEFAULT_THRESHOLD = 10
LEAST, MOST = 2, 1000


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command("audit", cls=command_class(say), help=say("help.audit"), short_help=say("help.audit_short"))
    @click.argument("result", metavar=say("metavar.result"))
    @click.option("--groups", required=True, metavar=say("metavar.groups"), help=say("help.audit_groups"))
    @click.option(
        "--threshold",
        type=click.IntRange(LEAST, MOST),
        default=DEFAULT_THRESHOLD,
        show_default=True,
        metavar=say("metavar.number"),
        help=say("help.audit_threshold"),
    )
    @json_option(say)
    @common(say)
    def audit(result: str, groups: str, threshold: int, json_to: str | None, verbose: int) -> None:
        import json

        from cli.console import show
        from cli.errors import Refused
        from cli.load import shown_name
        from cli.log import logger
        from cli.output import prepare, spare, write_json
        from cli.views.audit import audit_view
        from optimizer.audit import audit as make
        from optimizer.audit import audit_data, load_groups, read_outcomes
        from optimizer.domain.fault import Fault
        from optimizer.io.json import read_json

        spare(say, json_to, result, groups)
        prepare(json_to, None)
        parsed = read_json(result)
        outcomes, faults = read_outcomes(parsed.value) if not parsed.faults else ((), parsed.faults)
        if faults:
            raise Refused(faults, shown_name(result))
        found, faults = load_groups(groups)
        if found is not None and not any(one.leerling in found.of for one in outcomes):
            faults = (Fault(code="audit-nobody-known", where=shown_name(groups)),)
        if found is None or faults:
            raise Refused(faults, shown_name(groups))
        made = make(outcomes, found, threshold)
        logger(verbose).info("audit", number=made.number, unknown=made.unknown, tests=made.tests)
        if json_to is not None:
            write_json(json.dumps(audit_data(made), ensure_ascii=False, indent=2, allow_nan=False) + "\n", json_to)
        if json_to != "-":
            show(audit_view(made, say))

    return audit
