"""Solve one problem on one instance of the catalogue, judge the plan by the rules, and print both as JSON."""

from __future__ import annotations

import json
import sys

from benchmarks.problems import PROBLEMS, Asked
from instances.catalogue.index import instance


def main() -> None:
    """Read the arguments, solve, judge, print."""
    asked = json.loads(sys.argv[1])
    region, problem = instance(asked["instance"]), PROBLEMS[asked["problem"]]
    result = problem.solve(region, Asked(asked["seconds"], asked["seed"], asked["threads"]))
    plan = problem.plan_of(result)
    if plan is None:
        raise SystemExit("no plan was found")
    broken, counted = problem.judge(region, plan)
    values = {stage.key.value: stage.value for stage in result.stages}
    print(
        json.dumps(
            {
                "broken": [*broken, *(key for key in values if values[key] != counted[key])],
                "stages": [[stage.key.value, stage.value, stage.bound] for stage in result.stages],
                "seconds": result.certificate.seconds,
                "versions": dict(result.certificate.versions),
            }
        )
    )


if __name__ == "__main__":
    main()
