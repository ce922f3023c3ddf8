"""What is wrong with a command line, in the reader's words; click's own are English."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click
from click.exceptions import NoArgsIsHelpError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.texts import Texts


class WrongValueError(click.BadParameter):
    """A value that its option or argument does not take."""

    def __init__(self, error: click.BadParameter, given: object) -> None:
        super().__init__(error.message, error.ctx, error.param, error.param_hint)
        self.given = given


class TooMuchError(click.UsageError):
    """Words on the command line that belong to nothing."""

    def __init__(self, words: Sequence[str], ctx: click.Context) -> None:
        super().__init__(" ".join(words), ctx)


def wrong_value(error: click.BadParameter, ctx: click.Context, arguments: Sequence[str]) -> WrongValueError:
    """Return click's complaint together with the value that it is about."""
    param = error.param
    if param is None or param.name is None:
        return WrongValueError(error, None)
    values, _, _ = param_values(ctx, arguments)
    given = values.get(param.name)
    for value in given if isinstance(given, list | tuple) else [given]:
        try:
            param.type.convert(value, param, ctx)
        except click.BadParameter:
            return WrongValueError(error, value)
    return WrongValueError(error, None)


def param_values(
    ctx: click.Context, arguments: Sequence[str]
) -> tuple[dict[str, object], list[str], list[click.Parameter]]:
    """Return what the command line says of each parameter, before anything is made of it."""
    values, rest, order = ctx.command.make_parser(ctx).parse_args(list(arguments))
    return dict(values), rest, order


def usage_text(error: click.UsageError, say: Texts) -> str:
    """Return a complaint about the command line in the reader's language."""
    if isinstance(error, click.NoSuchOption):
        return say("usage.no_option", name=error.option_name) + _meant(error.possibilities, say)
    if isinstance(error, click.NoSuchCommand):
        group = error.ctx.command if error.ctx is not None else None
        commands = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx is not None else []
        told = say("usage.no_command", name=error.command_name, commands=", ".join(commands))
        # click looks among commands that were imported
        return told + _meant(get_close_matches(error.command_name, commands), say)
    if isinstance(error, click.BadOptionUsage):
        return _option_usage(error, say)
    if isinstance(error, click.BadParameter):
        return _parameter_usage(error, say)
    if isinstance(error, TooMuchError):
        return say("usage.too_much", words=error.message)
    if isinstance(error, click.BadArgumentUsage):
        return say("usage.too_few")
    if isinstance(error, NoArgsIsHelpError) or (error.ctx and isinstance(error.ctx.command, click.Group)):
        return say("usage.incomplete")
    # what is left was raised by a command, in the reader's own words
    return error.message


def _parameter_usage(error: click.BadParameter, say: Texts) -> str:
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", name=_name(error))
    return say("usage.bad_value", name=_name(error), message=_value(error, say))


def _meant(possibilities: Sequence[str] | None, say: Texts) -> str:
    return say("usage.meant", names=say.either(sorted(possibilities))) if possibilities else ""


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    if error.param is not None and error.ctx is not None:
        return error.param.make_metavar(error.ctx).strip("[].")
    return str(error.param_hint or "")


def _option_usage(error: click.BadOptionUsage, say: Texts) -> str:
    name = error.option_name
    params = error.ctx.command.params if error.ctx is not None else []
    option = next((p for p in params if isinstance(p, click.Option) and name in p.opts), None)
    takes_none = option is not None and (option.is_flag or option.count)
    return say("usage.takes_none" if takes_none else "usage.needs_value", name=name)


def _value(error: click.BadParameter, say: Texts) -> str:
    """Return what is wrong with a value and what is asked instead."""
    kind, value = error.param.type if error.param is not None else None, getattr(error, "given", None)
    given = "" if value is None else str(value)
    if isinstance(kind, click.Choice):
        return say("value.choice", given=given, choices=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.Path):
        return say(f"value.{_wrong_path(kind, given)}", given=given)
    if isinstance(kind, click.IntRange | click.FloatRange):
        whole = isinstance(kind, click.IntRange)
        return say(f"value.{'whole' if whole else 'number'}_{_ends(kind)}", given=given, **_limits(kind, say))
    if kind in {click.INT, click.FLOAT}:
        return say("value.whole" if kind is click.INT else "value.number", given=given)
    return say("value.other", given=given)


def _ends(kind: click.IntRange | click.FloatRange) -> str:
    """Return which limits a range of numbers has."""
    if kind.min is None:
        return "most"
    return ("above" if kind.min_open else "least") if kind.max is None else "range"


def _limits(kind: click.IntRange | click.FloatRange, say: Texts) -> dict[str, str]:
    limits = {"min": kind.min, "max": kind.max}
    return {name: say.number(round(limit)) for name, limit in limits.items() if limit is not None}


def _wrong_path(kind: click.Path, given: str) -> str:
    if not os.path.lexists(given):
        return "path_missing"
    if os.path.isdir(given) and not kind.dir_okay:  # noqa: PTH112 -- the path is whatever the user typed
        return "path_is_folder"
    if os.path.isfile(given) and not kind.file_okay:  # noqa: PTH113
        return "path_is_file"
    return "path_closed"
