"""Solve a week, or a block of weeks, and print what it took, as JSON; run by `week` in a process of its own."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import instances
import optimizer
from benchmarks.apart import peak_mib
from benchmarks.cases import CASES, case_region
from optimizer.domain.region import Region
from optimizer.domain.result import Progress


def region_of(case: str, seed: int) -> Region:
    """Return the region of a case: ``default``, one of `benchmarks.cases`, or a real list such as ``rijnstreek``."""
    if case == "default":
        return instances.default_region()
    if case in CASES or case.startswith("growth-"):
        return case_region(case, seed)
    data = Path(os.environ.get("KRINGPLAN_DATA", "../shared/data"))
    return instances.from_school_list(data / "nl" / "instance_nl" / f"swv_{case}.csv", seed=seed)


def main() -> None:
    """Read the arguments, solve, print."""
    asked = json.loads(sys.argv[1])
    region = region_of(asked["case"], asked["seed"])
    started = time.perf_counter()
    proven_at: dict[str, float] = {}

    def note(p: Progress) -> None:
        if p.value is not None and p.value == p.bound and p.week in (None, region.week):
            proven_at.setdefault(p.stage.value, time.perf_counter() - started)

    result = optimizer.solve_block(
        region,
        weeks=asked["weeks"],
        time_limit=asked["time_limit"],
        work_limit=asked["work_limit"],
        seed=asked["seed"],
        threads=asked["threads"],
        on_progress=note,
    )
    print(
        json.dumps(
            {
                "status": result.status,
                "seconds": time.perf_counter() - started,
                "work": result.certificate.work,
                "mib": peak_mib(),
                "ok": result.checker is not None and result.checker.ok,
                "schools": len(region.schools),
                "begeleiders": len(region.begeleiders),
                "hulpvragen": len(region.hulpvragen),
                "proven_at": proven_at,
                "stages": [stage.model_dump(mode="json") for stage in result.stages],
            }
        )
    )


if __name__ == "__main__":
    main()
