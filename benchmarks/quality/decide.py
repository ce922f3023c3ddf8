"""Seconds of the questions about a published plan: replanning, recommending, and what else is registered."""

from __future__ import annotations

from pathlib import Path

import click

from benchmarks import decide_explain  # noqa: F401 -- it registers its questions
from benchmarks.apart import machine
from benchmarks.decide import QUESTIONS, published, timed
from benchmarks.measure import write_json


@click.command(help="Ask about a published plan of the default region; print medians and how many answers are proven.")
@click.option("--only", multiple=True, type=click.Choice(list(QUESTIONS)), help="Ask this only. May be given again.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the seconds here too.")
def command(*, only: tuple[str, ...], file: Path | None) -> None:
    """Ask one question after the other, and print."""
    click.echo(machine())
    found = published()
    rows = []
    for name in only or tuple(QUESTIONS):
        one = timed(name, found)
        rows.append({"question": name, "seconds": one.wall, "proven": one.proven})
        most = max(one.wall)
        click.echo(f"{name}: median {one.median:.2f} s, at most {most:.2f} s, {one.proven} of {len(one.wall)} proven")
    if file is not None:
        write_json(file, {"machine": machine(), "rows": rows})
