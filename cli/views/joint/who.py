"""One new leerling: the place, who gives support when, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from cli.views.joint.support import in_lines
from cli.views.tables import heading, note
from optimizer.report.placement import told

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.report.joint.facts import JointFacts


def leerling_support(found: JointFacts, leerling: str, say: Texts) -> RenderableType:
    """Return what the plan says of a leerling who asks for a place."""
    outcome = found.proposals.outcomes[leerling]
    about = say(
        "place.who.about",
        kind=say.of(f"workbook.word.leerling_kind.{found.proposals.index.leerlingen[leerling].kind}"),
        clock=told.clock_text(outcome.clock, say),
        urgency=say.of(f"placement.urgency.{outcome.clock.urgency}"),
        status=told.status_text(outcome, say),
    )
    marks = say("place.who.marks", marks=told.marks_text(outcome.marks, say))
    parts: list[RenderableType] = [heading(say("joint.who.title", id=leerling), about, marks)]
    parts += [note(say.of("placement.people_decide")), Text()]
    placement = outcome.placement
    names = found.proposals.school_names
    if placement is None:
        why = [told.reason_text(outcome, say), *(told.refusal_text(one, names, say) for one in outcome.refusals)]
        parts.append(Text(say("joint.who.none"), style="yellow"))
        return Group(*parts, *(_under(line) for line in why if line))
    rung = told.rung_text(placement.rung, placement.rung_number, say)
    parts.append(Text(say("joint.who.place", school=names[placement.school], rung=rung), style="bold"))
    wish = told.wish_text(placement.wish, found.proposals.wishes_of(leerling), say)
    parts.append(_under(f"{wish} · {told.minutes_text(placement.minutes, say)}"))
    parts.append(_under(told.transport_text(outcome.transport, names, say), "dim"))
    lines = list(in_lines(found, placement, say))
    parts += [Text(), Text(say("joint.who.support"), style="bold")]
    parts += [_under(line) for line in lines] or [_under(say("joint.who.nothing"))]
    conditions = told.conditions_text(placement.conditions, told.missing_of(placement), say)
    if conditions:
        parts += [Text(), Text(say("joint.who.conditions", conditions=conditions), style="yellow")]
    elif lines:
        parts += [Text(), Text(say("joint.who.firm"), style="green")]
    return Group(*parts)


def _under(text: str, style: str = "") -> RenderableType:
    return Padding(Text(text, style=style), (0, 0, 0, 3))
