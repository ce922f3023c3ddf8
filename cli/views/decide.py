"""The log of decisions on a screen: what is open, final or rejected, and whether the log is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.decisions.entry import Action, Role
from optimizer.decisions.standing import Stand, Standing, standings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.decisions.entry import Entry
    from optimizer.decisions.replay import Replayed
    from optimizer.decisions.run import Run
    from optimizer.domain.fault import Fault

SHOWN = 12
"""Characters of a hash on a screen."""
_STYLE = {Stand.FINAL: "green", Stand.REJECTED: "red", Stand.OPEN: "yellow"}
_PLACEMENT = (Role.SCHOOL, Role.SWV, Role.PARENTS)


def decisions_view(name: str, entries: Sequence[Entry], added: Sequence[Entry], say: Texts) -> RenderableType:
    """Return what stands of every week and leerling, and what was just written."""
    found = standings(entries)
    counts = {one: sum(standing.status is one for standing in found) for one in Stand}
    facts = {str(one): say.number(counts[one]) for one in Stand}
    parts: list[RenderableType] = [heading(say("decide.title", name=name), say("decide.counts", **facts))]
    weeks = [one for one in found if one.subject.week is not None]
    if weeks:
        shown = table(*(say(f"decide.column.{key}") for key in ("week", "coordinator", "stand")), flexible=(1,))
        for one in weeks:
            shown.add_row(one.subject.week, _word(one, Role.COORDINATOR, say), _stand(one, say))
        parts += [Text(), shown]
    places = [one for one in found if one.subject.leerling is not None]
    if places:
        keys = ("leerling", "place", "by_school", "by_swv", "by_parents", "heard", "stand")
        shown = table(*(say(f"decide.column.{key}") for key in keys), flexible=(1, 6))
        shown.padding = (0, 1, 0, 0)
        for one in places:
            words = (_word(one, role, say) for role in _PLACEMENT)
            shown.add_row(one.subject.leerling, one.subject.school, *words, _heard(one, say), _stand(one, say))
        parts += [Text(), shown]
    parts.append(Text())
    if any(word.overrides for one in found for word in one.words):
        parts.append(note(say("decide.overrides")))
    if added:
        parts.append(Text(say("decide.added", n=len(added)), style="green"))
    runs = [entry.run[:SHOWN] for entry in entries if entry.action is Action.RUN and entry.run is not None]
    if runs:
        parts.append(note(say("decide.runs", runs=", ".join(runs))))
    return Group(*parts, _head(entries, say))


def history_view(entries: Sequence[Entry], about: str, say: Texts) -> RenderableType:
    """Return every line about one week or leerling, in order."""
    mine = [entry for entry in entries if entry.subject is not None and entry.subject.name == about]
    if not mine:
        return Text(say("decide.nothing_about", name=about))
    keys = ("line", "moment", "what", "who", "detail")
    shown = table(*(say(f"decide.column.{key}") for key in keys), flexible=(3, 4))
    shown.padding = (0, 1, 0, 0)
    for entry in mine:
        actor = entry.actor
        who = entry.by if actor is None or actor.name == entry.by else f"{actor.name} ({entry.by})"
        action = say(f"decide.action.{entry.action.replace('-', '_')}")
        shown.add_row(str(entry.seq), entry.at.replace("T", " ")[:16], action, who, Text(_detail(entry, say)))
    return Group(heading(say("decide.about", name=about)), Text(), shown)


def _detail(entry: Entry, say: Texts) -> str:
    parts = [] if entry.subject is None or entry.subject.school is None else [entry.subject.school]
    if entry.on is not None:
        parts.append(say.date(entry.on, year=True))
    parts += [say(f"decide.override.{one.replace('-', '_')}") for one in entry.overrides]
    parts += [say(f"decide.condition.{one.replace('-', '_')}") for one in entry.conditions]
    return "; ".join([*parts, *([entry.reason] if entry.reason else [])])


def _word(standing: Standing, role: Role, say: Texts) -> Text:
    word = next((one for one in standing.words if one.actor.role is role), None)
    if word is None:
        return Text(say("nothing"), style="dim")
    key = ("yes_but" if word.overrides else "yes") if word.approved else "no"
    return Text(say(f"decide.word.{key}", on=_short(word.on)), style="" if word.approved else "red")


def _heard(standing: Standing, say: Texts) -> str:
    if standing.heard is not None:
        return say("decide.word.yes", on=_short(standing.heard))
    return say("nothing") if standing.not_heard is None else say("decide.word.not_heard")


def _short(day: date) -> str:
    return f"{day.day}-{day.month}"


def _stand(standing: Standing, say: Texts) -> Text:
    key = "conditional" if standing.status is Stand.FINAL and standing.conditions else standing.status
    return Text(say(f"decide.stand.{key}"), style=_STYLE[standing.status])


def _head(entries: Sequence[Entry], say: Texts) -> Text:
    if not entries:
        return note(say("decide.empty"))
    return note(say("decide.head", n=len(entries), head=entries[-1].hash))


def verified_view(
    name: str, entries: Sequence[Entry], faults: Sequence[Fault], head: str | None, say: Texts
) -> RenderableType:
    """Return whether a log is whole, what is wrong with it, and its head."""
    if faults:
        from optimizer.domain.wording import fault_text

        lines = [Text(f"{fault.where}  {' '.join(fault_text(fault, say.lang))}") for fault in faults]
        return Group(Text(say("decide.broken", name=name, n=len(faults)), style="bold red"), *lines)
    parts = [Text(say("decide.whole", name=name, n=len(entries)), style="bold green")]
    if head is not None:
        later = next(len(entries) - place for place, entry in enumerate(entries, 1) if entry.hash == head)
        parts.append(Text(say("decide.head_known", n=later)))
    else:
        parts.append(note(say("decide.head_unknown")))
    return Group(*parts, _head(entries, say))


def replayed_view(name: str, run: Run, found: Replayed, say: Texts) -> RenderableType:
    """Return whether a run made again gave the same plan, and what differs."""
    what = say(f"decide.kind.{run.kind}")
    key = "same" if found.same_plan else "other" if not found.promised else "broken_promise"
    style = "green" if found.same_plan else "red" if found.promised else "yellow"
    parts: list[RenderableType] = [Text(say(f"decide.replay.{key}", kind=what, run=name[:SHOWN]), style=style)]
    if not run.repeatable:
        parts.append(note(say("decide.replay.limited")))
    parts += [
        note(say("decide.replay.version", name=program, was=was, now=now)) for program, was, now in found.versions
    ]
    if found.values:
        shown = table(
            say("decide.column.goal"), (say("decide.column.was"), "right"), (say("decide.column.now"), "right")
        )
        for one, was, now in found.values:
            shown.add_row(say.of(f"stage.{one}"), say.number(was), say("nothing") if now is None else say.number(now))
        parts += [Text(), shown]
    elif not found.same_plan:
        parts.append(Text(say("decide.replay.same_values")))
    return Group(*parts)


def decisions_data(entries: Sequence[Entry], added: Sequence[Entry]) -> str:
    """Return what stands as JSON text."""
    data = {
        "lines": len(entries),
        "head": entries[-1].hash if entries else None,
        "added": [entry.model_dump(mode="json", exclude_none=True) for entry in added],
        "decisions": [one.model_dump(mode="json", exclude_none=True) for one in standings(entries)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def verified_data(entries: Sequence[Entry], faults: Sequence[Fault], say: Texts) -> str:
    """Return whether a log is whole as JSON text."""
    from optimizer.io.json import fault_data

    head = entries[-1].hash if entries and not faults else None
    found = [fault_data(fault, say.lang) for fault in faults]
    return json.dumps({"ok": not faults, "lines": len(entries), "head": head, "faults": found}, indent=2) + "\n"
