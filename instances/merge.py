"""Several regions put side by side as one, with ids made different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from optimizer.domain.base import FrozenDict
from optimizer.domain.crosscheck.seen import LISTS
from optimizer.domain.organisation import Budget
from optimizer.domain.region import Region

_LISTS = tuple(name for name in LISTS if name != "pins")


def side_by_side(regions: Sequence[Region]) -> Region:
    """Return one region with all that several have, every id behind a prefix, without a published plan.

    Policy, week and calendar are those of the first; budgets of the SWV for one expertise are added up. Postcodes must
    differ: no two of the regions may have the same one.
    """
    prepared = [_prefixed(_unpublished(region), f"r{number}.") for number, region in enumerate(regions, start=1)]
    points = {pc4: point for region in prepared for pc4, point in region.postcodes.items()}
    if len(points) < sum(len(region.postcodes) for region in prepared):
        raise ValueError("two of the regions have the same postcode")
    return prepared[0].model_copy(
        update={
            "name": f"{len(prepared)} x {prepared[0].name}",
            "postcodes": FrozenDict(points),
            **{name: tuple(item for region in prepared for item in getattr(region, name)) for name in _LISTS},
            "budgets": _one_each(budget for region in prepared for budget in region.budgets),
        }
    )


def _unpublished(region: Region) -> Region:
    return region.model_copy(update={"previous": None, "pins": ()})


def _one_each(budgets: Iterable[Budget]) -> tuple[Budget, ...]:
    """Return budgets with those of one payer for one expertise added up: the SWV is one payer now."""
    found: dict[object, Budget] = {}
    for budget in budgets:
        key = (budget.payer, budget.expertise)
        held = found.get(key)
        found[key] = budget if held is None else held.model_copy(update={"minutes": held.minutes + budget.minutes})
    return tuple(found.values())


def _prefixed(region: Region, prefix: str) -> Region:
    """Return the region with every id, and every reference to one, behind a prefix."""
    ids = {item.id for name in _LISTS for item in getattr(region, name)}

    def renamed(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            return prefix + value if value in ids else value
        if isinstance(value, list):
            return [renamed(one) for one in value]
        if isinstance(value, dict):
            return {key: one if key in {"name", "kind"} else renamed(one) for key, one in value.items()}
        return value

    data = region.model_dump(mode="json", by_alias=True)
    return Region.model_validate(data | {name: renamed(data[name]) for name in _LISTS})
