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
    from optimizer.report.readback.placement import TakenIn


def account_view(account: Account, written: str, say: Texts) -> RenderableType:
    """Return the counts in words, and where the region is in time."""
    assert account.region is not None  # noqa: S101 -- a refused workbook has no view
    week = say.week(account.region.week)
    counts = say("account.taken", visits=say.number(account.visits), missed=say.number(account.missed))
    parts = [Text(counts, style="bold")]
    if account.known:
        parts.append(note(say("account.known", n=say.number(account.known))))
    if account.mended:
        parts.append(note(say.count("readback.mended", account.mended)))
    if account.closed:
        weeks = ", ".join(str(int(one[6:])) for one in account.closed)
        closed = "readback.weeks.one" if len(account.closed) == 1 else "readback.weeks.many"
        parts.append(Text(say(closed, weeks=weeks, week=week), style="green"))
        if account.silent:
            key = "readback.open.one" if account.silent == 1 else "readback.open.many"
            parts.append(Text(say(key, n=say.number(account.silent), week=week), style="yellow"))
    elif account.silent:
        parts.append(Text(say("account.silent", n=say.number(account.silent), week=week), style="yellow"))
    parts.append(note(say("account.written", file=written)))
    return Group(*parts)


def taken_in_view(found: TakenIn, written: str, say: Texts) -> RenderableType:
    """Return what of a workbook of proposals was taken into the region."""
    if found.leerlingen:
        facts = {"marks": say.number(found.marks), "offers": say.number(found.offers)}
        parts = [Text(say("place.account.taken", leerlingen=say.number(found.leerlingen), **facts), style="bold")]
    else:
        parts = [Text(say("place.account.nothing"))]
    if found.standing:
        parts.append(Text(say("place.account.standing", n=say.number(found.standing)), style="green"))
    parts.append(note(say("account.written", file=written)))
    return Group(*parts)
