"""JSON files: refused with file and line, or read whole; and what is written is read back."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from pathlib import Path

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.fault import Verdict, Violation
from optimizer.domain.half_day import HalfDay
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.intake import read_region
from optimizer.domain.result import Certificate, Result, StageResult, Status, StoppedBy, Unserved
from optimizer.domain.vocabulary import RuleKey, StageKey
from optimizer.io import json as region_json
from optimizer.io.json import (
    default_data,
    dump_plan,
    dump_region,
    dump_result,
    fault_data,
    load_plan,
    load_region,
)
from tests.domain.regions import GOLDEN, small, whole
from tests.io.file_cases import FILE_CASES, FileCase


def written(folder: Path, content: bytes | str) -> Path:
    """Write ``region.json`` and return its path."""
    path = folder / "region.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def found(path: Path | str) -> list[tuple[str, str]]:
    """Return code and place of every fault of a file."""
    return [(fault.code, fault.where) for fault in load_region(path).faults]


@pytest.mark.parametrize("case", FILE_CASES, ids=lambda case: f"{case.code} {case.content[:20]!r}")
def test_a_file_that_is_no_json_is_refused_with_its_line(tmp_path: Path, case: FileCase) -> None:
    path = written(tmp_path, case.content)
    intake = load_region(path)
    assert [(fault.code, fault.where) for fault in intake.faults] == [(case.code, case.where)]
    assert intake.region is None
    told = fault_data(intake.faults[0])
    assert set(told) == {"code", "where", "what", "mend"}
    assert all(told[name] for name in ("code", "what", "mend"))
    assert [fault.code for fault in load_plan(path)[1]] == [case.code]


def test_a_path_that_is_no_readable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(tmp_path / "none.json") == [("file-missing", "none.json")]
    assert found(tmp_path) == [("file-is-folder", tmp_path.name)]

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    path = written(tmp_path, "{}")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        assert found(path) == [("file-unreadable", "region.json")]
    with monkeypatch.context() as patched:
        patched.setattr(region_json, "MAX_BYTES", 1)
        assert found(path) == [("file-too-large", "region.json")]


def test_names_that_stand_twice_are_refused_each_in_its_place_and_the_rest_is_examined(tmp_path: Path) -> None:
    text = json.dumps(whole())
    text = text.replace('"name": "De Boog"', '"name": "De Boog", "name": "De Beugel"')
    text = text.replace('"item": "tos#1"', '"item": "tos#1", "item": "h2", "item": "tos#1"')
    text = text.replace('"week": "2026-W48"', '"week": "2026-W99"')
    assert found(written(tmp_path, text)) == [
        ("json-name-twice", "/schools/0/name"),
        ("json-name-twice", "/pins/2/item"),
        ("bad-week", "/week"),
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_not_finite_are_refused_once(tmp_path: Path, number: str) -> None:
    text = json.dumps(whole()).replace("52.129", number)
    assert found(written(tmp_path, text)) == [("json-not-finite", "/schools/0/location/lat")]
    plan, faults = load_plan(written(tmp_path, f'{{"weeks": [], "proven": {number}}}'))
    assert plan is None
    assert [fault.code for fault in faults] == ["json-not-finite"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, b"\xef\xbb\xbf" + json.dumps(whole()).encode())
    assert load_region(path).faults == ()


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(json.dumps(whole()).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    assert load_region("-").or_raise().id == "rijnstreek"
    Stdin.buffer = io.BytesIO(b"{")
    assert found("-") == [("json-syntax", "-:1")]


def test_the_day_decides_the_week_of_a_file_without_one(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(small()))
    assert found(path) == [("week-missing", "/week")]
    assert load_region(path, today=dt.date(2026, 12, 23)).or_raise().week == "2026-W53"


def test_a_region_is_written_and_read_back() -> None:
    region = load_region(GOLDEN / "region-v1.json").or_raise()
    again = read_region(json.loads(dump_region(region))).or_raise()
    assert again == region
    assert instance_sha256(again) == instance_sha256(region)
    assert dump_region(again) == dump_region(region)


def test_a_plan_is_written_and_read_back(tmp_path: Path) -> None:
    plan = read_region(whole()).or_raise().previous
    assert plan is not None
    again, faults = load_plan(written(tmp_path, dump_plan(plan)))
    assert faults == ()
    assert again == plan


def _result() -> Result:
    return Result(
        status=Status.FEASIBLE,
        stages=(StageResult(key=StageKey.TRAVEL, value=40, bound=30, gap=0.25, conditional=True),),
        certificate=Certificate(
            seed=7,
            versions=FrozenDict({"kringplan": "0.1.0"}),
            instance_sha256="a",
            matrix_sha256="b",
            seconds=1.5,
            work=2.0,
            threads=2,
            stopped_by=StoppedBy.TIME_LIMIT,
        ),
        checker=Verdict(
            ok=False,
            violations=(
                Violation(
                    rule=RuleKey.CONTRACT,
                    items=("h1",),
                    begeleider="ab1",
                    half_day=HalfDay.MA_OCHTEND,
                    found=3,
                    limit=2,
                ),
            ),
        ),
        plan=None,
        unserved=(Unserved(id="h1", minutes=30),),
    )


def test_a_result_is_written_in_one_shape() -> None:
    data = json.loads(dump_result(_result(), "en"))
    text = data["checker"]["violations"][0].pop("text")
    assert "ab1" in text
    assert data == {
        "status": "feasible",
        "stages": [{"key": "travel", "value": 40, "bound": 30, "gap": 0.25, "conditional": True}],
        "certificate": {
            "seed": 7,
            "versions": {"kringplan": "0.1.0"},
            "instance_sha256": "a",
            "matrix_sha256": "b",
            "seconds": 1.5,
            "work": 2.0,
            "threads": 2,
            "stopped_by": "time-limit",
            "time_limit": None,
            "work_limit": None,
        },
        "checker": {
            "ok": False,
            "violations": [
                {
                    "rule": "contract",
                    "items": ["h1"],
                    "begeleider": "ab1",
                    "half_day": "ma-ochtend",
                    "found": 3,
                    "limit": 2,
                }
            ],
        },
        "plan": None,
        "unserved": [{"id": "h1", "reason": "not-yet-explained", "minutes": 30}],
    }
    assert text != json.loads(dump_result(_result(), "nl"))["checker"]["violations"][0]["text"]


def test_the_conflict_of_an_infeasible_week_is_written() -> None:
    result = _result().model_copy(update={"status": Status.INFEASIBLE, "conflict": ("h1", "h2")})
    assert json.loads(dump_result(result))["conflict"] == ["h1", "h2"]


def test_what_json_cannot_hold_is_never_written() -> None:
    stage = StageResult(key=StageKey.TRAVEL, value=1, bound=0, gap=math.inf)
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_result(_result().model_copy(update={"stages": (stage,)}))


def test_a_default_is_written_with_a_readable_line() -> None:
    intake = read_region(small(), today=dt.date(2026, 11, 18))
    told = {default.where: default_data(default) for default in intake.defaults}
    assert told["/begeleiders/*/max_schools_per_half_day"] == {
        "where": "/begeleiders/*/max_schools_per_half_day",
        "value": "3",
        "count": 2,
        "text": "2 begeleiders: hooguit 3 scholen per dagdeel",
    }
