"""What the readers of the three kinds of table share: the region so far, where values came from, reading a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from optimizer.domain.fault import Fault
from optimizer.domain.shown import WITHHELD, shown
from optimizer.io.messy.columns import HULPVRAGEN, told_header
from optimizer.io.messy.match import ABBREVIATED, EMPTY_WORDS, Names
from optimizer.io.messy.plain import key_of, plain
from optimizer.io.messy.questions import BLANK, TOGETHER, Choice, Desk, Question
from optimizer.io.messy.rows import Row
from optimizer.io.messy.schoollist import SchoolList
from optimizer.io.messy.sheets import Cell, text_of
from optimizer.io.messy.told import COMMON, Words, facts_of
from optimizer.io.messy.values import Value
from optimizer.io.messy.values.fields import EXPERTISE, FIELDS
from optimizer.io.messy.values.words import WordList, word

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
    """Place by JSON pointer, of what comes from no row of a table."""
    rows: dict[str, tuple[Row, dict[str, str]]] = field(default_factory=dict)
    """Row by JSON pointer of an entity, with the column that each of its fields came from."""
    read: dict[tuple[str, str, str, type, Cell], Any] = field(default_factory=dict)
    """What a cell with this content says in a column (kind of table, field, header): many cells hold the same."""
    kringen: tuple[str, ...] = ()
    """Names of the kringen that schools are in."""
    expertise: tuple[str, ...] = ()
    """What the begeleiders have."""
    people: Names = field(default_factory=lambda: Names(()))
    own: Names = field(default_factory=lambda: Names(()))
    """The schools that the workbook itself lists; a name means one of these rather than another of the list."""

    @cached_property
    def school_words(self) -> Words:
        """Words of schools and their places, which may be repeated; complete once the schools are."""
        entries = (*self.names.entries, *self.own.entries)
        texts = (text for e in entries for text in (e.name, e.id, *e.places))
        return Words((*texts, *self.kringen, *EMPTY_WORDS, *ABBREVIATED))

    @cached_property
    def people_words(self) -> Words:
        """Names of begeleiders and their initials, which may be repeated; complete once the begeleiders are."""
        names = [text for e in self.people.entries for text in (e.name, e.id)]
        return Words((*names, *("".join(w[0] for w in plain(name).split()) for name in names)))

    @cached_property
    def field_words(self) -> Words:
        """Words of fields of expertise, which may be repeated; complete once the begeleiders are."""
        return Words((*self.expertise, *FIELDS, *EXPERTISE, *(word for words in EXPERTISE.values() for word in words)))

    def add(self, listed: str, entity: Raw, row: Row, columns: dict[str, str]) -> None:
        """Add an entity; `columns` says which column each of its fields came from."""
        entities = self.raw.setdefault(listed, [])
        own = f"/{listed}/{len(entities)}"
        entities.append(entity)
        self.rows[own] = (row, columns)

    def where(self, pointer: str) -> str | None:
        """Return the cell or place that something of the region comes from, if it comes from one itself."""
        if pointer in self.origins:
            return self.origins[pointer]
        if pointer in self.rows:
            return self.rows[pointer][0].where()
        entity, _, name = pointer.rpartition("/")
        row, columns = self.rows.get(entity, (None, {}))
        return row.where(columns[name]) if row is not None and name in columns else None

    def placed(self, fault: Fault) -> Fault:
        """Return a fault of the region with the cell it comes from."""
        steps = fault.where.split("/")
        while len(steps) > 1:
            cell = self.where("/".join(steps))
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
    kind, name, header = column
    seen = (kind, name, header, type(content), content)
    if seen not in making.read:
        making.read[seen] = reader(content)
    found: Value[T] | None = making.read[seen]
    if found is None:
        own = f"value:{kind}.{name}:{key_of(text_of(content))}"
        answer = desk.answer_to(own)
        instead = reader(answer) if answer and answer != BLANK else None
        if instead is not None and instead.part:
            # an answer is kept, so nothing may stand in it beside the value
            instead = None
        question = Question(
            id=own,
            kind="value",
            where=(where,),
            facts={"header": told_header(header)} | facts_of(content, COMMON if kind == HULPVRAGEN else None),
            choices=(Choice(BLANK), *(Choice(choice) for choice in choices)),
            guess=BLANK,
            certainty=TOGETHER,
            others=frozenset({answer}) if instead is not None else frozenset(),
            free=True,
        )
        return instead.value if desk.ask(question) != BLANK and instead is not None else None
    if found.guess:
        given = f"{found.part} {WITHHELD}" if found.part else shown(text_of(content))
        desk.note(found.guess, where, given=given, read=show(found.value))
    return found.value


def read_word(making: Making, row: Row, name: str, table: WordList) -> str | None:
    """Return a word of a closed list."""
    return read_cell(making, row, name, lambda cell: word(cell, table), choices=table.names)


def put(entity: Raw, columns: dict[str, str], name: str, value: object, column: str) -> None:
    """Set a field that has a value, and remember its column."""
    if value is not None:
        entity[name] = value
    columns.setdefault(name, column)
