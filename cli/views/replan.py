"""A week planned again: what happened, what it costs, every change with its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from cli.views.tables import Column, heading, note, table
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.index import RegionIndex
from optimizer.domain.replan import Cause, Change, Event, EventKind, Fact, FactKind, ReplanResult
from optimizer.domain.result import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from cli.texts import Texts
    from optimizer.domain.half_day import HalfDay
    from optimizer.domain.region import Region


def replan_view(result: ReplanResult, region: Region, say: Texts) -> Iterator[RenderableType]:
    """Yield what a reader needs to know."""
    names = Names(region, say)
    yield heading(f"{say('replan.title')} · {say.week(region.week)}")
    for event in result.events:
        yield Text(f"- {names.event(event)}")
    if result.happened:
        yield note(say("replan.happened", until=names.half_days(result.happened[-1:])))
    yield ""
    if result.plan is None:
        key = "infeasible" if result.status is Status.INFEASIBLE else "no_plan"
        yield Text(say(f"replan.{key}"), style="yellow")
        return
    yield _status(result, say)
    yield ""
    yield _stages(result, say)
    yield ""
    yield from _changes(result, names, say)
    yield note(say(f"replan.scope.{result.scope}"))


def _status(result: ReplanResult, say: Texts) -> Text:
    key = "forced" if result.forced_proven else "forced_found"
    parts = [say(f"replan.{key}", n=result.forced)]
    extra = result.steps[-1].extra
    if extra:
        parts.append(say("replan.extra", n=extra))
    proven = all(step.proven for step in result.steps) and result.forced_proven
    parts.append(say("replan.proven" if proven else "replan.not_proven"))
    return Text(" ".join(parts), style="green" if proven else "yellow")


def _stages(result: ReplanResult, say: Texts) -> Table:
    """Return the stages as published and with ever more changes."""
    columns: list[Column] = [say("column.stage"), (say("replan.column.before"), "right")]
    columns += [(say("replan.column.step", n=step.extra), "right") for step in result.steps]
    found = table(*columns, flexible=(0,))
    for number, stage in enumerate(result.stages):
        before = result.before[stage.key]
        values = [step.stages[number] for step in result.steps]
        row: list[RenderableType] = [say.of(f"stage.{stage.key}"), say.number(before)]
        for one in values:
            shown = say.number(one.value) + ("" if one.proven else say("replan.open"))
            worse = "red" if one.value > before else "green" if one.value < before else "dim"
            row.append(Text(shown, style=worse))
        found.add_row(*row)
    return found


def _changes(result: ReplanResult, names: Names, say: Texts) -> Iterator[RenderableType]:
    if not result.changes:
        yield Text(say("replan.no_changes"))
        return
    columns: list[Column] = [say("column.item"), say("column.from"), say("column.to"), say("replan.column.cause")]
    found = table(*columns, (say("column.counts"), "right"), flexible=(1, 2, 3))
    for change in result.changes:
        cause = names.cause(change, result.events)
        found.add_row(
            change.item, names.facts(change, change.gone), names.facts(change, change.come), cause, str(change.count)
        )
    yield found


class Names:
    """Words for what a result is about."""

    def __init__(self, region: Region, say: Texts) -> None:
        self.index, self.say = RegionIndex(region), say

    def _person(self, who: str) -> str:
        found = self.index.begeleiders.get(who)
        return who if found is None else found.name

    def _school(self, school: str) -> str:
        found = self.index.schools.get(school)
        return school if found is None else found.name

    def half_days(self, half_days: Sequence[HalfDay]) -> str:
        """Return half days in words."""
        if set(half_days) == set(HALF_DAYS):
            return self.say("replan.all_week")
        return ", ".join(self.say.half_day(h) for h in half_days)

    def event(self, event: Event) -> str:
        """Return what happened in a sentence."""
        if event.kind is EventKind.PIN:
            key = "veto" if event.pin is not None and event.pin.veto else "pin"
            return self.say(f"replan.event.{key}", item=event.item)
        name = self._person(event.item) if event.kind is EventKind.ILL else event.item
        name = self._school(event.item) if event.kind is EventKind.CLOSED else name
        return self.say(f"replan.event.{event.kind}", name=name, when=self.half_days(event.half_days))

    def facts(self, change: Change, facts: Sequence[Fact]) -> str:
        """Return who, when, or where."""
        if not facts:
            return self.say("nothing")
        return "\n".join(self._fact(change, fact) for fact in facts)

    def _fact(self, change: Change, fact: Fact) -> str:
        if change.kind is FactKind.HOST:
            return self._school(fact.who)
        if fact.half_day is None:
            return fact.who
        return f"{self._person(fact.who)}, {self.say.half_day(fact.half_day)}"

    def cause(self, change: Change, events: Sequence[Event]) -> str:
        """Return why an item changes."""
        facts: dict[str, object] = {"items": ", ".join(change.room_for), "worse": self.say.number(change.worse)}
        if change.stage is not None:
            facts |= {"stage": self.say.of(f"stage.{change.stage}"), "unit": self.say.of(f"unit.{change.stage}")}
        if change.event is not None:
            facts["event"] = self.event(events[change.event])
        key = "forced_event" if change.cause is Cause.FORCED and change.event is not None else str(change.cause)
        return self.say(f"replan.cause.{key}", **facts)
