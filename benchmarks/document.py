"""`docs/benchmarks.md` from measurements: nothing in it is written by hand but the words around the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.parts import SAID, Part
from benchmarks.peers.method import METHODS
from benchmarks.summary import Line, lines, sizes

HEAD = """# Benchmarks

Written by one command, which measures and then writes this page:

    {command}

Measured on {machine}.
Versions: {versions}.

Every run is a process of its own. Every plan, also of a peer, is turned into a witness plan and judged by this
project's own checker, which also counts what is unmet. Figures are medians over seeds (a seed is another region).
*Gap* is (unmet minutes - best known bound) / active demand, of all classes together and per class; the bound is the one
in the program's certificate, or a better one that another exact method proved unconditionally. A gap below zero is
possible against a conditional bound only: by a plan that is worse in an earlier stage. *Broken*: overleg missed and
running commitments broken, which come before any minute. *Proven*: all three unmet values equal such bounds. Bold: the
best, compared by what is broken, then urgent, normal and low minutes.

Instances to compare on, with best known values and bounds: [benchmark.md](benchmark.md).
"""


@dataclass(frozen=True)
class Measured:
    """What the page is written from: the comparison, the growing row, and the command that measured both."""

    command: str
    peers: dict[str, Any]
    growth: dict[str, Any]


def document(measured: Measured, picture: str) -> str:
    """Return the page; `picture` is the path of the plot as the page names it."""
    versions = ", ".join(f"{name} {version}" for name, version in measured.peers["versions"].items())
    parts = [HEAD.format(command=measured.command, machine=measured.peers["machine"], versions=versions)]
    found = lines(measured.peers["rows"])
    for part in Part:
        parts += _part(part, [line for line in found if line.part == part])
    parts += _failed([*measured.peers["rows"], *measured.growth["rows"]])
    parts += _growth(measured.growth, picture)
    return "\n".join(parts).rstrip() + "\n"


def _part(part: Part, found: list[Line]) -> Iterator[str]:
    if not found:
        return
    yield f"## The part `{part}`\n\n{SAID[part][0].upper()}{SAID[part][1:]}.\n"
    yield "| method | how it is modelled |\n|---|---|"
    there = {line.method for line in found}
    for method in METHODS:
        if part in method.parts:
            absent = "" if method.name in there else " **Not there when this was measured.**"
            yield f"| {method.name} | {method.modelled}.{absent} |"
    for case, limit in dict.fromkeys((line.case, line.limit) for line in found):
        table = [line for line in found if (line.case, line.limit) == (case, limit)]
        yield f"\n### {case}, {limit:g} s a run\n"
        yield "| method | broken | unmet urgent, normal, low | travel | seconds | gap | per class | accepted | proven |"
        yield "|---|---|---|---|---|---|---|---|---|"
        best = min(((line.before, line.unmet) for line in table if line.accepted == line.runs), default=None)
        for line in table:
            unmet = ", ".join(f"{value:g}" for value in line.unmet)
            unmet = f"**{unmet}**" if (line.before, line.unmet) == best and line.accepted == line.runs else unmet
            yield (
                f"| {line.method} | {line.before:g} | {unmet} | {line.travel:g} | {line.seconds:.1f} | "
                f"{_share(line.gap)} | {', '.join(map(_share, line.gaps))} | "
                f"{line.accepted} of {line.runs} | {line.proven} of {line.runs} |"
            )
    yield ""


def _failed(rows: list[dict[str, Any]]) -> Iterator[str]:
    failed = [row for row in rows if "failed" in row]
    if failed:
        yield "## Runs that failed\n"
        for row in failed:
            reason = row["failed"].splitlines()[-1]
            yield f"- {row['case']}, {row['part']}, seed {row['seed']}, {row['method']}: {reason}"
        yield ""


def _growth(measured: dict[str, Any], picture: str) -> Iterator[str]:
    found = sizes(measured["rows"])
    if not found:
        return
    limit = max(row["limit"] for row in measured["rows"])
    yield f"## Growth\n\nWhole weeks, at most {limit:g} s each, on {measured['machine']}."
    yield "A kring per 25 hulpvragen; from 400 on several regions of 200 are put together, with begeleiders who work on"
    yield "both sides of each border. Work is in the solver's deterministic units.\n"
    yield f"![Seconds against hulpvragen]({picture})\n"
    yield "| hulpvragen | begeleiders | first plan, s | end, s | work | MiB | unmet, min | gap | accepted |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for s in found:
        yield (
            f"| {s.hulpvragen} | {s.begeleiders:g} | {s.first:.2f} | {s.seconds:.1f} | {s.work:.1f} | {s.mib:.0f} | "
            f"{s.unmet:g} | {_share(s.gap)} | {s.accepted} of {s.runs} |"
        )


def _share(gap: float | None) -> str:
    return "-" if gap is None else f"{gap:.2%}"
