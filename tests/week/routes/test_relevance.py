"""Routes that matter to a stage: what is left out changes no value that counts."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import UNMET_STAGE, LegKind, Mode, StageKey
from optimizer.solving.cpsat import Outcome, solve
from optimizer.solving.limits import Limits
from optimizer.solving.linear import LinearModel, cpsat_model, reduced
from optimizer.week.options import VisitOption, week_options
from optimizer.week.routes.build import build_master
from optimizer.week.routes.head import HEAD
from optimizer.week.routes.master import Master
from optimizer.week.routes.programs import without
from optimizer.week.routes.relevance import MONOTONE, Relevance, direct_is_shortest
from optimizer.week.running import running_commitments
from optimizer.week.sessions import SessionStop
from tests.agreement.metric import closed
from tests.agreement.oracle import best
from tests.agreement.test_agreement import agree
from tests.agreement.tiny import crowded, tiny
from tests.rules.matrix import TableMatrix
from tests.week.middle import middle
from tests.week.routes.weeks import CROWDED

SEEDS = range(500, 560)
SLOW = (1007, 1027)
"""Those that take brute force long."""


def metric(seed: int) -> tuple[Region, TravelMatrix]:
    region, matrix = crowded(seed - CROWDED.start) if seed in CROWDED else tiny(seed)
    return region, closed(matrix)


def head_of(master: Master) -> list[int]:
    """The positions of the stages before the first that says more than what takes place."""
    keys = [StageKey(stage.key) for stage in master.stages]
    return [n for n in range(len(keys)) if set(keys[: n + 1]) <= HEAD]


def least(model: LinearModel, column: int, upper: np.ndarray) -> float | None:
    """The least value of a column."""
    small = reduced(model, model.lower, upper)
    if small is None:
        return None
    cost = (small.columns == column).astype(float)
    run = solve(cpsat_model(small.model, cost), Limits(None), seed=0)
    assert run.outcome in {Outcome.OPTIMAL, Outcome.INFEASIBLE}
    return None if run.values is None else float(small.fixed[column] + (cost @ np.array(run.values)))


@pytest.mark.parametrize("seed", [*SEEDS, *CROWDED])
def test_every_stage_has_the_same_least_value_on_the_routes_that_matter(seed: int) -> None:
    master = build_master(week_options(*metric(seed)))
    relevance = Relevance(master)
    upper = master.model.upper.copy()
    for position in head_of(master):
        stage = master.stages[position]
        later = np.array([master.stage_column(s) for s in master.stages[position + 1 :]], dtype=np.int64)
        model = without(master.model, later)
        column = master.stage_column(stage)
        value = least(model, column, upper)
        assert least(model, column, np.where(relevance.of(stage), upper, 0.0)) == value
        if value is not None:
            upper[column] = value


@pytest.mark.parametrize("seeds", [SEEDS, CROWDED], ids=["tiny", "crowded"])
def test_that_is_no_empty_promise(seeds: range) -> None:
    """In most of those regions it is sound, and leaves routes out in some stage."""
    masters = [build_master(week_options(*metric(seed))) for seed in seeds]
    found = [Relevance(m) for m in masters]
    assert sum(r.sound for r in found) > len(seeds) // 3
    fewer = [r for r in found if any(not r.of(r.master.stages[p]).all() for p in head_of(r.master))]
    assert len(fewer) > len(seeds) // 6


@pytest.mark.parametrize("seed", [*range(600, 640), *(s for s in CROWDED if s not in SLOW)])
def test_all_stages_agree_with_brute_force(seed: int) -> None:
    region, matrix = metric(seed)
    agree(region, matrix, seed, best(region, matrix))


def test_a_route_matters_when_a_stage_so_far_counts_all_its_visits() -> None:
    master = build_master(week_options(*middle()))
    relevance = Relevance(master)
    assert relevance.sound
    running = running_commitments(master.rows.options).hulpvragen
    counted: set[str] = set()
    for position in head_of(master):
        stage = master.stages[position]
        counted.add(stage.key)
        matters = relevance.of(stage)
        assert matters[: master.route0].all()
        assert matters[master.joint0 :].all()
        for route in range(0, len(master.routes), 7):
            pool = master.routes.pools[master.routes.owner(route)]
            visits = [i for n in master.routes.items(route) if isinstance(i := pool.items[n], VisitOption)]
            classes = {d.hulpvraag.id: UNMET_STAGE[d.priority] for d in master.rows.options.demand}
            expected = all(classes[v.hulpvraag] in counted or running.get(v.hulpvraag) == v.begeleider for v in visits)
            assert matters[master.route0 + route] == expected


def test_a_session_matters_when_its_arrangement_runs_or_counts_so_far() -> None:
    seen: Counter[tuple[bool, bool]] = Counter()
    for seed in CROWDED:
        master = build_master(week_options(*metric(seed)))
        relevance = Relevance(master)
        index = master.rows.options.index
        counted: set[str] = set()
        for position in head_of(master) if relevance.sound else []:
            stage = master.stages[position]
            counted.add(stage.key)
            matters = relevance.of(stage)
            for route in range(len(master.routes)):
                pool = master.routes.pools[master.routes.owner(route)]
                items = [pool.items[n] for n in master.routes.items(route)]
                if not items or not all(isinstance(item, SessionStop) for item in items):
                    continue
                asked = [index.arrangementen[item.arrangement] for item in items if isinstance(item, SessionStop)]
                expected = all(a.running is not None or UNMET_STAGE[a.priority] in counted for a in asked)
                assert matters[master.route0 + route] == expected
                seen[expected, all(a.running is not None for a in asked)] += 1
    # no route of running groups alone is ever left out
    assert set(seen) == {(True, True), (True, False), (False, False)}, seen
    assert min(seen.values()) >= 20, seen


def test_after_the_first_stages_every_route_matters() -> None:
    master = build_master(week_options(*middle()))
    relevance = Relevance(master)
    for stage in master.stages[len(head_of(master)) :]:
        assert relevance.of(stage).all()


@pytest.mark.parametrize("paid", [(LegKind.HOME,), (LegKind.MIDDAY,), (LegKind.HOME, LegKind.BETWEEN)])
def test_where_paid_minutes_can_grow_every_route_matters(paid: tuple[LegKind, ...]) -> None:
    region, matrix = middle()
    other = region.model_copy(update={"policy": region.policy.model_copy(update={"paid_travel": paid})})
    relevance = Relevance(build_master(week_options(other, matrix)))
    assert frozenset(paid) not in MONOTONE
    assert not relevance.sound
    assert all(relevance.of(stage).all() for stage in relevance.master.stages)


class TestDirectIsShortest:
    def test_a_detour_that_is_quicker(self) -> None:
        matrix = TableMatrix(("a", "b", "c"), {("a", "c"): 30}, 10)
        assert not direct_is_shortest(matrix, Mode.CAR, ("a", "b", "c"))
        assert direct_is_shortest(matrix, Mode.CAR, ("a", "c"))

    def test_as_long_is_short_enough(self) -> None:
        assert direct_is_shortest(TableMatrix(("a", "b", "c"), {("a", "c"): 20}, 10), Mode.CAR, ("a", "b", "c"))

    def test_unreachable_by_any_way(self) -> None:
        assert direct_is_shortest(TableMatrix(("a", "b", "c"), {}, None), Mode.CAR, ("a", "b", "c"))

    def test_unreachable_but_by_a_detour(self) -> None:
        matrix = TableMatrix(("a", "b", "c"), {("a", "c"): None}, 10)
        assert not direct_is_shortest(matrix, Mode.CAR, ("a", "b", "c"))
