"""The proposals beside admission by lottery: goal by goal, who differs, who could object, the cutoffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.placement.summary import SHOWN
from cli.views.tables import heading, note, table
from optimizer.report.placement import told

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.domain.placement import Cutoff, Lens
    from optimizer.report.placement.facts import Proposals


def two_lenses(found: Proposals, lens: Lens, say: Texts) -> RenderableType:
    """Return the two side by side."""
    counts = say(
        "place.lens.same",
        same=say.number(lens.same),
        differ=say.number(len(lens.assignment)),
        here=say.number(len(found.placed)),
        there=say.number(lens.placed),
    )
    title = heading(say("place.lens.title", name=found.region.name))
    about = note(say("place.lens.about", seed=lens.seed))
    return Group(
        title, about, Text(counts), Text(), _stages(found, lens, say), Text(), _differ(found, lens, say), Text(),
        _blocking(found, lens, say), Text(), cutoff_table(found, lens.cutoffs, say),
    )  # fmt: skip


def _stages(found: Proposals, lens: Lens, say: Texts) -> RenderableType:
    values = {stage.key: stage.value for stage in found.result.stages}
    shown = table(
        say("place.column.stage"),
        *((say(f"place.column.{key}"), "right") for key in ("optimum", "lottery", "difference")),
        say("column.unit"),
        flexible=(0, 4),
    )
    for change in lens.stages:
        if change.key not in values:
            continue
        here, mark = values[change.key], f"{change.change:+d}" if change.change else say("nothing")
        style = "yellow" if change.change > 0 else "green" if change.change < 0 else "dim"
        unit = Text(say.of(f"unit.{change.key}"), style="dim")
        numbers = (say.number(here), say.number(here + change.change))
        shown.add_row(say.of(f"stage.{change.key}"), *numbers, Text(mark, style=style), unit)
    return shown


def _differ(found: Proposals, lens: Lens, say: Texts) -> RenderableType:
    if not lens.assignment:
        return note(say("place.lens.none_differ"))
    shown = table(
        *(say(f"place.column.{key}") for key in ("leerling", "from", "to")),
        flexible=(1, 2),
        title=say("place.lens.differ"),
    )
    for one in lens.assignment[:SHOWN]:
        schools = (told.place_text(school, found.school_names, say) for school in (one.origin, one.destination))
        shown.add_row(Text(one.leerling, style="bold"), *schools)
    return Group(shown, *_more(len(lens.assignment), say))


def _blocking(found: Proposals, lens: Lens, say: Texts) -> RenderableType:
    if not lens.blocking:
        return note(say("place.lens.no_blocking"))
    shown = table(*(say(f"place.column.{key}") for key in ("leerling", "proposal", "would")), flexible=(1, 2))
    for pair in lens.blocking[:SHOWN]:
        placement = found.outcomes[pair.leerling].placement
        now = told.place_text(None if placement is None else placement.school, found.school_names, say)
        shown.add_row(Text(pair.leerling, style="bold"), now, found.school_names[pair.school])
    title = Text(say("place.lens.blocking", n=say.number(len(lens.blocking))), style="bold")
    return Group(title, shown, *_more(len(lens.blocking), say))


def cutoff_table(found: Proposals, cutoffs: tuple[Cutoff, ...], say: Texts) -> RenderableType:
    """Return the cutoffs of pools that are full; of the others how many there are."""
    full = [cutoff for cutoff in cutoffs if cutoff.lottery is not None]
    room = note(say("place.lens.cutoffs_room", n=say.number(len(cutoffs) - len(full))))
    if not full:
        return note(say("place.lens.no_cutoffs"))
    shown = table(
        *(say(f"place.column.{key}") for key in ("school", "leerjaar", "start", "class", "boundary")),
        flexible=(0, 3),
        title=say("place.lens.cutoffs"),
    )
    for one in full[:SHOWN]:
        name = found.school_names[one.school]
        shown.add_row(
            say.of("placement.held", school=name) if one.held else name,
            say("place.school.shared") if one.leerjaar is None else str(one.leerjaar),
            say("nothing") if one.until is None else say("place.lens.until", date=say.date(one.until)),
            told.class_text(one, say),
            told.boundary_text(one, say),
        )
    return Group(shown, *_more(len(full), say), room)


def _more(number: int, say: Texts) -> list[RenderableType]:
    return [note(say("place.not_shown", n=say.number(number - SHOWN)))] if number > SHOWN else []
