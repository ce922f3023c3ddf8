"""What of the input may be repeated to a reader, and how.

Nobody needs to know who a pupil is, but somebody may have typed a name where an id, a number or a word belongs. So
of what is said about a leerling, and of references to one, no value is repeated but an id that tells nothing
(`is_opaque`). Of a hulpvraag, a pin and a plan, which may be named after a pupil as well, only values in which no
name can stand (`is_nameless`) are repeated, and of the first two references to schools, kringen and begeleiders.
"""

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
_PUPILS = frozenset({"leerling", "members", "candidates"})
"""Fields that refer to leerlingen."""
_PLANS = frozenset({"previous", "weeks"})
_NAMED_AFTER_PUPILS = _PLANS | {"hulpvragen", "pins", "arrangementen"}
"""Lists in which the name of a pupil may have been typed for an id, a number or a word."""
_OF_ARRANGEMENTEN = frozenset({"arrangementen", "running"})
"""Of an arrangement only what should be a whole object may hold a pupil's name."""
_OF_OTHERS = frozenset(
    {"school", "kring", "host", "hosts", "current", "preferred", "forbidden", "institute"}
    | {"begeleider", "begeleiders", "leader", "co_leaders"}
)
"""Fields of these lists that refer to somebody or something else."""
_KEYED = frozenset({"postcodes", "visited", "made", "told"})
"""Mappings whose keys the user gives."""
_POSTCODE = re.compile(r"\s*[1-9]\d{3}\s*([A-Za-z]{2})?\s*")
_OPAQUE = re.compile(r"[A-Za-z0-9._-]{1,20}", re.ASCII)
_OPENINGS = re.compile(r"^(leerling|lln|pupil)(?![A-Za-z])", re.ASCII)
_DATE = re.compile(r"\d{1,4}[-.]\d{1,2}[-.]\d{1,4}", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)
_TOO_MUCH = re.compile(r"[A-Za-z]{3}|\d{6}", re.ASCII)
_MAYBE_NAME = re.compile(r"[^\W\d_]{3}|\d{6}")


def is_opaque(value: str) -> bool:
    """Tell whether a text is a well-formed id that tells nothing of a pupil.

    It has a digit and at most 20 characters, all of them letters, digits, ``-``, ``_`` and ``.``; no more than two
    letters together (but for ``leerling``, ``lln`` and ``pupil`` at the start), so that no name can stand in it; and
    no more than five digits together, so that it is no national number, nor is it a date or a postcode.
    """
    return (
        _OPAQUE.fullmatch(value) is not None
        and _DIGIT.search(value) is not None
        and _TOO_MUCH.search(_OPENINGS.sub("", value)) is None
        and _DATE.fullmatch(value) is None
        and _POSTCODE.fullmatch(value) is None
    )


def is_nameless(value: str) -> bool:
    """Tell whether no name can stand in a text: it has a digit, and nowhere three letters or six digits together."""
    return _DIGIT.search(value) is not None and _MAYBE_NAME.search(value) is None


def nameless(value: object) -> str:
    """Return a value as `shown` when no name can stand in it, else `WITHHELD`."""
    text = shown(value)
    return text if is_nameless(text) else WITHHELD


def about_a_pupil(path: tuple[Step, ...]) -> bool:
    """Tell whether what stands at a path is said of a leerling, or refers to one."""
    return bool(path) and (path[0] == "leerlingen" or not _PUPILS.isdisjoint(path))


def may_name_a_pupil(path: tuple[Step, ...]) -> bool:
    """Tell whether the name of a pupil may have been typed for what belongs at a path, besides `about_a_pupil`."""
    if not path or path[0] not in _NAMED_AFTER_PUPILS:
        return False
    last = next(step for step in reversed(path) if isinstance(step, str))
    if path[0] == "arrangementen":
        return last in _OF_ARRANGEMENTEN
    return path[0] in _PLANS or last not in _OF_OTHERS


def without_names(path: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return a path up to the first key of the user's own that may be a name: where postcodes or visits are listed."""
    for position, step in enumerate(path[:-1]):
        if step in _KEYED and not is_nameless(str(path[position + 1])):
            return path[: position + 1]
    return path


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
    where_somebody_is = bool(path) and path[0] != "schools" and (path[0] == "postcodes" or path[-1] in _PLACES)
    if about_a_pupil(path) or where_somebody_is:
        return WITHHELD
    text = shown(value)
    telling = isinstance(value, str | int | float) and not isinstance(value, bool) and not is_nameless(text)
    return WITHHELD if telling and may_name_a_pupil(path) else text


def shown_id(value: str, path: tuple[Step, ...]) -> str:
    """Return an id, or `WITHHELD` where it may be a name for a pupil."""
    if about_a_pupil(path):
        return shown(value) if is_opaque(value) else WITHHELD
    return shown_at(value, path)


def nearest(value: object, choices: Iterable[str]) -> dict[str, str]:
    """Return the fact `nearest`, the valid name that looks most like a value; no fact when none does."""
    if not isinstance(value, str):
        return {}
    by_fold = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(value.strip().casefold(), by_fold, n=1, cutoff=0.6)
    return {"nearest": by_fold[found[0]]} if found else {}
