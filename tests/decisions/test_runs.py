"""Runs are kept by the hash of what they were made from, and made again to the same plan."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import optimizer
from optimizer.decisions.refused import DecisionRefusedError
from optimizer.decisions.replay import compare
from optimizer.decisions.run import (
    AnyResult,
    RunKind,
    keep_run,
    kept_plan,
    kept_run,
    plan_text,
    proposals_of,
    result_in,
)
from optimizer.decisions.store import Store
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.placement import PlacementResult
from optimizer.domain.result import StoppedBy
from optimizer.io.json import dump_result, load_region
from optimizer.io.placement import dump_placement
from tests.decisions.made import region

REGION = region()


def solved(kind: str) -> AnyResult:
    if kind == "week":
        return optimizer.solve_block(REGION, weeks=1, time_limit=None, work_limit=1.0, seed=3, threads=2)
    return optimizer.propose_placements(REGION, time_limit=None, work_limit=1.0, seed=3)


@pytest.fixture(scope="module", params=["week", "placement"])
def result(request: pytest.FixtureRequest) -> AnyResult:
    return solved(request.param)


def text_of(result: AnyResult) -> str:
    return dump_placement(result) if isinstance(result, PlacementResult) else dump_result(result)


def codes(caught: pytest.ExceptionInfo[DecisionRefusedError]) -> list[str]:
    return [fault.code for fault in caught.value.faults]


def test_a_result_is_read_as_it_was_written(result: AnyResult) -> None:
    found, faults = result_in(json.loads(text_of(result)), "x")
    assert faults == ()
    assert found is not None
    assert found.plan == result.plan
    assert found.certificate == result.certificate
    assert (found.certificate.time_limit, found.certificate.work_limit) == (None, 1.0)


def test_what_is_no_checked_result_is_refused(result: AnyResult) -> None:
    data = json.loads(text_of(result))
    unsure = {**data, "checker": {"ok": False}}
    values: tuple[object, ...] = (
        None,
        [],
        {},
        {**data, "plan": None},
        unsure,
        {**data, "more": 1},
        {**data, "checker": None},
    )
    for value in values:
        assert [(fault.code, fault.where) for fault in result_in(value, "x")[1]] == [("decide-no-result", "x")]


def test_a_run_is_kept_whole_and_found_by_its_first_characters(tmp_path: Path, result: AnyResult) -> None:
    store = Store.beside(tmp_path / "log.jsonl")
    name, run = keep_run(store, REGION, result, b"van;naar")
    assert store.folder == tmp_path / "log.jsonl.store"
    assert (store.folder.stat().st_mode & 0o777, store.path(name).stat().st_mode & 0o777) == (0o700, 0o600)
    assert kept_run(store, name) == run
    assert kept_plan(store, run) == result.plan
    assert store.get(run.table or "") == b"van;naar"
    assert load_region(store.path(run.region)).or_raise() == REGION
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in store.folder.iterdir())
    assert (run.repeatable, run.by_hand, run.certificate.seed) == (True, False, 3)
    assert run.values == {str(stage.key): stage.value for stage in result.stages}
    assert keep_run(store, REGION, result, b"van;naar")[0] == name
    assert store.named(name[:6].upper(), frozenset({name, "f" * 64})) == name


def test_a_kept_file_that_changed_or_went_is_seen(tmp_path: Path, result: AnyResult) -> None:
    store = Store(tmp_path / "s")
    name, run = keep_run(store, REGION, result, None)
    store.path(run.plan).write_text("{}", "utf-8")
    with pytest.raises(DecisionRefusedError) as caught:
        kept_plan(store, run)
    assert codes(caught) == ["decide-store-changed"]
    store.path(name).unlink()
    with pytest.raises(DecisionRefusedError) as caught:
        kept_run(store, name)
    assert codes(caught) == ["decide-store-missing"]


@pytest.mark.parametrize("begin", ["", "abc", "abcdef", "ABCDE!", "../../x"])
def test_a_code_that_is_too_short_or_of_two_runs_or_none_is_refused(begin: str) -> None:
    names = frozenset({"abcdef" + "0" * 58, "abcdef" + "1" * 58})
    with pytest.raises(DecisionRefusedError) as caught:
        Store(Path("s")).named(begin, names)
    assert codes(caught) == ["decide-run-unknown"]


def test_the_same_run_gives_the_same_plan_byte_for_byte(tmp_path: Path, result: AnyResult) -> None:
    assert result.plan is not None
    _, run = keep_run(Store(tmp_path / "s"), REGION, result, None)
    again = solved(run.kind)
    values = {str(stage.key): stage.value for stage in again.stages}
    found = compare(run, result.plan, again.plan, values, again.certificate.versions)
    assert again.plan is not None
    assert plan_text(again.plan).encode() == plan_text(result.plan).encode()
    assert (found.promised, found.same_plan, found.values, found.versions, found.kept) == (True, True, (), (), True)


def test_what_differs_is_told_and_a_broken_promise_is_one(tmp_path: Path, result: AnyResult) -> None:
    assert result.plan is not None
    _, run = keep_run(Store(tmp_path / "s"), REGION, result, None)
    other = result.plan.model_copy(update={"matrix_sha256": "other"})
    key, value = next(iter(run.values.items()))
    found = compare(run, result.plan, other, {**run.values, key: value + 1}, run.certificate.versions)
    assert (found.promised, found.same_plan, found.kept) == (True, False, False)
    assert found.values == ((key, value, value + 1),)
    newer = compare(run, result.plan, None, {}, {**run.certificate.versions, "ortools": "99"})
    assert (newer.promised, newer.same_plan, newer.kept) == (False, False, True)
    assert newer.versions == (("ortools", run.certificate.versions["ortools"], "99"),)
    assert newer.values[0] == (key, value, None)


@pytest.mark.parametrize(
    "changed", [{"time_limit": 9.4}, {"stopped_by": StoppedBy.INTERRUPT}, {"stopped_by": StoppedBy.UNCHANGED}]
)
def test_a_limit_in_seconds_an_interrupt_or_a_plan_by_hand_promises_nothing(
    tmp_path: Path, result: AnyResult, changed: dict[str, object]
) -> None:
    certificate = result.certificate.model_copy(update=changed)
    _, run = keep_run(Store(tmp_path / "s"), REGION, result.model_copy(update={"certificate": certificate}), None)
    assert not run.repeatable
    assert run.by_hand == (changed.get("stopped_by") is StoppedBy.UNCHANGED)


def test_every_week_and_every_place_is_a_proposal_and_nothing_else(result: AnyResult) -> None:
    assert result.plan is not None
    found = proposals_of(result.plan)
    assert len({subject.content for subject, _ in found}) == len(found)
    if found[0][0].week is not None:
        assert [subject.week for subject, _ in found] == [REGION.week]
        return
    placements = result.plan.placements  # type: ignore[union-attr]
    assert [(s.leerling, s.school, c) for s, c in found] == [(p.leerling, p.school, p.conditions) for p in placements]


def test_kinds_and_hash_of_the_input(tmp_path: Path, result: AnyResult) -> None:
    _, run = keep_run(Store(tmp_path / "s"), REGION, result, None)
    assert run.kind is (RunKind.PLACEMENT if hasattr(result, "leerlingen") else RunKind.WEEK)
    assert run.certificate.instance_sha256 == instance_sha256(REGION)


def test_a_certificate_tells_the_limits_that_were_given() -> None:
    week = optimizer.solve_block(REGION, weeks=1, time_limit=10.0, work_limit=0.5)
    assert week.certificate.time_limit == pytest.approx(9.4, abs=0.1)
    assert week.certificate.work_limit == 0.5
    block = optimizer.solve_block(REGION, weeks=2, time_limit=None, work_limit=0.5)
    assert (block.certificate.time_limit, block.certificate.work_limit) == (None, 0.5)
    places = optimizer.propose_placements(REGION, time_limit=10.0)
    assert places.certificate.time_limit == pytest.approx(9.0, abs=0.1)
    assert places.certificate.work_limit is None


def test_a_block_of_weeks_is_made_again_and_every_week_is_decided_apart(tmp_path: Path) -> None:
    block = optimizer.solve_block(REGION, weeks=2, time_limit=None, work_limit=0.5, threads=1)
    assert block.plan is not None
    store = Store(tmp_path / "s")
    name, run = keep_run(store, REGION, block, None)
    assert (run.weeks, run.repeatable) == (2, True)
    assert [subject.week for subject, _ in proposals_of(block.plan)] == ["2026-W48", "2026-W49"]
    assert kept_plan(store, kept_run(store, name)) == block.plan
    again = optimizer.solve_block(REGION, weeks=run.weeks, time_limit=None, work_limit=0.5, threads=1)
    assert again.plan is not None
    assert plan_text(again.plan) == plan_text(block.plan)
