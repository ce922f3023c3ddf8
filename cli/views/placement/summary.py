"""Proposals on a screen: how many, how good, for whom; and who has none yet and why."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.domain.placement import Condition, OfferStatus
from optimizer.domain.result import Status
from optimizer.report.placement import special, told
from optimizer.report.placement.facts import by_clock

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from cli.texts import Texts
    from optimizer.domain.placement import LeerlingOutcome, Placement
    from optimizer.report.placement.facts import Proposals

SHOWN = 40
"""Rows of a table of leerlingen; the files hold all."""


def placement_summary(found: Proposals, say: Texts, *, region_given: str | None) -> RenderableType:
    """Return the summary, the table of proposals, who has none yet, and where to look further."""
    region = found.region
    title = heading(say("place.title", name=region.name, week=say.week(region.week)))
    if not found.result.leerlingen:
        return Group(title, note(say("place.nobody")))
    parts: list[RenderableType] = [
        title,
        status_line(found, say),
        note(say.of("placement.people_decide")),
        *_limited(found, say),
        Text(),
        _counts(found, say),
        Text(),
        _proposals(found, say),
    ]
    if found.unplaced:
        parts += [Text(), without(found, say)]
    return Group(*parts, Text(), *_stages(found, say), Text(), _pointers(say, region_given))


def status_line(found: Proposals, say: Texts) -> Text:
    """Return in plain words how good the proposals are, and that they were checked."""
    certificate = found.result.certificate
    style = "green" if found.result.status is Status.OPTIMAL else "yellow"
    text = Text(told.how_good(found.result, say), style=style)
    why = say(f"stopped_by.{certificate.stopped_by}")
    seconds = say.decimal(certificate.seconds)
    text.append(f"\n{say('place.provenance', why=why, seconds=seconds, seed=certificate.seed)}", style="dim not green")
    return text


def _limited(found: Proposals, say: Texts) -> list[RenderableType]:
    limit = found.result.candidates_limit
    return [] if limit is None else [note(say("place.limited", n=say.number(limit)))]


def _counts(found: Proposals, say: Texts) -> Table:
    result = found.result
    status, transport = found.statuses, result.transport
    proven = sum(stage.proven and not stage.conditional for stage in result.stages)
    of = {"of": say.number(len(result.leerlingen))}
    rows = {
        "placed": say("place.placed", n=say.number(len(found.placed)), **of),
        "rungs": ", ".join(
            say("place.rung_share", rung=rung, n=say.number(n)) for rung, n in sorted(found.rungs.items())
        )
        or say("nothing"),
        "status": say("place.status", **{str(key): say.number(status[key]) for key in OfferStatus}),
        "conditions": _conditions(found, say),
        "transport": say(
            "place.transport" if transport.entitled else "place.no_transport",
            n=say.number(transport.entitled),
            euro=say.number(transport.cost_euro),
            moved=say.number(transport.moved),
        ),
        "special": "\n".join((special.cost_text(found, say), *special.shares(found, say))),
        "proof": say("place.proof", proven=proven, of=len(result.stages)),
    }
    shown = table("", "", flexible=(1,))
    shown.show_header = False
    if not special.has_costs(found):
        del rows["special"]
    for key, words in rows.items():
        shown.add_row(Text(say(f"place.label_{key}"), style="bold"), words)
    return shown


def _conditions(found: Proposals, say: Texts) -> str:
    counted = Counter(condition for _, placement in found.placed for condition in placement.conditions)
    if not counted:
        return say("place.no_conditions")
    minutes = say.number(found.missing_minutes)
    parts = [
        say(f"place.condition_{key}", n=say.number(counted[key]), minutes=minutes) for key in Condition if counted[key]
    ]
    people = sum(bool(placement.conditions) for _, placement in found.placed)
    return say("place.conditions", n=say.number(people), parts=", ".join(parts))


def _proposals(found: Proposals, say: Texts) -> RenderableType:
    ordered = sorted(found.placed, key=lambda one: by_clock(one[0]))
    shown = table(
        *(say(f"place.column.{key}") for key in ("leerling", "clock", "proposal", "rung")),
        (say("place.column.minutes"), "right"),
        *(say(f"place.column.{key}") for key in ("conditions", "status")),
        flexible=(2, 3, 5),
        title=say("place.proposals"),
    )
    shown.padding = (0, 1, 0, 0)
    for outcome, placement in ordered[:SHOWN]:
        shown.add_row(*_row(outcome, placement, found, say))
    rest = len(ordered) - SHOWN
    return Group(shown, note(say("place.not_shown", n=say.number(rest)))) if rest > 0 else shown


def _row(outcome: LeerlingOutcome, placement: Placement, found: Proposals, say: Texts) -> tuple[str | Text, ...]:
    conditions = told.conditions_short(placement.conditions, told.missing_of(placement), say)
    return (
        Text(outcome.leerling, style="bold"),
        clock(outcome, say),
        found.school_names[placement.school],
        told.rung_short(placement.rung, placement.rung_number, say),
        told.minutes_text(placement.minutes, say),
        Text(conditions, style="yellow") if conditions else say("nothing"),
        told.status_short(outcome, say),
    )


def clock(outcome: LeerlingOutcome, say: Texts) -> Text:
    """Return the clock; what is over its time stands out."""
    late = outcome.clock.urgency in {"absent", "past", "overdue"}
    return Text(told.clock_short(outcome.clock, say), style="yellow" if late else "")


def _stages(found: Proposals, say: Texts) -> list[RenderableType]:
    """Return every goal that is not 0 and proven: value, bound, gap; of the others one line."""
    told_of = [stage for stage in found.result.stages if stage.value or not stage.proven or stage.conditional]
    shown = table(
        say("column.stage"),
        (say("column.value"), "right"),
        say("column.unit"),
        (say("column.bound"), "right"),
        (say("column.gap"), "right"),
        flexible=(0, 2),
    )
    shown.padding = (0, 1, 0, 0)
    for stage in told_of:
        gap = Text(say.number(stage.gap))
        if stage.proven:
            gap = Text(say("proven"), style="dim" if stage.conditional else "green")
        unit = Text(say.of(f"unit.{stage.key}"), style="dim")
        bound = say.number(stage.bound) + ("*" if stage.conditional else " ")
        shown.add_row(say.of(f"stage.{stage.key}"), say.number(stage.value), unit, bound, gap)
    parts: list[RenderableType] = [shown] if told_of else []
    if any(stage.conditional for stage in told_of):
        parts.append(note(say("conditional")))
    if len(told_of) < len(found.result.stages):
        parts.append(note(say("place.others_zero")))
    return parts


def without(found: Proposals, say: Texts) -> RenderableType:
    """Return who has no proposal, and why."""
    shown = table(
        *(say(f"place.column.{key}") for key in ("leerling", "clock", "why")),
        flexible=(1, 2),
        title=say("place.without"),
    )
    for outcome in found.unplaced[:SHOWN]:
        why = [
            told.reason_text(outcome, say),
            *(told.refusal_text(r, found.school_names, say) for r in outcome.refusals),
        ]
        shown.add_row(Text(outcome.leerling, style="bold"), clock(outcome, say), "; ".join(why))
    rest = len(found.unplaced) - SHOWN
    return Group(shown, note(say("place.not_shown", n=say.number(rest)))) if rest > 0 else shown


def _pointers(say: Texts, region_given: str | None) -> Text:
    words = ["kringplan", "place", *([] if region_given is None else [region_given])]
    text = Text(say("place.more", command=shlex.join(words)), style="dim")
    for key in ("who", "school", "lens", "out"):
        text.append(f"\n  {say(f'place.more_{key}')}", style="not dim")
    return text
