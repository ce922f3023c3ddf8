"""How help looks: rich panels, headings in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import rich_click

from cli.usage import TooMuchError, wrong_value

if TYPE_CHECKING:
    from cli.texts import Texts


def usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, say: Texts) -> None:
    """Write the usage line with its heading in the reader's language."""
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix=say("help.usage"))


def command_class(say: Texts) -> type[rich_click.RichCommand]:
    """Return the class of commands whose help is in the reader's language."""

    class Command(rich_click.RichCommand):
        def __init__(self, *args: object, **given: object) -> None:
            super().__init__(*args, **({"options_metavar": say("metavar.options")} | given))  # type: ignore[arg-type]

        def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
            """Read the arguments; what is wrong with them is told in words that know the reader's language."""
            given = list(args)
            ctx.allow_extra_args = True
            try:
                rest = super().parse_args(ctx, args)
            except click.MissingParameter:
                raise
            except click.BadParameter as error:
                raise wrong_value(error, ctx, given) from None
            except (click.BadOptionUsage, click.BadArgumentUsage) as error:
                # found before the command is known to what finds it
                error.ctx = error.ctx or ctx
                raise
            if rest and not ctx.resilient_parsing:
                raise TooMuchError(rest, ctx)
            return rest

        def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            usage(self, ctx, formatter, say)

    return Command


def help_config(say: Texts) -> rich_click.RichHelpConfiguration:
    """Return how help looks, headings in the reader's language."""
    return rich_click.RichHelpConfiguration(
        arguments_panel_title=say("help.arguments"),
        options_panel_title=say("help.options"),
        commands_panel_title=say("help.commands"),
        default_string=say("help.default"),
        required_long_string=say("help.required"),
        text_markup="rich",
        range_string="",
        max_width=100,
        use_click_short_help=True,
    )
