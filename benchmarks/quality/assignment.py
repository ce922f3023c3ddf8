"""The solver of assignments alone: seconds, memory and stages proven on random geographies."""

from __future__ import annotations

import resource
import time

import click
import numpy as np

from benchmarks.geography import Geography, geography
from optimizer.solving.assignment import Lexicographic, Stage


@click.command(help="Solve random assignments of items to schools near them; print seconds, memory, stages proven.")
@click.option("--items", default=60_000, show_default=True)
@click.option("--schools", default=6_980, show_default=True)
@click.option("--arcs", default=40, show_default=True, help="Schools per item.")
@click.option("--slack", default=1.8, show_default=True, help="Places per item; they lie unevenly, so many run out.")
@click.option("--seeds", default=1, show_default=True)
@click.option("--questions", default=0, show_default=True, help="Items of which the first five arcs are priced.")
def command(*, items: int, schools: int, arcs: int, slack: float, seeds: int, questions: int) -> None:
    """Measure and print; exit 1 when a stage is not proven."""
    whole = True
    for seed in range(seeds):
        made = geography(items, schools, arcs, slack=slack, seed=seed)
        started = time.perf_counter()
        search = Lexicographic(made.problem)
        stages = run(search, made)
        seconds, started = time.perf_counter() - started, time.perf_counter()
        asked = [(item, arc) for item in range(questions) for arc in range(5)]
        for item, arc in asked:
            search.price_of(item, int(made.problem.first[item]) + arc)
        priced = time.perf_counter() - started
        first = np.mean(search.choice == made.problem.first[:-1])
        proven = sum(stage.proven for stage in stages)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        click.echo(
            f"seed {seed}: {made.problem.items} items, {made.problem.arcs} arcs, {made.problem.nodes} nodes: "
            f"{seconds:.1f} s, peak {memory:.0f} MiB, {proven} of {len(stages)} stages proven, "
            f"{first:.1%} on their first arc" + (f"; {len(asked)} prices {priced:.2f} s" if asked else "")
        )
        click.echo("  " + " ".join(str(stage.value) for stage in stages))
        whole = whole and proven == len(stages)
    if not whole:
        raise SystemExit(1)


def run(search: Lexicographic, made: Geography) -> list[Stage]:
    """Solve all stages: sums, a worst, a sum, a worst, a sum."""
    stages = search.minimise(made.before, later=[made.apart, made.minutes])
    stages.append(search.minimise_worst(made.wish))
    stages += search.minimise([made.apart], later=[made.minutes])
    stages.append(search.minimise_worst(made.minutes))
    return [*stages, *search.minimise([made.minutes])]
