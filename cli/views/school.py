"""Who comes at a school, when; and what it does not get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.begeleider import stop_label
from cli.views.tables import heading, note, table
from cli.views.unserved import unserved_table
from optimizer.domain.calendar import date_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.outcome import Outcome
    from cli.texts import Texts


def school_week(outcome: Outcome, school_id: str, say: Texts) -> RenderableType:
    """Return a school's week: visits, sessions and meetings by time, and what is not served."""
    school = outcome.index.schools[school_id]
    head = heading(
        f"{school.name} · {say.week(outcome.region.week)}",
        say(
            "school.about",
            kind=say.school_kind(school.kind),
            kring=outcome.index.kringen[school.kring].name,
            id=school.id,
        ),
    )
    parts: list[RenderableType] = [head, Text()]
    stops = outcome.stops_at(school_id)
    if stops:
        found = table(
            say("column.day"), say("column.time"), say("column.who"), say("column.what"),
            (say("column.minutes"), "right"), flexible=(2, 3),
        )  # fmt: skip
        last = ""
        for who, stop in stops:
            day = f"{say.day_of(stop.half_day)} {say.date(date_of(outcome.region.week, stop.half_day))}"
            clock = say.clock(stop.start, stop.end)
            name = outcome.index.begeleiders[who].name
            label = stop_label(stop, outcome, say)
            found.add_row(
                "" if day == last else Text(day, style="bold"), clock, name, label, str(stop.end - stop.start)
            )
            last = day
        parts.append(found)
    else:
        parts.append(note(say("school.nobody")))
    own = {h.id for h in outcome.region.hulpvragen if h.school == school_id}
    missing = tuple(u for u in outcome.unserved if u.id in own)
    if missing:
        parts += [
            Text(),
            Text(say("school.unserved"), style="bold"),
            unserved_table(outcome, missing, say, where=False),
        ]
    else:
        parts += [Text(), note(say("school.all_served") if own & set(outcome.view.demand) else say("school.no_demand"))]
    return Group(*parts)
