"""A family's own check of the lottery: each school of the own list, admitted or not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.report.placement import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.placement.lens.verify import Verified

_DIGITS = 16
"""Signs of a lottery number that are shown; boundaries are as short or shorter in practice."""


def own_check(
    leerling: str, seed: int, number: str, found: Sequence[Verified], names: Mapping[str, str], say: Texts
) -> RenderableType:
    """Return the outcome with a row for every school on the own list.

    Parameters
    ----------
    number
        The own lottery number.
    names
        Of schools, by id.
    """
    first = next((one.school for one in found if one.admitted), None)
    digits = max([_DIGITS, *(len(one.cutoff.lottery or "") for one in found if one.cutoff is not None)])
    title = heading(
        say("place.verify.title", id=leerling),
        say("place.verify.number", number=f"{number[:digits]}{'…' if len(number) > digits else ''}"),
    )
    shown = table(
        (say("place.column.rank"), "right"),
        *(say(f"place.column.{key}") for key in ("school", "admitted", "why", "class", "boundary")),
        flexible=(1, 2, 3, 4),
    )
    shown.padding = (0, 1, 0, 0)
    over = False
    for rank, one in enumerate(found, start=1):
        key = "no" if not one.admitted else "after" if over else "yes"
        cutoff = one.cutoff
        bounded = cutoff is not None and cutoff.lottery is not None
        shown.add_row(
            str(rank),
            Text(names[one.school], style="bold" if one.school == first else ""),
            Text(say(f"place.verify.{key}"), style="green" if key == "yes" else "dim"),
            say.of(f"placement.verify.{one.reason}"),
            told.class_text(cutoff, say) if cutoff is not None and bounded else say("nothing"),
            told.boundary_text(cutoff, say) if cutoff is not None else say("nothing"),
        )
        over = over or one.admitted
    outcome = say("place.verify.nowhere") if first is None else say("place.verify.at", school=names[first])
    return Group(
        title, note(say("place.verify.about", seed=seed, id=leerling)), Text(), shown, Text(),
        Text(outcome, style="bold"), note(say("place.verify.lens_only")),
    )  # fmt: skip
