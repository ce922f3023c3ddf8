"""Medians, gaps and bounds from rows of runs; nothing here measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

Row = dict[str, Any]
BEFORE = ("overleg_missed", "running_broken")
"""Stages before the unmet ones: a plan that breaks commitments has time for others."""
UNMET = ("unmet_urgent", "unmet_normal", "unmet_low")


@dataclass(frozen=True)
class Line:
    """What one method did on one case and part within one limit: medians over seeds.

    `before` is the overleg missed and commitments broken. `unmet` in minutes and `gaps` as shares of the active demand
    of each class; `gap` is that of all classes together. Gaps are null where no run of that seed proved a bound. A gap
    below zero is possible only against a conditional bound, by a plan that is worse in an earlier stage.
    """

    part: str
    case: str
    limit: float
    method: str
    runs: int
    accepted: int
    before: float
    unmet: tuple[float, float, float]
    travel: float
    seconds: float
    gaps: tuple[float | None, float | None, float | None]
    gap: float | None
    proven: int
    """Runs whose unmet values are all equal to bounds that hold unconditionally or given values that are proven."""


def best_bounds(rows: Iterable[Row]) -> dict[str, int]:
    """Return the best known bound per stage from runs on one and the same region.

    The certificate of the program counts whole; of others only bounds that hold unconditionally, since a conditional
    one speaks of plans as good as their own in the stages before.
    """
    found: dict[str, int] = {}
    for row in rows:
        for stage, bound in row.get("bounds", {}).items():
            if row["method"] == "kringplan" or not bound["conditional"]:
                found[stage] = max(found.get(stage, 0), bound["value"])
    return found


def lines(rows: Sequence[Row]) -> list[Line]:
    """Return a line per part, case, limit and method, in the order in which they were run; failed runs are left out."""
    regions: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    grouped: dict[tuple[str, str, float, str], list[Row]] = defaultdict(list)
    for row in rows:
        if "failed" not in row:
            regions[row["part"], row["case"], row["seed"]].append(row)
            grouped[row["part"], row["case"], row["limit"], row["method"]].append(row)
    bounds = {key: best_bounds(found) for key, found in regions.items()}
    return [
        _line(key, found, [bounds[row["part"], row["case"], row["seed"]] for row in found])
        for key, found in grouped.items()
    ]


def _line(key: tuple[str, str, float, str], rows: Sequence[Row], bounds: Sequence[dict[str, int]]) -> Line:
    part, case, limit, method = key
    gaps = [[gap_of(row, known, (stage,)) for stage in UNMET] for row, known in zip(rows, bounds, strict=True)]
    all_classes = [gap_of(row, known, UNMET) for row, known in zip(rows, bounds, strict=True)]
    urgent, normal, low = (median(row["values"][stage] for row in rows) for stage in UNMET)
    by_class = [_median(column) for column in zip(*gaps, strict=True)]
    return Line(
        part,
        case,
        limit,
        method,
        len(rows),
        sum(row["ok"] for row in rows),
        median(sum(row["values"][stage] for stage in BEFORE) for row in rows),
        (urgent, normal, low),
        median(row["travel"] for row in rows),
        median(row["seconds"] for row in rows),
        (by_class[0], by_class[1], by_class[2]),
        _median(all_classes),
        sum(all(row["values"][s] == known.get(s) for s in UNMET) for row, known in zip(rows, bounds, strict=True)),
    )


def gap_of(row: Row, bounds: dict[str, int], stages: Sequence[str]) -> float | None:
    """Return (value - bound) of stages together, as a share of the active demand of their classes; null unbounded."""
    if any(stage not in bounds for stage in stages):
        return None
    demand: int = sum(row["demand"][stage] for stage in stages)
    above: int = sum(row["values"][stage] - bounds[stage] for stage in stages)
    return above / max(1, demand)


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def first_plan(row: Row) -> float:
    """Return the seconds until a run said that it has a plan; those of the whole run when it did not say so."""
    return min((float(s["seconds"]) for s in row["signs"] if s["value"] is not None), default=float(row["seconds"]))


@dataclass(frozen=True)
class Size:
    """How the program did on one size of the growing row: medians over seeds; seconds, work in the solver's units."""

    hulpvragen: int
    begeleiders: float
    runs: int
    accepted: int
    first: float
    seconds: float
    work: float
    mib: float
    unmet: float
    gap: float | None


def sizes(rows: Sequence[Row]) -> list[Size]:
    """Return a line per size, smallest first; failed runs are left out."""
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if "failed" not in row:
            grouped[row["hulpvragen"]].append(row)
    return [
        Size(
            hulpvragen,
            median(row["begeleiders"] for row in found),
            len(found),
            sum(row["ok"] for row in found),
            median(first_plan(row) for row in found),
            median(row["seconds"] for row in found),
            median(row["work"] for row in found),
            median(row["mib"] for row in found),
            median(sum(row["values"][stage] for stage in UNMET) for row in found),
            _median([gap_of(row, best_bounds([row]), UNMET) for row in found]),
        )
        for hulpvragen, found in sorted(grouped.items())
    ]
