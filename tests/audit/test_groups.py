"""The file of groups, and what of the result counts: read, or refused with place and without a word of its cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.audit import Outcome, load_groups, read_groups, read_outcomes
from optimizer.audit.groups import MAX_BYTES
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES

LAND = "Geheimland"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_separators_marks_and_line_ends(separator: str, mark: str, ends: str) -> None:
    lines = [["taal", "ID", "kring"], ["nl", "L1", " noord "], [], ["", "L2", "zuid"], ['"pools"', "L3", ""]]
    data = mark + ends.join(separator.join(line) for line in lines) + ends
    found, faults = read_groups(data.encode(), "g.csv")
    assert faults == ()
    assert found is not None
    assert found.columns == ("taal", "kring")
    assert found.of == {"L1": ("nl", "noord"), "L2": (None, "zuid"), "L3": ("pools", None)}


@pytest.mark.parametrize(
    ("code", "where", "content"),
    [
        ("audit-empty", "g.csv", b" \n"),
        ("audit-not-text", "g.csv", f"id;taal\nL1;{LAND}\xe9".encode("latin-1")),
        ("audit-not-text", "g.csv", f"id;taal\nL1;{LAND}".encode("utf-16")),
        ("audit-not-text", "g.csv", b"PK\x03\x04\x00\x00"),
        ("audit-not-separated", "g.csv:2", b"id;taal\nL1;" + b"x" * 140_000),
        ("audit-no-id", "g.csv:1", f"L1;{LAND}\nL2;{LAND}".encode()),
        ("audit-no-groups", "g.csv:1", b"id\nL1"),
        ("audit-nameless", "g.csv:1", f"id;;taal\nL1;{LAND};x".encode()),
        ("audit-column-twice", "g.csv:1", b"id;taal;Taal\nL1;a;b"),
        ("audit-column-twice", "g.csv:1", b"id;taal;leerling\nL1;a;b"),
        ("audit-fields", "g.csv:3", f"id;taal\nL1;a\nL2;{LAND};b".encode()),
        ("audit-id-missing", "g.csv:2", f"id;taal\n;{LAND}".encode()),
        ("audit-id-twice", "g.csv:4", f"id;taal\n{LAND};a\nL2;b\n{LAND};a".encode()),
        (
            "audit-too-many-groups",
            "g.csv:1",
            "\n".join(["id;naam", *(f"L{i};{LAND}{i}" for i in range(201))]).encode(),
        ),
        ("audit-no-lines", "g.csv:1", b"id;taal\n;\n"),
    ],
)
def test_faults(code: str, where: str, content: bytes) -> None:
    found, faults = read_groups(content, "g.csv")
    assert found is None
    assert [(fault.code, fault.where) for fault in faults] == [(code, where)]
    for lang in LANGUAGES:
        assert LAND not in "".join(fault_text(faults[0], lang))


def test_all_faults_at_once() -> None:
    _, faults = read_groups(b"id;taal\nL1\n;a\nL2;a\nL2;b", "g.csv")
    assert [fault.code for fault in faults] == ["audit-fields", "audit-id-missing", "audit-id-twice"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    large = tmp_path / "groot.csv"
    large.write_bytes(b"x" * (MAX_BYTES + 1))
    for path, code in (
        (tmp_path / "geen.csv", "file-missing"),
        (tmp_path, "file-is-folder"),
        (large, "audit-too-large"),
    ):
        found, faults = load_groups(path)
        assert found is None
        assert [(fault.code, fault.where) for fault in faults] == [(code, path.name)]


def test_outcomes_are_read_beside_whatever_else_there_is() -> None:
    placement = {"leerling": "L1", "school": "S", "rung_number": 1, "wish": 2, "minutes": 7, "conditions": ["x"]}
    value = {"status": "optimal", "new": 1, "leerlingen": [
        {"leerling": "L1", "status": "open", "placement": placement},
        {"leerling": "L2", "placement": None},
        {"leerling": "L3", "placement": {"rung_number": 2, "wish": 0}},
    ]}  # fmt: skip
    found, faults = read_outcomes(value)
    assert faults == ()
    assert found == (
        Outcome("L1", placed=True, first_rung=True, conditional=True, minutes=7),
        Outcome("L2"),
        Outcome("L3", placed=True, first_wish=True),
    )


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        ([], [("audit-not-placement", "")]),
        ({"weeks": []}, [("audit-not-placement", "")]),
        ({"leerlingen": []}, [("audit-nobody", "/leerlingen")]),
        (
            {"leerlingen": [{"leerling": "L1"}, {}, {"leerling": "L2", "placement": {"rung_number": "1", "wish": 0}}]},
            [("audit-outcome", "/leerlingen/1/leerling"), ("audit-outcome", "/leerlingen/2/placement/rung_number")],
        ),
        ({"leerlingen": [{"leerling": "L1"}] * 2}, [("audit-leerling-twice", "/leerlingen/1")]),
    ],
)
def test_results_that_are_none(value: object, faults: list[tuple[str, str]]) -> None:
    found, told = read_outcomes(value)
    assert found == ()
    assert [(fault.code, fault.where) for fault in told] == faults
    for fault in told:
        assert all(all(fault_text(fault, lang)) for lang in LANGUAGES)
