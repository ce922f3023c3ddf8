"""What was typed into a workbook of proposals and may be the name of a pupil is not repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from cli import exit_codes
from tests.cli.helpers import DATA, kringplan

PLACEMENT = DATA / "placement.json"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run on the small region."""
    folder = tmp_path_factory.mktemp("plaatsing")
    assert kringplan("place", PLACEMENT, "--out", folder) == exit_codes.DONE
    return folder


@pytest.mark.parametrize(
    ("column", "value", "nl", "en"),
    [
        (
            "leerling",
            "Pietje Jansen",
            "Wat hier staat, is geen leerling uit de regio die om een plek vraagt.",
            "What stands here is no pupil of the region who asks for a place.",
        ),
        ("leerling", "L99", "Leerling L99 staat niet in de regio", "Pupil L99 is not in the region"),
        (
            "akkoord",
            "Pietje wil niet",
            "Hier hoort ja of nee te staan, en er staat iets anders.",
            "This should be yes or no, and it is something else.",
        ),
        ("aanbod tot", "na Pietje", "Wat hier staat, is geen datum.", "What stands here is not a date."),
    ],
)
def test_a_name_is_not_repeated(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str, value: str, nl: str, en: str
) -> None:
    book = load_workbook(made / "plaatsing.xlsx")
    sheet = book["Voorstellen"]
    at = {sheet.cell(3, number).value: number for number in range(1, sheet.max_column + 1)}
    sheet.cell(4, at[column]).value = value
    book.save(tmp_path / "ingevuld.xlsx")
    for lang, told in (("nl", nl), ("en", en)):
        capsys.readouterr()
        asked = ("account", PLACEMENT, "--placement", tmp_path / "ingevuld.xlsx", "--out", tmp_path / "na.json")
        assert kringplan(*asked, "--lang", lang) == exit_codes.REFUSED
        found = " ".join("".join(capsys.readouterr()).split())
        assert told in found
        assert "Pietje" not in found
