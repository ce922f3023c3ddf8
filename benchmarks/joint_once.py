"""Plan week and placement together, or one after the other, and print what it took, as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from benchmarks.apart import peak_mib
from benchmarks.week_once import region_of
from instances.presets import PRESETS, preset_region
from optimizer.domain.region import Region
from optimizer.together import solve_joint


def joint_region(case: str, seed: int) -> Region:
    """Return the region of a case: the preset of an SWV on its real list, or a region of `week_once`."""
    if case in PRESETS:
        data = Path(os.environ.get("KRINGPLAN_DATA", "../shared/data")) / "nl" / "instance_nl"
        file = data / f"swv_{case.replace('-', '_')}.csv"
        return preset_region(case, schools=file if file.exists() else None, seed=seed)
    return region_of(case, seed)


def main() -> None:
    """Read the arguments, solve, print."""
    asked = json.loads(sys.argv[1])
    region = joint_region(asked["case"], asked["seed"])
    started = time.perf_counter()
    result = solve_joint(
        region,
        time_limit=asked["time_limit"],
        seed=asked["seed"],
        threads=asked["threads"],
        after=asked["after"],
    )
    placements = result.placement.placements if result.placement is not None else ()
    row = {
        "status": result.status,
        "seconds": round(time.perf_counter() - started, 1),
        "mib": round(peak_mib()),
        "ok": result.checker is not None and result.checker.ok,
        "schools": len(region.schools),
        "begeleiders": len(region.begeleiders),
        "hulpvragen": len(region.hulpvragen),
        "placed": len(placements),
        "firm": sum(not p.conditions for p in placements),
        "limit": result.candidates_limit,
        "stages": [stage.model_dump(mode="json") for stage in result.stages],
    }
    print(json.dumps(row))


if __name__ == "__main__":
    main()
