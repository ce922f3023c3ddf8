"""Run methods on cases, each run in a process of its own, and keep what they say as rows of plain JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from benchmarks.apart import machine, run_apart
from benchmarks.cases import case_region
from benchmarks.parts import Part, part_of
from benchmarks.peers.method import METHODS, Method, version_of
from optimizer.io.json import dump_region

Row = dict[str, Any]
"""One run: case, part, method, seed, limit, and what `benchmarks.peers.once` printed, or ``failed`` with the reason."""

GRACE = 180.0
"""Seconds that a run may take beyond its limit before it is ended."""
IN_TIME_OF = "kringplan in the time of {}"
"""Name under which the program is measured again, within the seconds that a method took which ends by itself."""


@dataclass(frozen=True)
class Asked:
    """What to measure."""

    cases: Sequence[str]
    parts: Sequence[Part]
    methods: Sequence[str]
    seeds: int
    limits: Sequence[float]
    threads: int


def measure(asked: Asked) -> dict[str, Any]:
    """Run everything that is asked and return the rows with the machine they were measured on."""
    click.echo(machine())
    methods = list(_present(asked.methods))
    rows: list[Row] = []
    for case in asked.cases:
        for seed in range(1, asked.seeds + 1):
            region = case_region(case, seed)
            for part in asked.parts:
                with _on_disk(dump_region(part_of(region, part, seed))) as file:
                    for limit in asked.limits:
                        place = {"case": case, "part": part.value, "seed": seed, "limit": limit}
                        rows += _runs([m for m in methods if part in m.parts], file, place, asked.threads)
    return {"machine": machine(), "versions": versions(), "rows": rows}


@contextmanager
def _on_disk(text: str) -> Iterator[Path]:
    """Keep a region in a file of its own for as long as runs need it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "region.json"
        file.write_text(text, encoding="utf-8")
        yield file


def _present(names: Sequence[str]) -> Iterator[Method]:
    """Yield the methods that can run here, saying why the others are left out."""
    for method in METHODS:
        if method.name in names:
            reason = method.missing()
            if reason is None:
                yield method
            else:
                click.echo(f"{method.name}: left out, {reason}")


def _runs(methods: Sequence[Method], file: Path, place: Row, threads: int) -> Iterator[Row]:
    for method in methods:
        row = place | {"method": method.name} | _run(method.name, file, place["limit"], place["seed"], threads)
        yield _said(row)
        if method.ends_by_itself and "failed" not in row and any(m.name == "kringplan" for m in methods):
            ours = _run("kringplan", file, row["seconds"], place["seed"], threads)
            yield _said(place | {"method": IN_TIME_OF.format(method.name)} | ours)


def _run(method: str, file: Path, seconds: float, seed: int, threads: int) -> Row:
    asked: dict[str, object] = {
        "method": method,
        "region": str(file),
        "seconds": seconds,
        "seed": seed,
        "threads": threads,
    }
    try:
        return run_apart("benchmarks.peers.once", asked, 2 * seconds + GRACE)
    except RuntimeError as error:
        return {"failed": str(error)}


def _said(row: Row) -> Row:
    """Print one line on a run and return it."""
    start = f"{row['case']} {row['part']} seed {row['seed']} {row['method']}"
    if "failed" in row:
        click.echo(f"{start}: FAILED, {row['failed']}", err=True)
    else:
        unmet = " ".join(f"{row['values'][key]}" for key in row["demand"])
        click.echo(f"{start}: unmet {unmet}, travel {row['travel']}, {row['seconds']:.1f} s, {verdict(row)}")
    return row


def verdict(row: Row) -> str:
    """Return what the checker said of a run's plan."""
    if not row["planned"]:
        return "no plan"
    broken = ", ".join(f"{rule} {times} x" for rule, times in row["violations"].items())
    return "accepted" if row["ok"] else f"refused: {broken}"


def versions() -> dict[str, str]:
    """Return the versions of everything that takes part and is there."""
    names = dict.fromkeys(package for method in METHODS for package in method.packages)
    found = {name: version for name in ("kringplan", *names) if (version := version_of(name)) is not None}
    java = shutil.which("java")
    if java is not None:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
        found["java"] = (done.stderr or done.stdout).splitlines()[0]
    return found


def write_json(file: Path, measured: dict[str, Any]) -> None:
    """Write measurements."""
    file.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
