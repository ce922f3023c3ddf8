"""The open catalogue: solve its instances, compare with what is best known, and keep what is better."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from benchmarks import keeping
from benchmarks.apart import machine, run_apart
from benchmarks.keeping import RefusedError
from benchmarks.kept_table import state
from benchmarks.pinning import listed
from benchmarks.problems import PROBLEMS
from instances.catalogue.best_known import ContradictionError, Known
from instances.catalogue.families import FAMILIES, Size
from instances.catalogue.index import FILE, dump_index, index
from optimizer.io.atomic import write_text

_GRACE = 240.0
"""Seconds for making the instance and ending the run, beyond its limit."""


@click.command(help="Solve instances of the open catalogue; with --update, keep better values and bounds.")
@click.option("--family", "families", multiple=True, type=click.Choice(list(FAMILIES)))
@click.option("--size", "sizes", multiple=True, type=click.Choice([size.value for size in Size]))
@click.option("--instance", "names", multiple=True, help="Names of instances, instead of families and sizes.")
@click.option("--problem", "problems", multiple=True, type=click.Choice(list(PROBLEMS)))
@click.option("--time-limit", default=60.0, show_default=True, help="Seconds per solve.")
@click.option("--seed", default=0, show_default=True, help="Of the solver.")
@click.option("--threads", default=2, show_default=True)
@click.option("--update", is_flag=True, help="Keep what is new or better.")
@click.option(
    "--plan", type=click.Path(path_type=Path, exists=True), help="Judge this plan of one instance, and solve nothing."
)
@click.option("--table", is_flag=True, help="Print what is known of all that is asked, and solve nothing.")
@click.option("--pin", is_flag=True, help="Make the list of instances and their hashes anew; solve nothing.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=keeping.FOLDER,
    help="Where the catalogue's files are kept, instead of in the package.",
)
def command(  # noqa: PLR0913 -- one per option
    *,
    families: tuple[str, ...],
    sizes: tuple[str, ...],
    names: tuple[str, ...],
    problems: tuple[str, ...],
    time_limit: float,
    seed: int,
    threads: int,
    update: bool,
    plan: Path | None,
    table: bool,
    pin: bool,
    folder: Path,
) -> None:
    """Solve or judge what is asked, one after the other, and say what it means for the catalogue."""
    if pin:
        write_text(folder / FILE, dump_index(listed(click.echo)))
        return
    chosen = list(_chosen(families, sizes, names))
    asked = problems or tuple(PROBLEMS)
    if table:
        shown = [index()[name] for name in chosen]
        click.echo("\n".join(state(shown, keeping.table_in(folder), asked)))
        return
    if plan is not None and (len(chosen), len(asked)) != (1, 1):
        raise click.UsageError("--plan is judged for one --instance and one --problem")
    click.echo(machine())
    wrong = 0
    for name in chosen:
        for problem in asked:
            try:
                if plan is None:
                    found = _solved(name, problem, time_limit, seed, threads)
                else:
                    told = f"a plan sent in: --instance {name} --problem {problem} --plan"
                    found = keeping.known_from_plan(name, problem, plan, told, _today())
                wrong += not _said(found, folder, update=update)
            except (ContradictionError, RefusedError, RuntimeError) as error:
                click.echo(f"{name} {problem}: REFUSED, {error}", err=True)
                wrong += 1
    if wrong:
        raise click.exceptions.Exit(1)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day as the one who runs it knows it


def _chosen(families: tuple[str, ...], sizes: tuple[str, ...], names: tuple[str, ...]) -> Iterator[str]:
    unknown = sorted(set(names) - set(index()))
    if unknown:
        raise click.UsageError(f"not in the catalogue: {', '.join(unknown)}")
    for name, one in index().items():
        inside = (not families or one.family in families) and (not sizes or one.size.value in sizes)
        if name in names or (not names and inside):
            yield name


def _solved(name: str, problem: str, seconds: float, seed: int, threads: int) -> Known:
    asked: dict[str, object] = {
        "instance": name,
        "problem": problem,
        "seconds": seconds,
        "seed": seed,
        "threads": threads,
    }
    row = run_apart("benchmarks.catalogue_once", asked, 2 * seconds + _GRACE)
    told = f"python -m benchmarks catalogue --instance {name} --problem {problem} --time-limit {seconds:g}"
    told += f" --seed {seed} --threads {threads} --update"
    return keeping.known_from_run(name, problem, row, told, _today())


def _said(found: Known, folder: Path, *, update: bool) -> bool:
    """Say what a run means, keep it when asked; return whether it is no worse than what is known."""
    news = keeping.news_of(keeping.table_in(folder), found)
    open_stages = [f"{s.key} {s.value} ({s.bound})" for s in news.known.stages if s.value != s.bound]
    state = "proven" if news.known.proven else f"open: {', '.join(open_stages)}"
    click.echo(f"{found.instance} {found.problem}: {found.bounds_by.seconds} s, {news.text}; {state}")
    if update and news.is_new:
        keeping.keep(folder, news.known)
    return news.text != keeping.WORSE
