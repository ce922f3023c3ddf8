"""The program and its peers, each on the parts of the week that it can express, judged by the project's checker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from benchmarks.cases import CASES
from benchmarks.measure import Asked, measure, write_json
from benchmarks.parts import SAID, Part
from benchmarks.peers.method import METHODS
from benchmarks.summary import Line, lines

NAMES = [method.name for method in METHODS]


@click.command(help="Measure the program and its peers on the parts that each can express; print medians over seeds.")
@click.option("--case", "cases", multiple=True, help="region, dense or growth-N (default: region and dense).")
@click.option("--part", "parts", multiple=True, type=click.Choice([p.value for p in Part]), help="Default: all parts.")
@click.option("--method", "methods", multiple=True, type=click.Choice(NAMES), help="Default: all methods.")
@click.option("--seeds", default=5, show_default=True, help="Seeds per case.")
@click.option("--time-limit", "limits", multiple=True, default=(60.0,), show_default=True, help="Seconds per run.")
@click.option("--threads", default=2, show_default=True, help="For methods that can use more than one.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Also write the measurements here.")
def command(
    *,
    cases: tuple[str, ...],
    parts: tuple[str, ...],
    methods: tuple[str, ...],
    seeds: int,
    limits: tuple[float, ...],
    threads: int,
    file: Path | None,
) -> None:
    """Measure, print, write; exit 1 when a run failed."""
    asked = Asked(
        cases or tuple(CASES), [Part(p) for p in parts] or list(Part), methods or NAMES, seeds, limits, threads
    )
    measured = measure(asked)
    show(measured["rows"])
    if file is not None:
        write_json(file, measured)
    if any("failed" in row for row in measured["rows"]):
        raise SystemExit(1)


def show(rows: list[dict[str, Any]]) -> None:
    """Print what each method expresses, and a table per part, case and limit."""
    found = lines(rows)
    for part in Part:
        of_part = [line for line in found if line.part == part]
        if not of_part:
            continue
        click.echo(f"\n{part}: {SAID[part]}")
        for method in METHODS:
            if part in method.parts and any(line.method == method.name for line in of_part):
                click.echo(f"  {method.name}: {method.modelled}")
        for case, limit in dict.fromkeys((line.case, line.limit) for line in of_part):
            click.echo(f"\n{case}, {limit:g} s a run, medians; gap: (value - best known bound) / active demand")
            click.echo(
                f"  {'method':<30}{'broken':>8}{'urgent':>8}{'normal':>8}{'low':>8}{'travel':>8}"
                f"{'seconds':>9}{'gap':>9}{'urgent':>9}{'normal':>9}{'low':>9}  accepted  proven"
            )
            for line in of_part:
                if (line.case, line.limit) == (case, limit):
                    click.echo(_row(line))


def _row(line: Line) -> str:
    unmet = "".join(f"{value:>8g}" for value in line.unmet)
    gaps = "".join(f"{share(gap):>9}" for gap in (line.gap, *line.gaps))
    return (
        f"  {line.method:<30}{line.before:>8g}{unmet}{line.travel:>8g}{line.seconds:>9.1f}{gaps}"
        f"  {line.accepted} of {line.runs}    {line.proven} of {line.runs}"
    )


def share(gap: float | None) -> str:
    """Return a gap as a percentage, or a dash where no bound is known."""
    return "-" if gap is None else f"{gap:.2%}"
