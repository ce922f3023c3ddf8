"""How seconds, work and gap grow with the number of hulpvragen, as a table, JSON and a plot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from benchmarks.cases import GROWTH
from benchmarks.measure import Asked, measure, write_json
from benchmarks.parts import Part
from benchmarks.plot import Series, log_plot
from benchmarks.quality.peers import share
from benchmarks.summary import Size, sizes

LEAST_SECONDS = 0.01
"""What the plot shows for less."""


@click.command(help="Plan whole weeks of 10 to 1,000 hulpvragen; print seconds, work and gap, write JSON and a plot.")
@click.option("--size", "chosen", multiple=True, type=click.Choice([str(n) for n in GROWTH]), help="Default: all.")
@click.option("--seeds", default=3, show_default=True, help="Seeds per size; medians are printed.")
@click.option("--time-limit", default=60.0, show_default=True, help="Seconds per run.")
@click.option("--threads", default=2, show_default=True)
@click.option("--json", "file", type=click.Path(path_type=Path), default="growth.json", show_default=True)
@click.option("--plot", "picture", type=click.Path(path_type=Path), default="growth.svg", show_default=True)
def command(*, chosen: tuple[str, ...], seeds: int, time_limit: float, threads: int, file: Path, picture: Path) -> None:
    """Measure, print, write; exit 1 when a run failed."""
    measured = grow(tuple(int(n) for n in chosen) or GROWTH, seeds=seeds, time_limit=time_limit, threads=threads)
    found = sizes(measured["rows"])
    heads = {"staff": 7, "first plan": 12, "seconds": 9, "work": 9, "MiB": 7, "unmet": 8, "gap": 9}
    click.echo("\nhulpvragen" + "".join(f"{name:>{width}}" for name, width in heads.items()) + "  accepted")
    for s in found:
        click.echo(
            f"{s.hulpvragen:>10}{s.begeleiders:>7g}{s.first:>11.2f}s{s.seconds:>9.1f}{s.work:>9.1f}{s.mib:>7.0f}"
            f"{s.unmet:>8g}{share(s.gap):>9}  {s.accepted} of {s.runs}"
        )
    write_json(file, measured)
    if found:
        picture.write_text(plot(found, time_limit), encoding="utf-8")
    if any("failed" in row for row in measured["rows"]):
        raise SystemExit(1)


def grow(chosen: tuple[int, ...], *, seeds: int, time_limit: float, threads: int) -> dict[str, Any]:
    """Measure the program on whole weeks of these sizes."""
    cases = [f"growth-{n}" for n in chosen]
    return measure(Asked(cases, [Part.WEEK], ["kringplan"], seeds, [time_limit], threads))


def plot(found: list[Size], time_limit: float) -> str:
    """Return the picture of seconds against hulpvragen."""
    return log_plot(
        f"Seconds for a whole week, at most {time_limit:g} (medians)",
        "hulpvragen",
        "seconds",
        [
            Series("to the end", [(s.hulpvragen, max(LEAST_SECONDS, s.seconds)) for s in found]),
            Series("to the first plan", [(s.hulpvragen, max(LEAST_SECONDS, s.first)) for s in found]),
        ],
        [s.hulpvragen for s in found] if len(found) > 1 else GROWTH,
    )
