"""The joint plan beside week after placement and placement after week: value and bound of every stage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from benchmarks.apart import machine, run_apart
from benchmarks.measure import write_json

CASES = ("default", "aan-den-ijssel", "de-liemers", "rijnstreek", "westfriese-knoop")
WAYS: dict[str, str | None] = {"joint": None, "A after B": "placement", "B after A": "week"}


@click.command(help="Plan week and placement together; print every stage, and the two sequences beside it.")
@click.option(
    "--case",
    "cases",
    multiple=True,
    help="default, a preset (on its real list when that is there), region, growth-N (default: default and presets).",
)
@click.option("--seed", default=1, show_default=True)
@click.option("--time-limit", default=120.0, show_default=True, help="Seconds per solve.")
@click.option("--threads", default=2, show_default=True)
@click.option("--compare/--alone", default=True, show_default=True, help="Solve the sequences too.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Also write the measurements here.")
def command(
    *, cases: tuple[str, ...], seed: int, time_limit: float, threads: int, compare: bool, file: Path | None
) -> None:
    """Measure every case, and print."""
    click.echo(machine())
    measured: dict[str, dict[str, Any]] = {}
    for case in cases or CASES:
        asked = {"case": case, "seed": seed, "time_limit": time_limit, "threads": threads}
        ways = WAYS if compare else {"joint": None}
        measured[case] = {
            way: run_apart("benchmarks.joint_once", asked | {"after": after}) for way, after in ways.items()
        }
        for line in lines(case, measured[case]):
            click.echo(line)
    if file is not None:
        write_json(file, measured)


def lines(case: str, rows: dict[str, dict[str, Any]]) -> list[str]:
    """Return what people read of one case."""
    joint = rows["joint"]
    support = "all places" if joint["limit"] is None else f"{joint['limit']} places each"
    size = f"{joint['schools']} schools, {joint['begeleiders']} begeleiders, {joint['hulpvragen']} hulpvragen"
    found = [f"\n{case}: {size}, {joint['placed']} placed ({joint['firm']} firm); support at {support}"]
    for way, row in rows.items():
        judged = "accepts" if row["ok"] else "REFUSES"
        found.append(f"  {way}: {row['status']} after {row['seconds']} s, {row['mib']} MiB, checker {judged}")
    found.append(f"  {'stage':<18}" + "".join(f"{way:>22}" for way in rows))
    for number, stage in enumerate(joint["stages"]):
        values = [row["stages"][number] for row in rows.values() if row["stages"]]
        if any(v["value"] or v["bound"] for v in values):
            told = [f"{v['value']} ({v['bound']}{', ' + format(v['gap'], '.3g') if v['gap'] else ''})" for v in values]
            found.append(f"  {stage['key']:<18}" + "".join(f"{one:>22}" for one in told))
    for way, row in rows.items():
        if way != "joint" and row["stages"]:
            found.append(f"  joint against {way}: {verdict(joint, row)}")
    return found


def verdict(joint: dict[str, Any], other: dict[str, Any]) -> str:
    """Return the first stage in which two plans differ, and which is better."""
    for mine, theirs in zip(joint["stages"], other["stages"], strict=True):
        if mine["value"] != theirs["value"]:
            word = "better" if mine["value"] < theirs["value"] else "worse"
            return f"{word} in {mine['key']}, {mine['value']} against {theirs['value']}"
    return "equal"
