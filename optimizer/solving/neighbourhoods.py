"""Large neighbourhood search: solve again a small part of a model, the rest fixed as in the best solution.

Each round solves as many neighbourhoods as there are threads, all from the same solution and each by a
deterministic search, and takes the best; so a seed, a number of threads and a work limit give one result.
Source: Shaw (1998), Using constraint programming and local search methods to solve vehicle routing problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from optimizer.solving.cpsat import CpModel, IntVar, Outcome, Run, fixed_copy, hint, solve, total
from optimizer.solving.limits import Limits, Meter

Neighbourhood = Callable[[Sequence[int]], dict[int, int]]
"""From the values of the best solution to the variables (by index) that stay fixed, with their values."""


@dataclass(frozen=True)
class Search:
    """What a search over neighbourhoods works with.

    Parameters
    ----------
    objectives
        The variable to minimise, and perhaps the one that breaks ties: the next stage gains on the way.
    work_each
        Deterministic work one neighbourhood may use.
    patience
        Rounds without improvement after which the search ends.
    """

    model: CpModel
    objectives: tuple[IntVar, ...]
    seed: int
    threads: int
    work_each: float = 0.4
    patience: int = 12

    def rank(self, values: Sequence[int]) -> tuple[int, ...]:
        """Return the objectives of a solution, in order."""
        return tuple(values[o.index] for o in self.objectives)


def improve(
    search: Search,
    values: Sequence[int],
    neighbourhoods: Iterator[Neighbourhood],
    meter: Meter,
    limits: Limits,
    target: int,
    on_better: Callable[[Sequence[int]], None],
) -> None:
    """Search from a solution until its first objective reaches `target`, patience or the limits run out.

    `on_better` is called with every strictly better solution.
    """
    end = meter.after(limits)
    best, failures, round_number = tuple(values), 0, 0
    with ThreadPoolExecutor(search.threads) as pool:
        while best[search.objectives[0].index] > target and failures < search.patience:
            left = meter.until(end)
            if meter.stopped or left.nothing:
                return
            each = Limits(left.seconds, search.work_each if left.work is None else min(search.work_each, left.work))
            chosen = [n for _, n in zip(range(search.threads), neighbourhoods, strict=False)]
            seeds = range(search.seed + round_number * search.threads, search.seed + 10**9)
            jobs = [pool.submit(_one, search, best, n, each, s, meter) for n, s in zip(chosen, seeds, strict=False)]
            runs = [job.result() for job in jobs]
            meter.work_used += sum(run.work for run in runs)
            found = [run.values for run in runs if run.values is not None]
            better = min(found, key=search.rank, default=best)
            round_number += 1
            if search.rank(better) < search.rank(best):
                best, failures = better, 0
                on_better(best)
            else:
                failures += 1


def _one(
    search: Search, best: Sequence[int], neighbourhood: Neighbourhood, limits: Limits, seed: int, meter: Meter
) -> Run:
    part = fixed_copy(search.model, neighbourhood(best))
    hint(part, best)
    first, *rest = (part.get_int_var_from_proto_index(o.index) for o in search.objectives)
    # the weight exceeds the range of the tie breaker in this part, so that it can never invert the two
    ranges = [max(part.proto.variables[o.index].domain) for o in search.objectives[1:]]
    part.minimize(first if not rest else (ranges[0] + 1) * first + rest[0])
    return solve(part, limits, seed=seed, stop=meter.stop)


def complete(
    model: CpModel, fixed: dict[int, int], limits: Limits, *, seed: int, smallest: Sequence[IntVar] = ()
) -> tuple[int, ...] | None:
    """Return a complete solution in which the given variables have the given values, if there is one.

    The sum of the variables `smallest` is minimised, for those that the given values leave some slack.
    """
    part = fixed_copy(model, fixed)
    part.clear_objective()  # type: ignore[no-untyped-call]
    if smallest:
        part.minimize(total(part.get_int_var_from_proto_index(v.index) for v in smallest))
    run = solve(part, limits, seed=seed)
    return run.values if run.outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE) else None
