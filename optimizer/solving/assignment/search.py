"""Stage after stage, each as low as it can be, none ever worsening an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.solving.assignment.flow import any_flow
from optimizer.solving.assignment.guess import flow
from optimizer.solving.assignment.load import lightest
from optimizer.solving.assignment.moves import Price, Prices
from optimizer.solving.assignment.network import network
from optimizer.solving.assignment.problem import Assignment, Costs, Flags, Ints, Stage
from optimizer.solving.assignment.residual import Residual
from optimizer.solving.limits import Limits, Meter

PATIENCE = 300
"""Turns in which the prices of a right guess are found, as a rule: beyond, a flow is sooner done than the search."""


class Lexicographic:
    """Solves the stages of an assignment in the order in which they are asked for.

    A flow with weights that may be too low guesses a choice for all stages at once; then each stage is proven by
    prices on the graph of what is still open, and what no cheapest choice uses is dropped. Where the guess is not
    the best, a flow with weights that cannot invert mends it. So every value counts as proven by prices alone.

    Parameters
    ----------
    problem
        The assignment.
    meter
        Of the time; without one there is no limit. It is read between the steps, so a flow may go beyond it.
    start
        (N,) a choice to begin with; without one, item by item the first arc with room.

    Attributes
    ----------
    choice
        (N,) the best choice of arcs so far; no node is ever overfull.
    face
        (M,) arcs that some best choice for all proven stages uses: exactly these after sums; after a worst perhaps
        more.
    exact
        (V,) nodes that every best choice fills as this one does.
    arcs, items
        Those still open: items that have several arcs of the face.
    proven
        Whether all stages so far are.
    priced
        The proven stages so far: costs, and for a worst the limit that it set.

    Raises
    ------
    ValueError
        When `start` overfills a node or is no choice.
    """

    def __init__(self, problem: Assignment, meter: Meter | None = None, start: Ints | None = None) -> None:
        self.problem = problem
        self.meter = meter or Meter(Limits(None, None))
        self.choice: Ints = problem.start() if start is None else np.array(start, np.int64)
        if self.choice.shape != (problem.items,) or (problem.owner[self.choice] != np.arange(problem.items)).any():
            raise ValueError("start: one arc of its own for every item")
        if problem.overfull(self.choice):
            raise ValueError("start: it overfills a node")
        self._loaded = False
        self._prices: Prices | None = None
        self.face: Flags = np.ones(problem.arcs, np.bool_)
        self.exact: Flags = np.zeros(problem.nodes, np.bool_)
        self.proven = True
        self.priced: list[tuple[Costs, int | None]] = []
        self.arcs, self.items = np.arange(problem.arcs), np.arange(problem.items)
        self._keep(self.face)

    def minimise(self, costs: Sequence[Costs], later: Sequence[Costs] = ()) -> list[Stage]:
        """Make each of these sums as low as it can be, the first above the second above the third.

        Parameters
        ----------
        costs
            Each (M,), integers, not negative.
        later
            Costs that count later: they cannot change the result, only make later steps shorter.

        Returns
        -------
        list of Stage
            Not proven from the stage on at which the time ran out; the bounds hold all the same.

        Raises
        ------
        ValueError
            For costs that are negative or not one for each arc.
        OverflowError
            When a stage's costs are too high for the solver's 64 bits.
        """
        for cost in costs:
            self._check(cost)
        stages: list[Stage] = []
        ahead = 0
        for k, cost in enumerate(costs):
            stage, ahead = self._sum(cost, [*costs[k:], *later], ahead)
            stages.append(stage)
        return stages

    def minimise_worst(self, values: Costs) -> Stage:
        """Make the highest of the values of the arcs chosen as low as it can be.

        Parameters
        ----------
        values
            (M,) integers, not negative.
        """
        self._check(values)
        if not self.proven:
            return self._unproven_worst(values)
        settled = np.ones(self.problem.items, np.bool_)
        settled[self.items] = False
        low = max(int(values[self.choice[settled]].max(initial=0)), self._least(values, self.arcs))
        high = int(values[self.choice].max(initial=0))
        possible = np.unique(np.append(values[self.arcs].astype(np.int64), low))
        possible = possible[(possible >= low) & (possible < high)]
        below, reached = 0, len(possible)
        while below < reached:
            if self.meter.exhausted:
                self.proven = False
                return Stage(high, int(possible[below]))
            # the lowest is often possible: first that one, then halves
            middle = 0 if reached == len(possible) and below == 0 else (below + reached) // 2
            if self._within(values, int(possible[middle])):
                reached = middle
            else:
                below = middle + 1
        high = int(values[self.choice].max(initial=0))
        self._keep(values[self.arcs] <= high)
        self.priced.append((values, high))
        return Stage(high, high)

    def minimise_load(self, counted: Flags, group: Costs) -> Stage:
        """Make the most loaded group as little loaded as can be; this comes last.

        Parameters
        ----------
        counted
            (M,) whether an arc is a load, if it is chosen.
        group
            (M,) on which group, from 0.

        Raises
        ------
        ValueError
            For groups that are negative or not one for each arc.
        """
        self._check(group)
        stage, self.choice = lightest(self, counted, group.astype(np.int64))
        self.proven = self.proven and stage.proven
        self._loaded = True
        return stage

    def price_of(self, item: int, arc: int) -> Price | None:
        """Return what all proven sums and worst values lose when `item` takes `arc` and all others are placed anew.

        None when the arc leads to a node without any place.
        """
        known = self._prices
        if known is None or known.choice is not self.choice or len(known.stages) != len(self.priced):
            known = self._prices = Prices(self.problem, self.choice, self.priced)
        return known.of(item, arc)

    def _sum(self, cost: Costs, costs: Sequence[Costs], ahead: int) -> tuple[Stage, int]:
        """Minimise one sum, the first of `costs`.

        `ahead` is of how many of the costs the choice is the guess already; that of the following ones is returned.
        """
        value = int(cost[self.choice].sum(dtype=np.int64))
        if not self.proven or (len(self.arcs) and self.meter.exhausted):
            self.proven = False
            return Stage(value, min(value, self._lowest(cost))), 0
        if len(self.arcs) and ahead < 1:
            self.choice, ahead = flow(self, costs, sure=False)
        if len(self.arcs) and not self._prove(cost, PATIENCE):
            self.choice, ahead = flow(self, costs, sure=True)
            if not self._prove(cost):
                raise ArithmeticError("the flow is not the cheapest")
        value = int(cost[self.choice].sum(dtype=np.int64))
        self.priced.append((cost, None))
        return Stage(value, value), ahead - 1

    def _prove(self, cost: Costs, turns: int | None = None) -> bool:
        """Tell whether prices (found in so many turns) prove the choice the cheapest; then drop what none such uses."""
        graph = Residual(self.problem, self.arcs, self.choice, self.exact)
        move = cost[self.arcs].astype(np.int64) - cost[graph.chosen].astype(np.int64)
        lengths = graph.lengths(move)
        price = graph.prices(lengths, turns)
        if price is None:
            return False
        reduced = graph.reduced(move, price)
        if (reduced < 0).any() or (price[graph.above] > price[graph.inside]).any():
            raise ArithmeticError("prices that prove nothing")
        keep, fixed = graph.common(lengths, price, reduced)
        self.exact[fixed] = True
        self._keep(keep)
        return True

    def _keep(self, keep: Flags) -> None:
        """Keep these of the open arcs, and only items that still have several."""
        self.face[self.arcs[~keep]] = False
        arcs = self.arcs[keep]
        several = np.bincount(self.problem.owner[arcs], minlength=self.problem.items) > 1
        self.arcs, self.items = arcs[several[self.problem.owner[arcs]]], np.flatnonzero(several)

    def _within(self, values: Costs, limit: int) -> bool:
        """Choose arcs with values up to a limit, if that can be."""
        net = network(self.problem, self.items, self.arcs, self.choice, self.exact)
        found = any_flow(net.part(values[self.arcs] <= limit))
        if found is not None:
            self.choice = self.choice.copy()
            self.choice[self.items] = found
        return found is not None

    def _least(self, values: Costs, arcs: Ints) -> int:
        """Return the highest of the items' lowest values: no choice of these arcs is below that."""
        starts = np.flatnonzero(np.diff(self.problem.owner[arcs], prepend=-1))
        return int(np.minimum.reduceat(values[arcs], starts).max()) if len(arcs) else 0

    def _unproven_worst(self, values: Costs) -> Stage:
        value = int(values[self.choice].max(initial=0))
        return Stage(value, min(value, self._least(values, np.flatnonzero(self.face))))

    def _lowest(self, cost: Costs) -> int:
        """Return the sum of the items' lowest costs on the face: a bound for every choice on it."""
        arcs = np.flatnonzero(self.face)
        starts = np.flatnonzero(np.diff(self.problem.owner[arcs], prepend=-1))
        return int(np.minimum.reduceat(cost[arcs], starts).sum(dtype=np.int64)) if len(arcs) else 0

    def _check(self, cost: Costs) -> None:
        if self._loaded:
            raise ValueError("a load comes last: later stages could not keep it")
        if cost.shape != (self.problem.arcs,) or (len(cost) and cost.min() < 0):
            raise ValueError("costs: one for each arc, not negative")
