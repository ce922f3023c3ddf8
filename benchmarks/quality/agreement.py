"""The model against brute force on as many tiny regions as asked, stage by stage; the tests do 240."""

from __future__ import annotations

import time

import click

import optimizer
from optimizer.domain.result import Status
from tests.agreement.oracle import best
from tests.agreement.tiny import tiny


@click.command(help="Set the model against brute force on tiny regions and print every difference.")
@click.option("--first", default=10_000, show_default=True, help="First seed.")
@click.option("--count", default=1_000, show_default=True, help="Number of seeds.")
def command(*, first: int, count: int) -> None:
    """Compare every stage of every region; exit 1 when one differs."""
    started, differences = time.perf_counter(), 0
    for seed in range(first, first + count):
        region, matrix = tiny(seed)
        known = best(region, matrix)
        result = optimizer.solve_week(region, matrix=matrix, time_limit=None, seed=seed, threads=1)
        expected = (Status.INFEASIBLE, {}) if known is None else (Status.OPTIMAL, known[0])
        found = (result.status, {stage.key: stage.value for stage in result.stages})
        if found != expected:
            differences += 1
            click.echo(f"seed {seed}: found {found}, brute force {expected}")
    click.echo(f"{count} regions, {differences} differences, {time.perf_counter() - started:.0f} s")
    if differences:
        raise SystemExit(1)
