"""The JSON Schemas say what intake takes, and what is written."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.fault import Verdict, Violation
from optimizer.domain.intake import read_region
from optimizer.domain.protected import protected_attribute
from optimizer.domain.result import Certificate, Result, StageResult, Status, StoppedBy, Unserved
from optimizer.domain.schema import FILLED_IN, Kind, json_schema
from optimizer.domain.vocabulary import RuleKey, StageKey
from optimizer.io.json import dump_region, result_data
from tests.domain.fault_cases import FIELDS, Case
from tests.domain.regions import small, whole
from tests.domain.structure import errors

_SEEN_BY_A_SCHEMA = {"unknown-field", "protected-attribute", "wrong-type", "too-small", "too-large", "too-long",
                     "wrong-length", "bad-half-day", "not-a-choice", "bad-postcode", "bad-window",
                     "bad-clock", "missing-field", "bad-id", "schema-version-newer"}  # fmt: skip


schema_of = cache(json_schema)


@pytest.mark.parametrize("kind", ["region", "plan", "result", "placement"])
def test_every_object_is_closed_and_every_schema_is_json(kind: Kind) -> None:
    schema = schema_of(kind)
    json.dumps(schema, allow_nan=False)
    for part in (schema, *schema["$defs"].values()):
        if part["type"] == "object" and "properties" in part:
            assert part["additionalProperties"] is False, part["title"]


def test_the_golden_region_fits_and_so_does_what_is_written_of_it() -> None:
    schema = schema_of("region")
    assert list(errors(whole(), schema, schema)) == []
    region = read_region(whole()).or_raise()
    assert list(errors(json.loads(dump_region(region)), schema, schema)) == []
    plan = schema_of("plan")
    assert list(errors(whole()["previous"], plan, plan)) == []


def test_the_least_that_is_typed_fits() -> None:
    schema = schema_of("region")
    assert list(errors(small(), schema, schema)) == []
    assert read_region(small(), today=dt.date(2026, 11, 18)).faults == ()


@pytest.mark.parametrize(
    "case", [c for c in FIELDS if c.code in _SEEN_BY_A_SCHEMA], ids=lambda case: f"{case.code} {case.where}"
)
def test_a_fault_of_one_field_does_not_fit(case: Case) -> None:
    data, schema = whole(), schema_of("region")
    case.change(data)
    assert list(errors(data, schema, schema))


def test_filled_in_fields_are_not_required_and_say_their_default() -> None:
    schema = schema_of("region")
    for name, filled in FILLED_IN.items():
        part = schema if name == "Region" else schema["$defs"][name]
        for field, value in filled.items():
            assert field not in part.get("required", ())
            assert value in part["properties"][field]["description"]


def test_no_field_of_a_pupil_is_a_protected_attribute() -> None:
    schema = schema_of("region")
    for name in ("Leerling", "Need", "Admission", "Application", "Attendance", "Decisions", "Location"):
        assert [f for f in schema["$defs"][name]["properties"] if protected_attribute(f)] == []


def test_what_is_written_of_a_result_fits() -> None:
    schema = schema_of("result")
    result = Result(
        status=Status.FEASIBLE,
        stages=(StageResult(key=StageKey.TRAVEL, value=40, bound=30, gap=0.25, conditional=True),),
        certificate=Certificate(
            seed=1,
            versions=FrozenDict({"kringplan": "0"}),
            instance_sha256="a",
            matrix_sha256="b",
            seconds=1.5,
            work=2.0,
            threads=1,
            stopped_by=StoppedBy.TIME_LIMIT,
        ),
        checker=Verdict(ok=False, violations=(Violation(rule=RuleKey.CONTRACT, items=("h1",), found=3, limit=2),)),
        plan=read_region(whole()).or_raise().previous,
        unserved=(Unserved(id="h1", minutes=30),),
    )
    assert list(errors(result_data(result), schema, schema)) == []
    infeasible = result.model_copy(update={"conflict": ("h1",), "plan": None, "checker": None})
    assert list(errors(result_data(infeasible), schema, schema)) == []
