"""Who could take a hulpvraag and when, best first, with what each choice changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from cli.views.tables import Column, heading, note, table
from optimizer.domain.index import RegionIndex
from optimizer.domain.recommend import Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.domain.hulpvraag import Hulpvraag
    from optimizer.domain.recommend import Recommendation, VisitChoice
    from optimizer.domain.region import Region


def recommendation_view(
    found: Recommendation, hulpvraag: Hulpvraag, region: Region, say: Texts
) -> Iterator[RenderableType]:
    """Yield the options with what each changes beside not serving the hulpvraag."""
    index = RegionIndex(region)
    school = index.schools.get(hulpvraag.school or "")
    where = school.name if school is not None else hulpvraag.id
    asked = say("recommend.asked", n=found.due, minutes=hulpvraag.minutes, expertise=hulpvraag.expertise, where=where)
    yield heading(f"{say('recommend.title', item=found.hulpvraag)} · {say.week(found.week)}", asked)
    yield ""
    if not found.choices:
        key = "nobody" if not found.able else "no_room"
        yield Text(say(f"recommend.{key}", n=found.able), style="yellow")
        if found.able and found.room is not Room.KRING:
            yield note(say("recommend.wider"))
        return
    columns: list[Column] = [("", "right"), say("recommend.column.who"), say("recommend.column.when")]
    shown = table(*columns, say("recommend.column.changes"), flexible=(1, 2, 3))
    for number, choice in enumerate(found.choices, start=1):
        who = index.begeleiders[choice.begeleider].name
        when = ", ".join(say.half_day(half_day) for half_day in choice.half_days)
        if choice.visits < found.due:
            when = f"{when} {say('recommend.partly', n=choice.visits, of=found.due)}"
        sure = "" if choice.proven else say("recommend.open")
        shown.add_row(f"{number}{sure}", who, when, _changes(choice, say))
    yield shown
    yield note(say(f"recommend.room.{found.room}"))
    yield note(say("recommend.proven" if found.proven else "recommend.not_proven"))


def _changes(choice: VisitChoice, say: Texts) -> str:
    lines = []
    for key, change in choice.changes.items():
        sign = "+" if change > 0 else "-"
        unit = say.of(f"unit.{key}")
        lines.append(f"{say.of(f'stage.{key}')}: {sign}{say.number(abs(change))} {unit}")
    if choice.moved:
        lines.append(say("recommend.moved", items=", ".join(choice.moved)))
    if choice.lost:
        lost = ", ".join(f"{one.item} ({say.number(one.minutes)})" for one in choice.lost)
        lines.append(say("recommend.lost", items=lost))
    return "\n".join(lines)
