"""Plans of any making, judged by the checker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.domain.fault import Verdict
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region
    from optimizer.domain.vocabulary import StageKey


@dataclass(frozen=True)
class Judged:
    """A plan with what the checker says of it."""

    name: str
    """The file, as a reader knows it."""
    plan: Plan
    verdict: Verdict
    values: dict[StageKey, int]
    """Stage values in the region's week, or else the plan's first; empty for a plan without weeks."""

    def data(self, lang: str) -> dict[str, Any]:
        """Return it as a JSON value."""
        from optimizer.io.json import violation_data

        return {
            "ok": self.verdict.ok,
            "violations": [violation_data(violation, lang) for violation in self.verdict.violations],
            "stages": [{"key": str(key), "value": value} for key, value in self.values.items()],
        }


def judge(path: str, region: Region, matrix: TravelMatrix) -> Judged:
    """Read a plan, result or roster and judge it."""
    import optimizer
    from cli.load import shown_name
    from cli.rosters import any_plan
    from optimizer.rules import check as rules

    plan, _ = any_plan(path, region, matrix)
    verdict = optimizer.check(region, plan, matrix)
    week_plan = plan.week_plan(region.week) or next(iter(plan.weeks), None)
    values: dict[StageKey, int] = {}
    if week_plan is not None:
        values = rules.stage_values(rules.region_of(region, plan, week_plan.week), week_plan, matrix)
    return Judged(shown_name(path), plan, verdict, values)
