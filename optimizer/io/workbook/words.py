"""Names of sheets and columns and words for values, both ways: written in one language, understood in every one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from optimizer.domain import vocabulary as v
from optimizer.domain.half_day import HalfDay
from optimizer.io.workbook.column import Column, Kind, Shape, Sheet
from optimizer.io.workbook.layout import SERVICE_SHEETS, SHEETS
from optimizer.language import LANGUAGES, catalogue, text

ENUMS: dict[str, type[StrEnum]] = {
    "role": v.Role,
    "mode": v.Mode,
    "level": v.Level,
    "target": v.Target,
    "priority": v.Priority,
    "status": v.RequestStatus,
    "school_kind": v.SchoolKind,
    "route": v.Route,
    "payer": v.PayerKind,
    "leerling_kind": v.LeerlingKind,
    "rung": v.Rung,
    "admission": v.AdmissionKind,
    "overleg_kind": v.OverlegKind,
    "leg": v.LegKind,
    "running": v.RunningPolicy,
    "neighbours": v.NeighbourPolicy,
    "stage": v.StageKey,
    "half_day": HalfDay,
}
"""Enumerations by the name under which their words stand in the catalogue;."""
_TABLES = {"half_day": "cli.half_day", "stage": "stage"}
"""Where words stand that other rooms use too."""
_SAID_BY_OWN_HINT = frozenset({Kind.ID, Kind.TEXT, Kind.WHOLE})
NAMED = ("schools", "begeleiders", "kringen", "gemeenten", "besturen", "partners")
"""Lists whose entities are chosen by name; of others only by their code, leerlingen above all."""
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"[*:\s]+$")


def folded(name: str) -> str:
    """Return a name as it is compared: no capitals, single spaces, without a trailing star or colon."""
    return _MARK.sub("", _SPACE.sub(" ", name.replace("_", " ")).strip()).casefold()


def sheet_title(key: str, lang: str) -> str:
    """Return the name of a sheet, of data or of our own."""
    return text(f"workbook.{'service' if key in SERVICE_SHEETS else 'sheet'}.{key}", lang)


def header(sheet: Sheet, column: Column, lang: str) -> str:
    """Return the header of a column, or the name of a setting."""
    if column.label.startswith("half_day."):
        return text(f"cli.{column.label}", lang)
    return text(f"workbook.column.{sheet.key}.{column.key}", lang)


def hint(sheet: Sheet, column: Column, lang: str) -> str:
    """Return what a column holds, in a line or two."""
    known = catalogue(lang)
    parts = []
    own = known.get(f"workbook.hint.{sheet.key}.{column.key}")
    if own is not None:
        parts.append(own)
    if column.names and column.path != ("id",):
        kind = "ref" if column.names[0] in NAMED else "code"
        parts.append(text(f"workbook.kind.{kind}", lang, sheet=sheet_title(column.names[0], lang)))
    elif own is None or column.kind not in _SAID_BY_OWN_HINT:
        words = ", ".join(choices(column, lang)) if column.kind is Kind.WORD else ""
        parts.append(text(f"workbook.kind.{column.kind}", lang, words=words))
    if column.many:
        parts.append(text("workbook.kind.many", lang))
    return ". ".join(parts) + "."


@cache
def word(words: str, value: str, lang: str) -> str:
    """Return the word for a value of an enumeration; the value itself where the catalogue has none."""
    return catalogue(lang).get(f"{_TABLES.get(words, f'workbook.word.{words}')}.{value}", value)


def choices(column: Column, lang: str) -> list[str]:
    """Return every word that a column takes."""
    return [word(column.words, member.value, lang) for member in ENUMS[column.words]]


def as_shown(fact: str, lang: str) -> str:
    """Return a value as a spreadsheet program shows it: truth in words, all else as it is."""
    return catalogue(lang).get(f"workbook.truth.{fact}", fact)


@cache
def values_by_word(words: str) -> dict[str, str]:
    """Return the values of an enumeration by their words in every language, and by themselves."""
    found: dict[str, str] = {}
    for member in ENUMS[words]:
        found[folded(member.value)] = member.value
    for lang in LANGUAGES:
        for member in ENUMS[words]:
            found.setdefault(folded(word(words, member.value, lang)), member.value)
    return found


@cache
def said(key: str) -> frozenset[str]:
    """Return what a word of the workbook is in every language; several are separated by semicolons."""
    found = (part for lang in LANGUAGES for part in text(f"workbook.{key}", lang).split(";"))
    return frozenset(folded(part) for part in found)


@cache
def sheets_by_title() -> dict[str, str]:
    """Return keys of sheets by their name in every language, our own included."""
    keys = (*(sheet.key for sheet in SHEETS), *SERVICE_SHEETS)
    return {folded(sheet_title(key, lang)): key for lang in LANGUAGES for key in keys}


@cache
def columns_by_header(sheet: Sheet) -> dict[str, Column]:
    """Return the columns of a sheet (settings, for one of those) by every name they are known by."""
    found: dict[str, Column] = {}
    for lang in LANGUAGES:
        for column in sheet.columns:
            found.setdefault(folded(header(sheet, column, lang)), column)
    for column in sheet.columns:
        for own in {"_".join(column.path), "/".join(column.path), column.path[-1] if column.path else ""}:
            if own and not any(c is not column and own == c.path[-1] for c in sheet.columns if c.path):
                found.setdefault(folded(own), column)
    return found


def language_of(titles: Iterable[str]) -> str:
    """Return the language in which the names of a workbook's sheets are."""
    given = {folded(title) for title in titles}
    keys = (*(sheet.key for sheet in SHEETS), *SERVICE_SHEETS)
    return max(LANGUAGES, key=lambda lang: len(given & {folded(sheet_title(key, lang)) for key in keys}))


def is_settings(sheet: Sheet) -> bool:
    """Tell whether the rows of a sheet are settings."""
    return sheet.shape is Shape.SETTINGS
