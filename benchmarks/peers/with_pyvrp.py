"""The single visits by PyVRP."""

from __future__ import annotations

import importlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.method import Found, Task
from benchmarks.peers.problem import FAR, Job, Problem, Vehicle, prizes, routing_problem, visit_option
from benchmarks.peers.witness import witness
from optimizer.domain.vocabulary import Priority
from optimizer.week.options import VisitOption, week_options

STEPS = {Priority.URGENT: 5_000, Priority.NORMAL: 500, Priority.LOW: 50}
"""Worth of a unit of minutes: a factor of 10 between classes, and a visit is worth more than any detour.

Factors of 8 to 100 and worths of 20 to 1,000 came out alike; prizes far above PyVRP's penalties for lateness lead its
search to plans that cannot be kept.
"""
FORBIDDEN = 1 << 44
"""Length of an edge that a vehicle may not use: the largest that PyVRP takes, above all prizes together."""


@dataclass(frozen=True)
class Client:
    """A job (by number) within one clock span of starts."""

    job: int
    earliest: int
    latest: int


Kind = tuple[str, int, int, frozenset[int]]
"""Vehicles that are alike: begeleider, window, jobs that are possible."""


def solve(task: Task) -> Found:
    """Minimise travel and prizes missed within the time limit."""
    pyvrp = importlib.import_module("pyvrp")
    stop = importlib.import_module("pyvrp.stop")
    options = week_options(task.region, task.matrix)
    problem = routing_problem(options)
    kinds = alike(problem)
    clients = clients_of(problem)
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
        jobs = [problem.jobs[clients[stop.idx].job] for stop in route.schedule() if stop.is_client()]
        orders.append([visits[job.hulpvraag, vehicle.begeleider, vehicle.half_day] for job in jobs])
    return Found(witness(options, orders))


def alike(problem: Problem) -> dict[Kind, list[Vehicle]]:
    """Group vehicles that differ in their half day only: for each job it makes no difference which of them comes."""
    found: dict[Kind, list[Vehicle]] = defaultdict(list)
    for v in problem.vehicles:
        found[v.begeleider, v.window.start, v.window.end, v.able].append(v)
    return dict(found)


def clients_of(problem: Problem) -> list[Client]:
    """Return one client per job where a single clock span says all, else one for each of its spans.

    A span from the first start to the last one says all when, cut to the window of any vehicle that may come, it is
    the job's own span in that half day.
    """
    able: dict[int, list[Vehicle]] = defaultdict(list)
    for vehicle in problem.vehicles:
        for number in vehicle.able:
            able[number].append(vehicle)
    found: list[Client] = []
    for number, job in enumerate(problem.jobs):
        if not able[number]:
            continue
        spans = list(dict.fromkeys(job.spans.values()))
        whole = min(start for start, _ in spans), max(end for _, end in spans)
        same = all(_starts(v, job, whole) == _starts(v, job, job.spans[v.half_day]) for v in able[number])
        found += [Client(number, *span) for span in ([whole] if same else spans)]
    return found


def _starts(vehicle: Vehicle, job: Job, span: tuple[int, int]) -> tuple[int, int]:
    """Return the starts in a span at which a vehicle can make a visit."""
    return max(span[0], vehicle.window.start), min(span[1], vehicle.window.end - job.minutes)


def _data(
    pyvrp: Any,  # noqa: ANN401 - a package that need not be there
    problem: Problem,
    kinds: dict[Kind, list[Vehicle]],
    clients: list[Client],
) -> object:
    """Return the instance: locations are the bases, then one per job, so that edges can be forbidden by job."""
    import numpy as np

    bases, worth = problem.bases, prizes(problem.jobs, STEPS)
    places = [*bases, *(job.place for job in problem.jobs)]
    groups: dict[int, list[int]] = defaultdict(list)
    for index, client in enumerate(clients):
        groups[client.job].append(index)
    several = [members for members in groups.values() if len(members) > 1]
    group_of = {clients[members[0]].job: i for i, members in enumerate(several)}
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
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in places],
        clients=[
            pyvrp.Client(
                location=len(bases) + client.job,
                service_duration=problem.jobs[client.job].minutes,
                tw_early=client.earliest,
                tw_late=client.latest,
                prize=worth[client.job],
                required=False,
                group=group_of.get(client.job),
            )
            for client in clients
        ],
        depots=[pyvrp.Depot(i) for i in range(len(bases))],
        vehicle_types=types,
        distance_matrices=distances,
        duration_matrices=durations,
        # a job with several spans is visited in one of them at most
        groups=[pyvrp.ClientGroup(members, required=False) for members in several],
    )
