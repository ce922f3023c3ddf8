"""Seconds and memory of placement: 300 leerlingen in a region, or 60,000 over every school site of the country."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from benchmarks.apart import machine, run_apart
from benchmarks.measure import write_json
from benchmarks.placement_once import ASKING


@click.command(help="Place 300 leerlingen of a region, or 60,000 of the country, end to end; print seconds and memory.")
@click.option("--case", type=click.Choice(list(ASKING)), default="region", show_default=True)
@click.option("--seeds", default=1, show_default=True)
@click.option(
    "--asking", type=int, help="Leerlingen who ask; default: 300 in a region (places: without needs), 60,000 national."
)
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the rows here too.")
def command(*, case: str, seeds: int, asking: int | None, file: Path | None) -> None:
    """Measure every seed in processes of their own, and print."""
    click.echo(machine())
    rows: list[dict[str, Any]] = []
    for seed in range(1, seeds + 1):
        row = run_apart("benchmarks.placement_once", {"case": case, "seed": seed, "asking": asking})
        rows.append({"case": case, "seed": seed} | row)
        click.echo(line(rows[-1]))
    if file is not None:
        write_json(file, {"machine": machine(), "rows": rows})


def line(row: dict[str, Any]) -> str:
    """Return one row as people read it."""
    steps = ", ".join(f"{name} {step['seconds']} s ({step['mib']:.0f} MiB)" for name, step in row["steps"].items())
    proven = sum(value == bound for value, bound in row["values"].values())
    verdict = "accepts" if row["accepted"] else "REFUSES"
    return (
        f"{row['case']} seed {row['seed']}: {row['asking']} leerlingen, {row['schools']} schools, "
        f"{row['megabytes']} MB read; {steps}; {row['seconds']} s in all; "
        f"{proven} of {len(row['values'])} stages proven, checker {verdict}; "
        f"{row['not_first_wish']} not at the first wish\n"
        f"  value (bound): {', '.join(f'{key} {value} ({bound})' for key, (value, bound) in row['values'].items())}\n"
        f"  done after, s: {', '.join(f'{key} {seconds}' for key, seconds in row['stages'].items())}"
    )
