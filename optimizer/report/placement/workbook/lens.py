"""Sheets of goals, and of the two lenses side by side with cutoffs that hold nobody's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.report.placement import told
from optimizer.report.placement.facts import Proposals
from optimizer.report.placement.page import lens_line
from optimizer.report.placement.workbook.frame import HEADER, Value, frame, heads, write

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from optimizer.report.words import Words
    from optimizer.report.workbook.look import Look

_STAGES = (("stage", 40), ("value", 12), ("unit", 22), ("bound", 14), ("proof", 30))
_LENS = (("stage", 40), ("optimum", 26), ("lottery", 26), ("difference", 28), ("unit", 22))
_DIFFER = (("leerling", 40), ("from", 26), ("to", 26))
_BLOCKING = (("leerling", 40), ("from", 26), ("wants", 26))
_CUTOFFS = (("name", 40), ("leerjaar", 26), ("until", 26), ("class", 28), ("boundary", 22))


def add_stages(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> None:
    """Fill the sheet of goals, in order, with bound and proof."""
    stages = found.result.stages
    frame(sheet, "stages", told.how_good(found.result, say), _STAGES, len(stages), look, say)
    for row, stage in enumerate(stages, start=HEADER + 1):
        proof = say("place.proven") if stage.proven else say("place.not_proven", n=say.number(stage.gap))
        name, unit = say.of(f"stage.{stage.key}"), say.of(f"unit.{stage.key}")
        write(sheet, row, (name, stage.value, unit, stage.bound, proof), _STAGES, look)


def add_lens(sheet: Worksheet, found: Proposals, look: Look, say: Words) -> None:
    """Fill the sheet of the two lenses: goals, who differs, who could object, cutoffs."""
    lens = found.result.lens
    values = {stage.key: stage.value for stage in found.result.stages}
    hint = f"{lens_line(found, say)} {say('place.hint.lens')}".strip()
    frame(sheet, "lens", hint, _LENS, 0, look, say)
    if lens is None:
        return
    row = HEADER + 1
    for one in lens.stages:
        here = values.get(one.key)
        if here is not None:
            line = (say.of(f"stage.{one.key}"), here, here + one.change, one.change, say.of(f"unit.{one.key}"))
            write(sheet, row, line, _LENS, look)
            row += 1
    names = found.school_names

    def place(school: str | None) -> str:
        return told.place_text(school, names, say)

    differ: list[tuple[Value, ...]] = [(o.leerling, place(o.origin), place(o.destination)) for o in lens.assignment]
    row = _part(sheet, row, "differ", _DIFFER, differ, look, say)
    blocking: list[tuple[Value, ...]] = []
    for pair in lens.blocking:
        placement = found.outcomes[pair.leerling].placement
        blocking.append((pair.leerling, place(None if placement is None else placement.school), names[pair.school]))
    row = _part(sheet, row, "blocking", _BLOCKING, blocking, look, say)
    cutoffs: list[tuple[Value, ...]] = []
    full = [cutoff for cutoff in lens.cutoffs if cutoff.lottery is not None]
    for cutoff in full:
        name = names[cutoff.school]
        cutoffs.append(
            (
                say.of("placement.held", school=name) if cutoff.held else name,
                say("place.shared") if cutoff.leerjaar is None else cutoff.leerjaar,
                cutoff.until,
                told.class_text(cutoff, say),
                told.boundary_text(cutoff, say),
            )
        )
    row = _part(sheet, row, "cutoffs", _CUTOFFS, cutoffs, look, say)
    sheet.write_string(row, 0, say("place.cutoffs_room", n=say.number(len(lens.cutoffs) - len(full))), look.of())


def _part(
    sheet: Worksheet,
    row: int,
    key: str,
    columns: tuple[tuple[str, int], ...],
    rows: list[tuple[Value, ...]],
    look: Look,
    say: Words,
) -> int:
    """Write a part under a heading of its own; the next free row."""
    sheet.write_string(row + 1, 0, say(f"place.section.{key}"), look.section)
    if not rows:
        sheet.write_string(row + 2, 0, say("place.nobody"), look.note)
        return row + 3
    heads(sheet, row + 2, columns, look, say)
    for position, values in enumerate(rows, start=row + 3):
        write(sheet, position, values, columns, look)
    return row + 3 + len(rows)
