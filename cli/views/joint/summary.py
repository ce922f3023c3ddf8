"""Roster and proposals on one screen: what is proposed, who supports it when, and how good it all is."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.joint.support import in_short
from cli.views.placement.summary import SHOWN, clock, without
from cli.views.tables import heading, note, table
from optimizer.domain.placement import Source
from optimizer.domain.result import Status
from optimizer.domain.vocabulary import UNMET_STAGE, StageKey
from optimizer.report.placement import told
from optimizer.report.placement.facts import by_clock

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from cli.texts import Texts
    from optimizer.domain.joint import JointStageResult
    from optimizer.domain.placement import LeerlingOutcome, Placement
    from optimizer.report.joint.facts import JointFacts

_UNMET = frozenset(UNMET_STAGE.values())


def joint_summary(found: JointFacts, say: Texts, *, region_given: str | None) -> RenderableType:
    """Return the summary: how good, the counts, the proposals, who has none, every goal, and where to look further."""
    region = found.region
    parts: list[RenderableType] = [
        heading(say("joint.title", name=region.name, week=say.week(region.week))),
        status_line(found, say),
        note(say.of("placement.people_decide")),
    ]
    if found.result.candidates_limit is not None:
        parts.append(note(say("joint.candidates", n=say.number(found.result.candidates_limit))))
    parts += [Text(), _counts(found, say), Text(), _proposals(found, say)]
    if found.proposals.unplaced:
        parts += [Text(), without(found.proposals, say)]
    parts += [Text(), _stages(found, say)]
    if any(stage.conditional for stage in found.result.stages):
        parts.append(note(say("conditional")))
    return Group(*parts, Text(), _pointers(say, region_given))


def status_line(found: JointFacts, say: Texts) -> Text:
    """Return in plain words how good the plan is, and that it was checked."""
    result, certificate = found.result, found.result.certificate
    first = next((stage for stage in result.stages if not stage.proven), None)
    if result.status is Status.OPTIMAL:
        text = Text(say("status.optimal"), style="green")
    elif first is None:
        text = Text(say("status.some_proven"), style="yellow")
    else:
        why = "stopped" if result.status is Status.STOPPED else "feasible"
        proven = say(f"status.{why}", proven=result.stages.index(first), of=len(result.stages))
        text = Text(f"{proven} {_distance(first, say)}", style="yellow")
    solved = say(
        "provenance.solved",
        why=say(f"stopped_by.{certificate.stopped_by}"),
        seconds=say.decimal(certificate.seconds),
        seed=certificate.seed,
        threads=certificate.threads,
    )
    text.append(f"\n{solved}", style="dim not green not yellow")
    return text


def _distance(stage: JointStageResult, say: Texts) -> str:
    name = say.of(f"stage.{stage.key}")
    if stage.key in _UNMET:
        return say("status.away_demand", stage=name, gap=say.percent(stage.gap))
    away = say.number(stage.value - stage.bound)
    return say("status.away", stage=name, gap=away, unit=say.of(f"unit.{stage.key}"))


def _counts(found: JointFacts, say: Texts) -> Table:
    shown = table("", "", flexible=(1,))
    shown.show_header = False
    for key, words in _rows(found, say).items():
        shown.add_row(Text(say(f"joint.label.{key}"), style="bold"), words)
    return shown


def _rows(found: JointFacts, say: Texts) -> dict[str, str]:
    proposals, values = found.proposals, found.values
    placed = [placement for _, placement in proposals.placed]
    lacking = [placement for placement in placed if told.missing_of(placement)]
    conditional = sum(bool(placement.conditions) for placement in placed)
    sources = [line.source for placement in placed for line in placement.support if line.minutes]
    lost = sum(values[stage] for stage in UNMET_STAGE.values())
    transport = found.result.transport
    return {
        "placed": say(
            "joint.count.placed",
            n=say.number(len(placed)),
            of=say.number(len(found.result.leerlingen)),
            firm=say.number(len(placed) - conditional),
            conditional=say.number(conditional),
        ),
        "rungs": ", ".join(
            say("place.rung_share", rung=rung, n=say.number(n)) for rung, n in sorted(proposals.rungs.items())
        )
        or say("nothing"),
        "support": say(
            "joint.count.support",
            visits=say.number(sources.count(Source.KRING)),
            seats=say.number(len({p.leerling for p in placed for s in p.support if s.source is Source.GROUP})),
        ),
        "missing": say(
            "joint.count.missing" if lacking else "joint.count.nothing_missing",
            minutes=say.number(proposals.missing_minutes),
            n=say.number(len(lacking)),
        ),
        "served": say(
            "joint.count.served",
            minutes=say.number(lost),
            of=say.number(found.own_demand),
            share=say.percent(1 - lost / found.own_demand if found.own_demand else 1.0),
        ),
        "travel": say(
            "joint.count.travel",
            hours=say.decimal(values[StageKey.TRAVEL] / 60),
            people=len({tour.begeleider for tour in found.week_plan.tours}),
            of=len(found.region.begeleiders),
        ),
        "transport": say(
            "place.transport" if transport.entitled else "place.no_transport",
            n=say.number(transport.entitled),
            euro=say.number(transport.cost_euro),
            moved=say.number(transport.moved),
        ),
        "proof": say(
            "joint.count.proof",
            proven=sum(stage.proven and not stage.conditional for stage in found.result.stages),
            of=len(found.result.stages),
        ),
    }


def _proposals(found: JointFacts, say: Texts) -> RenderableType:
    ordered = sorted(found.proposals.placed, key=lambda one: by_clock(one[0]))
    shown = table(
        *(say(f"place.column.{key}") for key in ("leerling", "clock", "proposal", "rung")),
        say("joint.column.support"),
        say("place.column.conditions"),
        flexible=(2, 3, 4, 5),
        title=say("joint.proposals"),
    )
    shown.padding = (0, 1, 0, 0)
    for outcome, placement in ordered[:SHOWN]:
        shown.add_row(*_row(outcome, placement, found, say))
    rest = len(ordered) - SHOWN
    return Group(shown, note(say("place.not_shown", n=say.number(rest)))) if rest > 0 else shown


def _row(outcome: LeerlingOutcome, placement: Placement, found: JointFacts, say: Texts) -> tuple[str | Text, ...]:
    conditions = told.conditions_short(placement.conditions, told.missing_of(placement), say)
    return (
        Text(outcome.leerling, style="bold"),
        clock(outcome, say),
        found.proposals.school_names[placement.school],
        told.rung_short(placement.rung, placement.rung_number, say),
        "\n".join(in_short(found, placement, say)) or Text(say("joint.nothing_asked"), style="dim"),
        Text(conditions, style="yellow") if conditions else Text(say("joint.firm"), style="green"),
    )


def _stages(found: JointFacts, say: Texts) -> Table:
    shown = table(
        say("column.stage"),
        (say("column.value"), "right"),
        say("column.unit"),
        (say("column.bound"), "right"),
        (say("column.gap"), "right"),
        flexible=(0, 2),
    )
    shown.padding = (0, 1, 0, 0)
    for stage in found.result.stages:
        gap = Text(say.percent(stage.gap) if stage.key in _UNMET else say.number(stage.value - stage.bound))
        if stage.proven:
            gap = Text(say("proven"), style="dim" if stage.conditional else "green")
        unit = Text(say.of(f"unit.{stage.key}"), style="dim")
        bound = say.number(stage.bound) + ("*" if stage.conditional else " ")
        shown.add_row(say.of(f"stage.{stage.key}"), say.number(stage.value), unit, bound, gap)
    return shown


def _pointers(say: Texts, region_given: str | None) -> Text:
    words = ["kringplan", "plan", *([] if region_given is None else [region_given])]
    text = Text(say("joint.more.title", command=shlex.join(words)), style="dim")
    for key in ("who", "begeleider", "school", "kring", "compare", "out"):
        text.append(f"\n  {say(f'joint.more.{key}')}", style="not dim")
    return text
