"""`kringplan generate`: an invented region, or invented work on a real school list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import rich_click

from cli.families import family_options, family_region, family_text, refuse_together
from cli.help import command_class
from cli.load import shown_name
from cli.options import common, overwrite_option

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.domain.region import Region

DEFAULT = "default"
PRESETS = (DEFAULT, "aan-den-ijssel", "westfriese-knoop", "rijnstreek", "de-liemers")


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""

    @rich_click.command(
        "generate", cls=command_class(say), help=say("help.generate"), short_help=say("help.generate_short")
    )
    @click.option("--preset", type=click.Choice(PRESETS), metavar=say("metavar.name"), help=say("help.preset"))
    @click.option(
        "--schools",
        type=click.Path(exists=True, dir_okay=False),
        metavar=say("metavar.table"),
        help=say("help.schools"),
    )
    @click.option("--swv", metavar=say("metavar.swv"), help=say("help.swv"))
    @family_options(say)
    @click.option("--seed", type=click.IntRange(0, 2**31 - 1), metavar=say("metavar.number"), help=say("help.seed"))
    @click.option("--asking", type=click.IntRange(0, 2_000), metavar=say("metavar.number"), help=say("help.asking"))
    @click.option("--out", type=click.Path(dir_okay=False), metavar=say("metavar.file"), help=say("help.generate_out"))
    @overwrite_option(say)
    @common(say)
    def generate(  # noqa: PLR0913 -- one per option
        *,
        preset: str | None,
        schools: str | None,
        swv: str | None,
        family: str | None,
        size: str | None,
        seed: int | None,
        asking: int | None,
        out: str | None,
        overwrite: bool,
        verbose: int,
    ) -> int:
        from cli.log import logger
        from cli.output import Outputs, fresh, prepare
        from optimizer.io.json import dump_region

        if schools is None and swv is not None:
            raise click.UsageError(say("usage.swv_alone"))
        if schools is not None and preset == DEFAULT:
            raise click.UsageError(say("usage.preset_or_schools"))
        if swv is not None and preset is not None:
            raise click.UsageError(say("usage.preset_has_swv"))
        refuse_together(say, family, size, (preset, schools, swv, asking))
        fresh(say, out, overwrite=overwrite)
        prepare(out, None)
        made = None if family is None else family_region(family, size, seed)
        region = _region(preset, schools, swv, seed, asking) if made is None else made
        logger(verbose).info("generated", region=region.id, schools=len(region.schools), asked=len(region.hulpvragen))
        outputs = Outputs()
        outputs.json(dump_region(region) if made is None else family_text(made), out or "-")
        return outputs.tell(say)

    return generate


def _region(preset: str | None, schools: str | None, swv: str | None, seed: int | None, asking: int | None) -> Region:
    if preset not in (None, DEFAULT):
        return _of_preset(preset, schools, seed, asking)
    return _synthetic(seed, asking) if schools is None else _on_list(schools, swv, seed, asking)


def _of_preset(preset: str, schools: str | None, seed: int | None, asking: int | None) -> Region:
    from cli.errors import Refused
    from instances.presets import preset_region
    from instances.school_list import SchoolListRefusedError

    try:
        return preset_region(preset, schools=schools, seed=seed or 0, asking=asking or 0)
    except SchoolListRefusedError as error:
        raise Refused(error.faults, shown_name(schools or "")) from None


def _synthetic(seed: int | None, asking: int | None) -> Region:
    if seed is None and asking is None:
        from instances.default import default_region

        return default_region()
    from dataclasses import replace

    from instances import generate
    from instances.spec import RegionSpec

    spec = RegionSpec()
    return generate(replace(spec, counts=replace(spec.counts, asking=asking or 0)), seed or 0)


def _on_list(schools: str, swv: str | None, seed: int | None, asking: int | None) -> Region:
    from cli.errors import Refused
    from instances.real import from_school_list
    from instances.school_list import SchoolListRefusedError

    try:
        return from_school_list(schools, swv=swv, seed=seed or 0, asking=asking or 0)
    except SchoolListRefusedError as error:
        raise Refused(error.faults, shown_name(schools)) from None
