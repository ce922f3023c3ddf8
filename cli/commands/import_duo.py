"""`kringplan import-duo`: real schools from DUO's open files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli.help import command_class
from cli.options import common, for_json, overwrite_option

if TYPE_CHECKING:
    from cli.texts import Texts

WORKBOOK = ".xlsx"
"""Ending of a name for which a workbook is written, to fill in the rest; any other gets JSON."""

LONGEST = 200
"""Characters of a region's name."""


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    existing = click.Path(exists=True, dir_okay=False, path_type=Path)

    @rich_click.command(
        "import-duo", cls=command_class(say), help=say("help.import-duo"), short_help=say("help.import-duo_short")
    )
    @click.option("--swv", required=True, metavar=say("metavar.swv"), help=say("help.duo_swv"))
    @click.option("--schools", type=existing, required=True, metavar=say("metavar.table"), help=say("help.duo_schools"))
    @click.option("--special", type=existing, metavar=say("metavar.table"), help=say("help.duo_special"))
    @click.option("--pupils", type=existing, metavar=say("metavar.table"), help=say("help.duo_pupils"))
    @click.option(
        "--postcodes",
        type=existing,
        required=True,
        multiple=True,
        metavar=say("metavar.table"),
        help=say("help.duo_postcodes"),
    )
    @click.option("--points", type=existing, metavar=say("metavar.table"), help=say("help.duo_points"))
    @click.option("--kringen", type=existing, metavar=say("metavar.table"), help=say("help.duo_kringen"))
    @click.option("--week", metavar=say("metavar.week"), help=say("help.duo_week"))
    @click.option("--name", metavar=say("metavar.name"), help=say("help.duo_name"))
    @click.option(
        "--out", type=click.Path(dir_okay=False), required=True, metavar=say("metavar.file"), help=say("help.duo_out")
    )
    @click.option(
        "--json",
        "json_to",
        type=click.Path(dir_okay=False, allow_dash=True),
        callback=for_json(say),
        metavar=say("metavar.json"),
        help=say("help.duo_json"),
    )
    @overwrite_option(say)
    @common(say)
    def import_duo(  # noqa: PLR0913 -- one argument an option
        *,
        swv: str,
        schools: Path,
        special: Path | None,
        pupils: Path | None,
        postcodes: tuple[Path, ...],
        points: Path | None,
        kringen: Path | None,
        week: str | None,
        name: str | None,
        out: str,
        json_to: str | None,
        verbose: int,
        overwrite: bool,
    ) -> int:
        from cli.console import show
        from cli.errors import Refused
        from cli.log import logger
        from cli.output import Outputs, fresh, prepare, spare
        from cli.views.duo import duo_json, duo_summary
        from optimizer.domain.intake import InputRefusedError
        from optimizer.io.duo import DuoFiles
        from optimizer.io.duo import import_duo as read

        if json_to is not None and json_to != "-" and Path(json_to).resolve() == Path(out).resolve():
            raise click.UsageError(say("usage.duo_same_out"))
        if name is not None and not 0 < len(name.strip()) <= LONGEST:
            raise click.UsageError(say("usage.duo_name", most=LONGEST))
        for target in (out, json_to):
            spare(say, target, schools, special, pupils, *postcodes, points, kringen)
        fresh(say, out, overwrite=overwrite)
        prepare(out, None)
        prepare(json_to, None)
        files = DuoFiles(schools, postcodes, special, pupils, points, kringen)
        try:
            found = read(files, swv, week=_week(week, say), name=name)
        except InputRefusedError as error:
            raise Refused(error.faults, "import-duo") from None
        logger(verbose).info("imported", region=found.region.id, schools=len(found.region.schools))
        outputs = Outputs()
        outputs.region(found.region, out, say)
        if json_to is not None:
            outputs.json(duo_json(found, say), json_to)
        if json_to != "-":
            show(duo_summary(found, files, Path(out).name, say))
        return outputs.tell(say)

    return import_duo


def _week(given: str | None, say: Texts) -> str:
    """Return the week asked for, else the next one."""
    from datetime import date, timedelta

    from optimizer.domain.calendar import monday_of, week_of

    if given is None:
        return week_of(date.today() + timedelta(weeks=1))  # noqa: DTZ011 -- the user's own calendar
    try:
        monday = monday_of(given)
    except ValueError:
        raise click.UsageError(say("usage.duo_week", name=given)) from None
    if week_of(monday) != given:
        raise click.UsageError(say("usage.duo_week", name=given))
    return given
