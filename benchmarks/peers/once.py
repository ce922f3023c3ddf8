"""Plan one region by one method and print what it took, as JSON; run in a process of its own."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.apart import peak_mib
from benchmarks.peers.method import Found, Task, method_of
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import UNMET_STAGE, StageKey
from optimizer.rules import check as rules
from optimizer.travel import for_region


def main() -> None:
    """Read the arguments, plan, judge, print."""
    asked = json.loads(sys.argv[1])
    # what engines print on standard output would spoil the JSON
    printed = os.dup(1)
    os.dup2(2, 1)
    region = Region.model_validate_json(Path(asked["region"]).read_text(encoding="utf-8"))
    solve = method_of(asked["method"]).solve()
    matrix = for_region(region)
    started = time.perf_counter()
    found = solve(Task(region, matrix, asked["seconds"], asked["seed"], asked["threads"]))
    seconds = time.perf_counter() - started
    row = judged(region, matrix, found) | {"seconds": seconds, "mib": peak_mib()}
    os.write(printed, json.dumps(row).encode())


def judged(region: Region, matrix: TravelMatrix, found: Found) -> dict[str, Any]:
    """Return stage values by the project's checker, its verdict, and what the method proved.

    A method without a plan is judged as one that serves nothing, and says so.
    """
    plan = found.plan or WeekPlan(week=region.week)
    values = rules.stage_values(region, plan, matrix)
    verdict = rules.check(region, Plan(weeks=(plan,)), matrix) if found.plan is not None else None
    demand = rules.demand_by_class(region, matrix)
    return {
        "planned": found.plan is not None,
        "ok": verdict is not None and verdict.ok,
        "violations": dict(Counter(v.rule.value for v in verdict.violations)) if verdict is not None else {},
        "values": {key.value: value for key, value in values.items()},
        "bounds": {key.value: asdict(bound) for key, bound in found.bounds.items()},
        "demand": {UNMET_STAGE[priority].value: minutes for priority, minutes in demand.items()},
        "travel": values[StageKey.TRAVEL],
        "signs": [asdict(sign) for sign in found.signs],
        "work": found.work,
        "hulpvragen": len(region.hulpvragen),
        "begeleiders": len(region.begeleiders),
        "schools": len(region.schools),
    }


if __name__ == "__main__":
    main()
