"""The visits by Timefold in Java, with the jars that its Python package carries."""

from __future__ import annotations

import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib import metadata
from itertools import combinations, pairwise
from pathlib import Path

from benchmarks.peers.method import Found, Task
from benchmarks.peers.problem import FAR, visit_option
from benchmarks.peers.witness import witness
from optimizer.domain.demand import Demand
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.places import base_place, visit_place
from optimizer.domain.vocabulary import LegKind, Priority, Target
from optimizer.week.options import Options, VisitOption, week_options
from optimizer.week.running import running_commitments

SOURCE = Path(__file__).with_name("java") / "WeekBenchmark.java"
CLASSES = (Priority.URGENT, Priority.NORMAL, Priority.LOW)
QUIET = '<configuration><root level="warn"/></configuration>'
"""Without it every step is logged, which takes longer than the step."""
START_UP = 60.0
"""Seconds that compiling may take, and the program beyond its limit to start and to write."""


def solve(task: Task) -> Found:
    """Compile the program, run it within the time limit, and read the orders of all days."""
    options = week_options(task.region, task.matrix)
    jars = ":".join(str(jar) for jar in jars_of("timefold"))
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        given, answer = here / "given.txt", here / "answer.txt"
        (here / "logback.xml").write_text(QUIET, encoding="utf-8")
        given.write_text("\n".join(" ".join(map(str, row)) for row in rows(options)), encoding="utf-8")
        _run(["javac", "-nowarn", "-cp", jars, "-d", folder, str(SOURCE)], START_UP)
        program = ["java", "-cp", f"{folder}:{jars}", "WeekBenchmark"]
        arguments = [str(given), str(answer), str(task.seconds), str(task.seed)]
        _run([*program, *arguments], task.seconds + START_UP)
        lines = [[int(x) for x in line.split()] for line in answer.read_text(encoding="utf-8").splitlines()]
    if lines[0] != [1]:
        return Found(None)  # its best plan breaks a hard rule
    visits = visit_option(options)
    staff, demand = options.region.begeleiders, options.demand
    orders = [
        [
            visits[demand[request].hulpvraag.id, staff[b].id, HALF_DAYS[half_day]]
            for request, half_day in zip(stops[::2], stops[1::2], strict=True)
        ]
        for b, _, *stops in lines[1:]
    ]
    return Found(witness(options, orders))


def jars_of(package: str) -> list[Path]:
    """Return the jars in a distribution, in order."""
    files = metadata.files(package) or []
    return sorted(Path(str(file.locate())) for file in files if file.suffix == ".jar")


def _run(command: list[str], seconds: float) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()[-2000:]}")


def rows(options: Options) -> Iterator[list[int]]:
    """Yield the numbers that the Java program reads, in its order."""
    region, demand = options.region, options.demand
    places = [base_place(b.id) for b in region.begeleiders]
    places += dict.fromkeys(visit_place(d.hulpvraag) for d in demand)
    modes = list(dict.fromkeys(b.mode for b in region.begeleiders))
    yield [len(places), len(modes)]
    for mode in modes:
        for row in options.matrix.minutes_between(mode, places):
            yield [FAR if m is None else m for m in row]
    yield [len(region.begeleiders)]
    for i, b in enumerate(region.begeleiders):
        net = max(0, b.contract_minutes - b.reserved_minutes)
        yield [modes.index(b.mode), i, net, b.max_schools_per_half_day]
    paid = region.policy.paid_travel
    kinds = [int(kind in paid) for kind in (LegKind.HOME, LegKind.BETWEEN, LegKind.MIDDAY)]
    yield [region.policy.min_break, region.policy.admin_minutes, *kinds]
    hard = [budget for budget in region.budgets if budget.hard]
    yield [len(hard), *(budget.minutes for budget in hard)]
    yield [len(demand)]
    staff = {b.id: i for i, b in enumerate(region.begeleiders)}
    schools = {s.id: i for i, s in enumerate(region.schools)}
    running = running_commitments(options).hulpvragen
    by_request: dict[str, list[VisitOption]] = defaultdict(list)
    for v in options.visits:
        by_request[v.hulpvraag].append(v)
    for d in demand:
        h, found = d.hulpvraag, by_request[d.hulpvraag.id]
        ib = schools[h.school] if h.target is Target.IB and h.school is not None else -1
        current = staff[running[h.id]] if h.id in running else -1
        yield [CLASSES.index(d.priority), h.minutes, d.due, places.index(visit_place(h)), current, ib]
        counting = [i for i, budget in enumerate(hard) if options.eligibility.counts_in(h, budget)]
        yield [len(counting), *counting]
        yield [len(found)]
        for v in found:
            yield [staff[v.begeleider], v.half_day.order, v.earliest, v.latest]
        choices = list(choices_of(d, found))
        yield [len(choices)]
        for choice in choices:
            yield [len(choice), *choice]


def choices_of(demand: Demand, found: list[VisitOption]) -> Iterator[tuple[int, ...]]:
    """Yield the sets of possible visits (by number) by one begeleider on days far enough apart, most visits first."""
    by_begeleider: dict[str, list[int]] = defaultdict(list)
    for i, v in enumerate(found):
        by_begeleider[v.begeleider].append(i)
    for size in range(demand.due, 0, -1):
        for numbers in by_begeleider.values():
            for choice in combinations(numbers, size):
                days = [found[i].half_day.day.order for i in choice]
                if all(later - earlier >= demand.hulpvraag.day_gap for earlier, later in pairwise(days)):
                    yield choice
