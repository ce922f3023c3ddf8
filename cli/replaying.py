"""A kept run made again from its stored input."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from cli import exit_codes
from cli.console import messages, show
from optimizer.decisions.entry import Action
from optimizer.decisions.log import read_log
from optimizer.decisions.refused import DecisionRefusedError, refused
from optimizer.decisions.replay import Replayed, compare
from optimizer.decisions.run import Run, RunKind, kept_plan, kept_run
from optimizer.decisions.store import Store

if TYPE_CHECKING:
    from threading import Event

    from cli.commands.decide import Asked
    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.placement import PlacementResult
    from optimizer.domain.result import Result


def replay(asked: Asked, say: Texts, outputs: Outputs) -> int:
    """Make a run again, say whether the plan is the same, and return the exit code.

    Raises
    ------
    DecisionRefusedError
        When log or store are not what they were, the run is not known, or nobody solved its plan.
    """
    from cli.interrupt import stoppable
    from cli.views.decide import replayed_view

    entries, faults = read_log(Path(asked.log))
    if faults:
        raise DecisionRefusedError(faults)
    store = Store.beside(Path(asked.log))
    known = frozenset(one.run for one in entries if one.action is Action.RUN and one.run is not None)
    name = store.named(asked.replay or "", known)
    run = kept_run(store, name)
    if run.by_hand:
        raise refused("decide-replay-by-hand", name[:12])
    before = kept_plan(store, run)
    with messages().status(say("decide.replaying"), spinner="dots"), stoppable() as stop:
        after = _again(store, run, stop)
    versions = {program: metadata.version(program) for program in run.certificate.versions}
    values = {str(stage.key): stage.value for stage in after.stages}
    found = compare(run, before, after.plan, values, versions)
    if asked.json_to is not None:
        outputs.json(_data(name, run, found), asked.json_to)
    if asked.json_to != "-":
        show(replayed_view(name, run, found, say))
    return outputs.tell(say, exit_codes.DONE if found.kept else exit_codes.FAILED)


def _again(store: Store, run: Run, stop: Event) -> Result | PlacementResult:
    """Solve the kept region with the kept options."""
    import optimizer
    from cli.load import matrix_of
    from cli.placing import journeys_of
    from optimizer.io.json import load_region

    store.get(run.region)  # that it is what it was
    region = load_region(store.path(run.region)).or_raise()
    if run.table is not None:
        store.get(run.table)
    table = None if run.table is None else str(store.path(run.table))
    was = run.certificate
    if run.kind is RunKind.PLACEMENT:
        from optimizer.proposals import RESERVE as KEPT

        return optimizer.propose_placements(
            region,
            matrix=journeys_of(region, table),
            time_limit=_given(was.time_limit, KEPT),
            work_limit=was.work_limit,
            seed=was.seed,
            candidates_limit=run.candidates_limit,
            options=False,
            stop=stop,
        )
    from optimizer.api import RESERVE

    return optimizer.solve_block(
        region,
        weeks=run.weeks,
        matrix=matrix_of(region, table),
        time_limit=_given(was.time_limit, RESERVE if run.weeks == 1 else 0.0),
        work_limit=was.work_limit,
        seed=was.seed,
        threads=was.threads,
        stop=stop,
    )


def _given(seconds: float | None, kept: float) -> float | None:
    """Return the limit that leaves so many seconds for the search."""
    return None if seconds is None else seconds / (1 - kept)


def _data(name: str, run: Run, found: Replayed) -> str:
    data = {
        "run": name,
        "kind": run.kind,
        "repeatable": run.repeatable,
        "promised": found.promised,
        "same_plan": found.same_plan,
        "stages": [{"key": key, "was": was, "is": now} for key, was, now in found.values],
        "versions": [{"name": program, "was": was, "is": now} for program, was, now in found.versions],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
