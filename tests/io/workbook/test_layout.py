"""The layout covers the domain, and its names are clear in both languages."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import openpyxl  # type: ignore[import-untyped]
import pytest
from pydantic import BaseModel

from optimizer.domain.base import Frozen
from optimizer.domain.clock import Window
from optimizer.domain.location import Location
from optimizer.domain.region import Region
from optimizer.io.workbook.column import Kind, Shape
from optimizer.io.workbook.layout import BY_KEY, SERVICE_SHEETS, SHEETS
from optimizer.io.workbook.read import load_workbook
from optimizer.io.workbook.template import EXAMPLE, template
from optimizer.io.workbook.words import (
    ENUMS,
    columns_by_header,
    folded,
    header,
    hint,
    language_of,
    sheet_title,
    sheets_by_title,
    values_by_word,
    word,
)
from optimizer.language import LANGUAGES, catalogue
from tests.io.workbook.books import TODAY


def models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 -- any type
    """The models that a field's type is made of, but not those that a cell shows whole."""
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return [] if issubclass(annotation, Window | Location) else [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def leaves(model: type[BaseModel], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The paths of every field of a model, however deep, without positions and keys."""
    found: set[tuple[str, ...]] = set()
    for name, field in model.model_fields.items():
        here = (*path, field.alias or name)
        inside = models_in(field.annotation)
        if here == ("previous",) or not inside:
            found.add(here)
        for part in inside if here != ("previous",) else []:
            found |= leaves(part, here)
    return found


def covered() -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.path or sheet.shape in {Shape.VALUES, Shape.KEYED, Shape.CHUNKS}:
                found.add((*sheet.path, *column.path))
    return found


def test_every_field_of_a_region_has_its_column() -> None:
    given = covered()
    lacking = {leaf for leaf in leaves(Region) if not any(leaf == path[: len(leaf)] for path in given)}
    assert lacking == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_sheets_and_columns_are_clear(lang: str) -> None:
    keys = (*(sheet.key for sheet in SHEETS), *SERVICE_SHEETS)
    titles = [folded(sheet_title(key, lang)) for key in keys]
    assert len(set(titles)) == len(titles)
    assert all(sheets_by_title()[folded(sheet_title(key, lang))] == key for key in keys)
    for sheet in SHEETS:
        assert len(sheet_title(sheet.key, lang)) <= 31, "a spreadsheet program takes no longer name"
        for column in sheet.columns:
            name = header(sheet, column, lang)
            assert columns_by_header(sheet)[folded(name)] is column, (sheet.key, name)
            assert columns_by_header(sheet)[folded(name + " *")] is column
            assert hint(sheet, column, lang).endswith(".")


def test_the_catalogue_has_no_name_for_what_is_not_there() -> None:
    known = catalogue("nl")
    columns = {(s.key, c.key) for s in SHEETS for c in s.columns}
    for key in known:
        parts = key.split(".")
        if parts[:2] in (["workbook", "column"], ["workbook", "hint"]):
            assert (parts[2], parts[3]) in columns, key
        if parts[:2] in (["workbook", "sheet"], ["workbook", "about"]):
            assert parts[2] in BY_KEY, key
        if parts[:2] == ["workbook", "word"]:
            assert parts[3] in {member.value for member in ENUMS[parts[2]]}, key


def test_every_word_can_be_read_back() -> None:
    members: list[tuple[str, StrEnum]] = [(name, member) for name, enum in ENUMS.items() for member in enum]
    for name, member in members:
        for lang in LANGUAGES:
            assert values_by_word(name)[folded(word(name, member.value, lang))] == member.value


def test_the_language_of_a_workbook() -> None:
    assert language_of(["Scholen", "Begeleiders"]) == "nl"
    assert language_of(["Schools", "Requests", "Partners"]) == "en"
    assert language_of(["Blad1"]) == "nl"


# the template


def opened(data: bytes, folder: Path) -> tuple[Any, Path]:
    path = folder / "leeg.xlsx"
    path.write_bytes(data)
    return openpyxl.load_workbook(path), path


def test_the_needed_sheets_alone(tmp_path: Path) -> None:
    book, path = opened(template(), tmp_path)
    assert book.sheetnames == ["Uitleg", "Scholen", "Begeleiders", "Hulpvragen", "Lijsten"]
    assert book["Lijsten"].sheet_state == "hidden"
    assert [f.code for f in load_workbook(path, today=TODAY).faults] == ["no-schools"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_sheets_with_headers_hints_and_dropdowns(lang: str, tmp_path: Path) -> None:
    book, _ = opened(template(lang, everything=True), tmp_path)
    names = set(book.defined_names)
    wanted = [sheet_title(s.key, lang) for s in SHEETS if s.shape is not Shape.CHUNKS]
    assert book.sheetnames == [sheet_title("guide", lang), *wanted, sheet_title("lists", lang)]
    told = "\n".join(str(c.value) for row in book[sheet_title("guide", lang)] for c in row if c.value)
    for sheet in SHEETS:
        if sheet.shape in {Shape.CHUNKS, Shape.SETTINGS}:
            continue
        page = book[sheet_title(sheet.key, lang)]
        written = [c for c in sheet.columns if not c.read_only]
        assert [c.value.rstrip(" *") for c in page[1]] == [header(sheet, c, lang) for c in written]
        assert all(c.comment is not None for c in page[1])
        assert page.freeze_panes is not None
        used = {rule.formula1.lstrip("=") for rule in page.data_validations.dataValidation}
        assert used <= names
        assert f"kringplan_{'flag'}" in used or not any(c.kind is Kind.FLAG for c in written)
        for column in written:
            assert header(sheet, column, lang) in told
            if column.kind is Kind.WORD and not column.many:
                assert f"kringplan_{column.words}" in used


def test_dropdowns_hold_the_words(tmp_path: Path) -> None:
    book, _ = opened(template(), tmp_path)
    title, area = next(book.defined_names["kringplan_priority"].destinations)
    assert [c.value for row in book[title][area] for c in row] == ["urgent", "normaal", "laag"]
    assert "Scholen" in book.defined_names["kringplan_of_schools"].attr_text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("everything", [True, False])
def test_the_example_is_a_region(lang: str, everything: bool, tmp_path: Path) -> None:
    _, path = opened(template(lang, example=True, everything=everything), tmp_path)
    region = load_workbook(path, today=dt.date(2026, 11, 16)).or_raise()
    assert len(region.schools) == len(EXAMPLE["schools"])
    assert region.hulpvragen[3].half_days == ("ma-ochtend", "di-ochtend")
    assert set(region.begeleiders[1].availability) == {"wo-ochtend", "do-ochtend", "do-middag"}


def test_a_code_column_is_text_so_that_12e3_stays(tmp_path: Path) -> None:
    book, _ = opened(template(), tmp_path)
    assert book["Scholen"].column_dimensions["A"].number_format == "@"


@pytest.mark.parametrize(
    ("lang", "leerling", "school"),
    [
        ("nl", "Code, zoals op het blad Leerlingen.", "Naam of code, zoals op het blad Scholen."),
        ("en", "Code, as on the sheet Pupils.", "Name or code, as on the sheet Schools."),
    ],
)
def test_a_pupil_is_told_by_code_and_never_by_name(lang: str, leerling: str, school: str) -> None:
    sheet = BY_KEY["hulpvragen"]
    said = {column.path: hint(sheet, column, lang) for column in sheet.columns}
    assert said["leerling",].endswith(leerling)
    assert said["school",].endswith(school)
