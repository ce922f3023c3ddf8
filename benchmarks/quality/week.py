"""Weeks, or blocks of weeks: seconds, memory, and per stage value, bound, gap, and when it was proven."""

from __future__ import annotations

import json
import os
from pathlib import Path
from statistics import median
from typing import Any

import click

from benchmarks.apart import machine, run_apart

REAL = ("aan_den_ijssel", "de_liemers", "rijnstreek", "westfriese_knoop")


@click.command(help="Solve weeks and print seconds, memory, and per stage value, bound and gap.")
@click.option(
    "--case",
    "cases",
    multiple=True,
    help="default, region, dense, growth-N, or a real list (default: default and all lists that are there).",
)
@click.option("--seeds", default=1, show_default=True, help="Seeds per case; medians are printed.")
@click.option("--weeks", default=1, show_default=True, help="Weeks of a block; the limits are for all of them.")
@click.option("--time-limit", default=60.0, show_default=True, help="Seconds per solve.")
@click.option("--work-limit", type=float, help="Deterministic work per solve, instead of seconds.")
@click.option("--threads", default=2, show_default=True)
@click.option("--json", "file", type=click.Path(path_type=Path), help="Also write the measurements here.")
def command(
    *,
    cases: tuple[str, ...],
    seeds: int,
    weeks: int,
    time_limit: float,
    work_limit: float | None,
    threads: int,
    file: Path | None,
) -> None:
    """Measure every case with every seed."""
    click.echo(machine())
    measured: dict[str, list[dict[str, Any]]] = {}
    for case in cases or _present():
        for seed in range(1, seeds + 1):
            asked = {
                "case": case,
                "seed": seed,
                "weeks": weeks,
                "time_limit": None if work_limit else time_limit,
                "work_limit": work_limit,
                "threads": threads,
            }
            measured.setdefault(case, []).append(run_apart("benchmarks.week_once", asked))
        _show(case, measured[case])
    if file is not None:
        file.write_text(json.dumps(measured, indent=1), encoding="utf-8")


def _present() -> list[str]:
    """Return the default region and the real lists that are there, saying which are not."""
    data = Path(os.environ.get("KRINGPLAN_DATA", "../shared/data")) / "nl" / "instance_nl"
    found = [name for name in REAL if (data / f"swv_{name}.csv").exists()]
    for name in sorted(set(REAL) - set(found)):
        click.echo(f"{name}: no school list in {data}, left out")
    return ["default", *found]


def _show(case: str, runs: list[dict[str, Any]]) -> None:
    first = runs[0]
    click.echo(
        f"\n{case}: {first['schools']} schools, {first['begeleiders']} begeleiders, {first['hulpvragen']} hulpvragen; "
        f"{len(runs)} seeds, medians: {median(r['seconds'] for r in runs):.1f} s, "
        f"{median(r['work'] for r in runs):.1f} work, {median(r['mib'] for r in runs):.0f} MiB, "
        f"{sum(r['ok'] for r in runs)} of {len(runs)} accepted by the checker"
    )
    click.echo(f"  {'stage':<18}{'value':>8}{'bound':>8}{'gap':>9}  {'proven':<8}  in the (first) week after")
    for number, stage in enumerate(first["stages"]):
        rows = [run["stages"][number] for run in runs]
        proven = sum(row["value"] == row["bound"] for row in rows)
        after = [run["proven_at"][stage["key"]] for run in runs if stage["key"] in run["proven_at"]]
        click.echo(
            f"  {stage['key']:<18}{median(r['value'] for r in rows):>8g}{median(r['bound'] for r in rows):>8g}"
            f"{median(r['gap'] for r in rows):>9.1%}  {f'{proven} of {len(rows)}':<8}  "
            + (f"{median(after):.1f} s ({len(after)})" if after else "")
        )
