"""Several values in one cell: separated by semicolons, commas or line ends, quoted where they hold one themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NEEDS_QUOTES = re.compile(r'[;,"\n\r]|^\s|\s$|^$')


class OpenQuoteError(ValueError):
    """A quotation mark is opened and not closed."""


@dataclass(frozen=True)
class Item:
    """A value of a list, and whether it was quoted."""

    text: str
    quoted: bool = False


def split(given: str) -> list[Item]:
    """Return the values of a list; what is empty between separators is left out.

    Raises
    ------
    OpenQuoteError
        When a value that begins with a quotation mark does not end with one.
    """
    items: list[Item] = []
    at, end = 0, len(given)
    while at < end:
        if given[at] in ";,\n\r" or given[at].isspace():
            at += 1
        elif given[at] == '"':
            found, at = _quoted(given, at + 1)
            items.append(Item(found, quoted=True))
        else:
            stop = min((p for p in (given.find(mark, at) for mark in ";,\n\r") if p >= 0), default=end)
            items.append(Item(given[at:stop].strip()))
            at = stop
    return items


def _quoted(given: str, at: int) -> tuple[str, int]:
    """Return a quoted value and where it ends; two quotation marks stand for one."""
    found = ""
    while True:
        stop = given.find('"', at)
        if stop < 0:
            raise OpenQuoteError
        found += given[at:stop]
        if given[stop + 1 : stop + 2] != '"':
            break
        found, at = found + '"', stop + 2
    rest = stop + 1
    while rest < len(given) and given[rest].isspace() and given[rest] not in "\n\r":
        rest += 1
    if rest < len(given) and given[rest] not in ";,\n\r":
        raise OpenQuoteError
    return found, rest


def joined(values: Iterable[str], *, quote_always: frozenset[str] = frozenset()) -> str:
    """Return values as one text that `split` takes apart again.

    Parameters
    ----------
    values : iterable of str
        The values.
    quote_always : frozenset of str
        Words, without capitals, that would mean something else when they stand alone.
    """
    return "; ".join(
        '"' + value.replace('"', '""') + '"'
        if _NEEDS_QUOTES.search(value) or value.strip().casefold() in quote_always
        else value
        for value in values
    )
