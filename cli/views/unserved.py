"""What the plan does not, or not fully, serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import Column, heading, note, table
from optimizer.domain.vocabulary import Priority

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from cli.outcome import Outcome
    from cli.texts import Texts
    from optimizer.domain.result import Unserved

_ORDER = {priority: number for number, priority in enumerate(Priority)}


def unserved_list(outcome: Outcome, say: Texts) -> RenderableType:
    """Return everything that is not fully served, urgent first."""
    minutes = sum(u.minutes for u in outcome.unserved)
    head = heading(
        f"{say('unserved.title')} · {say.week(outcome.region.week)}",
        say("unserved.total", items=say.count("unserved.items", len(outcome.unserved)), minutes=say.number(minutes)),
    )
    if not outcome.unserved:
        return Group(heading(f"{say('unserved.title')} · {say.week(outcome.region.week)}"), note(say("unserved.none")))
    return Group(head, Text(), unserved_table(outcome, outcome.unserved, say))


def unserved_table(outcome: Outcome, items: Sequence[Unserved], say: Texts, *, where: bool = True) -> Table:
    """Return a table of items: what, where, class, minutes, reason."""
    columns: list[Column] = [
        say("column.item"),
        say("column.what"),
        say("column.priority"),
        (say("column.minutes"), "right"),
    ]
    if where:
        columns.insert(1, say("column.where"))
    flexible = (1, 2, 5) if where else (1, 4)
    found = table(*columns, say("column.reason"), flexible=flexible)
    for item in sorted(items, key=lambda u: (_priority(outcome, u.id)[0], _where(outcome, u.id), u.id)):
        urgent = _priority(outcome, item.id)[1]
        row = [item.id, _what(outcome, item.id, say), say.word("priority", urgent), say.number(item.minutes)]
        if where:
            row.insert(1, _where(outcome, item.id))
        found.add_row(*row, Text(say.of(f"unserved.{item.reason}"), style="dim"))
    return found


def _priority(outcome: Outcome, item: str) -> tuple[int, str]:
    demand = outcome.view.demand.get(item)
    arrangement = outcome.index.arrangementen.get(item)
    if demand is not None:
        return _ORDER[demand.priority], demand.priority
    if arrangement is not None:
        return _ORDER[arrangement.priority], arrangement.priority
    return len(_ORDER), ""


def _where(outcome: Outcome, item: str) -> str:
    hulpvraag = outcome.index.hulpvragen.get(item)
    if hulpvraag is not None:
        return outcome.index.schools[hulpvraag.school].name if hulpvraag.school is not None else item
    arrangement = outcome.index.arrangementen.get(item)
    kringen = arrangement.kringen if arrangement is not None else ()
    overleg = outcome.index.overleggen.get(item)
    if overleg is not None and overleg.kring is not None:
        kringen = (overleg.kring,)
    return ", ".join(outcome.index.kringen[k].name for k in kringen)


def _what(outcome: Outcome, item: str, say: Texts) -> str:
    if item in outcome.index.overleggen:
        kind = say.word("overleg_kind", outcome.index.overleggen[item].kind)
        return say("what.overleg_short", kind=kind)
    if item in outcome.index.arrangementen:
        arrangement = outcome.index.arrangementen[item]
        seats = len(outcome.view.unseated(item))
        return say("what.group_seats", kind=arrangement.kind, seats=say.count("seats", seats))
    demand, view = outcome.view.demand.get(item), outcome.view
    expertise = outcome.item_expertise(item)
    if demand is None or demand.due == 1:
        return expertise
    return say("what.visits", expertise=expertise, missing=view.missing_visits(demand), due=demand.due)
