"""Workbooks of many rows: seconds to write one, to read and validate it again, and to read a messy one of one's own."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click

import instances
from benchmarks.apart import machine
from benchmarks.messy import school_list, write_messy
from optimizer.domain.region import Region

if TYPE_CHECKING:
    from optimizer.io.messy.read import Reading


def large(rows: int) -> Region:
    """Return the default region with so many hulpvragen: its own ones again and again, under other ids."""
    region = instances.default_region()
    times = -(-rows // len(region.hulpvragen))
    asked = tuple(h.model_copy(update={"id": f"{h.id}-{n}"}) for n in range(times) for h in region.hulpvragen)
    return region.model_copy(update={"hulpvragen": asked[:rows], "pins": (), "previous": None})


@click.command(help="Write a workbook of many hulpvragen, read it back, read a messy one, and print median seconds.")
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
    first, later, asked = _messy(region, rows, runs)
    click.echo(
        f"{rows} messy rows: read in {first:.2f} s, with {asked} questions; with these answered in {later:.2f} s"
    )


def _messy(region: Region, rows: int, runs: int) -> tuple[float, float, int]:
    """Return median seconds to read a messy workbook in a fresh process, and again with all answered; and questions."""
    context = get_context("spawn")
    firsts, laters, asked = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        book, schools = Path(folder, "messy.xlsx"), Path(folder, "schools.csv")
        write_messy(book, region, rows)
        schools.write_text(school_list(region), encoding="utf-8")
        for _ in range(runs):
            with context.Pool(1) as pool:
                first, later, asked = pool.apply(read_twice, (book, schools))
            firsts.append(first)
            laters.append(later)
    return median(firsts), median(laters), asked


def read_twice(book: Path, schools: Path) -> tuple[float, float, int]:
    """Read a messy workbook as somebody does who starts the command: once to be asked, once with the answers."""
    from optimizer.io.messy.book import read_sheets
    from optimizer.io.messy.read import read_book
    from optimizer.io.messy.schoollist import read_schools

    def read(answers: dict[str, str]) -> Reading:
        return read_book(read_sheets(book), read_schools(schools), answers, name="messy", today=date(2026, 11, 18))

    started = time.perf_counter()
    reading = read({})
    first = time.perf_counter() - started
    answers = {q.id: q.guess or q.choices[0].value for q in reading.open}
    return first, _seconds(lambda: read(answers)), len(reading.open)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
