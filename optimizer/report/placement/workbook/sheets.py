"""Sheets to read: every option, every school's places, transport."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from optimizer.domain.placement import Room
from optimizer.report.placement import told
from optimizer.report.placement.cards import is_priced
from optimizer.report.placement.facts import Proposals, in_order
from optimizer.report.placement.workbook.frame import HEADER, Value, frame, write

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

_OPTIONS = (
    ("leerling", 11), ("rank", 5), ("option", 26), ("rung", 20), ("wish", 11), ("minutes", 8), ("room", 13),
    ("conditions", 26), ("transport", 36),
)  # fmt: skip
_PRICE = (("price", 44), ("moved", 34))
"""Only where it was reckoned what options would cost."""
_SCHOOLS = (
    ("name", 32), ("kring", 24), ("school_kind", 10), ("leerjaar", 10), ("since", 12), ("free", 9), ("taken", 12),
    ("left", 8), ("who", 44),
)  # fmt: skip
_TRANSPORT = (
    ("leerling", 12), ("name", 30), ("entitled", 8), ("km", 8), ("threshold", 9), ("euro", 10), ("passed", 36),
    ("nearest", 30), ("too_long", 10),
)  # fmt: skip


def add_options(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> dict[str, int]:
    """Fill the sheet of options, a row each; the first row of every leerling, from 0."""
    ordered = in_order(found.result.leerlingen)
    number = sum(len(outcome.options) for outcome in ordered)
    priced = any(is_priced(outcome) for outcome in ordered)
    columns = (*_OPTIONS, *_PRICE) if priced else _OPTIONS
    hint = say("place.hint.options")
    if not all(is_priced(outcome) for outcome in ordered if len(outcome.options) > 1):
        hint = f"{hint} {say('place.not_reckoned')}"
    frame(sheet, "options", hint, columns, number, look, say)
    first: dict[str, int] = {}
    row = HEADER + 1
    for outcome in ordered:
        wishes = found.wishes_of(outcome.leerling)
        for rank, option in enumerate(outcome.options, start=1):
            first.setdefault(outcome.leerling, row)
            wish = told.wish_text(option.wish, wishes, say)
            values: tuple[Value, ...] = (
                outcome.leerling,
                rank,
                found.school_names[option.school],
                told.rung_text(option.rung, option.rung_number, say),
                f"{wish}, {say('place.sibling')}" if option.sibling else wish,
                option.minutes,
                told.room_text(option.room, say),
                told.conditions_text(option.conditions, option.missing_minutes, say),
                told.transport_text(option.transport, found.school_names, say),
            )
            if priced:
                values += (told.price_text(option, say), told.moved_text(option.moved, found.school_names, say))
            write(sheet, row, values, columns, look)
            if option.room is Room.PROPOSED:
                sheet.write_string(row, 2, found.school_names[option.school], look.of(**_OWN))
            row += 1
    return first


_OWN: dict[str, object] = {
    "bold": True, "bg_color": "#E4F1DD", "border": 1, "border_color": "#B8C4CA", "text_wrap": True,
}  # fmt: skip
"""The proposal among the options; the column of places says so in words."""


def add_schools(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> None:
    """Fill the sheet of schools, those with proposals first: places, how many are taken, and who is proposed."""
    schools = sorted(found.region.schools, key=lambda s: (s.id not in found.at_school, found.school_names[s.id]))
    rows = [(school, pool) for school in schools for pool in found.pools(school)]
    frame(sheet, "schools", say("place.hint.schools"), _SCHOOLS, len(rows), look, say)
    last = ""
    for row, (school, pool) in enumerate(rows, start=HEADER + 1):
        here = found.at_school.get(school.id, ()) if school.id != last else ()
        last = school.id
        since: Value = say("place.now") if pool.since == date.min else pool.since
        leerjaar: Value = say("place.shared") if pool.leerjaar is None else pool.leerjaar
        values: tuple[Value, ...] = (
            found.school_names[school.id],
            found.index.kringen[school.kring].name,
            say.school_kind(school.kind),
            leerjaar,
            since,
            pool.free,
            pool.taken,
            pool.left,
            ", ".join(outcome.leerling for outcome, _ in here),
        )
        write(sheet, row, values, _SCHOOLS, look)


def add_transport(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> None:
    """Fill the sheet of transport to the proposals; who is entitled first."""
    told_of = [(outcome, placement) for outcome, placement in found.placed if outcome.transport is not None]
    told_of.sort(key=lambda one: (not (one[0].transport and one[0].transport.entitled), one[0].leerling))
    frame(sheet, "transport", say("place.hint.transport"), _TRANSPORT, len(told_of), look, say)
    names = found.school_names
    for row, (outcome, placement) in enumerate(told_of, start=HEADER + 1):
        transport = outcome.transport
        assert transport is not None  # noqa: S101 -- filtered above
        values: tuple[Value, ...] = (
            outcome.leerling,
            names[placement.school],
            say("place.yes") if transport.entitled else say("place.no"),
            _km(transport.metres, say),
            _km(transport.threshold_metres, say),
            transport.cost_euro,
            ", ".join(names[school] for school in transport.nearer),
            "" if transport.nearest is None else names[transport.nearest],
            say("place.yes") if transport.too_long else "",
        )
        write(sheet, row, values, _TRANSPORT, look)


def _km(metres: int | None, say: Words) -> str:
    return say("place.none") if metres is None else say.decimal(metres / 1000)
