"""Everything that `docs/benchmarks.md` shows: measure it, keep it as JSON, write the page and its picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from benchmarks.cases import CASES, GROWTH
from benchmarks.document import Measured, document
from benchmarks.measure import Asked, measure, write_json
from benchmarks.parts import Part
from benchmarks.peers.method import METHODS
from benchmarks.quality.growth import grow, plot
from benchmarks.quality.peers import show
from benchmarks.summary import sizes

PICTURE = Path("images") / "growth.svg"


@click.command(
    help="Measure the program, its peers and its growth, and write docs/benchmarks.md; takes hours as it is."
)
@click.option(
    "--case",
    "cases",
    multiple=True,
    help="region, dense or growth-N, also with its own seeds: dense:1 (default: both).",
)
@click.option("--seeds", default=5, show_default=True, help="Seeds per case of the comparison.")
@click.option("--time-limit", "limits", multiple=True, default=(60.0,), show_default=True, help="Seconds per run.")
@click.option("--size", "chosen", multiple=True, type=click.Choice([str(n) for n in GROWTH]), help="Default: all.")
@click.option("--growth-seeds", default=3, show_default=True)
@click.option("--growth-limit", default=60.0, show_default=True, help="Seconds per run of the growing row.")
@click.option("--threads", default=2, show_default=True)
@click.option("--json", "file", type=click.Path(path_type=Path), default="benchmarks.json", show_default=True)
@click.option("--again", is_flag=True, help="Measure nothing: write the page from that JSON.")
@click.option("--out", type=click.Path(path_type=Path), default="docs/benchmarks.md", show_default=True)
def command(  # noqa: PLR0913 - one option each
    *,
    cases: tuple[str, ...],
    seeds: int,
    limits: tuple[float, ...],
    chosen: tuple[str, ...],
    growth_seeds: int,
    growth_limit: float,
    threads: int,
    file: Path,
    again: bool,
    out: Path,
) -> None:
    """Measure unless it is done, then write."""
    if not again:
        methods = [m.name for m in METHODS]
        asked = [Asked([case], list(Part), methods, n, limits, threads) for case, n in _seeds(cases, seeds)]
        numbers = tuple(int(n) for n in chosen) or GROWTH
        words = ["python -m benchmarks report", *(f"--case {case}" for case in cases), f"--seeds {seeds}"]
        words += [f"--time-limit {limit:g}" for limit in limits] + [f"--size {n}" for n in chosen]
        words += [f"--growth-seeds {growth_seeds} --growth-limit {growth_limit:g} --threads {threads}"]
        peers: dict[str, Any] = {"rows": []}
        for one in asked:
            measured = measure(one)
            peers = measured | {"rows": peers["rows"] + measured["rows"]}
            # kept before anything else can go wrong: measuring takes long
            write_json(file, {"command": " ".join(words), "peers": peers, "growth": {"rows": []}})
        growth = grow(numbers, seeds=growth_seeds, time_limit=growth_limit, threads=threads)
        write_json(file, {"command": " ".join(words), "peers": peers, "growth": growth})
    data = json.loads(file.read_text(encoding="utf-8"))
    show(data["peers"]["rows"])
    picture = out.parent / PICTURE
    picture.parent.mkdir(parents=True, exist_ok=True)
    found = sizes(data["growth"]["rows"])
    if found:
        limit = max(row["limit"] for row in data["growth"]["rows"])
        picture.write_text(plot(found, limit), encoding="utf-8")
    page = document(Measured(data["command"], data["peers"], data["growth"]), PICTURE.as_posix())
    out.write_text(page, encoding="utf-8")
    click.echo(f"\nwritten: {out}" + (f", {picture}" if found else ""))
    if any("failed" in row for part in ("peers", "growth") for row in data[part]["rows"]):
        raise SystemExit(1)


def _seeds(cases: tuple[str, ...], seeds: int) -> Iterator[tuple[str, int]]:
    """Yield each case with the number of its seeds."""
    for case in cases or tuple(CASES):
        name, _, own = case.partition(":")
        if own and not own.isdecimal():
            raise click.BadParameter(f"{case}: the seeds after the colon are a number")
        yield name, int(own or seeds)
