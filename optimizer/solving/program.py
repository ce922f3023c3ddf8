"""An integer program to be solved, and what a solver answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.solving.linear import LinearModel


@dataclass(frozen=True, eq=False)
class MipTask:
    """An integer program to be solved.

    Parameters
    ----------
    cost
        (columns,) integers, such that every solution has an integer cost.
    seconds, nodes
        Limits; with a limit on nodes alone the outcome is the same everywhere.
    """

    model: LinearModel
    cost: np.ndarray
    seconds: float | None = None
    nodes: int | None = None
    presolve: bool = False
    """Whether the solver should simplify it first; not needed where that was done already."""


@dataclass(frozen=True, eq=False)
class MipRun:
    """What a run found.

    Attributes
    ----------
    values
        (columns,) of the best solution; null without one.
    bound
        Proven lower bound on the cost; infinite when there is no solution.
    complete
        Whether value and bound meet, or it is proven that there is no solution.
    """

    values: np.ndarray | None
    bound: float
    complete: bool
    work: float
