"""Every fault of the files as a whole: all is refused, with every fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimizer.domain.intake import InputRefusedError
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES, catalogue
from tests.io.duo.made_up import AREAS, ARK, FAR, POINTS, files, read

FOUND_IN_TABLES = {"duo-too-large", "duo-not-text", "duo-empty", "duo-not-separated", "duo-column-twice"}
"""Shown in test_table.py."""
CASES: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("duo-column-missing", "02.csv:1", {}, "PO-99-01"),
    ("duo-no-postcodes", "pc0.csv:1", {"postcodes": ("plaats,lat,lon\n",)}, "PO-99-01"),
    ("duo-no-postcodes", "pc0.csv:1", {"postcodes": ("pc4,lat\n",)}, "PO-99-01"),
    ("duo-no-kring-key", "kringen.csv:1", {"kringen": "school,kring\nDe Ark,Noord\n"}, "PO-99-01"),
    ("duo-bad-swv", "--swv", {}, "Rijnstreek"),
    ("duo-unknown-swv", "--swv", {}, "PO-99-03"),
    ("duo-no-areas", "--postcodes", {"postcodes": (POINTS,)}, "PO-99-01"),
    ("duo-no-sites", "02.csv", {"schools": (FAR,)}, "PO-99-01"),
    ("duo-no-points", "02.csv", {"schools": (ARK,), "postcodes": (AREAS,)}, "PO-99-01"),
)


@pytest.mark.parametrize(("code", "where", "given", "swv"), CASES)
def test_what_cannot_be_read_is_refused(code: str, where: str, given: dict[str, Any], swv: str, tmp_path: Path) -> None:
    found = files(tmp_path, **given)
    if code == "duo-column-missing":
        found.schools.write_text("VESTIGINGSCODE;NAAM\n00AA00;De Ark\n", encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        read(found, swv)
    assert code in {f.code for f in refused.value.faults}
    assert next(f.where for f in refused.value.faults if f.code == code) == where
    for fault in refused.value.faults:
        for lang in LANGUAGES:
            assert all(fault_text(fault, lang))


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    found = files(tmp_path, postcodes=("x\n",), kringen="x\n", points="vestigingscode\n", pupils=())
    found = replace(found, special=tmp_path / "none.csv")
    assert found.pupils is not None
    header = "VESTIGINGSCODE;SOORT_VESTIGING;BEVOEGD_GEZAG_NUMMER;GEMEENTECODE_VESTIGING\n"
    found.pupils.write_text(header, encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        read(found, "nonsense")
    assert [(f.code, f.where) for f in refused.value.faults] == [
        ("file-missing", "none.csv"),
        ("duo-column-missing", "06.csv:1"),
        ("duo-no-postcodes", "pc0.csv:1"),
        ("duo-column-missing", "points.csv:1"),
        ("duo-column-missing", "kringen.csv:1"),
        ("duo-bad-swv", "--swv"),
    ]


def test_an_unknown_number_gets_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError) as refused:
        read(files(tmp_path), "PO 99 11")
    (fault,) = refused.value.faults
    assert dict(fault.facts) == {"given": "PO-99-11", "nearest": "PO-99-01"}


def test_every_fault_of_the_catalogue_is_shown() -> None:
    for lang in LANGUAGES:
        told = {key.split(".")[1] for key in catalogue(lang) if key.startswith("fault.duo-")}
        assert told == {code for code, *_ in CASES} | FOUND_IN_TABLES
