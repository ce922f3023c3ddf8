from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.io.messy.schoollist import read_schools, readable_place
from tests.io.messy.workbooks import SCHOOLS, write_schools


def test_a_list_with_commas(tmp_path: Path) -> None:
    found = read_schools(write_schools(tmp_path))
    assert found.faults == ()
    assert len(found.schools) == 9
    assert found.schools["09PQ00"]["kind"] == "SBO"
    assert found.schools["05CD00"]["location"] == {"lat": 52.1198, "lon": 4.6534}
    assert found.where["12E300"] == "scholen.csv:2"
    assert found.places["12E300"] == ("Alpherveen", "Veenrijk")
    assert found.left_out == [("list-kind", "scholen.csv:11")]


def test_a_list_that_excel_saved_with_semicolons_and_windows_letters(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes("Vestigingscode;Naam;Lat;Lon\r\n05CD00;Het Mozaïek;52,1198;4,6534\r\n".encode("cp1252"))
    found = read_schools(path)
    assert found.schools == {
        "05CD00": {"id": "05CD00", "name": "Het Mozaïek", "kind": "BO", "location": {"lat": 52.1198, "lon": 4.6534}}
    }


def test_rows_that_are_no_school_are_said(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    head = "vestigingscode,naam,soort,cluster,lat,lon\n"
    path.write_text(
        f"{head}00AA00,A,BO,,,\n00BB00,B,SO,,52,5\n00CC00,C,BO,,52,5\n00CC00,C,BO,,52,5\n", encoding="utf-8"
    )
    found = read_schools(path)
    assert list(found.schools) == ["00CC00"]
    assert found.left_out == [
        ("list-no-point", "lijst.csv:2"),
        ("list-no-cluster", "lijst.csv:3"),
        ("list-twice", "lijst.csv:5"),
    ]


def test_the_schools_of_a_region(tmp_path: Path) -> None:
    path = tmp_path / "regio.json"
    school = {"id": "S1", "name": "De Ark", "location": {"lat": 52.1, "lon": 4.6}, "kring": "k1"}
    path.write_text(
        json.dumps({"id": "r", "schools": [school], "kringen": [{"id": "k1", "name": "Noord"}]}), encoding="utf-8"
    )
    found = read_schools(path)
    assert found.schools == {"S1": school}
    assert found.base == {"id": "r", "kringen": [{"id": "k1", "name": "Noord"}]}


def test_one_samenwerkingsverband_of_many(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    lines = SCHOOLS.splitlines()
    areas = ["swv_po", *("PO-1" if i % 2 else "PO-2" for i in range(len(lines) - 1))]
    path.write_text("\n".join(f"{line},{area}" for line, area in zip(lines, areas, strict=True)), encoding="utf-8")
    assert [fault.code for fault in read_schools(path).faults] == ["list-many-swv"]
    assert len(read_schools(path, "PO-2").schools) == 5
    assert [fault.code for fault in read_schools(path, "PO-3").faults] == ["list-unknown-swv"]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("leeg.csv", "", "list-column-missing"),
        ("kop.csv", "vestigingscode,naam,lat,lon\n", "messy-list-empty"),
        ("anders.csv", "a,b\n1,2\n", "list-column-missing"),
        ("leeg.json", "{}", "messy-list-empty"),
        ("stuk.json", "{", "json-syntax"),
    ],
)
def test_lists_that_are_refused(tmp_path: Path, name: str, text: str, code: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert {fault.code for fault in read_schools(path).faults} == {code}


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    assert [fault.code for fault in read_schools(tmp_path / "weg.csv").faults] == ["file-missing"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [("ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"), ("HAZERSWOUDE-DORP", "Hazerswoude-Dorp"), ("Ter Aar", "Ter Aar")],
)
def test_places_in_capitals_become_readable(given: str, expected: str) -> None:
    assert readable_place(given) == expected


HEAD = "vestigingscode,naam,lat,lon\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + '00AA00,De Ark,52,5\n00BB00,"De Bron,52,5\n00CC00,De Wegwijzer,52,5\n', 3),
        (HEAD + '00AA00,De Ark,52,5\n00BB00,"De Bron,52,5\n00CC00,"De Wegwijzer",52,5\n', 3),
        (HEAD + '00AA00,"De" Ark,52,5\n', 2),
        ('vestigingscode,"naam,lat,lon\n00AA00,De Ark,52,5\n', 1),
        # more than one cell can hold
        (HEAD + '00AA00,"De Ark,52,5\n' + "x" * 200_000, 2),
        (HEAD + '00AA00,"De Ark\nin twee regels",52,5\n00BB00,"De Bron,52,5\n', 4),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text(text, encoding="utf-8")
    assert [(f.code, f.where) for f in read_schools(path).faults] == [("csv-quote", f"lijst.csv:{line}")]


def test_quotation_marks_in_names_are_read(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    text = HEAD + '00AA00,"De Ark, Noord",52,5\n00BB00,"De ""Bron""",52,5\n00CC00,De "Linde",52,5\n'
    path.write_text(text, encoding="utf-8")
    assert [s["name"] for s in read_schools(path).schools.values()] == ["De Ark, Noord", 'De "Bron"', 'De "Linde"']


@given(text=st.text(alphabet='a"0,;\n\r\t\x00 5', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "lijst.csv")
        path.write_text(HEAD + text, encoding="utf-8", newline="")
        found = read_schools(path)
    assert bool(found.schools) != bool(found.faults)
    assert {f.code for f in found.faults} <= {"csv-quote", "messy-list-empty"}
