from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from optimizer.domain.location import Location
from optimizer.domain.vocabulary import Mode
from optimizer.language import LANGUAGES, text
from optimizer.travel.estimate import EstimateMatrix
from optimizer.travel.table import TableMatrix, TravelTableError

CAR = (Mode.CAR,)
PLACES = ("school:A", "school:B", "base:X")
HEADER = "from,to,mode,minutes,metres"
WHOLE = """\
school:A,school:B,car,12,9000
school:B,school:A,car,14,9500
base:X,school:A,car,5,3000
school:A,base:X,car,5,3000
base:X,school:B,car,8,6000
school:B,base:X,car,8,6000
"""


def write(folder: Path, lines: str, header: str = HEADER) -> Path:
    path = folder / "table.csv"
    path.write_text(f"{header}\n{lines}", encoding="utf-8")
    return path


def faults(path: Path, places: tuple[str, ...] = PLACES) -> list[tuple[str, str]]:
    with pytest.raises(TravelTableError) as refused:
        TableMatrix.read(path, places, CAR)
    for fault in refused.value.faults:
        for lang in LANGUAGES:
            assert text(f"fault.{fault.code}.what", lang, **fault.facts)
            assert text(f"fault.{fault.code}.mend", lang, **fault.facts)
    return [(fault.where, fault.code) for fault in refused.value.faults]


def test_a_whole_table_is_directed(tmp_path: Path) -> None:
    matrix = TableMatrix.read(write(tmp_path, WHOLE), PLACES, CAR)
    assert matrix.places == ("base:X", "school:A", "school:B")
    assert matrix.minutes(Mode.CAR, "school:A", "school:B") == 12
    assert matrix.minutes(Mode.CAR, "school:B", "school:A") == 14
    assert matrix.metres(Mode.CAR, "school:B", "school:A") == 9500
    assert matrix.minutes(Mode.CAR, "school:B", "school:B") == 0
    assert matrix.ignored == 0


def test_semicolons_a_byte_order_mark_decimals_and_other_columns(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    lines = ["mode;from;to;minutes;metres;note", "car;school:A;school:B;12,01;9000,0;over the dike"]
    lines.append("car;school:B;school:A;12.0;9000;")
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    matrix = TableMatrix.read(path, ("school:A", "school:B"), CAR)
    assert matrix.minutes(Mode.CAR, "school:A", "school:B") == 13
    assert matrix.minutes(Mode.CAR, "school:B", "school:A") == 12


def test_empty_minutes_are_unreachable(tmp_path: Path) -> None:
    path = write(tmp_path, "school:A,school:B,car,,\nschool:B,school:A,car,14,9500\n")
    matrix = TableMatrix.read(path, ("school:A", "school:B"), CAR)
    assert matrix.minutes(Mode.CAR, "school:A", "school:B") is None
    assert matrix.metres(Mode.CAR, "school:A", "school:B") is None
    assert matrix.minutes(Mode.CAR, "school:B", "school:A") == 14


def test_lines_about_others_are_passed_over_and_counted(tmp_path: Path) -> None:
    others = "base:GONE,school:A,car,5,3000\nschool:A,school:B,bicycle,30,8000\n"
    assert TableMatrix.read(write(tmp_path, WHOLE + others), PLACES, CAR).ignored == 2


def test_missing_pairs_are_listed_but_not_those_no_plan_asks(tmp_path: Path) -> None:
    path = write(tmp_path, "school:A,school:B,car,12,9000\n")
    assert faults(path, ("school:A", "school:B", "home:P", "home:Q", "base:X", "base:Y")) == [
        ("table.csv", "table-pair-missing")
    ] * (1 + 8 + 4)


def test_many_missing_pairs_end_in_a_number(tmp_path: Path) -> None:
    places = tuple(f"school:{i}" for i in range(10))
    with pytest.raises(TravelTableError) as refused:
        TableMatrix.read(write(tmp_path, ""), places, CAR)
    assert len(refused.value.faults) == 21
    assert refused.value.faults[-1].facts["count"] == "70"


def test_a_fallback_says_the_rest(tmp_path: Path) -> None:
    points = {place: Location(lat=52 + i / 10, lon=5) for i, place in enumerate(PLACES)}
    fallback = EstimateMatrix.of(points, CAR)
    path = write(tmp_path, "school:A,school:B,car,12,9000\nbase:X,school:A,car,,\n")
    matrix = TableMatrix.read(path, PLACES, CAR, fallback=fallback)
    assert matrix.minutes(Mode.CAR, "school:A", "school:B") == 12
    assert matrix.minutes(Mode.CAR, "base:X", "school:A") is None
    assert matrix.minutes(Mode.CAR, "school:B", "school:A") == fallback.minutes(Mode.CAR, "school:B", "school:A")
    assert matrix.metres(Mode.CAR, "school:A", "base:X") == fallback.metres(Mode.CAR, "school:A", "base:X")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("school:A,school:B,car,12", "table-fields"),
        ("A,school:B,car,12,9000", "table-place"),
        ("school:,school:B,car,12,9000", "table-place"),
        ("school:A,school:B,auto,12,9000", "table-mode"),
        ("school:A,school:B,car,-1,9000", "table-number"),
        ("school:A,school:B,car,twelve,9000", "table-number"),
        ("school:A,school:B,car,10081,9000", "table-number"),
        ("school:A,school:B,car,12,2000001", "table-number"),
        ("school:A,school:B,car,12,", "table-metres-missing"),
        ("school:A,school:A,car,1,0", "table-same-place"),
        ("school:A,school:A,car,,", "table-same-place"),
        ("base:X,school:A,car,5,3000", "table-twice"),
    ],
)
def test_each_fault_with_its_line(tmp_path: Path, line: str, code: str) -> None:
    assert faults(write(tmp_path, WHOLE + line + "\n")) == [("table.csv:8", code)]


def test_all_faults_of_a_line_and_of_a_file_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE + "A,B,auto,x,y\n\nschool:A,school:B,car,1,1\n")
    assert faults(path) == [
        ("table.csv:8", "table-place"),
        ("table.csv:8", "table-place"),
        ("table.csv:8", "table-mode"),
        ("table.csv:8", "table-number"),
        ("table.csv:8", "table-number"),
        ("table.csv:10", "table-twice"),
    ]


def test_columns_missing(tmp_path: Path) -> None:
    assert faults(write(tmp_path, WHOLE, header="from,to,minutes")) == [("table.csv:1", "table-column-missing")]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    unclosed = '"' + "x" * 200_000
    assert faults(write(tmp_path, WHOLE + unclosed)) == [("table.csv:8", "csv-quote")]
    assert faults(write(tmp_path, WHOLE, header=unclosed)) == [("table.csv:1", "csv-quote")]


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(f"{HEADER}\nschool:\xe9,school:B,car,1,1\n".encode("latin-1"))
    assert faults(path) == [("table.csv", "table-encoding")]


def test_hash_does_not_depend_on_the_order_of_lines(tmp_path: Path) -> None:
    forward = TableMatrix.read(write(tmp_path, WHOLE), PLACES, CAR).sha256
    lines = "\n".join(reversed(WHOLE.splitlines())) + "\n"
    assert TableMatrix.read(write(tmp_path, lines), PLACES[::-1], CAR).sha256 == forward
    changed = WHOLE.replace("12,9000", "12,9001")
    assert TableMatrix.read(write(tmp_path, changed), PLACES, CAR).sha256 != forward


def test_pickle(tmp_path: Path) -> None:
    matrix = TableMatrix.read(write(tmp_path, WHOLE), PLACES, CAR)
    copy = pickle.loads(pickle.dumps(matrix))  # noqa: S301 -- our own bytes
    assert copy.minutes(Mode.CAR, "school:B", "school:A") == 14
    assert copy.sha256 == matrix.sha256
