"""Older files are brought to the current schema version, step by step."""

from __future__ import annotations

import json
from typing import Any

from optimizer.domain.intake import read_region
from optimizer.domain.migrate import MIGRATIONS, PLAN_MIGRATIONS, migrate
from optimizer.domain.region import SCHEMA_VERSION
from optimizer.domain.wording import fault_text
from tests.domain.regions import GOLDEN


def _rename(data: dict[str, Any]) -> dict[str, Any]:
    data["schools"] = data.pop("scholen")
    return data


def _wrap(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "schools": [{"id": own} for own in data["schools"]]}


STEPS = {1: _rename, 2: _wrap}


def test_every_version_has_a_golden_file_and_a_way_to_the_current_one() -> None:
    for version in range(1, SCHEMA_VERSION + 1):
        path = GOLDEN / f"region-v{version}.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        assert data["schema_version"] == version
        assert read_region(data).faults == ()
    assert set(MIGRATIONS) == set(range(1, SCHEMA_VERSION))
    assert set(PLAN_MIGRATIONS) == set(range(1, SCHEMA_VERSION))


def test_steps_are_taken_in_order_from_the_version_of_the_file() -> None:
    old = {"schema_version": 1, "scholen": ["a"]}
    assert migrate(old, STEPS, current=3) == ({"schema_version": 3, "schools": [{"id": "a"}]}, ())
    assert old == {"schema_version": 1, "scholen": ["a"]}
    newer = {"schema_version": 2, "schools": ["a"]}
    assert migrate(newer, STEPS, current=3)[0] == {"schema_version": 3, "schools": [{"id": "a"}]}
    newest = {"schema_version": 3, "schools": []}
    assert migrate(newest, STEPS, current=3) == (newest, ())


def test_a_file_without_version_is_current() -> None:
    assert migrate({"schools": []}, STEPS, current=3) == ({"schema_version": 3, "schools": []}, ())


def test_a_newer_version_is_refused() -> None:
    data, (fault,) = migrate({"schema_version": 4}, STEPS, current=3)
    assert data is None
    assert (fault.code, fault.where) == ("schema-version-newer", "/schema_version")
    assert fault_text(fault, "en")[0] == "The file has schema version 4; this program knows 3."


def test_an_older_version_without_a_step_is_refused() -> None:
    data, (fault,) = migrate({"schema_version": 1}, {2: _wrap}, current=3, path=("previous",))
    assert data is None
    assert (fault.code, fault.where) == ("schema-version-too-old", "/previous/schema_version")
    assert fault_text(fault, "en")[0] == "Schema version 1 cannot be brought to version 3."


def test_a_version_that_is_no_number_from_1_is_refused() -> None:
    for version in ("1", 1.0, True, None, 0, -1, [1]):
        _, (fault,) = migrate({"schema_version": version}, STEPS, current=3)
        assert fault.code == "schema-version-unreadable"
