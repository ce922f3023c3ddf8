"""Reads the rows of one sheet into the JSON value of a region."""

from __future__ import annotations

from optimizer.domain.shown import about_a_pupil, shown, shown_at, shown_id
from optimizer.io.workbook.column import Column, Path, Shape
from optimizer.io.workbook.headers import Found, Raw, list_at, tell
from optimizer.io.workbook.layout import BY_KEY
from optimizer.io.workbook.origin import Table
from optimizer.io.workbook.problem import ABSENT, NO_ENTRY, Problem
from optimizer.io.workbook.values import read_cell
from optimizer.io.workbook.words import as_shown, header, sheet_title


class Cells:
    """Reads cells of a table, and says what is wrong with them."""

    def __init__(self, found: Found, table: Table) -> None:
        self.found, self.table = found, table
        self.sheet, self.cells, self.lang = table.sheet, table.cells, found.origin.lang

    def tell(self, row: int, column: int, code: str, **facts: str) -> None:
        """Remember a fault at a cell of this sheet."""
        tell(self.found, self.table, (row, column), code, **facts)

    def value(self, row: int, at: int, column: Column) -> object:
        """Return the JSON value of a cell; None, which no field that is given may be, when it has a fault."""
        place = (row, at)
        if place in self.cells.errors:
            self.tell(row, at, "cell-error", given=shown(self.cells.errors[place]))
            return None
        if place in self.cells.without_value:
            self.tell(row, at, "cell-formula-without-value")
            return None
        try:
            return read_cell(self.cells.value(row, at), column, self.lang)
        except Problem as problem:
            facts = dict(problem.facts)
            path = (*self.sheet.path, *column.path)
            if "given" in facts:
                facts["given"] = as_shown(shown_at(facts["given"], path), self.lang)
            if about_a_pupil(path):
                facts.pop("nearest", None)
            self.tell(row, at, problem.code, **facts)
            return None

    def put(self, entity: Raw, column: Column, value: object, place: tuple[int, int]) -> None:
        """Set a value at a column's path inside an entity."""
        if value is ABSENT:
            return
        *way, last = column.path
        for step in way:
            if step in entity and not isinstance(entity[step], dict):
                return
            entity = entity.setdefault(step, {})
        if value is NO_ENTRY:
            return
        if last in entity:
            twin = next(c for c in self.table.columns if c is not column and _overlap(c, column))
            self.tell(*place, "cell-said-twice", field=header(self.sheet, twin, self.lang))
            return
        entity[last] = value


def _overlap(one: Column, other: Column) -> bool:
    shared = min(len(one.path), len(other.path))
    return shared > 0 and one.path[:shared] == other.path[:shared]


class Rows(Cells):
    """Reads the rows under the headers."""

    def __init__(self, found: Found, table: Table) -> None:
        super().__init__(found, table)
        self.fields = [(c, at) for c, at in table.columns.items() if c.path]
        self.bare = [(c, at) for c, at in table.columns.items() if not c.path]
        self.owners: dict[str, list[int]] | None = None
        self.taken: dict[tuple[str, ...], int] = {}

    def read(self) -> None:
        """Read every row into what is found so far."""
        sheet, table = self.sheet, self.table
        if sheet.shape in {Shape.ROWS, Shape.VALUES}:
            entries = list_at(self.found.data, sheet.path)
            self.found.origin.add_row(sheet.path, table, table.header_row)
        places = list(table.columns.values())
        for row in range(table.header_row + 1, len(self.cells.rows)):
            if not any(self.cells.has_content(row, at) for at in places):
                continue
            if sheet.shape is Shape.ROWS:
                self.remember((*sheet.path, str(len(entries))), row)
                entries.append(self.entity({}, row))
            elif sheet.shape is Shape.VALUES:
                self.remember((*sheet.path, str(len(entries))), row)
                column, at = self.bare[0]
                entries.append(self.value(row, at, column))
            elif sheet.shape is Shape.KEYED:
                self.keyed(row)
            else:
                self.part(row)

    def remember(self, path: Path, row: int) -> None:
        """Remember that a row says something of what stands at a path."""
        self.found.origin.add_row(path, self.table, row)

    def entity(self, entity: Raw, row: int) -> Raw:
        """Set the fields that a row gives in an entity, and return it."""
        for column, at in self.fields:
            if self.cells.has_content(row, at):
                self.put(entity, column, self.value(row, at, column), (row, at))
        return entity

    def key(self, row: int, number: int) -> str | None:
        """Return what the first or second column says this row is about; nothing, and a fault, when it does not."""
        wanted = [c for c in self.sheet.columns if not c.path][number]
        at = self.table.columns.get(wanted)
        value = ABSENT if at is None else self.value(row, at, wanted)
        if isinstance(value, str):
            return value.strip()
        if value is not None:
            place = min(self.table.columns.values()) if at is None else at
            self.tell(row, place, "row-without-owner", field=header(self.sheet, wanted, self.lang))
        return None

    def keyed(self, row: int) -> None:
        """Read a row of which the first column is the key of a mapping."""
        key = self.key(row, 0)
        if key is None or not self.first_time((key,), key, row):
            return
        column = self.sheet.columns[1]
        at = self.table.columns.get(column)
        value = None if at is None else self.value(row, at, column)
        self.found.data.setdefault(self.sheet.path[0], {})[key] = None if value is ABSENT else value
        self.remember((*self.sheet.path, key), row)

    def part(self, row: int) -> None:
        """Read a row that belongs to an entity of another sheet."""
        given = self.key(row, 0)
        owner = None if given is None else self.owner(given, row)
        if given is None or owner is None:
            return
        listed = self.sheet.path[0]
        path: Path = (listed, str(owner))
        entity: Raw = self.found.data[listed][owner]
        if self.sheet.shape is Shape.ALONG:
            if self.first_time(path, given, row):
                self.remember(path, row)
                self.entity(entity, row)
            return
        name = self.sheet.path[1]
        if self.sheet.shape is Shape.PARTS:
            parts = entity.setdefault(name, [])
            self.remember((*path, name, str(len(parts))), row)
            parts.append(self.entity({}, row))
            return
        key = self.key(row, 1)
        if key is not None and self.first_time((*path, key), given, row):
            self.remember((*path, name, key), row)
            entity.setdefault(name, {})[key] = self.entity({}, row)

    def first_time(self, path: Path, given: str, row: int) -> bool:
        """Tell whether nothing was said of this before; say so when there was."""
        first = self.taken.setdefault(path, row)
        if first == row:
            return True
        at = min(self.table.columns.values())
        self.tell(row, at, "row-twice", given=shown_id(given, self.sheet.path), first=self.table.where(first, at))
        return False

    def owner(self, given: str, row: int) -> int | None:
        """Return the position of the entity that an id or name is of."""
        listed = self.sheet.path[0]
        if self.owners is None:
            self.owners = _owners(self.found.data.get(listed, []))
        found = self.owners.get(given, [])
        if len(found) == 1:
            return found[0]
        at = self.table.columns[self.sheet.columns[0]]
        shown_given, title = shown_id(given, self.sheet.path), sheet_title(BY_KEY[listed].key, self.lang)
        if found:
            self.tell(row, at, "row-of-two", given=shown_given, sheet=title)
        elif "" not in self.owners:
            self.tell(row, at, "row-of-nobody", given=shown_given, sheet=title)
        return None


def _owners(entities: list[Raw]) -> dict[str, list[int]]:
    """Return positions by id, else by name; the empty name is of entities whose id could not be read."""
    by_id: dict[str, list[int]] = {}
    by_name: dict[str, list[int]] = {}
    for index, entity in enumerate(entities):
        own, name = entity.get("id", ABSENT), entity.get("name")
        if isinstance(own, str):
            by_id.setdefault(own.strip(), [index])
        elif own is not ABSENT:
            by_id.setdefault("", []).append(index)
        if isinstance(name, str):
            by_name.setdefault(name.strip(), []).append(index)
    return by_name | by_id
