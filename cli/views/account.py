"""What of a roster workbook was taken into the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import note

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.report.readback.delivered import Account


def account_view(account: Account, written: str, say: Texts) -> RenderableType:
    """Return the counts in words, and where the region is in time."""
    assert account.region is not None  # noqa: S101 -- a refused workbook has no view
    week = say.week(account.region.week)
    counts = say("account.taken", visits=say.number(account.visits), missed=say.number(account.missed))
    parts = [Text(counts, style="bold")]
    if account.known:
        parts.append(note(say("account.known", n=say.number(account.known))))
    if account.silent:
        parts.append(Text(say("account.silent", n=say.number(account.silent), week=week), style="yellow"))
    if account.closed:
        weeks = ", ".join(str(int(one[6:])) for one in account.closed)
        parts.append(Text(say("account.moved", weeks=weeks, week=week), style="green"))
    parts.append(note(say("account.written", file=written)))
    return Group(*parts)
