"""My week: where a begeleider is, when, and how long the road is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.domain.calendar import date_of
from optimizer.domain.vocabulary import StopKind

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.outcome import Outcome
    from cli.texts import Texts
    from optimizer.domain.plan import Leg, Stop, Tour


def begeleider_week(outcome: Outcome, who: str, say: Texts) -> RenderableType:
    """Return the week of a begeleider, day by day, stops with clock times and travel."""
    begeleider = outcome.index.begeleiders[who]
    kringen = ", ".join(outcome.index.kringen[k].name for k in begeleider.kringen[:4])
    if len(begeleider.kringen) > len(begeleider.kringen[:4]):
        kringen = say("who.kringen_more", kringen=kringen, n=len(begeleider.kringen) - 4)
    tours = sorted((t for t in outcome.week_plan.tours if t.begeleider == who and t.stops), key=lambda t: t.day.order)
    head = heading(
        f"{begeleider.name} · {say.week(outcome.region.week)}",
        say(
            "who.about",
            role=say.word("role", begeleider.role),
            expertise=", ".join(begeleider.expertise),
            kringen=kringen,
        ),
        say(
            "who.hours",
            work=_hours(outcome.view.working_minutes[who], say),
            contract=_hours(begeleider.contract_minutes - begeleider.reserved_minutes, say),
            travel=_hours(sum(leg.minutes for tour in tours for leg in tour.legs), say),
        ),
    )
    if not tours:
        return Group(head, Text(), note(say("who.nothing")))
    found = table(
        say("column.time"), say("column.where"), say("column.what"), (say("column.minutes"), "right"),
        say("column.travel"), flexible=(1, 2),
    )  # fmt: skip
    for number, tour in enumerate(tours):
        _add_day(found, tour, outcome, say, first=number == 0)
    return Group(head, Text(), found)


def _add_day(found: RenderableType, tour: Tour, outcome: Outcome, say: Texts, *, first: bool) -> None:
    from rich.table import Table

    assert isinstance(found, Table)  # noqa: S101
    if not first:
        found.add_row()
    day = say.date(date_of(outcome.region.week, tour.stops[0].half_day))
    found.add_row(Text(f"{say.day_of(tour.stops[0].half_day)} {day}", style="bold"))
    for stop, leg in zip(tour.stops, tour.legs, strict=False):
        found.add_row(
            say.clock(stop.start, stop.end),
            outcome.place_name(stop.place),
            stop_label(stop, outcome, say),
            str(stop.end - stop.start),
            _leg(leg, say),
        )
    found.add_row("", Text(say("who.home"), style="dim"), "", "", _leg(tour.legs[-1], say))


def stop_label(stop: Stop, outcome: Outcome, say: Texts) -> str:
    """Return what happens at a stop: the expertise and the id, or the kind of group or meeting."""
    if stop.kind is StopKind.VISIT:
        return _visit_label(stop.item, outcome, say)
    if stop.kind is StopKind.SESSION:
        arrangement = outcome.index.arrangementen.get(stop.item.partition("#")[0])
        kind = arrangement.kind if arrangement is not None else ""
        return say("what.session", kind=kind, item=stop.item)
    overleg = outcome.index.overleggen.get(stop.item)
    kind = say.word("overleg_kind", overleg.kind) if overleg is not None else ""
    return say("what.overleg", kind=kind, item=stop.item)


def _visit_label(item: str, outcome: Outcome, say: Texts) -> str:
    from optimizer.report.lines import new_leerling

    hulpvraag = outcome.index.hulpvragen.get(item)
    leerling = None if hulpvraag is None else new_leerling(hulpvraag)
    if leerling is None:
        return f"{outcome.item_expertise(item)} ({item})"
    return say.of("report.what.support", what=outcome.item_expertise(item), leerling=leerling)


def _leg(leg: Leg, say: Texts) -> Text:
    if leg.minutes == 0 and leg.metres == 0:
        return Text("")
    return Text(say("who.leg", minutes=leg.minutes, km=say.decimal(leg.metres / 1000)), style="dim")


def _hours(minutes: int, say: Texts) -> str:
    return say("hours", h=minutes // 60, m=f"{minutes % 60:02d}")
