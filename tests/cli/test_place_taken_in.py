"""A workbook of proposals that was filled in comes back: who agreed, what was offered, and what cannot be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]

from cli import exit_codes
from optimizer.domain.region import Region
from optimizer.io.json import dump_region, load_region
from tests.cli.helpers import DATA, kringplan

PLACEMENT = DATA / "placement.json"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Both streams on one line."""
    found = capsys.readouterr()
    return " ".join((found.out + found.err).split())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run on the small region."""
    folder = tmp_path_factory.mktemp("plaatsing")
    assert kringplan("place", PLACEMENT, "--out", folder) == 0
    return folder


@pytest.fixture
def after(tmp_path: Path) -> Path:
    """Where the next region goes."""
    return tmp_path / "next.json"


def filled(made: Path, to: Path, **rows: dict[str, object]) -> Path:
    """The workbook with cells filled in, by leerling and column name."""
    book: Workbook = load_workbook(made / "plaatsing.xlsx")
    sheet = book["Voorstellen"]
    at = {sheet.cell(3, column).value: column for column in range(1, sheet.max_column + 1)}
    where = {sheet.cell(row, 1).value: row for row in range(4, sheet.max_row + 1)}
    for leerling, cells in rows.items():
        for name, value in cells.items():
            sheet.cell(where[leerling], at[name.replace("_", " ")]).value = value
    path = to / "ingevuld.xlsx"
    book.save(path)
    return path


def next_region(path: Path) -> Region:
    region = load_region(path).region
    assert region is not None
    return region


def by_id(region: Region) -> dict[str, Any]:
    return {leerling.id: leerling for leerling in region.leerlingen}


def test_an_untouched_workbook_changes_nothing(made: Path, after: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("account", PLACEMENT, "--placement", made / "plaatsing.xlsx", "--out", after) == 0
    assert "niets ingevuld of gewijzigd" in said(capsys)
    assert after.read_text(encoding="utf-8") == dump_region(next_region(PLACEMENT))


def test_agreements_and_offers_come_into_the_region_and_later_runs_keep_them(
    made: Path, after: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = filled(
        made,
        tmp_path,
        L1={"aanbod_tot": date(2026, 12, 18), "school_laat_toe": "24-11-2026"},
        L2={"aangeboden_school": "De Wilg [dependance]", "aanbod_tot": "18 december 2026"},
        L5={"akkoord": "ja"},
    )
    assert kringplan("account", PLACEMENT, "--placement", book, "--out", after) == 0
    assert "3 leerlingen bijgewerkt: 1 akkoord en 3 aanbiedingen gewijzigd." in said(capsys)
    found = by_id(next_region(after))
    assert (found["L1"].offer.school, found["L1"].offer.until) == ("S3", date(2026, 12, 18))
    assert found["L1"].decisions.school == date(2026, 11, 24)
    assert found["L1"].decisions.parents == date(2026, 11, 16)
    assert (found["L2"].offer.school, found["L2"].offer.agreed) == ("S3", False)
    assert found["L5"].offer.agreed
    assert kringplan("place", after, "--json", "-") == 0
    told = {one["leerling"]: one for one in json.loads(capsys.readouterr().out)["leerlingen"]}
    assert (told["L2"]["status"], told["L2"]["placement"]["school"]) == ("offered", "S3")
    assert told["L5"]["status"] == "agreed"
    again = tmp_path / "again.json"
    assert kringplan("account", after, "--placement", book, "--out", again) == 0
    assert again.read_text(encoding="utf-8") == after.read_text(encoding="utf-8")


def test_what_came_into_the_region_since_stays(made: Path, after: Path, tmp_path: Path) -> None:
    region = next_region(PLACEMENT)
    later = region.leerlingen[0].model_copy(
        update={"decisions": region.leerlingen[0].decisions.model_copy(update={"swv": date(2026, 11, 25)})}
    )
    newer = tmp_path / "newer.json"
    newer.write_text(dump_region(region.model_copy(update={"leerlingen": (later, *region.leerlingen[1:])})), "utf-8")
    book = filled(made, tmp_path, L1={"kind_gehoord": "20-11-2026", "ouders_kiezen": None})
    assert kringplan("account", newer, "--placement", book, "--out", after) == 0
    decisions = by_id(next_region(after))["L1"].decisions
    assert (decisions.swv, decisions.child_heard, decisions.parents) == (date(2026, 11, 25), date(2026, 11, 20), None)


def test_an_offer_that_is_wiped_out_is_taken_back(made: Path, after: Path, tmp_path: Path) -> None:
    book = filled(made, tmp_path, L5={"aangeboden_school": None, "aanbod_tot": None})
    assert kringplan("account", PLACEMENT, "--placement", book, "--out", after) == 0
    assert by_id(next_region(after))["L5"].offer is None


@pytest.mark.parametrize(
    ("leerling", "cells", "where", "text"),
    [
        ("L1", {"aanbod_tot": "binnenkort"}, "J6", "Wat hier staat, is geen datum"),
        ("L1", {"akkoord": "misschien"}, "K6", "Hier hoort ja of nee te staan"),
        ("L1", {"akkoord": "ja"}, "K6", "er ontbreekt school laat toe, SWV geeft af, kind gehoord"),
        ("L1", {"aangeboden_school": "De Onbekende"}, "I6", "Deze school is onbekend"),
        ("L1", {"aangeboden_school": "De Wilg"}, "I6", "Deze school is onbekend"),
        ("L1", {"aangeboden_school": "Het Kompas"}, "J6", "zonder datum tot wanneer"),
        ("L3", {"aanbod_tot": "18-12-2026"}, "I4", "niet voor welke school"),
        ("L1", {"leerling": "L2"}, "A7", "staat hier voor de tweede keer"),
        ("L1", {"leerling": "L7"}, "A6", "vraagt niet om een plek"),
        ("L1", {"leerling": None, "aanbod_tot": "18-12-2026"}, "A6", "noemt geen leerling"),
        ("L1", {"aangeboden_school": "Het Kompas", "aanbod_tot": "18-12-2026"}, "I", "Voorstellen!I"),
    ],
)
def test_a_fault_has_its_cell_and_nothing_is_written(
    leerling: str,
    cells: dict[str, object],
    where: str,
    text: str,
    made: Path,
    after: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = filled(made, tmp_path, **{leerling: cells})
    assert kringplan("account", PLACEMENT, "--placement", book, "--out", after) == exit_codes.REFUSED
    found = said(capsys)
    assert f"Voorstellen!{where}" in found
    assert text in found
    assert not after.exists()


def test_the_workbook_of_another_region_is_refused(
    made: Path, after: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text(dump_region(next_region(PLACEMENT).model_copy(update={"id": "anders"})), "utf-8")
    assert kringplan("account", other, "--placement", made / "plaatsing.xlsx", "--out", after) == exit_codes.REFUSED
    assert "anders" in said(capsys)


def test_a_roster_or_a_workbook_of_proposals_but_one(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = made / "plaatsing.xlsx"
    assert kringplan("account", PLACEMENT, "--out", "-") == exit_codes.USAGE
    assert "Geef een rooster, of een ingevulde plaatsing.xlsx" in said(capsys)
    assert kringplan("account", PLACEMENT, book, "--placement", book, "--out", "-") == exit_codes.USAGE
    assert "niet allebei ineens" in said(capsys)
    assert kringplan("account", PLACEMENT, "--placement", PLACEMENT, "--out", "-") == exit_codes.USAGE
    assert "is geen werkmap (.xlsx)" in said(capsys)
