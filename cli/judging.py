"""Plans of any making, judged by the checker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cli.plans import SavedPlan
    from optimizer.domain.fault import Verdict, Violation
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region
    from optimizer.domain.vocabulary import StageKey


@dataclass(frozen=True)
class Judged:
    """A plan with what the checker says of it."""

    name: str
    """The file, as a reader knows it."""
    saved: SavedPlan
    values: dict[StageKey, int]
    """Stage values in the region's week, or else the plan's first; empty for a plan without weeks."""

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.saved.plan

    @property
    def verdict(self) -> Verdict:
        """What the checker says of it."""
        return self.saved.verdict

    def data(self, lang: str) -> dict[str, Any]:
        """Return it as a JSON value; violations of a roster with the cells that they are about."""
        return {
            "ok": self.verdict.ok,
            "violations": [self._violation(violation, lang) for violation in self.verdict.violations],
            "stages": [{"key": str(key), "value": value} for key, value in self.values.items()],
        }

    def _violation(self, violation: Violation, lang: str) -> dict[str, Any]:
        from optimizer.io.json import violation_data
        from optimizer.language import text

        data = violation_data(violation, lang)
        if (other := self.saved.other_input(violation)) is not None:
            data["text"] = text(f"cli.{other}", lang)
        cells = self.saved.places(violation)
        return data | ({"cells": list(cells)} if cells else {})


def judge(path: str, region: Region, matrix: TravelMatrix) -> Judged:
    """Read a plan, result or roster and judge it."""
    from cli.load import shown_name
    from cli.plans import saved_plan
    from optimizer.rules import check as rules

    saved = saved_plan(path, region, matrix)
    week_plan = saved.plan.week_plan(region.week) or next(iter(saved.plan.weeks), None)
    values: dict[StageKey, int] = {}
    if week_plan is not None:
        values = rules.stage_values(rules.region_of(region, saved.plan, week_plan.week), week_plan, matrix)
    return Judged(shown_name(path), saved, values)
