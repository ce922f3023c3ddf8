from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from optimizer.io.duo.notes import Findings
from optimizer.io.duo.table import read_table

NAME = "Skoalle \N{RIGHT SINGLE QUOTATION MARK}t Pompeblêd"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("cp1252", "cp1252"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_separator_are_found(encoding: str, found: str, separator: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [separator.join(("NAAM VESTIGING", "CODE")), separator.join((NAME, " "))]
    path.write_bytes((end.join(lines) + end).encode(encoding))
    findings = Findings()
    table = read_table(path, findings, required=("naam_vestiging", "code"))
    assert table is not None
    assert (table.seen.encoding, table.seen.separator, table.seen.rows) == (found, separator, 1)
    assert table.rows == ((2, {"naam_vestiging": NAME, "code": ""}),)
    assert (findings.faults, findings.notices) == ([], [])


def test_line_numbers_count_every_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('a;b\n1;2\n\n"3\n4";5\n6;7;8\nA;B\n9;10;\n11\n12;13\n', encoding="utf-8")
    findings = Findings()
    table = read_table(path, findings, required=("a",))
    assert table is not None
    assert [line for line, _ in table.rows] == [2, 4, 8, 10]
    assert table.rows[1][1] == {"a": "3 4", "b": "5"}
    said = [(n.code, n.where, dict(n.facts)) for n in findings.notices]
    assert said == [
        ("row-width", "list.csv:6", {"found": "3", "expected": "2"}),
        ("header-again", "list.csv:7", {}),
        ("row-width", "list.csv:9", {"found": "1", "expected": "2"}),
    ]


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('code;naam\n1;"De Ark\n2;De "Brug"\n3;"Kei"\n', encoding="utf-8")
    findings = Findings()
    table = read_table(path, findings, required=())
    assert table is not None
    assert [cells["naam"] for _, cells in table.rows] == ['"De Ark', 'De "Brug"', '"Kei"']
    path.write_text('code;naam\n1;"De ; Ark"\n', encoding="utf-8")
    table = read_table(path, findings, required=())
    assert table is not None
    assert [cells["naam"] for _, cells in table.rows] == ["De ; Ark"]
    assert findings.notices == []


def _fault(path: Path, *required: str) -> list[tuple[str, str]]:
    findings = Findings()
    assert read_table(path, findings, required=required) is None
    return [(fault.code, fault.where) for fault in findings.faults]


def test_what_is_no_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    assert _fault(path) == [("file-missing", "x.csv")]
    assert _fault(tmp_path) == [("file-is-folder", tmp_path.name)]
    for content in (b"", b"\r\n1;2\r\n", b"\xef\xbb\xbf"):
        path.write_bytes(content)
        assert _fault(path) == [("duo-empty", "x.csv")]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("02.csv", "a;b\n" * 100)
    assert _fault(path) == [("duo-not-text", "x.csv")]
    # 0x81 is no character of Windows-1252
    path.write_bytes(b"a;b\n\x81;1\n")
    assert _fault(path) == [("duo-not-text", "x.csv")]
    path.write_bytes(b"\xff\xfea")
    assert _fault(path) == [("duo-not-text", "x.csv")]
    path.write_text(f'a;b\n1;"{"x" * 140_000}\n', encoding="utf-8")
    assert _fault(path) == [("duo-not-separated", "x.csv:2")]
    monkeypatch.setattr("optimizer.io.duo.table.MAX_BYTES", 10)
    assert _fault(path) == [("duo-too-large", "x.csv")]


def test_columns_that_lack_or_stand_twice_are_all_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("POSTKODE;CODE;CODE;\n1;2;3;\n", encoding="utf-8")
    findings = Findings()
    assert read_table(path, findings, required=("postcode", "naam", "code")) is None
    assert [(f.code, dict(f.facts)) for f in findings.faults] == [
        ("duo-column-missing", {"column": "postcode", "nearest": "postkode"}),
        ("duo-column-missing", {"column": "naam"}),
        ("duo-column-twice", {"column": "code"}),
    ]


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert _fault(path) == [("file-unreadable", "x.csv")]
