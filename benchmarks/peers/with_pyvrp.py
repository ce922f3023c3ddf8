"""The single visits by PyVRP."""

from __future__ import annotations

import importlib
from collections import defaultdict
from typing import Any

from benchmarks.peers.method import Found, Task
from benchmarks.peers.problem import FAR, Job, Problem, Vehicle, prizes, routing_problem, visit_option
from benchmarks.peers.witness import witness
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import Priority
from optimizer.week.options import VisitOption, week_options

STEPS = {Priority.URGENT: 10_000_000, Priority.NORMAL: 100_000, Priority.LOW: 1_000}
"""Worth of a unit of minutes: a factor of 100 between classes, and a unit is worth more than any detour.

Of the factors that were tried (4 to 300) this one came out best; prizes far above PyVRP's penalties for lateness
make its search waver between plans that cannot be kept.
"""
FORBIDDEN = 1 << 44
"""Length of an edge that a vehicle may not use: the largest that PyVRP takes, above all prizes together."""

Kind = tuple[str, int, int, frozenset[int]]
"""Vehicles that are alike: begeleider, window, jobs that are possible."""


def solve(task: Task) -> Found:
    """Minimise travel and prizes missed within the time limit."""
    pyvrp = importlib.import_module("pyvrp")
    stop = importlib.import_module("pyvrp.stop")
    options = week_options(task.region, task.matrix)
    problem = routing_problem(options)
    kinds = alike(problem)
    clients = [(number, half_days) for number, job in enumerate(problem.jobs) for half_days in _windows(job)]
    data = _data(pyvrp, problem, kinds, clients)
    result = importlib.import_module("pyvrp.solve").solve(
        data, stop.MaxRuntime(task.seconds), seed=task.seed, collect_stats=False, display=False
    )
    if not result.best.is_feasible():
        return Found(None)
    visits = visit_option(options)
    free = {kind: list(vehicles) for kind, vehicles in kinds.items()}
    names = list(kinds)
    orders: list[list[VisitOption]] = []
    for route in result.best.routes():
        vehicle = free[names[route.vehicle_type()]].pop()
        jobs = [problem.jobs[clients[stop.idx][0]] for stop in route.schedule() if stop.is_client()]
        orders.append([visits[job.hulpvraag, vehicle.begeleider, vehicle.half_day] for job in jobs])
    return Found(witness(options, orders))


def alike(problem: Problem) -> dict[Kind, list[Vehicle]]:
    """Group vehicles that differ in their half day only: for each job it makes no difference which of them comes."""
    found: dict[Kind, list[Vehicle]] = defaultdict(list)
    for v in problem.vehicles:
        found[v.begeleider, v.window.start, v.window.end, v.able].append(v)
    return dict(found)


def _windows(job: Job) -> dict[tuple[HalfDay, ...], tuple[int, int]]:
    """Return the half days that share a clock span, with it."""
    by_span: dict[tuple[int, int], list[HalfDay]] = defaultdict(list)
    for half_day, span in job.spans.items():
        by_span[span].append(half_day)
    return {tuple(half_days): span for span, half_days in by_span.items()}


def _data(
    pyvrp: Any,  # noqa: ANN401 - a package that need not be there
    problem: Problem,
    kinds: dict[Kind, list[Vehicle]],
    clients: list[tuple[int, tuple[HalfDay, ...]]],
) -> object:
    """Return the instance: locations are the bases, then one per job, so that edges can be forbidden by job."""
    import numpy as np

    bases, worth = problem.bases, prizes(problem.jobs, STEPS)
    places = [*bases, *(job.place for job in problem.jobs)]
    groups: dict[int, list[int]] = defaultdict(list)
    for index, (number, _) in enumerate(clients):
        groups[number].append(index)
    group_of = {number: i for i, number in enumerate(groups)}
    profiles: dict[tuple[object, frozenset[int]], int] = {}
    distances, durations, types = [], [], []
    for (_, start, end, able), vehicles in kinds.items():
        profile = (vehicles[0].mode, able)
        if profile not in profiles:
            profiles[profile] = len(profiles)
            table = np.array(problem.minutes(vehicles[0].mode, places), dtype=np.int64)
            times = table.copy()
            times[: len(bases), :] = times[:, : len(bases)] = 0
            barred = [len(bases) + i for i in range(len(problem.jobs)) if i not in able]
            table[table >= FAR] = FORBIDDEN
            table[barred, :] = table[:, barred] = FORBIDDEN
            np.fill_diagonal(table, 0)
            distances.append(table)
            durations.append(times)
        base = bases.index(vehicles[0].base)
        types.append(
            pyvrp.VehicleType(
                num_available=len(vehicles),
                start_depot=base,
                end_depot=base,
                tw_early=start,
                tw_late=end,
                profile=profiles[profile],
            )
        )
    spans = [_windows(problem.jobs[number])[half_days] for number, half_days in clients]
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in places],
        clients=[
            pyvrp.Client(
                location=len(bases) + number,
                service_duration=problem.jobs[number].minutes,
                tw_early=span[0],
                tw_late=span[1],
                prize=worth[number],
                required=False,
                group=group_of[number],
            )
            for (number, _), span in zip(clients, spans, strict=True)
        ],
        depots=[pyvrp.Depot(i) for i in range(len(bases))],
        vehicle_types=types,
        distance_matrices=distances,
        duration_matrices=durations,
        groups=[pyvrp.ClientGroup(members, required=False) for members in groups.values()],
    )
