"""The week on one screen: how good the plan is, what it serves, and where to look further."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import Column, note, table
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import UNMET_STAGE, StageKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from cli.outcome import Outcome
    from cli.texts import Texts
    from optimizer.domain.result import StageResult

_UNMET = frozenset(UNMET_STAGE.values())


def summary(
    outcome: Outcome, say: Texts, *, saved_as: str | None, region_given: str | None, beside: Sequence[str] = ()
) -> RenderableType:
    """Return the summary.

    Parameters
    ----------
    outcome, say
        The plan, and the language.
    saved_as
        Path of the plan on disk, if it is there; the pointers to other views then need no new solve.
    region_given
        The region as the user named it; null is the shipped one.
    beside
        What else the user gave that belongs to the region, such as ``--previous``: without it the plan is another's.
    """
    region = outcome.region
    head = Text(f"{region.name} · {say.week(region.week)}", style="bold")
    return Group(
        head,
        status_line(outcome, say),
        note(_provenance(outcome, say)),
        Text(),
        _served(outcome, say),
        Text(),
        stage_table(outcome, say),
        note(say("conditional") if any(s.conditional for s in outcome.stages) else ""),
        pointers(say, saved_as=saved_as, region_given=region_given, beside=beside),
    )


def status_line(outcome: Outcome, say: Texts) -> Text:
    """Return in plain words how good the plan is."""
    if outcome.status is None:
        return Text(say("status.unknown"), style="yellow")
    if outcome.status is Status.OPTIMAL and outcome.block and outcome.region.week != outcome.block[0].week:
        return Text(say("status.optimal_after"), style="green")
    if outcome.status is Status.OPTIMAL:
        return Text(say("status.optimal"), style="green")
    first = next((stage for stage in outcome.stages if not stage.proven), None)
    if first is None:
        return Text(say("status.some_proven"), style="yellow")
    why = "stopped" if outcome.status is Status.STOPPED else "feasible"
    proven = outcome.stages.index(first)
    found = say(f"status.{why}", proven=proven, of=len(outcome.stages))
    return Text(f"{found} {_distance(first, say)}", style="yellow")


def _distance(stage: StageResult, say: Texts) -> str:
    name = say.of(f"stage.{stage.key}")
    if stage.key in _UNMET:
        return say("status.away_demand", stage=name, gap=say.percent(stage.gap))
    away = say.number(stage.value - stage.bound)
    return say("status.away", stage=name, gap=away, unit=say.of(f"unit.{stage.key}"))


def _provenance(outcome: Outcome, say: Texts) -> str:
    certificate = outcome.certificate
    if certificate is None:
        return say("provenance.checked")
    return say(
        "provenance.solved",
        why=say(f"stopped_by.{certificate.stopped_by}"),
        seconds=say.decimal(certificate.seconds),
        seed=certificate.seed,
        threads=certificate.threads,
    )


def _served(outcome: Outcome, say: Texts) -> Table:
    """Return the counts: hulpvragen, groups, overleg, changes."""
    view, missing = outcome.view, {u.id for u in outcome.unserved}
    demand = view.demand
    whole = sum(1 for item in demand if item not in missing)
    partly = sum(1 for item in demand if item in missing and item in view.visits)
    due = sum(d.minutes for d in demand.values())
    lost = sum(d.hulpvraag.minutes * view.missing_visits(d) for d in demand.values())
    # what the goals count: of groups a seat is its part of the group's time
    unmet = sum(outcome.values[stage] for stage in UNMET_STAGE.values())
    opened = {g.arrangement for g in view.groups.values()}
    seated = sum(len(g.members) for g in view.groups.values())
    without = sum(len(view.unseated(a)) for a in view.arrangementen)
    rows = {
        "hulpvragen": say(
            "served.hulpvragen",
            whole=say.number(whole),
            of=say.number(len(demand)),
            partly=say.number(partly),
            none=say.number(len(demand) - whole - partly),
            share=say.percent(1 - lost / due) if due else say.percent(1.0),
        ),
        "groups": say(
            "served.groups",
            open=len(opened & set(view.arrangementen)),
            of=len(view.arrangementen),
            seated=seated,
            without=without,
        ),
        "lost": say(
            "served.lost",
            minutes=say.number(unmet),
            visits=say.number(lost),
            groups=say.number(unmet - lost),
        ),
        "overleg": say("served.overleg", held=len(view.slots), of=len(view.overleggen)),
        "travel": say(
            "served.travel",
            hours=say.decimal(outcome.values[StageKey.TRAVEL] / 60),
            people=len({tour.begeleider for tour in outcome.week_plan.tours}),
            of=len(outcome.region.begeleiders),
        ),
        "changes": _changes(outcome, say),
    }
    found = table("", "", flexible=(1,))
    found.show_header = False
    for key, words in rows.items():
        found.add_row(Text(say(f"served.{key}_label"), style="bold"), words)
    return found


def _changes(outcome: Outcome, say: Texts) -> str:
    previous = outcome.region.previous
    before = None if previous is None else previous.latest_until(outcome.region.week)
    if before is None:
        return say("served.no_previous")
    number = outcome.values[StageKey.CHANGES]
    return say("served.changes", n=say.number(number), week=int(before.week[6:]))


def stage_table(outcome: Outcome, say: Texts) -> Table:
    """Return every stage in order: value, unit, proven bound, gap."""
    bounds = {stage.key: stage for stage in outcome.stages}
    columns: list[Column] = [say("column.stage"), (say("column.value"), "right"), say("column.unit")]
    if bounds:
        columns += [(say("column.bound"), "right"), (say("column.gap"), "right")]
    found = table(*columns, flexible=(0, 2))
    found.padding = (0, 1, 0, 0)
    for key, value in outcome.values.items():
        row: list[RenderableType] = [
            say.of(f"stage.{key}"),
            say.number(value),
            Text(say.of(f"unit.{key}"), style="dim"),
        ]
        stage = bounds.get(key)
        if stage is not None:
            gap = Text(say.percent(stage.gap) if key in _UNMET else say.number(value - stage.bound))
            if stage.proven:
                gap = Text(say("proven"), style="dim" if stage.conditional else "green")
            row += [say.number(stage.bound) + ("*" if stage.conditional else " "), gap]
        found.add_row(*row)
    return found


def pointers(say: Texts, *, saved_as: str | None, region_given: str | None, beside: Sequence[str] = ()) -> Text:
    """Return how to see more; parameters as those of `summary`."""
    words = ["kringplan", "week", *([] if region_given is None else [region_given])]
    if saved_as is not None:
        words += ["--plan", saved_as]
    words += beside
    found = Text(say("more.title", command=shlex.join(words)), style="dim")
    for option in ("who", "school", "kring", "unserved", "changes"):
        found.append(f"\n  {say(f'more.{option}')}", style="not dim")
    if saved_as is None:
        found.append(f"\n{say('more.save_first')}")
    return found
