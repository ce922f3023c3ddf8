"""Joint results as JSON: written whole, and of a saved one the two plans that can be judged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.domain.intake import read_plan
from optimizer.domain.placement import PlacementPlan
from optimizer.domain.reading import read_value
from optimizer.io.json import read_json

if TYPE_CHECKING:
    from optimizer.domain.fault import Fault
    from optimizer.domain.joint import JointResult
    from optimizer.domain.plan import Plan

__all__ = ["SavedJoint", "dump_joint", "dump_plans", "is_joint", "load_joint"]


@dataclass(frozen=True)
class SavedJoint:
    """A week with the placements that it was planned with."""

    plan: Plan
    placement: PlacementPlan


def dump_joint(result: JointResult) -> str:
    """Return a result as JSON text, the same from command, Python and HTTP."""
    return _text(result.model_dump(mode="json", by_alias=True))


def dump_plans(result: JointResult) -> str:
    """Return the week and the placements of a result as JSON text, without what was found out about them."""
    return _text(result.model_dump(mode="json", by_alias=True, include={"plan", "placement"}))


def is_joint(path: Path | str) -> bool:
    """Tell whether a JSON file holds a week and placements together."""
    value = read_json(path).value
    return isinstance(value, dict) and all(isinstance(value.get(name), dict) for name in ("plan", "placement"))


def load_joint(path: Path | str) -> tuple[SavedJoint | None, tuple[Fault, ...]]:
    """Read both plans of a saved result, or every fault of its JSON and of them; nothing else in it is looked at."""
    parsed = read_json(path)
    value = parsed.value if isinstance(parsed.value, dict) else {}
    if parsed.faults:
        return None, parsed.faults
    plan, faults = read_plan(value.get("plan"))
    placement, more = read_value(PlacementPlan, value.get("placement"), ("placement",))
    if plan is None or placement is None or faults or more:
        return None, (*faults, *more)
    return SavedJoint(plan, placement), ()


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
