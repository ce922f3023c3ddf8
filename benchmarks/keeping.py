"""From a run, or a plan that somebody sent, to what the catalogue keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.problems import PROBLEMS, plan_from
from instances.catalogue import best_known as kept
from instances.catalogue import index as catalogue
from instances.catalogue.best_known import Known, Run, StageKnown, Table
from optimizer.io.atomic import write_text

FOLDER = Path(catalogue.__file__).parent


class RefusedError(Exception):
    """A plan that breaks rules, or is none."""


@dataclass(frozen=True)
class News:
    """What a run means for the catalogue."""

    known: Known
    """What is to be kept."""
    text: str

    @property
    def is_new(self) -> bool:
        """Whether anything changes."""
        return self.text not in {SAME, WORSE}


NEW, BETTER, TIGHTER, SAME, WORSE = "new", "better value", "better bound", "as known", "worse: kept as it was"


def known_from_run(instance: str, problem: str, row: dict[str, Any], command: str, today: date) -> Known:
    """Return what a run of `benchmarks.catalogue_once` says.

    Raises
    ------
    RefusedError
        When the rules do not accept its plan.
    """
    if row["broken"]:
        raise RefusedError(f"the rules refuse the plan: {', '.join(row['broken'])}")
    run = Run(command=command, date=today, seconds=round(row["seconds"], 1), **row["versions"])
    stages = tuple(StageKnown(key=key, value=value, bound=bound) for key, value, bound in row["stages"])
    return _known(instance, problem, stages, run)


def known_from_plan(instance: str, problem: str, file: Path, command: str, today: date) -> Known:
    """Return what a plan in a file is worth; it brings no bounds.

    Raises
    ------
    RefusedError
        When the file holds no plan, or one that the rules do not accept.
    """
    try:
        plan = plan_from(file, problem)
    except ValueError as error:
        raise RefusedError(f"{file.name} holds no plan: {error}") from None
    broken, values = PROBLEMS[problem].judge(catalogue.instance(instance), plan)
    if broken:
        raise RefusedError(f"the rules refuse the plan: {', '.join(broken)}")
    versions = {name: metadata.version(name) for name in ("kringplan", "ortools")}
    run = Run(command=command, date=today, seconds=0, **versions)
    stages = tuple(StageKnown(key=key, value=value, bound=0) for key, value in values.items())
    return _known(instance, problem, stages, run)


def _known(instance: str, problem: str, stages: tuple[StageKnown, ...], run: Run) -> Known:
    sha256 = catalogue.index()[instance].sha256
    return Known(instance=instance, problem=problem, sha256=sha256, stages=stages, values_by=run, bounds_by=run)


def news_of(table: Table, new: Known) -> News:
    """Return what a run means beside what is known.

    Raises
    ------
    instances.catalogue.best_known.ContradictionError
        When one of the two must be wrong.
    """
    old = table.get((new.instance, new.problem))
    found = kept.merged(old, new)
    if old is None:
        return News(found, NEW)
    if found.values < old.values:
        return News(found, BETTER)
    if found.stages != old.stages:
        return News(found, TIGHTER)
    return News(found, WORSE if new.values > old.values else SAME)


def table_in(folder: Path) -> Table:
    """Return what a folder's file holds; nothing when there is none yet."""
    file = folder / kept.FILE
    if not file.exists():
        return {}
    return kept.parse(file.read_text(encoding="utf-8"), {name: one.sha256 for name, one in catalogue.index().items()})


def keep(folder: Path, known: Known) -> None:
    """Put an entry into a folder's file, beside the others that are there now."""
    table = {**table_in(folder), (known.instance, known.problem): known}
    write_text(folder / kept.FILE, kept.dump(table))
