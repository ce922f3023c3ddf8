"""What a sheet and a column of a workbook are: the words in which `layout` declares them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TypedDict, Unpack

from optimizer.domain.half_day import HALF_DAYS

Path = tuple[str, ...]


class Kind(StrEnum):
    """What a cell holds."""

    ID = "id"
    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"
    WORD = "word"
    DATE = "date"
    WEEK = "week"
    CLOCK = "clock"
    WINDOW = "window"
    """A clock window; a dash says that the half day is closed."""
    POINT = "point"
    """``52.1305, 4.7203``."""
    HOME = "home"
    """A point or a postcode."""
    COUNTS = "counts"
    """A number for every half day, or some half days with theirs."""


class Shape(Enum):
    """How the rows of a sheet become JSON."""

    ROWS = "an entity a row"
    PARTS = "a part of an entity a row; the first column says of which"
    KEYED_PARTS = "as PARTS, in a mapping; the second column is the key"
    ALONG = "more fields of entities; the first column says of which"
    KEYED = "an entry of a mapping a row; the first column is the key"
    VALUES = "a value a row"
    SETTINGS = "a setting a row: its name, then its value"
    CHUNKS = "a long text, cut in pieces"


@dataclass(frozen=True)
class Column:
    """A column, or a row of a sheet of settings.

    `path` leads to the value inside the entity; empty for the owner or key of a row. `words` names the enumeration of a
    `Kind.WORD`. `names` are the lists whose ids (or names) it holds. `many`: a list in one cell. `none_said`: an empty
    list differs from no list, so it is written. `entry`: an entry of a mapping, which may lack it. `read_only` columns
    are understood but not written.
    """

    path: Path
    kind: Kind
    words: str = ""
    names: tuple[str, ...] = ()
    needed: bool = False
    many: bool = False
    none_said: bool = False
    entry: bool = False
    read_only: bool = False
    label: str = ""

    @property
    def key(self) -> str:
        """Return its name in the catalogue."""
        return self.label or "_".join(self.path)


@dataclass(frozen=True)
class Sheet:
    """A sheet: where its rows go in the JSON, and its columns."""

    key: str
    shape: Shape
    path: Path
    columns: tuple[Column, ...]
    needed: bool = False


class _More(TypedDict, total=False):
    """What a column may have besides its path and kind."""

    needed: bool
    many: bool
    none_said: bool
    entry: bool
    read_only: bool
    label: str


def of_kind(path: str, kind: Kind, names: str = "", words: str = "", **more: Unpack[_More]) -> Column:
    """Return a column of a kind; `names` are lists of the region, separated by spaces."""
    return Column(tuple(path.split("/")), kind, words, tuple(names.split()), **more)


def ids(path: str, names: str = "", **more: Unpack[_More]) -> Column:
    """Return a column of ids, of entities of the lists `names`."""
    return of_kind(path, Kind.ID, names, **more)


def texts(path: str, **more: Unpack[_More]) -> Column:
    """Return a column of texts."""
    return of_kind(path, Kind.TEXT, **more)


def whole(path: str, **more: Unpack[_More]) -> Column:
    """Return a column of whole numbers."""
    return of_kind(path, Kind.WHOLE, **more)


def dates(path: str, **more: Unpack[_More]) -> Column:
    """Return a column of dates."""
    return of_kind(path, Kind.DATE, **more)


def flag(path: str) -> Column:
    """Return a column of yes and no."""
    return of_kind(path, Kind.FLAG)


def words_of(path: str, words: str, **more: Unpack[_More]) -> Column:
    """Return a column of words of an enumeration."""
    return of_kind(path, Kind.WORD, words=words, **more)


def half_days(path: str, **more: Unpack[_More]) -> Column:
    """Return a column of half days, several in a cell."""
    filled: _More = {"many": True}
    filled.update(more)
    return of_kind(path, Kind.WORD, words="half_day", **filled)


def week_of(path: str) -> tuple[Column, ...]:
    """Return ten columns: a clock window for every half day."""
    return tuple(of_kind(f"{path}/{h.value}", Kind.WINDOW, entry=True, label=f"half_day.{h.value}") for h in HALF_DAYS)


def owner(names: str) -> Column:
    """Return the first column of rows that belong to an entity of a list."""
    return Column((), Kind.ID, names=(names,), needed=True, label="owner")
