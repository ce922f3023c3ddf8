"""Who covers a kring: school by school, day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.domain.clock import format_clock
from optimizer.domain.half_day import DAYS, Day
from optimizer.domain.places import school_place

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.outcome import Outcome
    from cli.texts import Texts
    from optimizer.domain.region import Region


def kring_week(outcome: Outcome, kring_id: str, say: Texts) -> RenderableType:
    """Return a grid of places and days with who comes at what time; then minutes by begeleider."""
    kring = outcome.index.kringen[kring_id]
    places = {school_place(s.id): s.name for s in outcome.region.schools if s.kring == kring_id}
    places |= {f"at:{h.id}": h.id for h in outcome.region.hulpvragen if h.school is None and h.kring == kring_id}
    names = short_names(outcome.region)
    cells: dict[tuple[str, Day], list[str]] = defaultdict(list)
    minutes: dict[str, int] = defaultdict(int)
    for who, stop in outcome.stops:
        if stop.place in places:
            cells[stop.place, stop.half_day.day].append(f"{format_clock(stop.start)} {names[who]}")
            minutes[who] += stop.end - stop.start
    missing = _missing(outcome, kring_id)
    schools = say.count("kring.schools", sum(1 for place in places if place.startswith("school:")))
    lost = say.number(sum(missing.values()))
    head = heading(
        f"{say('kring.title', name=kring.name)} · {say.week(outcome.region.week)}",
        say("kring.about", schools=schools, people=say.count("kring.people", len(minutes)), lost=lost),
    )
    found = table(say("column.school"), *(say(f"day_short.{day}") for day in DAYS), flexible=(0, 1, 2, 3, 4, 5))
    found.padding = (0, 1, 0, 0)
    for place, name in places.items():
        label = Text(name)
        if missing.get(place):
            label.append(f" {say('kring.lost', n=missing[place])}", style="yellow")
        found.add_row(label, *("\n".join(cells[place, day]) for day in DAYS))
    most = sorted(minutes, key=lambda who: (-minutes[who], who))
    people = ", ".join(f"{outcome.index.begeleiders[who].name} {say('kring.minutes', n=minutes[who])}" for who in most)
    return Group(head, Text(), found, Text(), note(people or say("kring.nobody")))


def short_names(region: Region) -> dict[str, str]:
    """Return by begeleider the first name where no colleague shares it, else the whole name."""
    first = {b.id: b.name.split()[0] for b in region.begeleiders}
    shared = Counter(first.values())
    return {b.id: first[b.id] if shared[first[b.id]] == 1 else b.name for b in region.begeleiders}


def _missing(outcome: Outcome, kring_id: str) -> dict[str, int]:
    """Return minutes not served, by place of the kring."""
    found: dict[str, int] = defaultdict(int)
    for item in outcome.unserved:
        hulpvraag = outcome.index.hulpvragen.get(item.id)
        if hulpvraag is not None and outcome.index.kring_of(hulpvraag) == kring_id:
            place = school_place(hulpvraag.school) if hulpvraag.school is not None else f"at:{hulpvraag.id}"
            found[place] += item.minutes
    return found
