"""What the readers of the three kinds of table share: the region so far, where values came from, reading a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from optimizer.domain.fault import Fault
from optimizer.domain.shown import shown
from optimizer.io.messy.match import Names
from optimizer.io.messy.plain import key_of
from optimizer.io.messy.questions import BLANK, TOGETHER, Choice, Desk, Question
from optimizer.io.messy.rows import Row
from optimizer.io.messy.schoollist import SchoolList
from optimizer.io.messy.sheets import Cell, text_of
from optimizer.io.messy.values import Value
from optimizer.io.messy.values.words import word

T = TypeVar("T")
Raw = dict[str, Any]


@dataclass
class Making:
    """A region while it is made of tables."""

    desk: Desk
    schools: SchoolList
    names: Names
    """The schools to match names with."""
    today: date
    raw: Raw = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    """Cell by JSON pointer, of entities and of their fields."""
    kringen: tuple[str, ...] = ()
    """Names of the kringen that schools are in."""
    expertise: tuple[str, ...] = ()
    """What the begeleiders have."""
    people: Names = field(default_factory=lambda: Names(()))
    own: Names = field(default_factory=lambda: Names(()))
    """The schools that the workbook itself lists; a name means one of these rather than another of the list."""

    def add(self, listed: str, entity: Raw, row: Row, columns: dict[str, str]) -> None:
        """Add an entity; `columns` says which column each of its fields came from."""
        entities = self.raw.setdefault(listed, [])
        own = f"/{listed}/{len(entities)}"
        entities.append(entity)
        self.origins[own] = row.where()
        for name, column in columns.items():
            self.origins[f"{own}/{name}"] = row.where(column)

    def placed(self, fault: Fault) -> Fault:
        """Return a fault of the region with the cell it comes from."""
        steps = fault.where.split("/")
        while len(steps) > 1:
            cell = self.origins.get("/".join(steps))
            if cell is not None:
                return fault.model_copy(update={"where": cell})
            steps.pop()
        return fault


def read_cell(
    making: Making,
    row: Row,
    name: str,
    reader: Callable[[Cell], Value[T] | None],
    show: Callable[[T], str] = str,
    choices: tuple[str, ...] = (),
) -> T | None:
    """Return the value of a field of a row: read, guessed with a note, or as answered; nothing for an empty cell."""
    cell = row.get(name)
    if cell is None:
        return None
    return read_value(making, (row.table.kind, name, row.header(name)), (row.where(name), cell), reader, show, choices)


def read_value(
    making: Making,
    column: tuple[str, str, str],
    cell: tuple[str, Cell],
    reader: Callable[[Cell], Value[T] | None],
    show: Callable[[T], str] = str,
    choices: tuple[str, ...] = (),
) -> T | None:
    """Return the value of a cell (its place and content) of a column (kind of table, field, header)."""
    desk, (where, content) = making.desk, cell
    found, given = reader(content), shown(text_of(content))
    if found is None:
        kind, name, header = column
        own = f"value:{kind}.{name}:{key_of(text_of(content))}"
        answer = desk.answer_to(own)
        instead = reader(answer) if answer and answer != BLANK else None
        question = Question(
            id=own,
            kind="value",
            where=(where,),
            facts={"given": given, "header": header.replace("\n", " ")},
            choices=(Choice(BLANK), *(Choice(choice) for choice in choices)),
            guess=BLANK,
            certainty=TOGETHER,
            others=frozenset({answer}) if instead is not None else frozenset(),
            free=True,
        )
        return instead.value if desk.ask(question) != BLANK and instead is not None else None
    if found.guess:
        desk.note(found.guess, where, given=given, read=show(found.value))
    return found.value


def read_word(making: Making, row: Row, name: str, table: dict[str, tuple[str, ...]]) -> str | None:
    """Return a word of a closed list."""
    return read_cell(making, row, name, lambda cell: word(cell, table), choices=tuple(str(key) for key in table))


def put(entity: Raw, columns: dict[str, str], name: str, value: object, column: str) -> None:
    """Set a field that has a value, and remember its column."""
    if value is not None:
        entity[name] = value
    columns.setdefault(name, column)
