"""Outcomes by group beside the whole, with small counts hidden, and an exact test of each difference that is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.audit.suppress import Rows, hidden_counts, hidden_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.audit.groups import Groups
    from optimizer.audit.outcomes import Outcome

MEASURES = ("placed", "first_rung", "first_wish", "conditional")
"""What is counted; of each the share of all leerlingen of the group."""
DEFAULT_THRESHOLD = 10


@dataclass(frozen=True)
class Figure:
    """A count in a group, its share and the difference from that of everybody, and the exact test."""

    count: int
    share: float
    difference: float = 0.0
    p: float | None = None
    """Fisher's exact test, two-sided, of this group against all others."""
    p_adjusted: float | None = None
    """The same after Holm's correction for all tests that are shown."""


@dataclass(frozen=True)
class Group:
    """A group that is large enough to be shown; a figure that is hidden is null."""

    name: str | None
    """Null for those of whom nothing is filled in."""
    number: int
    figures: dict[str, Figure | None]
    minutes: float | None
    """Median journey of those placed of whom it is known."""
    minutes_difference: float | None = None


@dataclass(frozen=True)
class Column:
    """The groups of one column, largest first, and how many are too small to be shown or must be hidden for these."""

    name: str
    groups: tuple[Group, ...]
    hidden: int


@dataclass(frozen=True)
class Audit:
    """The audit of one placement.

    Attributes
    ----------
    threshold
        Counts of fewer leerlingen are hidden.
    number
        Leerlingen of the result of whom there are groups: the whole that groups are compared with.
    unknown
        Lines about ids that are not in the result.
    without
        Leerlingen of the result of whom there is no line.
    whole
        The figures of all; null when even these are too few.
    tests
        Number of exact tests for which the correction is made.
    """

    threshold: int
    number: int
    unknown: int
    without: int
    whole: Group | None
    columns: tuple[Column, ...]
    tests: int


def audit(outcomes: Sequence[Outcome], groups: Groups, threshold: int = DEFAULT_THRESHOLD) -> Audit:
    """Return outcomes by group.

    Parameters
    ----------
    outcomes
        Of every leerling that asked.
    groups
        The groups of leerlingen, by id.
    threshold
        Counts below it are hidden.
    """
    known = [one for one in outcomes if one.leerling in groups.of]
    ids = {one.leerling for one in outcomes}
    unknown = sum(own not in ids for own in groups.of)
    bare = Audit(threshold, len(known), unknown, len(outcomes) - len(known), None, (), 0)
    if len(known) < threshold:
        return replace(bare, columns=tuple(Column(name, (), 0) for name in groups.columns))
    whole = _whole(known, threshold)
    names, rows, members = _rows(known, groups)
    sizes = members.sum(axis=1)
    counts = {m: (members & [getattr(one, m) for one in known]).sum(axis=1) for m in MEASURES}
    nameless = hidden_sizes(rows, sizes, threshold)
    hidden = {m: hidden_counts(rows, sizes, counts[m], nameless, threshold) for m in MEASURES}
    tests: list[tuple[int, str, float]] = []
    figures: list[dict[str, Figure | None]] = [dict.fromkeys(MEASURES) for _ in names]
    for row, measure in ((r, m) for r in range(len(names)) for m in MEASURES if not hidden[m][r]):
        count, size, total = int(counts[measure][row]), int(sizes[row]), sum(getattr(o, measure) for o in known)
        figures[row][measure] = Figure(count, count / size, count / size - total / len(known))
        if size < len(known):
            tests.append((row, measure, _exact(count, size, total, len(known))))
    for (row, measure, p), adjusted in zip(tests, holm([p for _, _, p in tests]), strict=True):
        figure = figures[row][measure]
        if figure is not None:
            figures[row][measure] = replace(figure, p=p, p_adjusted=adjusted)
    columns = []
    for number, name in enumerate(groups.columns):
        mine = [r for r, (column, _) in enumerate(names) if column == number]
        shown = sorted((r for r in mine if not nameless[r]), key=lambda r: (-int(sizes[r]), names[r][1] or ""))
        made = tuple(_group(names[r][1], [known[i] for i in np.flatnonzero(members[r])], figures[r], whole, threshold)
                     for r in shown)  # fmt: skip
        columns.append(Column(name, made, len(mine) - len(shown)))
    return replace(bare, whole=whole, columns=tuple(columns), tests=len(tests))


def _whole(known: Sequence[Outcome], threshold: int) -> Group:
    figures: dict[str, Figure | None] = {}
    for measure in MEASURES:
        count = sum(getattr(one, measure) for one in known)
        enough = threshold <= count <= len(known) - threshold
        figures[measure] = Figure(count, count / len(known)) if enough else None
    return Group(None, len(known), figures, _median(known, threshold))


def _group(
    name: str | None, people: Sequence[Outcome], figures: dict[str, Figure | None], whole: Group, threshold: int
) -> Group:
    minutes = _median(people, threshold)
    known = minutes is not None and whole.minutes is not None
    return Group(name, len(people), figures, minutes, minutes - whole.minutes if known else None)  # type: ignore[operator]


def _median(people: Sequence[Outcome], threshold: int) -> float | None:
    """Return the median journey of those placed, null when it rests on too few."""
    minutes = [one.minutes for one in people if one.placed and one.minutes is not None]
    return float(median(minutes)) if len(minutes) >= threshold else None


def _rows(known: Sequence[Outcome], groups: Groups) -> tuple[list[tuple[int, str | None]], Rows, NDArray[np.bool_]]:
    """Return column and name of each group, the groups over the combinations that occur, and who is in each."""
    mine = [groups.of[one.leerling] for one in known]
    combinations = sorted(set(mine), key=lambda c: tuple((cell is None, cell or "") for cell in c))
    names = [
        (column, name)
        for column in range(len(groups.columns))
        for name in sorted({c[column] for c in combinations}, key=lambda n: (n is None, n or ""))
    ]
    holds = np.array([[c[column] == name for c in combinations] for column, name in names], dtype=np.bool_)
    position = {c: i for i, c in enumerate(combinations)}
    members = holds[:, [position[c] for c in mine]]
    return names, Rows(np.array([column for column, _ in names], dtype=np.int64), holds), members


def _exact(count: int, size: int, total: int, everybody: int) -> float:
    from scipy.stats import fisher_exact

    others = total - count, everybody - size - (total - count)
    return float(fisher_exact(np.array([[count, size - count], others]))[1])


def holm(p: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number (Holm 1979), valid however the tests hang together."""
    found = [1.0] * len(p)
    least = 0.0
    for rank, i in enumerate(sorted(range(len(p)), key=lambda i: p[i])):
        least = max(least, min(1.0, p[i] * (len(p) - rank)))
        found[i] = least
    return found


def audit_data(found: Audit) -> dict[str, Any]:
    """Return an audit as a JSON value; shares to four decimals, null is hidden."""
    return {
        "threshold": found.threshold,
        "number": found.number,
        "unknown_ids": found.unknown,
        "without_groups": found.without,
        "tests": found.tests,
        "whole": None if found.whole is None else _group_data(found.whole, whole=True),
        "columns": [
            {"name": c.name, "groups": [_group_data(g) for g in c.groups], "hidden_groups": c.hidden}
            for c in found.columns
        ],
    }


def _group_data(group: Group, *, whole: bool = False) -> dict[str, Any]:
    figures = {m: None if f is None else _figure_data(f, whole=whole) for m, f in group.figures.items()}
    minutes: dict[str, Any] = {"minutes": group.minutes}
    if not whole:
        minutes |= {"minutes_difference": group.minutes_difference}
    return ({} if whole else {"group": group.name}) | {"number": group.number} | figures | minutes


def _figure_data(figure: Figure, *, whole: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"count": figure.count, "share": round(figure.share, 4)}
    if whole:
        return data
    tested = {name: None if p is None else float(f"{p:.3g}") for name, p in
              (("p", figure.p), ("p_adjusted", figure.p_adjusted))}  # fmt: skip
    return data | {"difference": round(figure.difference, 4)} | tested
