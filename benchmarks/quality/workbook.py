"""Workbooks of many rows: seconds to write one, and to read and validate it again."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import click

import instances
from benchmarks.apart import machine
from optimizer.domain.region import Region


def large(rows: int) -> Region:
    """Return the default region with so many hulpvragen: its own ones again and again, under other ids."""
    region = instances.default_region()
    times = -(-rows // len(region.hulpvragen))
    asked = tuple(h.model_copy(update={"id": f"{h.id}-{n}"}) for n in range(times) for h in region.hulpvragen)
    return region.model_copy(update={"hulpvragen": asked[:rows], "pins": (), "previous": None})


@click.command(help="Write a workbook of many hulpvragen, read it back, and print median seconds.")
@click.option("--rows", default=2000, show_default=True, help="Hulpvragen.")
@click.option("--runs", default=5, show_default=True)
def command(*, rows: int, runs: int) -> None:
    """Measure."""
    from optimizer.io.workbook.read import load_workbook
    from optimizer.io.workbook.write import region_workbook

    click.echo(machine())
    region = large(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        writing = median(_seconds(lambda: path.write_bytes(region_workbook(region))) for _ in range(runs))
        reading = median(_seconds(lambda: load_workbook(path)) for _ in range(runs))
        same = load_workbook(path).region == region
        size = path.stat().st_size
    click.echo(f"{rows} rows, {runs} runs, medians: written in {writing:.2f} s ({size / 1024:.0f} KiB), ")
    click.echo(f"read and validated in {reading:.2f} s; the same region: {'yes' if same else 'no'}")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
