"""The face for other programs: the same again, unchanged as it was, stopped in time, and never unchecked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import optimizer
from optimizer.api import CheckFailedError
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.intake import InputRefusedError
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.result import Progress, Result, Status, StoppedBy
from optimizer.domain.vocabulary import RunningPolicy, StageKey
from optimizer.rules.check import stage_values
from optimizer.solving.lexicographic import StageOutcome
from optimizer.week import solve as week_solve
from optimizer.week.outcome import WeekOutcome
from optimizer.week.routes.witness import witness
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny
from tests.domain.regions import small
from tests.solving.toys import Signal
from tests.week.middle import middle

GOLDEN = Path(__file__).parent / "domain" / "golden" / "region-v1.json"


def solved(found: tuple[Region, TravelMatrix], **settings: object) -> Result:
    own: dict[str, object] = {"time_limit": None, "seed": 1, "threads": 1}
    return optimizer.solve_week(found[0], matrix=found[1], **(own | settings))  # type: ignore[arg-type]


def vector(result: Result) -> tuple[int, ...]:
    return tuple(s.value for s in result.stages)


def same(one: Result, other: Result) -> bool:
    """Tell whether two results differ in nothing but the seconds they took."""
    seconds = {"certificate": one.certificate.model_copy(update={"seconds": 0.0})}
    return one.model_copy(update=seconds) == other.model_copy(
        update={"certificate": other.certificate.model_copy(update={"seconds": 0.0})}
    )


@cache
def proven() -> tuple[tuple[Region, TravelMatrix], Result]:
    """A tiny region with no previous plan, and its optimum."""
    for seed in range(100):
        region, matrix = tiny(seed)
        if region.previous is None and region.policy.running is not RunningPolicy.HARD:
            result = solved((region, matrix))
            if result.plan is not None and len(result.plan.weeks[0].tours) >= 3:
                return (region, matrix), result
    raise AssertionError("no tiny region has three tours")


def with_previous(found: tuple[Region, TravelMatrix], plan: Plan) -> tuple[Region, TravelMatrix]:
    return found[0].model_copy(update={"previous": plan}), found[1]


class TestTheSameAgain:
    @pytest.mark.parametrize("threads", [1, 2])
    def test_within_limits(self, threads: int) -> None:
        runs = [solved(middle(), work_limit=0.15, threads=threads, seed=4) for _ in range(2)]
        assert runs[0].plan is not None
        assert same(*runs)
        assert runs[0].status is Status.FEASIBLE
        assert runs[0].certificate.stopped_by is StoppedBy.WORK_LIMIT

    @pytest.mark.parametrize("threads", [1, 2])
    def test_with_less_to_do(self, threads: int) -> None:
        runs = [solved(middle(7, 25), work_limit=0.12, threads=threads, seed=4) for _ in range(2)]
        assert runs[0].plan is not None
        assert same(*runs)

    def test_by_proof(self) -> None:
        found, result = proven()
        assert result.certificate.stopped_by is StoppedBy.PROOF
        assert same(solved(found), result)

    def test_more_work_is_never_worse_than_construction(self) -> None:
        little, more = (solved(middle(), work_limit=work) for work in (0.0, 1.0))
        assert vector(more) < vector(little)


class TestCertificate:
    def test_says_what_was_asked_and_used(self) -> None:
        result = solved(middle(7, 25), work_limit=0.2, seed=9, threads=2)
        certificate, (region, matrix) = result.certificate, middle(7, 25)
        assert (certificate.seed, certificate.threads) == (9, 2)
        assert certificate.instance_sha256 == instance_sha256(region)
        assert certificate.matrix_sha256 == matrix.sha256
        assert set(certificate.versions) == {"kringplan", "ortools"}
        assert certificate.seconds > 0
        assert 0 < certificate.work < 2.0
        assert result.plan is not None
        assert result.plan.instance_sha256 == certificate.instance_sha256
        assert result.plan.matrix_sha256 == certificate.matrix_sha256
        assert not result.plan.proven

    def test_values_are_the_checkers_own(self) -> None:
        result = solved(middle(7, 25), work_limit=0.2)
        region, matrix = middle(7, 25)
        assert result.plan is not None
        (week,) = result.plan.weeks
        assert {s.key: s.value for s in result.stages} == stage_values(region, week, matrix)
        assert optimizer.check(region, result.plan, matrix).ok
        assert result.checker is not None
        assert result.checker.ok
        assert all(s.bound <= s.value for s in result.stages)

    def test_gaps_of_unmet_stages_are_shares_of_the_demand(self) -> None:
        result = solved(middle(), work_limit=0.05)
        demand = {StageKey.UNMET_URGENT: 0, StageKey.UNMET_NORMAL: 0, StageKey.UNMET_LOW: 0}
        empty = stage_values(middle()[0], WeekPlan(week=middle()[0].week), middle()[1])
        for stage in result.stages:
            whole = empty[stage.key] if stage.key in demand else stage.value
            expected = 0.0 if stage.proven else (stage.value - stage.bound) / max(1, whole)
            assert stage.gap == pytest.approx(expected, abs=1e-6)


class TestPrevious:
    def test_the_same_input_and_proven_is_returned_as_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found, result = proven()
        assert result.plan is not None
        monkeypatch.setattr(week_solve, "solve_week_model", None)
        again = solved(with_previous(found, result.plan))
        assert again.status is Status.OPTIMAL
        assert again.certificate.stopped_by is StoppedBy.UNCHANGED
        assert again.plan == result.plan
        assert all(s.proven and not s.conditional for s in again.stages)
        # what is published already is no change
        changes = {s.key: s.value for s in again.stages}
        assert changes == {s.key: s.value for s in result.stages} | {StageKey.CHANGES: 0}

    @pytest.mark.parametrize("field", ["instance_sha256", "matrix_sha256"])
    def test_another_input_or_matrix_is_solved_anew(self, field: str) -> None:
        found, result = proven()
        assert result.plan is not None
        other = result.plan.model_copy(update={field: "0" * 64})
        again = solved(with_previous(found, other))
        assert again.certificate.stopped_by is StoppedBy.PROOF
        assert again.status is Status.OPTIMAL

    def test_a_plan_that_breaks_a_rule_is_not_believed(self) -> None:
        found, result = proven()
        assert result.plan is not None
        (week,) = result.plan.weeks
        broken = week.model_copy(update={"tours": (*week.tours, week.tours[0])})
        again = solved(with_previous(found, result.plan.model_copy(update={"weeks": (broken,)})))
        assert again.certificate.stopped_by is StoppedBy.PROOF
        assert again.plan is not None
        assert again.plan.weeks != (broken,)

    def test_other_weeks_of_the_plan_do_not_matter(self) -> None:
        found, result = proven()
        assert result.plan is not None
        past = WeekPlan(week="2026-W02", active=("gone",), tours=result.plan.weeks[0].tours)
        longer = result.plan.model_copy(update={"weeks": (past, *result.plan.weeks)})
        again = solved(with_previous(found, longer))
        assert again.certificate.stopped_by is StoppedBy.UNCHANGED

    def test_unproven_it_is_the_start(self) -> None:
        """Without any work of its own the solve gives back what was there."""
        good = solved(middle(), work_limit=0.8)
        assert good.plan is not None
        again = solved(with_previous(middle(), good.plan), work_limit=0.0)
        assert again.plan is not None
        assert again.plan.weeks == good.plan.weeks
        assert again.status is Status.FEASIBLE
        held = {s.key: s.value for s in good.stages} | {StageKey.CHANGES: 0}
        assert {s.key: s.value for s in again.stages} == held

    def test_unproven_it_is_replaced_only_by_something_strictly_better(self) -> None:
        poor = solved(middle(), work_limit=0.0)
        assert poor.plan is not None
        again = solved(with_previous(middle(), poor.plan), work_limit=1.0)
        held = {s.key: s.value for s in poor.stages} | {StageKey.CHANGES: 0}
        assert again.plan is not None
        assert again.plan.weeks != poor.plan.weeks
        assert vector(again) < tuple(held.values())

    def test_an_equal_plan_stays(self) -> None:
        """The optimum, said to be unproven: the run proves it, and does not swap it for another as good."""
        found, result = proven()
        assert result.plan is not None
        unproven = result.plan.model_copy(update={"proven": False})
        for seed in range(4):
            again = solved(with_previous(found, unproven), seed=seed)
            assert again.plan is not None
            assert again.plan.weeks == result.plan.weeks
            assert again.plan.proven
            assert again.status is Status.OPTIMAL
            assert again.certificate.stopped_by is StoppedBy.PROOF

    def test_a_worse_find_never_replaces_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whatever the solver comes back with: its bounds count up to the first stage in which it is worse."""
        found, result = proven()
        region, matrix = found
        assert result.plan is not None
        nothing = WeekPlan(week=region.week, active=result.plan.weeks[0].active)
        empty = stage_values(region.model_copy(update={"previous": result.plan}), nothing, matrix)

        def solve_week_model(*_: object, **__: object) -> WeekOutcome:
            outcomes = tuple(StageOutcome(key, value, min(value, 7), conditional=False) for key, value in empty.items())
            return WeekOutcome(Status.FEASIBLE, StoppedBy.TIME_LIMIT, nothing, outcomes, 0.0)

        monkeypatch.setattr(week_solve, "solve_week_model", solve_week_model)
        again = solved(with_previous(found, result.plan.model_copy(update={"proven": False})))
        assert again.plan is not None
        assert again.plan.weeks == result.plan.weeks
        values = {s.key: s.value for s in again.stages}
        first = next(key for key in values if values[key] != empty[key])
        position = list(values).index(first)
        assert [s.bound for s in again.stages[:position]] == [min(empty[s.key], 7) for s in again.stages[:position]]
        assert all(s.bound == 0 for s in again.stages[position + 1 :])
        assert all(s.bound <= s.value for s in again.stages)

    def test_last_week_is_no_start_but_counts_in_changes(self) -> None:
        found, result = proven()
        assert result.plan is not None
        (week,) = result.plan.weeks
        last = result.plan.model_copy(update={"weeks": (week.model_copy(update={"week": "2026-W47"}),)})
        again = solved(with_previous(found, last))
        assert again.certificate.stopped_by is StoppedBy.PROOF
        assert {s.key: s.value for s in again.stages}[StageKey.CHANGES] == 0


class TestStops:
    def test_a_stop_before_it_begins_still_gives_a_plan(self) -> None:
        stop = threading.Event()
        stop.set()
        result = solved(middle(), stop=stop)
        assert result.status is Status.STOPPED
        assert result.certificate.stopped_by is StoppedBy.INTERRUPT
        assert result.plan is not None
        assert result.plan.weeks[0].tours
        assert result.checker is not None
        assert result.checker.ok

    def test_a_stop_on_the_way_keeps_the_best(self) -> None:
        stop = threading.Event()
        seen: list[Progress] = []

        def watch(sign: Progress) -> None:
            seen.append(sign)
            if sign.stage is StageKey.UNMET_URGENT and sign.value is not None:
                stop.set()

        result = solved(middle(), time_limit=20.0, stop=stop, on_progress=watch)
        assert result.status is Status.STOPPED
        assert result.certificate.seconds < 20.0
        assert result.plan is not None
        broken = [s.value for s in seen if s.stage is StageKey.RUNNING_BROKEN][-1]
        assert {s.key: s.value for s in result.stages}[StageKey.RUNNING_BROKEN] == broken

    def test_a_stop_after_the_proof_changes_nothing(self) -> None:
        found, result = proven()
        assert same(solved(found, stop=Signal(after=10**9)), result)

    @pytest.mark.parametrize(
        ("limits", "why"),
        [
            ({"time_limit": 600.0, "work_limit": 0.05}, StoppedBy.WORK_LIMIT),
            ({"time_limit": 0.2, "work_limit": 1e9}, StoppedBy.TIME_LIMIT),
            ({"time_limit": 0.2}, StoppedBy.TIME_LIMIT),
            ({"work_limit": 0.05}, StoppedBy.WORK_LIMIT),
        ],
    )
    def test_says_which_limit_ended_it(self, limits: dict[str, float], why: StoppedBy) -> None:
        result = solved(middle(), **limits)
        assert result.status is Status.FEASIBLE
        assert result.certificate.stopped_by is why
        assert result.plan is not None

    def test_progress_is_told_in_order_and_truly(self) -> None:
        seen: list[Progress] = []
        found, _ = proven()
        result = solved(found, on_progress=seen.append)
        order = list(dict.fromkeys(s.stage for s in seen))
        assert order == [k for k in found[0].policy.stage_order() if k in order]
        assert [s.seconds for s in seen] == sorted(s.seconds for s in seen)
        last = {s.stage: (s.value, s.bound) for s in seen}
        assert all(last[stage.key] == (stage.value, stage.bound) for stage in result.stages)

    def test_stdout_stays_empty(self, capfd: pytest.CaptureFixture[str]) -> None:
        solved(middle(7, 25), work_limit=0.05, threads=2)
        assert capfd.readouterr().out == ""


Corrupt = Callable[[WeekPlan], WeekPlan]


def _late(week: WeekPlan) -> WeekPlan:
    tour = week.tours[0]
    stop = tour.stops[-1]
    late = stop.model_copy(update={"start": stop.start + 600, "end": stop.end + 600})
    return week.model_copy(
        update={"tours": (tour.model_copy(update={"stops": (*tour.stops[:-1], late)}), *week.tours[1:])}
    )


class TestNeverUnchecked:
    @pytest.mark.parametrize(
        "corrupt",
        [
            _late,
            lambda week: week.model_copy(update={"tours": week.tours[1:]}),
            lambda week: week.model_copy(update={"active": ()}),
            lambda week: week.model_copy(update={"tours": (*week.tours, week.tours[0])}),
        ],
        ids=["late", "a tour lost", "not active", "twice"],
    )
    def test_a_corrupt_plan_is_an_error(self, corrupt: Corrupt, monkeypatch: pytest.MonkeyPatch) -> None:
        found, _ = proven()
        monkeypatch.setattr(week_solve, "witness", lambda *args: corrupt(witness(*args)))
        with pytest.raises(CheckFailedError) as error:
            solved(found)
        assert "failed the checker" in str(error.value)

    def test_a_bound_above_the_value_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found, result = proven()
        assert result.plan is not None
        plan = result.plan.weeks[0]

        def solve_week_model(*_: object, **__: object) -> WeekOutcome:
            outcomes = tuple(StageOutcome(s.key, s.value, s.value + 1, conditional=False) for s in result.stages)
            return WeekOutcome(Status.OPTIMAL, StoppedBy.PROOF, plan, outcomes, 0.0)

        monkeypatch.setattr(week_solve, "solve_week_model", solve_week_model)
        with pytest.raises(CheckFailedError, match="the model says"):
            solved(found)

    def test_without_a_plan_there_are_no_stages(self) -> None:
        for seed in range(300):
            region, matrix = tiny(seed)
            if region.policy.running is RunningPolicy.HARD and best(region, matrix) is None:
                result = solved((region, matrix))
                assert result.status is Status.INFEASIBLE
                assert (result.plan, result.stages, result.checker, result.unserved) == (None, (), None, ())
                assert result.conflict
                return
        pytest.fail("no tiny region is infeasible")


class TestInput:
    def test_load_and_plan_with_the_estimate(self) -> None:
        region = optimizer.load(GOLDEN)
        result = optimizer.solve_week(region, time_limit=None, work_limit=0.2, threads=1)
        assert result.plan is not None
        assert optimizer.check(region, result.plan).ok

    def test_load_refuses_with_every_fault(self, tmp_path: Path) -> None:
        data = small() | {"week": "2026-W48"}
        data["hulpvragen"][0]["school"] = "nowhere"
        data["begeleiders"][0]["expertise"] = []
        data["surprise"] = 1
        path = tmp_path / "region.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(InputRefusedError) as error:
            optimizer.load(path)
        assert len(error.value.faults) >= 3
        assert {fault.where.split("/")[1] for fault in error.value.faults} == {"hulpvragen", "begeleiders", "surprise"}

    def test_load_takes_a_path_as_text(self, tmp_path: Path) -> None:
        path = tmp_path / "region.json"
        path.write_text(json.dumps(small() | {"week": "2026-W48"}), encoding="utf-8")
        assert optimizer.load(str(path)).week == "2026-W48"

    def test_the_face_has_what_it_says_and_nothing_else(self) -> None:
        assert all(callable(getattr(optimizer, name)) for name in optimizer.__all__)
        with pytest.raises(AttributeError, match="no attribute 'solve_everything'"):
            _ = optimizer.solve_everything
