"""One leerling: clock, marks, and every option with what it would cost whom. Never a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from cli.views.tables import heading, note
from optimizer.domain.placement import Room
from optimizer.report.placement import special, told

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.domain.placement import LeerlingOutcome, PlacementOption
    from optimizer.report.placement.facts import Proposals


def leerling_options(found: Proposals, outcome: LeerlingOutcome, say: Texts) -> RenderableType:
    """Return the ranked options of a leerling.

    Parameters
    ----------
    outcome
        With the price of every option, as far as it was reckoned.
    """
    leerling = found.index.leerlingen[outcome.leerling]
    head = heading(
        say("place.who.title", id=outcome.leerling),
        say(
            "place.who.about",
            kind=say.of(f"workbook.word.leerling_kind.{leerling.kind}"),
            clock=told.clock_text(outcome.clock, say),
            urgency=say.of(f"placement.urgency.{outcome.clock.urgency}"),
            status=told.status_text(outcome, say),
        ),
        say("place.who.marks", marks=told.marks_text(outcome.marks, say)),
    )
    parts: list[RenderableType] = [head, note(say.of("placement.people_decide")), Text()]
    if outcome.options:
        parts.append(Text(say("place.who.options"), style="bold"))
        for number, option in enumerate(outcome.options, start=1):
            parts += _option(number, option, outcome, found, say)
    else:
        parts.append(Text(say("place.who.none"), style="yellow"))
    if outcome.reason:
        parts += [Text(), Text(f"{say('place.without')}: {told.reason_text(outcome, say)}", style="yellow")]
    if outcome.refusals:
        key = "refused" if outcome.options else "refused_all"
        parts += [Text(), Text(say(f"place.who.{key}"), style="bold")]
        parts += [_under(told.refusal_text(one, found.school_names, say)) for one in outcome.refusals]
    if special.asks_why(outcome):
        parts += [Text(), Text(special.kring_heading(outcome, found, say), style="bold")]
        parts += [_under(line) for line in special.why_lines(outcome, found, say)]
    return Group(*parts)


def _option(
    number: int, option: PlacementOption, outcome: LeerlingOutcome, found: Proposals, say: Texts
) -> list[RenderableType]:
    head = Text(f"\n{number}. {found.school_names[option.school]}", style="bold")
    if option.room is Room.PROPOSED:
        head.append(f"  ← {told.room_text(option.room, say)}", style="green")
    facts = [
        say.of("placement.on_rung", rung=told.rung_text(option.rung, option.rung_number, say)),
        told.wish_text(option.wish, found.wishes_of(outcome.leerling), say),
        told.minutes_text(option.minutes, say),
    ]
    if option.sibling:
        facts.append(say("place.who.sibling"))
    if option.room is not Room.PROPOSED:
        facts.append(told.room_text(option.room, say))
    parts: list[RenderableType] = [head, _under(" · ".join(facts))]
    conditions = told.conditions_text(option.conditions, option.missing_minutes, say)
    if conditions:
        parts.append(_under(say("place.who.conditions", conditions=conditions), "yellow"))
    if option.room is Room.PROPOSED and outcome.placement is not None and outcome.placement.support:
        parts.append(_under(say("place.who.support", support=told.support_text(outcome.placement, found, say))))
    elif option.room is not Room.PROPOSED:
        parts.append(_under(f"{say('place.who.price')}: {_price(option, say)}"))
        if option.changes is not None:
            moved = told.moved_text(option.moved, found.school_names, say)
            parts.append(
                _under(say("place.who.moves", moved=moved), "yellow")
                if moved
                else _under(say("place.who.nobody_moves"))
            )
    parts.append(_under(told.transport_text(option.transport, found.school_names, say), "dim"))
    return parts


def _price(option: PlacementOption, say: Texts) -> str:
    return say.of("placement.price.none") if option.changes is None else told.price_text(option, say)


def _under(text: str, style: str = "") -> RenderableType:
    return Padding(Text(text, style=style), (0, 0, 0, 3))
