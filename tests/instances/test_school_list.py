"""School lists with faults: refused as a whole, each fault with its line and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from instances.school_list import REQUIRED, SchoolListRefusedError, read_school_list
from optimizer.domain.fault import Fault
from optimizer.domain.vocabulary import SchoolKind
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES, catalogue

HEADER = [*REQUIRED, "leerlingen_2025", "leerlingen_2024", "swv_po", "kring"]


def line(number: int, **change: str) -> dict[str, str]:
    cells = {
        "vestigingscode": f"{number:02d}AB00",
        "naam": f"School {number}",
        "soort": "BO",
        "cluster": "",
        "postcode": "2401AB",
        "gemeente": "ALPHEN AAN DEN RIJN",
        "bevoegd_gezag_nummer": "12345",
        "denominatie": "Openbaar",
        "lat": "52.13",
        "lon": "4.65",
        "leerlingen_2025": "200",
        "leerlingen_2024": "210",
        "swv_po": "PO-28-13",
        "kring": "",
    }
    return cells | change


def write(folder: Path, rows: list[dict[str, str]], header: list[str] = HEADER) -> Path:
    path = folder / "lijst.csv"
    text = [",".join(header), *(",".join(r[c] for c in header) for r in rows)]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def rows_with(change: dict[str, str], at: int = 3) -> list[dict[str, str]]:
    """Return ten good rows but for one, which stands on line `at` + 2 of the file."""
    return [line(i, **(change if i == at else {})) for i in range(10)]


def refused(path: Path, swv: str | None = None) -> tuple[Fault, ...]:
    with pytest.raises(SchoolListRefusedError) as caught:
        read_school_list(path, swv=swv)
    return caught.value.faults


ROW_FAULTS: list[tuple[str, dict[str, str]]] = [
    ("list-cell-empty", {"naam": ""}),
    ("list-cell-empty", {"lat": ""}),
    ("list-code-twice", {"vestigingscode": "01AB00"}),
    ("list-bad-code", {"vestigingscode": "A/B"}),
    ("list-bad-kind", {"soort": "HBO"}),
    ("list-bad-cluster", {"cluster": "7"}),
    ("list-bad-postcode", {"postcode": "24 AB"}),
    ("list-bad-coordinate", {"lat": "52;13"}),
    ("list-bad-coordinate", {"lon": "nan"}),
    ("list-outside-country", {"lat": "4.65", "lon": "52.13"}),
    ("list-bad-count", {"leerlingen_2025": "veel"}),
]


@pytest.mark.parametrize(("code", "change"), ROW_FAULTS)
def test_a_faulty_row_is_refused_with_its_line(tmp_path: Path, code: str, change: dict[str, str]) -> None:
    (fault,) = refused(write(tmp_path, rows_with(change)))
    assert (fault.code, fault.where) == (code, "lijst.csv:5")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = rows_with({"lat": "x", "soort": "HBO"})
    rows[7] = line(7, vestigingscode="", postcode="0")
    found = [(f.code, f.where) for f in refused(write(tmp_path, rows))]
    assert found == [
        ("list-bad-kind", "lijst.csv:5"),
        ("list-bad-coordinate", "lijst.csv:5"),
        ("list-cell-empty", "lijst.csv:9"),
        ("list-bad-postcode", "lijst.csv:9"),
    ]


def test_a_missing_column_is_named_with_one_that_resembles_it(tmp_path: Path) -> None:
    header = ["latt" if c == "lat" else c for c in HEADER]
    path = write(tmp_path, [r | {"latt": r["lat"]} for r in rows_with({})], header)
    (fault,) = refused(path)
    assert (fault.code, fault.where, fault.facts["nearest"]) == ("list-column-missing", "lijst.csv:1", "latt")


def test_a_row_of_another_width_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, rows_with({"naam": "School, te dicht"}))
    (fault,) = refused(path)
    assert (fault.code, fault.where) == ("list-row-width", "lijst.csv:5")


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, rows_with({}))
    path.write_text(path.read_text(encoding="utf-8") + '"' + "x" * 200_000, encoding="utf-8")
    last = refused(path)[-1]
    assert (last.code, last.where) == ("csv-quote", f"lijst.csv:{len(path.read_text(encoding='utf-8').splitlines())}")
    path.write_text('"' + "x" * 200_000, encoding="utf-8")
    assert [(f.code, f.where) for f in refused(path)] == [("csv-quote", "lijst.csv:1")]


def test_faults_of_the_file_itself(tmp_path: Path) -> None:
    assert [f.code for f in refused(tmp_path / "nergens.csv")] == ["file-missing"]
    assert [f.code for f in refused(tmp_path)] == ["file-is-folder"]
    empty = tmp_path / "leeg.csv"
    empty.write_text("", encoding="utf-8")
    assert [f.code for f in refused(empty)] == ["list-empty"]
    latin = tmp_path / "latin.csv"
    latin.write_bytes("naam\nCoördinatie\n".encode("latin-1"))
    assert [f.code for f in refused(latin)] == ["file-not-utf8"]


def test_which_swv_must_be_clear(tmp_path: Path) -> None:
    path = write(tmp_path, rows_with({"swv_po": "PO-27-02"}))
    assert [f.code for f in refused(path)] == ["list-many-swv"]
    (fault,) = refused(path, "PO-28-31")
    assert (fault.code, fault.facts["nearest"]) == ("list-unknown-swv", "PO-28-13")
    assert [f.code for f in refused(path, "PO-27-02")] == ["list-too-short"]
    assert len(read_school_list(path, swv="PO-28-13")) == 9


def test_rows_of_another_swv_are_not_judged(tmp_path: Path) -> None:
    path = write(tmp_path, rows_with({"swv_po": "PO-27-02", "lat": "x"}))
    assert len(read_school_list(path, swv="PO-28-13")) == 9


def test_what_a_good_row_says(tmp_path: Path) -> None:
    rows = rows_with({"soort": "SO_VSO", "cluster": "3/4", "leerlingen_2025": "<5"})
    rows[4] = line(4, soort="VSO", cluster="4")
    rows[5] = line(5, postcode="", leerlingen_2025="", kring="Alphen (1 van 5 onbekend)")
    rows[6] = line(6, kring="Kaag en Braassem Oost", leerlingen_2025="", leerlingen_2024="")
    found = {r.code: r for r in read_school_list(write(tmp_path, rows))}
    assert "04AB00" not in found
    special = found["03AB00"]
    assert (special.kind, special.cluster, special.pupils) == (SchoolKind.SO, 3, 4)
    assert (found["05AB00"].pc4, found["05AB00"].pupils, found["05AB00"].kring) == (None, 210, None)
    assert (found["06AB00"].kring, found["06AB00"].pupils) == ("Kaag en Braassem Oost", None)


def test_every_fault_has_words_in_both_languages(tmp_path: Path) -> None:
    codes = {key.split(".")[1] for key in catalogue("nl") if key.startswith("fault.list-")}
    header = [c for c in HEADER if c != "naam"]
    found = [
        *(f for code, change in ROW_FAULTS for f in refused(write(tmp_path, rows_with(change)))),
        *refused(write(tmp_path, rows_with({}), header)),
        *refused(write(tmp_path, rows_with({"naam": "a,b"}))),
        *refused(write(tmp_path, rows_with({"swv_po": "PO-27-02"}))),
        *refused(write(tmp_path, rows_with({})), "PO-99-99"),
        *refused(write(tmp_path, [line(1)])),
    ]
    (tmp_path / "lijst.csv").write_text("\n", encoding="utf-8")
    found += refused(tmp_path / "lijst.csv")
    assert {f.code for f in found} == codes
    for fault in found:
        for lang in LANGUAGES:
            what, mend = fault_text(fault, lang)
            assert what.endswith(".")
            assert mend.endswith(".")
            assert "{" not in what + mend
