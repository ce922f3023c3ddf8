"""Accountability as a JSON value: ids with names, minutes under the names that the definitions use."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from optimizer.report.accountability.totals import Accountability
from optimizer.report.accountability.types import BudgetUse, Dimension, Figures


def accountability_data(found: Accountability) -> dict[str, Any]:
    """Return everything as a JSON value; `lines` holds each combination once, so that anybody can count further."""
    region = found.region
    names: dict[Dimension, dict[str, str]] = {
        Dimension.BESTUUR: {one.id: one.name for one in region.besturen},
        Dimension.KRING: {one.id: one.name for one in region.kringen},
    }
    return {
        "region": region.id,
        "from": found.period.start.isoformat(),
        "until": found.period.end.isoformat(),
        "published_weeks": list(found.published),
        "unpublished_weeks": list(found.unpublished),
        "visits": asdict(found.counts),
        "total": _figures(found.total),
        **{
            f"by_{dimension}": [
                {"id": one, "name": names.get(dimension, {}).get(one or "", one)} | _figures(figures)
                for one, figures in found.by(dimension).items()
            ]
            for dimension in Dimension
        },
        "budgets": [_budget(use) for use in found.budgets],
        "lines": [asdict(key) | _figures(figures) for key, figures in found.lines.items()],
    }


def _figures(figures: Figures) -> dict[str, int]:
    return asdict(figures) | {"difference": figures.difference}


def _budget(use: BudgetUse) -> dict[str, Any]:
    budget = use.budget
    return {
        "id": budget.id,
        "payer": {"kind": str(budget.payer.kind), "id": budget.payer.id},
        "expertise": budget.expertise,
        "hard": budget.hard,
        "minutes_a_week": budget.minutes,
        "available": use.available,
        "planned": use.planned,
        "delivered": use.delivered,
        "left": use.left,
    }
