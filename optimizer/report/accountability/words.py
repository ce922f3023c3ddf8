"""Accountability in words: the same on a screen, on a page and in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.calendar import add_weeks
from optimizer.domain.organisation import Payer
from optimizer.domain.vocabulary import PayerKind
from optimizer.language.phrases import Phrases
from optimizer.report.accountability.totals import Accountability
from optimizer.report.accountability.types import BudgetUse, Dimension, Figures
from optimizer.report.roster import labels
from optimizer.report.words import Words

FIGURES = ("planned", "delivered", "difference", "silent", "groups_planned", "groups_delivered")
"""Columns of every table of minutes."""


@dataclass(frozen=True)
class Told:
    """What there is to say of an accountability, in one language."""

    found: Accountability
    say: Words

    @property
    def title(self) -> str:
        """The title."""
        return self.say("accountability.title", name=self.found.region.name)

    @property
    def period(self) -> str:
        """The period in words."""
        period, say = self.found.period, self.say
        first, last = say.date(period.start, year=True), say.date(period.end, year=True)
        return say("accountability.period", first=first, last=last)

    @property
    def lines(self) -> list[str]:
        """What the figures rest on, a sentence each: first what is confirmed and what is only planned."""
        found, say = self.found, self.say
        counts, total = found.counts, found.total
        lines: list[str] = []
        if found.published:
            lines.append(say("accountability.published", weeks=weeks_text(found.published)))
        if found.unpublished:
            lines.append(say("accountability.unpublished", weeks=weeks_text(found.unpublished)))
        if total == Figures():
            return [*lines, say("accountability.nothing")]
        held = counts.planned - counts.not_held - counts.silent
        numbers = {"planned": counts.planned, "held": held, "not_held": counts.not_held, "silent": counts.silent}
        lines.append(say("accountability.visits", **{key: say.number(n) for key, n in numbers.items()}))
        minutes, hours = say.number(total.delivered), say.hours(total.delivered)
        lines.append(say("accountability.delivered", n=say.number(counts.delivered), minutes=minutes, hours=hours))
        if total.groups_planned or total.groups_delivered:
            groups = {"delivered": say.number(total.groups_delivered), "planned": say.number(total.groups_planned)}
            lines.append(say("accountability.groups", **groups, hours=say.hours(total.groups_delivered)))
        if counts.gone:
            lines.append(say("accountability.gone", n=say.number(counts.gone)))
        return lines

    def names(self, dimension: Dimension) -> list[tuple[str, Figures]]:
        """Return the rows of a table, by name."""
        return [(self.name(dimension, one), figures) for one, figures in self.found.by(dimension).items()]

    def name(self, dimension: Dimension, one: str | None) -> str:
        """Return the name of a bestuur, institute, kring or expertise."""
        if one is None:
            return self.say(f"accountability.none.{dimension}")
        return self._names.get(dimension, {}).get(one, one)

    @cached_property
    def _names(self) -> Mapping[Dimension, Mapping[str, str]]:
        region = self.found.region
        return {
            Dimension.BESTUUR: labels((one.id, one.name) for one in region.besturen),
            Dimension.KRING: labels((one.id, one.name) for one in region.kringen),
        }

    def payer(self, payer: Payer) -> str:
        """Return who pays."""
        if payer.kind is PayerKind.SWV:
            return self.say("accountability.payer.swv")
        dimension = Dimension.BESTUUR if payer.kind is PayerKind.BESTUUR else Dimension.KRING
        return self.say(f"accountability.payer.{payer.kind}", name=self.name(dimension, payer.id))

    def budget(self, use: BudgetUse) -> tuple[str, str, str]:
        """Return payer, expertise and kind of a budget."""
        say = self.say
        expertise = use.budget.expertise or say("accountability.all_expertise")
        return self.payer(use.budget.payer), expertise, say(f"accountability.{'hard' if use.budget.hard else 'priced'}")


def figures_of(figures: Figures) -> tuple[int, ...]:
    """Return the figures in the order of `FIGURES`."""
    return tuple(getattr(figures, key) for key in FIGURES)


def signed(value: int, say: Phrases) -> str:
    """Return a difference with its sign."""
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{say.number(abs(value))}"


def weeks_text(weeks: Sequence[str]) -> str:
    """Return weeks as ``45-48, 51``; with their year where there is more than one."""
    runs: list[list[str]] = []
    for week in weeks:
        if runs and add_weeks(runs[-1][-1], 1) == week:
            runs[-1].append(week)
        else:
            runs.append([week])
    one_year = len({week[:4] for week in weeks}) == 1

    def short(week: str) -> str:
        return str(int(week[6:])) if one_year else week

    shown = [short(run[0]) if len(run) == 1 else f"{short(run[0])}\N{EN DASH}{short(run[-1])}" for run in runs]
    return ", ".join(shown)
