"""The `kringplan` command: finds the asked command and imports nothing else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click
import rich_click

from cli import exit_codes
from cli.help import help_config, usage
from cli.texts import Texts, asked_language

COMMANDS = (
    "week",
    "check",
    "account",
    "place",
    "plan",
    "explain",
    "why-not",
    "recommend",
    "replan",
    "decide",
    "template",
    "import",
    "convert",
    "import-duo",
    "provision",
    "audit",
    "generate",
    "schema",
)


class LazyGroup(rich_click.RichGroup):
    """A group whose commands are modules of this package, imported when they are asked for."""

    def __init__(self, say: Texts) -> None:
        super().__init__(
            name="kringplan",
            help=say("help.kringplan"),
            options_metavar=say("metavar.options"),
            subcommand_metavar=say("metavar.command"),
            context_settings={
                "max_content_width": 100,
                "rich_help_config": help_config(say),
            },
        )
        click.help_option("-h", "--help", help=say("help.help"))(self)
        self.say = say

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line in the reader's language."""
        usage(self, ctx, formatter, self.say)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a coordinator's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return nothing when there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        # a module cannot be called by a word of the language
        module = import_module(f"cli.commands.{name}{'_' if iskeyword(name) else ''}")
        command: click.Command = module.build(self.say)
        return command


def run(arguments: Sequence[str], say: Texts) -> int:
    """Run a command line and return its exit code."""
    from cli.errors import Refused, absent, complain, defect

    group = LazyGroup(say)
    try:
        # without a command there is nothing to do but to explain
        code = group.main(list(arguments) or ["--help"], prog_name="kringplan", standalone_mode=False)
    except click.ClickException as error:
        return complain(error, say)
    except Refused as refused:
        from cli.views.faults import show_refused

        show_refused(refused, say)
        return exit_codes.REFUSED
    except (click.Abort, KeyboardInterrupt):
        return exit_codes.STOPPED
    except ImportError as error:
        return absent(error, say)
    except Exception as error:  # noqa: BLE001 -- nothing may reach the user unexplained
        defect(error, say)
        return exit_codes.FAILED
    if not arguments:
        return exit_codes.USAGE
    return code if isinstance(code, int) else exit_codes.DONE


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(run(given, Texts(asked_language(given))))


if __name__ == "__main__":
    main()
