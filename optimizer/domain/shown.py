"""What of the input may be repeated to a reader, and how."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable

from optimizer.domain.pointer import Step

WITHHELD = "…"
"""Stands for a value that is not repeated."""
_LONGEST = 60
_PLACES = frozenset({"lat", "lon", "location", "base", "home"})
_POSTCODE = re.compile(r"\s*[1-9]\d{3}\s*([A-Za-z]{2})?\s*")


def shown(value: object) -> str:
    """Return a value of the input as one short printable line."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, dict):
        text = "{…}"
    elif isinstance(value, list | tuple):
        text = "[…]"
    elif isinstance(value, bool | int | float) or value is None:
        text = json.dumps(value)
    else:
        text = type(value).__name__
    line = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def shown_at(value: object, path: tuple[Step, ...]) -> str:
    """Return a value as `shown`, or `WITHHELD` where it could tell about a pupil, or where somebody lives."""
    about_a_pupil = bool(path) and path[0] == "leerlingen"
    where_somebody_is = bool(path) and path[0] != "schools" and (path[0] == "postcodes" or path[-1] in _PLACES)
    return WITHHELD if about_a_pupil or where_somebody_is else shown(value)


def shown_id(value: str, path: tuple[Step, ...]) -> str:
    """Return an id that a pupil refers to, unless what stands there is a postcode."""
    about_a_pupil = bool(path) and path[0] == "leerlingen"
    return WITHHELD if about_a_pupil and _POSTCODE.fullmatch(value) else shown(value)


def nearest(value: object, choices: Iterable[str]) -> dict[str, str]:
    """Return the fact `nearest`, the valid name that looks most like a value; no fact when none does."""
    if not isinstance(value, str):
        return {}
    by_fold = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(value.strip().casefold(), by_fold, n=1, cutoff=0.6)
    return {"nearest": by_fold[found[0]]} if found else {}
