"""The single visits by VROOM."""

from __future__ import annotations

import importlib
from collections import defaultdict
from datetime import timedelta

from benchmarks.peers.method import Found, Task
from benchmarks.peers.problem import FAR, Problem, prizes, routing_problem, visit_option
from benchmarks.peers.witness import witness
from optimizer.domain.vocabulary import Mode, Priority
from optimizer.week.options import week_options

DAY = 1440
EXPLORATION = 5
"""VROOM's own default and highest level."""
STEPS = {Priority.URGENT: 12, Priority.NORMAL: 3, Priority.LOW: 1}
MOST = 100
"""Highest priority that VROOM takes."""


def solve(task: Task) -> Found:
    """Maximise the sum of priorities, then minimise travel; VROOM ends when its moves are used up."""
    vroom = importlib.import_module("vroom")
    options = week_options(task.region, task.matrix)
    problem = routing_problem(options)
    places = [*problem.bases, *problem.places]
    number = {place: i for i, place in enumerate(places)}
    model = vroom.Input()
    for mode in {vehicle.mode for vehicle in problem.vehicles}:
        costs, durations = tables(problem, mode, places)
        model.set_durations_matrix(mode.value, durations)
        model.set_costs_matrix(mode.value, costs)
    for i, vehicle in enumerate(problem.vehicles):
        model.add_vehicle(
            vroom.Vehicle(
                i,
                start=number[vehicle.base],
                end=number[vehicle.base],
                profile=vehicle.mode.value,
                skills=set(vehicle.able),
                time_window=_span(vroom, vehicle.half_day.order, vehicle.window.start, vehicle.window.end),
            )
        )
    for i, (job, prize) in enumerate(zip(problem.jobs, prizes(problem.jobs, STEPS), strict=True)):
        if job.spans:
            windows = [_span(vroom, half_day.order, *span) for half_day, span in job.spans.items()]
            model.add_job(
                vroom.Job(
                    i,
                    number[job.place],
                    default_service=job.minutes,
                    skills={i},
                    priority=min(MOST, prize),
                    time_windows=windows,
                )
            )
    solution = model.solve(
        exploration_level=EXPLORATION, nb_threads=task.threads, timeout=timedelta(seconds=task.seconds)
    )
    visits = visit_option(options)
    orders = defaultdict(list)
    for row in solution.routes.to_dict("records"):
        if row["type"] == "job":
            vehicle = problem.vehicles[int(row["vehicle_id"])]
            job = problem.jobs[int(row["id"])]
            orders[int(row["vehicle_id"])].append(visits[job.hulpvraag, vehicle.begeleider, vehicle.half_day])
    return Found(witness(options, orders.values()))


def tables(problem: Problem, mode: Mode, places: list[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Return costs (minutes of travel) and durations (the same, but none from and to a base) among places."""
    costs = problem.minutes(mode, places)
    bases = set(range(len(problem.bases)))
    durations = [
        [0 if (i in bases or j in bases) and m < FAR else m for j, m in enumerate(row)] for i, row in enumerate(costs)
    ]
    return costs, durations


def _span(vroom: object, order: int, start: int, end: int) -> object:
    """Return a clock span of a half day as a time window of the week."""
    return vroom.TimeWindow(order // 2 * DAY + start, order // 2 * DAY + end)  # type: ignore[attr-defined]
