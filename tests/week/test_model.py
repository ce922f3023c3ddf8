"""The direct model as a whole: all stages, the same on every machine, small parts that stay feasible."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import STAGES, RunningPolicy, StageKey
from optimizer.solving.cpsat import Outcome, fixed_copy, solve
from optimizer.solving.limits import Limits
from optimizer.solving.linear import linear_model
from optimizer.week.construct.recreate import Constructor
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.direct.neighbourhoods import week_neighbourhoods
from optimizer.week.direct.stages import _PER_MILLE, _STAGES, week_stages
from optimizer.week.direct.start import decisions, solution
from optimizer.week.options import week_options
from tests.agreement.tiny import tiny
from tests.rules.builders import hulpvraag
from tests.week.middle import middle
from tests.week.parts import options, region


def fingerprint(seed: int) -> str:
    """A hash of the models of a tiny region."""
    found = hashlib.sha256()
    for inside in Inside:
        direct = DirectModel(week_options(*tiny(seed)), inside)
        week_stages(direct)
        found.update(str(direct.model.proto).encode())
    return found.hexdigest()


def test_every_stage_is_there() -> None:
    assert set(_STAGES) == set(STAGES)
    assert set(_PER_MILLE) == {StageKey.FAIRNESS_KRING, StageKey.FAIRNESS_BESTUUR, StageKey.BALANCE}


@pytest.mark.parametrize(
    "policy",
    [Policy(), Policy(running=RunningPolicy.PRICE), Policy(stages=tuple(reversed(STAGES)))],
    ids=["first", "price", "own order"],
)
@pytest.mark.parametrize("inside", list(Inside))
def test_stages_come_in_the_order_of_the_policy(policy: Policy, inside: Inside) -> None:
    direct = DirectModel(options(region(policy=policy)), inside)
    assert tuple(s.key for s in week_stages(direct)) == policy.stage_order()
    assert direct.model.validate() == ""


def test_the_model_does_not_depend_on_the_hashes_of_this_process() -> None:
    seeds = range(12)
    code = f"from tests.week.test_model import fingerprint; print(*(fingerprint(s) for s in {seeds!r}))"
    root = Path(__file__).parents[2]
    for salt in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": salt, "PYTHONPATH": str(root)}
        other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env)
        assert other.stdout.split() == [fingerprint(s) for s in seeds]


def test_the_relaxation_has_neither_circuits_nor_more_decisions() -> None:
    found = week_options(*middle())
    full, bare = DirectModel(found), DirectModel(found, Inside.LOADS)
    assert full.circuits
    assert bare.circuits == {}
    assert list(bare.visits) == list(full.visits)
    assert len(bare.model.proto.variables) < len(full.model.proto.variables)


def test_rows_for_routes_leave_order_and_clock_to_the_routes() -> None:
    found = week_options(*middle())
    full, rows = DirectModel(found), DirectModel(found, Inside.ROUTES)
    assert rows.circuits == {}
    assert rows.starts == {}
    assert list(rows.visits) == list(full.visits)
    for name in ("sessions", "leads", "seats"):
        assert list(getattr(rows.groups, name)) == list(getattr(full.groups, name))
    assert list(rows.overleg) == list(full.overleg)
    assert list(rows.tours) == list(full.tours)
    # and all of them are linear
    assert len(linear_model(rows.model).lower) == len(rows.model.proto.variables)


def test_two_stops_at_one_place_do_not_overlap_and_may_both_be_made() -> None:
    """Half an hour twice in a window of an hour; one minute less and only one is made."""
    for end, both in ((600, True), (599, False)):
        window = {"start": 540, "end": end}
        asked = tuple(
            hulpvraag(f"H{n}", "S1", "gedrag", 30, half_days=("ma-ochtend",), window=window) for n in range(2)
        )
        found = options(region(hulpvragen=asked, begeleiders=region().begeleiders[:1]))
        direct = DirectModel(found)
        made = {literal.index: 1 for literal in direct.visits.values()}
        run = solve(fixed_copy(direct.model, made), Limits(None), seed=1)
        assert run.outcome is (Outcome.OPTIMAL if both else Outcome.INFEASIBLE)


def test_a_stop_that_always_overlaps_a_certain_one_is_left_out_not_infeasible() -> None:
    """A no-overlap constraint made CP-SAT 9.15 call this infeasible, at the linearization that tours need."""
    asked = (
        hulpvraag("H1", "S1", "gedrag", 60, half_days=("ma-ochtend",), window={"start": 540, "end": 600}),
        hulpvraag("H2", "S1", "gedrag", 20, half_days=("ma-ochtend",), window={"start": 550, "end": 570}),
    )
    found = options(region(hulpvragen=asked, begeleiders=region().begeleiders[:1]))
    direct = DirectModel(found)
    by = {v.hulpvraag: literal for v, literal in direct.visits.items()}
    run = solve(fixed_copy(direct.model, {by["H1"].index: 1}), Limits(None), seed=1)
    assert run.values is not None
    assert run.values[by["H2"].index] == 0


def test_neighbourhoods_leave_what_they_fix_and_free_the_rest() -> None:
    direct = DirectModel(week_options(*middle()))
    stages = week_stages(direct)
    constructor = Constructor(direct.options, 1)
    values = solution(direct, stages, decisions(direct, constructor.build()), seed=1)
    assert values is not None
    decided = [*direct.visits.values(), *direct.starts.values(), *direct.groups.variables()]
    for neighbourhood in islice(week_neighbourhoods(direct, random.Random(1)), 9):
        fixed = neighbourhood(values)
        assert all(values[index] == value for index, value in fixed.items())
        free = [literal for literal in decided if literal.index not in fixed]
        assert 0 < len(free) < len(decided)


def test_the_first_neighbourhoods_are_the_days() -> None:
    direct = DirectModel(week_options(*middle()))
    values = [0] * len(direct.model.proto.variables)
    for day, neighbourhood in enumerate(islice(week_neighbourhoods(direct, random.Random(1)), 5)):
        fixed = neighbourhood(values)
        free = {v.half_day for v, made in direct.visits.items() if made.index not in fixed}
        free |= {lead.session.half_day for lead, v in direct.groups.leads.items() if v.index not in fixed}
        assert free <= {h for h in HalfDay if h.day.order == day}
        assert free


def test_neighbourhoods_follow_from_the_seed() -> None:
    direct = DirectModel(week_options(*middle()))
    values = [0] * len(direct.model.proto.variables)

    def drawn(seed: int) -> list[frozenset[int]]:
        found = islice(week_neighbourhoods(direct, random.Random(seed)), 5, 15)
        return [frozenset(n(values)) for n in found]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
