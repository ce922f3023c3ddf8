"""Parses JSON strictly, and says where it is wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.domain.pointer import Step, pointer
from optimizer.domain.shown import shown

_REASONS = {
    "Expecting value": "value-expected",
    "Expecting ',' delimiter": "comma-expected",
    "Expecting ':' delimiter": "colon-expected",
    "Expecting property name enclosed in double quotes": "name-expected",
    "Illegal trailing comma before end of object": "trailing-comma",
    "Illegal trailing comma before end of array": "trailing-comma",
    "Extra data": "extra-data",
    "Unterminated string starting at": "unterminated-text",
    "Invalid control character at": "control-character",
}
"""Messages of the standard library, as words of the catalogue."""


@dataclass(frozen=True)
class Parsed:
    """A JSON value, or nothing when the text is no JSON; with what is wrong."""

    value: object
    faults: tuple[Fault, ...]


class _Doubled(dict[str, Any]):
    """An object in which names stood twice."""

    twice: tuple[str, ...] = ()


class _Parser:
    """Remembers whether anything was met that JSON or this program does not allow."""

    def __init__(self) -> None:
        self.suspect = False

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.suspect = True
        doubled, seen = _Doubled(found), set[str]()
        doubled.twice = tuple(dict.fromkeys(name for name, _ in pairs if name in seen or seen.add(name)))  # type: ignore[func-returns-value]
        return doubled

    def constant(self, name: str) -> float:
        self.suspect = True
        return float(name.replace("Infinity", "inf"))

    def number(self, text: str) -> float:
        value = float(text)
        self.suspect = self.suspect or math.isinf(value)
        return value


def parse_json(data: bytes, source: str) -> Parsed:
    """Parse UTF-8 text, with or without a byte order mark.

    Parameters
    ----------
    data : bytes
        The content of a file.
    source : str
        Its name, for ``file:line``.

    Returns
    -------
    Parsed
        Names that stand twice in an object and numbers that are not finite are faults beside the value, so that
        the rest can still be examined.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Parsed(None, (Fault(code="file-not-utf8", where=f"{source}:{line}"),))
    if not text.strip():
        return Parsed(None, (Fault(code="file-empty", where=source),))
    parser = _Parser()
    try:
        value = json.loads(
            text, object_pairs_hook=parser.pairs, parse_constant=parser.constant, parse_float=parser.number
        )
    except json.JSONDecodeError as error:
        reason = _REASONS.get(error.msg, "unreadable")
        facts = {"column": str(error.colno), "reason": reason}
        return Parsed(None, (Fault(code="json-syntax", where=f"{source}:{error.lineno}", facts=facts),))
    except RecursionError:
        return Parsed(None, (Fault(code="json-too-deep", where=source),))
    except ValueError:
        # the only other reason the standard library has: a whole number of thousands of digits
        return Parsed(None, (Fault(code="json-number-too-long", where=source),))
    return Parsed(value, tuple(_suspects(value, ())) if parser.suspect else ())


def _suspects(value: object, path: tuple[Step, ...]) -> Iterator[Fault]:
    if isinstance(value, _Doubled):
        for name in value.twice:
            yield Fault(code="json-name-twice", where=pointer(*path, name), facts={"field": shown(name)})
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _suspects(inside, (*path, name))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _suspects(inside, (*path, index))
    elif isinstance(value, float) and not math.isfinite(value):
        yield Fault(code="json-not-finite", where=pointer(*path))
