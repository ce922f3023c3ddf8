from __future__ import annotations

from typing import Any

import pytest

from benchmarks.summary import UNMET, best_bounds, first_plan, gap_of, lines, sizes


def row(method: str, unmet: tuple[int, int, int], seed: int = 1, **fields: object) -> dict[str, Any]:
    return {
        "part": "routing",
        "case": "region",
        "limit": 60.0,
        "seed": seed,
        "method": method,
        "planned": True,
        "ok": True,
        "violations": {},
        "values": {"overleg_missed": 0, "running_broken": 0, **dict(zip(UNMET, unmet, strict=True))},
        "demand": dict(zip(UNMET, (100, 500, 400), strict=True)),
        "bounds": {},
        "travel": 10,
        "seconds": 5.0,
        "signs": [],
        "work": 2.0,
        "mib": 100.0,
        "hulpvragen": 200,
        "begeleiders": 16,
        **fields,
    }


def bounds(urgent: int, normal: int, low: int, *, conditional: bool = False) -> dict[str, Any]:
    values = zip(UNMET, (urgent, normal, low), strict=True)
    return {key: {"value": value, "conditional": conditional and key != UNMET[0]} for key, value in values}


def test_the_best_bound_is_the_certificates_or_an_unconditional_one() -> None:
    ours = row("kringplan", (10, 20, 30), bounds=bounds(5, 10, 15, conditional=True))
    direct = row("direct CP-SAT", (10, 20, 30), bounds=bounds(8, 12, 20, conditional=True))
    assert best_bounds([ours, direct]) == {"unmet_urgent": 8, "unmet_normal": 10, "unmet_low": 15}
    proven = row("direct CP-SAT", (10, 20, 30), bounds=bounds(8, 12, 20))
    assert best_bounds([ours, proven]) == {"unmet_urgent": 8, "unmet_normal": 12, "unmet_low": 20}


def test_gaps_are_shares_of_demand() -> None:
    known = {"unmet_urgent": 0, "unmet_normal": 10, "unmet_low": 40}
    found = row("VROOM", (10, 60, 40))
    assert [gap_of(found, known, (key,)) for key in UNMET] == [0.1, 0.1, 0.0]
    assert gap_of(found, known, UNMET) == 0.06
    assert gap_of(found, {"unmet_urgent": 0}, UNMET) is None


def test_a_line_holds_medians_over_seeds_against_the_bound_of_each_region() -> None:
    rows = [
        row("kringplan", (0, 10, 40), bounds=bounds(0, 10, 40)),
        row("kringplan", (0, 30, 40), seed=2, bounds=bounds(0, 20, 40)),
        row("VROOM", (0, 20, 40), seconds=1.0),
        row("VROOM", (0, 40, 40), seed=2, seconds=3.0, ok=False),
        row("PyVRP", (0, 0, 0), seed=2) | {"failed": "no memory"},
    ]
    ours, vroom = lines(rows)
    assert (ours.method, ours.runs, ours.accepted, ours.proven) == ("kringplan", 2, 2, 1)
    assert ours.gap == pytest.approx(0.005)
    assert (vroom.unmet, vroom.accepted, vroom.seconds) == ((0, 30, 40), 1, 2.0)
    assert vroom.gaps == pytest.approx((0.0, 0.03, 0.0))


def test_without_a_bound_there_is_no_gap() -> None:
    (line,) = lines([row("VROOM", (0, 20, 40))])
    assert (line.gap, line.gaps, line.proven) == (None, (None, None, None), 0)


def test_the_first_plan_is_the_first_sign_with_a_value() -> None:
    signs = [{"seconds": 0.1, "value": None}, {"seconds": 0.4, "value": 9}, {"seconds": 0.9, "value": 5}]
    assert first_plan(row("kringplan", (0, 0, 0), signs=signs)) == 0.4
    assert first_plan(row("kringplan", (0, 0, 0))) == 5.0


def test_sizes_are_sorted_and_hold_medians() -> None:
    rows = [
        row("kringplan", (0, 10, 40), bounds=bounds(0, 10, 40), hulpvragen=200, seconds=60.0),
        row("kringplan", (0, 0, 40), bounds=bounds(0, 0, 20), hulpvragen=25, seconds=1.0),
        row("kringplan", (0, 0, 40), seed=2, bounds=bounds(0, 0, 20), hulpvragen=25, seconds=3.0),
    ]
    small, large = sizes(rows)
    assert (small.hulpvragen, small.runs, small.seconds, small.gap) == (25, 2, 2.0, 0.02)
    assert (large.hulpvragen, large.unmet, large.gap) == (200, 50, 0.0)
