"""A leerling's card on the page: where things stand, and the ranked options. Never a verdict."""

from __future__ import annotations

from html import escape

from optimizer.domain.placement import LeerlingOutcome, PlacementOption, Room
from optimizer.report.placement import told
from optimizer.report.placement.facts import Proposals
from optimizer.report.placement.names import column as column_name
from optimizer.report.placement.special import why_html
from optimizer.report.words import Words

_COLUMNS = ("rank", "option", "rung", "wish", "minutes", "room", "conditions")


def card(outcome: LeerlingOutcome, found: Proposals, say: Words) -> str:
    """Return a leerling's card as HTML."""
    leerling = found.index.leerlingen[outcome.leerling]
    about = " · ".join(
        (
            say.of(f"workbook.word.leerling_kind.{leerling.kind}"),
            told.clock_text(outcome.clock, say),
            told.status_text(outcome, say),
        )
    )
    parts = [
        f'<article id="p-{escape(outcome.leerling)}"><h3>{escape(say("place.card", id=outcome.leerling))}</h3>',
        f'<p class="about">{escape(about)}</p>',
        f"<p><b>{escape(say('place.decided'))}</b>: {escape(told.marks_text(outcome.marks, say))}</p>",
    ]
    if outcome.reason:
        parts.append(f'<p class="condition">{escape(told.reason_text(outcome, say))}</p>')
    if outcome.placement is not None and outcome.placement.support:
        support = told.support_text(outcome.placement, found, say)
        parts.append(f"<p><b>{escape(say('place.support'))}</b>: {escape(support)}</p>")
    if outcome.options:
        priced = is_priced(outcome)
        columns = (*_COLUMNS, "price") if priced else _COLUMNS
        head = "".join(f'<th scope="col">{escape(column_name(key, say))}</th>' for key in columns)
        wishes = found.wishes_of(outcome.leerling)
        rows = "\n".join(
            _row(n, one, wishes, found, say, priced=priced) for n, one in enumerate(outcome.options, start=1)
        )
        parts.append(f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>')
        proposed = next((one for one in outcome.options if one.room is Room.PROPOSED), None)
        if proposed is not None:
            text = told.transport_text(proposed.transport, found.school_names, say)
            parts.append(f'<p class="note">{escape(text)}</p>')
    elif outcome.placement is None:
        parts.append(f"<p>{escape(say('place.no_options'))}</p>")
    return "\n".join([*parts, *why_html(outcome, found, say), "</article>\n"])


def _row(
    number: int, option: PlacementOption, wishes: tuple[str, ...], found: Proposals, say: Words, *, priced: bool
) -> str:
    wish = told.wish_text(option.wish, wishes, say)
    if option.sibling:
        wish = f"{wish}, {say('place.sibling')}"
    cells = (
        told.rung_text(option.rung, option.rung_number, say),
        wish,
        say("place.none") if option.minutes is None else say.number(option.minutes),
        told.room_text(option.room, say),
        told.conditions_text(option.conditions, option.missing_minutes, say) or say("place.none"),
        *((price_text(option, found, say),) if priced else ()),
    )
    own = ' class="own"' if option.room is Room.PROPOSED else ""
    name = escape(found.school_names[option.school])
    row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr{own}><td>{number}</td><th scope="row">{name}</th>{row}</tr>'


def price_text(option: PlacementOption, found: Proposals, say: Words) -> str:
    """Return what an option would cost, and who would go elsewhere."""
    parts = [told.price_text(option, say), told.moved_text(option.moved, found.school_names, say)]
    return "; ".join(part for part in parts if part)


def is_priced(outcome: LeerlingOutcome) -> bool:
    """Tell whether it was reckoned what any option but the proposal would cost."""
    return any(option.changes is not None for option in outcome.options if option.room is not Room.PROPOSED)
