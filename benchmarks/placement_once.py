"""Make a region with leerlingen who ask, read it from JSON, place them, and print what it took, as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import instances
from benchmarks.apart import peak_mib
from benchmarks.cases import CASES
from instances.national import national
from optimizer.domain.placement import PlacementProgress
from optimizer.domain.region import Region
from optimizer.io.json import load_region
from optimizer.proposals import propose_placements

ASKING = {"region": 300, "places": 300, "national": 60_000}
"""By case: a region in which support is scarce, the same one where nobody needs any, and the whole country."""
LIMITS = {"region": None, "places": None, "national": 40}
"""Candidates of each leerling."""


def region_of(case: str, seed: int, asking: int) -> Region:
    """Return the region of a case, with so many leerlingen who ask."""
    if case == "national":
        data = Path(os.environ.get("KRINGPLAN_DATA", "../shared/data"))
        return national(data / "nl" / "instance_nl" / "scholen_po_nl.csv", leerlingen=asking, seed=seed)
    spec = CASES["region"]
    made = instances.generate(replace(spec, counts=replace(spec.counts, asking=asking)), seed)
    if case == "region":
        return made
    return made.model_copy(update={"leerlingen": tuple(p.model_copy(update={"needs": ()}) for p in made.leerlingen)})


class Clock:
    """Seconds and peak memory of each step."""

    def __init__(self) -> None:
        self.steps: dict[str, dict[str, float]] = {}
        self.at = time.perf_counter()

    def note(self, step: str) -> None:
        """End a step."""
        now = time.perf_counter()
        self.steps[step] = {"seconds": round(now - self.at, 2), "mib": round(peak_mib())}
        self.at = now


def read(file: Path, limit: int | None, *, options: bool) -> dict[str, Any]:
    """Read a region and place everybody, end to end; no limit on the time."""
    clock = Clock()
    region = load_region(file).or_raise()
    clock.note("read")
    stages: dict[str, float] = {}

    def note(sign: PlacementProgress) -> None:
        stages[sign.stage] = round(sign.seconds, 2)

    result = propose_placements(region, candidates_limit=limit, options=options, time_limit=None, on_progress=note)
    clock.note("place")
    text = result.model_dump_json()
    clock.note("write")
    wishes = sum(p.wish > 0 for p in result.plan.placements) if result.plan is not None else 0
    return {
        "steps": clock.steps,
        "seconds": round(sum(step["seconds"] for step in clock.steps.values()), 2),
        "schools": len(region.schools),
        "asking": len(result.leerlingen),
        "values": {stage.key: [stage.value, stage.bound] for stage in result.stages},
        "status": result.status,
        "accepted": result.checker is not None and result.checker.ok,
        "not_first_wish": wishes,
        "stages": stages,
        "megabytes": round(file.stat().st_size / 1e6, 1),
        "result_megabytes": round(len(text) / 1e6, 1),
    }


def write(file: Path, case: str, seed: int, asking: int) -> None:
    """Make a region and write it, without what is a default."""
    region = region_of(case, seed, asking)
    file.write_text(json.dumps(region.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False), "utf-8")


def main() -> None:
    """Read the arguments, make or measure, print.

    Making and reading are processes of their own, so that the memory of the one is not counted with the other.
    """
    asked = json.loads(sys.argv[1])
    case, seed, asking = asked["case"], asked["seed"], asked.get("asking") or ASKING[asked["case"]]
    if "file" in asked:
        print(json.dumps(read(Path(asked["file"]), LIMITS[case], options=case != "national")))
        return
    from benchmarks.apart import run_apart

    clock = Clock()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "region.json"
        write(file, case, seed, asking)
        clock.note("make")
        found = run_apart("benchmarks.placement_once", asked | {"file": str(file)})
    print(json.dumps(found | {"made": clock.steps["make"]}))


if __name__ == "__main__":
    main()
