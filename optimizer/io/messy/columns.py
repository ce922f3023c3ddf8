"""The columns that are looked for, and the Dutch words that coordinators put above them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from optimizer.domain.shown import WITHHELD as LEFT_OUT
from optimizer.io.messy.plain import key_of, plain
from optimizer.io.messy.told import Words, told
from optimizer.io.messy.values.amounts import FTE, HOURS, MINUTES, UNKNOWN
from optimizer.io.messy.values.halfdays import DAY_WORDS, PART_WORDS

SCHOOLS, BEGELEIDERS, HULPVRAGEN = "schools", "begeleiders", "hulpvragen"
KINDS = (HULPVRAGEN, BEGELEIDERS, SCHOOLS)
"""Kinds of table, the richest first."""
IGNORED = "ignored"
"""A column that is known and left alone."""
WITHHELD = "withheld"
"""A column about a pupil: it is never read."""
MANY = frozenset({"expertise", "preferred", "kringen", IGNORED, WITHHELD, "half_days"})
"""Fields that may have several columns."""


def _data() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


_DATA = _data()
COLUMNS: dict[str, dict[str, list[str]]] = _DATA["columns"]
"""By kind of table and field: the plain words (`plain`) of headers."""
ANCHORS: dict[str, list[str]] = _DATA["anchors"]
TELLING: dict[str, list[str]] = _DATA["telling"]
SHEET_WORDS: dict[str, list[str]] = _DATA["sheets"]


@cache
def known(kind: str) -> dict[str, str]:
    """Return the field of every known header of a kind of table."""
    return {word: field for field, words in COLUMNS[kind].items() for word in words}


def day_field(header: str) -> str | None:
    """Return the field of a column that is about a day or half day: ``day:ma`` or ``day:ma-ochtend``."""
    words = plain(header).split()
    days = [DAY_WORDS[w] for w in words if w in DAY_WORDS]
    parts = [PART_WORDS[w] for w in words if w in PART_WORDS]
    if len(days) != 1 or len(days) + len(parts) != len(words):
        if len(words) == 1 and not days:
            joined = _split(words[0])
            return day_field(joined) if joined else None
        return None
    if len(parts) == 1 and len(parts[0]) == 1:
        return f"day:{days[0]}-{parts[0][0]}"
    return f"day:{days[0]}" if not parts or len(parts[0]) > 1 else None


def _split(word: str) -> str | None:
    for end in range(2, len(word)):
        if word[:end] in DAY_WORDS and word[end:] in PART_WORDS:
            return f"{word[:end]} {word[end:]}"
    return None


def unit_of(header: str) -> str:
    """Return the unit that a header names."""
    words = plain(header).split()
    if any(w in {"fte", "wtf", "werktijdfactor", "betrekkingsomvang"} for w in words):
        return FTE
    if any(re.fullmatch(r"min|minuten|minuut", w) for w in words):
        return MINUTES
    return HOURS if any(re.fullmatch(r"uur|uren|u|contracturen|taakuren", w) for w in words) else UNKNOWN


@cache
def _header_words() -> Words:
    texts = (word for kind in KINDS for word in known(kind))
    return Words((*texts, *DAY_WORDS, *PART_WORDS, "per week maand jaar aantal naam code nr soort datum laatste"))


def told_header(header: str) -> str:
    """Return a header in one line for a reader; what is no word of headers may be about a pupil and is left out."""
    return told(header.replace("\n", " "), _header_words()) or LEFT_OUT


def header_key(kind: str, header: str) -> str:
    """Return what a header is remembered by: its words where these are known, else a digest."""
    words = plain(header)
    sure = {words, words.replace(" ", "")} & set(known(kind)) or day_field(header) is not None
    return words if sure else key_of(header)
