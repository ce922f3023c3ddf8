"""Finds whom or what the user means by an id, a name, or a part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cli.texts import Texts

_SHOWN = 8


def pick(asked: str, names: Iterable[tuple[str, str]], option: str, say: Texts) -> str:
    """Return the id that is meant.

    Parameters
    ----------
    asked
        What the user wrote; upper and lower case do not matter.
    names
        Ids with names.
    option
        The option it was given with.

    Raises
    ------
    click.UsageError
        When nothing, or more than one, fits; it says what does.
    """
    known = dict(names)
    if asked in known:
        return asked
    low = asked.casefold().strip()
    same = [i for i, name in known.items() if low in (i.casefold(), name.casefold())]
    found = same or [i for i, name in known.items() if low in name.casefold()]
    if len(found) == 1:
        return found[0]
    shown = sorted(f"{known[i]} ({i})" for i in (found or known))
    more = say("pick.more", n=len(shown) - _SHOWN) if len(shown) > _SHOWN else ""
    key = "pick.several" if found else "pick.nothing"
    raise click.UsageError(say(key, option=option, asked=asked, names=", ".join(shown[:_SHOWN]) + more))
