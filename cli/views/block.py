"""The weeks of a block, one line each, and those that are lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from cli.views.tables import Column, table
from optimizer.domain.calendar import monday_of
from optimizer.domain.vocabulary import UNMET_STAGE, StageKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from cli.outcome import Outcome
    from cli.texts import Texts


def block_table(outcome: Outcome, say: Texts) -> Table:
    """Return every week of the plan: what is served, what is not in each class, changes, travel, what is proven."""
    numbers = ("served", "urgent", "normal", "low", "changes", "travel", "proven")
    columns: list[Column] = [say("block.week"), *((say(f"block.{name}"), "right") for name in numbers)]
    found = table(*columns, title=say("block.title", n=len(outcome.block)))
    for line in outcome.block:
        unmet = [line.values[key] for key in UNMET_STAGE.values()]
        found.add_row(
            Text(
                say("block.row", week=int(line.week[6:]), first=say.date(monday_of(line.week))),
                style="bold" if line.week == outcome.region.week else "",
            ),
            say.percent(1 - sum(unmet) / line.demand if line.demand else 1.0),
            *(say.number(value) for value in unmet),
            say.number(line.values[StageKey.CHANGES]),
            say("block.hours", hours=say.decimal(line.values[StageKey.TRAVEL] / 60)),
            say("nothing") if line.proven is None else say("block.of", n=line.proven, of=len(line.values)),
        )
    return found


def unplanned(outcome: Outcome, say: Texts) -> Iterator[Text]:
    """Yield a line that says which of the weeks that were asked have no plan, when there are such."""
    lacking = outcome.unplanned
    if not lacking:
        return
    weeks = ", ".join(say("block.row", week=int(week[6:]), first=say.date(monday_of(week))) for week in lacking)
    asked = len(lacking) + len(outcome.plan.weeks)
    told = "unplanned_one" if len(lacking) == 1 else "unplanned_many"
    yield Text(say(f"block.{told}", n=len(lacking), of=asked, weeks=weeks), style="bold yellow")
