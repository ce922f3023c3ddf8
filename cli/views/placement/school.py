"""Who is proposed at a school, and what places it has left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.placement.summary import clock
from cli.views.tables import heading, note, table
from optimizer.report.placement import told

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.report.placement.facts import Proposals


def school_proposals(found: Proposals, school_id: str, say: Texts) -> RenderableType:
    """Return the proposals for a school and its places."""
    school = found.index.schools[school_id]
    about = say(
        "place.school.about",
        kind=say.school_kind(school.kind),
        kring=found.index.kringen[school.kring].name,
        id=school.id,
    )
    title = say("place.school.title", name=school.name)
    parts: list[RenderableType] = [heading(title, about), note(say.of("placement.people_decide")), Text()]
    here = found.at_school.get(school_id, ())
    if here:
        shown = table(
            *(say(f"place.column.{key}") for key in ("leerling", "leerjaar", "clock", "rung")),
            (say("place.column.minutes"), "right"),
            *(say(f"place.column.{key}") for key in ("since", "conditions", "status")),
            flexible=(3, 6),
        )
        shown.padding = (0, 1, 0, 0)
        for outcome, placement in here:
            leerjaar = found.index.leerlingen[outcome.leerling].leerjaar
            shown.add_row(
                Text(outcome.leerling, style="bold"),
                say("nothing") if leerjaar is None else str(leerjaar),
                clock(outcome, say),
                told.rung_short(placement.rung, placement.rung_number, say),
                told.minutes_text(placement.minutes, say),
                told.date_short(placement.start_on, say),
                told.conditions_short(placement.conditions, told.missing_of(placement), say) or say("nothing"),
                told.status_short(outcome, say),
            )
        parts.append(shown)
    else:
        parts.append(note(say("place.school.nobody")))
    return Group(*parts, Text(), _places(found, school_id, say))


def _places(found: Proposals, school_id: str, say: Texts) -> RenderableType:
    rows = found.pools(found.index.schools[school_id])
    if not rows:
        return note(say("place.school.no_places"))
    shown = table(
        say("place.column.leerjaar"),
        say("place.column.since"),
        *((say(f"place.column.{key}"), "right") for key in ("free", "taken", "left")),
        title=say("place.school.places"),
    )
    for row in rows:
        shown.add_row(
            say("place.school.shared") if row.leerjaar is None else str(row.leerjaar),
            say("place.school.now") if row.since == date.min else say.date(row.since, year=True),
            *(say.number(n) for n in (row.free, row.taken, row.left)),
        )
    return shown
