"""Adds up the work of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor

from optimizer.domain.index import RegionIndex
from optimizer.domain.organisation import Budget
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import PayerKind
from optimizer.report.accountability.ledger import Ledger, Work
from optimizer.report.accountability.period import Period
from optimizer.report.accountability.types import BudgetUse, Counts, Dimension, Figures, Key


@dataclass(frozen=True)
class Accountability:
    """What was planned and delivered in a period."""

    region: Region
    period: Period
    published: tuple[str, ...]
    """Weeks of the period with a published roster."""
    unpublished: tuple[str, ...]
    """School weeks of the period without one: nothing is planned there."""
    counts: Counts
    lines: Mapping[Key, Figures]
    """Minutes, in the order of the region."""
    budgets: tuple[BudgetUse, ...]

    @cached_property
    def total(self) -> Figures:
        """All minutes together."""
        return sum(self.lines.values(), Figures())

    def by(self, dimension: Dimension) -> dict[str | None, Figures]:
        """Return minutes by one dimension: every bestuur and kring, of the others those there are; null last.

        Of the institutes null is the SWV itself, and comes first.
        """
        found: dict[str | None, Figures] = defaultdict(Figures)
        for key, figures in self.lines.items():
            found[key.part(dimension)] += figures
        region = self.region
        named: dict[Dimension, Iterable[str]] = {
            Dimension.BESTUUR: (bestuur.id for bestuur in region.besturen),
            Dimension.KRING: (kring.id for kring in region.kringen),
        }
        order: list[str | None] = [*named.get(dimension, sorted(one for one in found if one is not None))]
        order += sorted(one for one in found if one is not None and one not in order)
        if None in found:
            order.insert(0 if dimension is Dimension.INSTITUTE else len(order), None)
        return {one: found.get(one, Figures()) for one in order}


def accountability_of(region: Region, period: Period) -> Accountability:
    """Return what was planned and delivered in a period; every figure as docs/accountability.md defines it."""
    index = RegionIndex(region)
    lines: dict[Key, Figures] = defaultdict(Figures)
    counts: dict[str, int] = defaultdict(int)
    for one in Ledger(index).work():
        figures = _figures(one, period)
        if figures == Figures():
            continue
        lines[one.key] += figures
        for name, n in _counted(one, period).items():
            counts[name] += n
    plans = {week.week for week in region.previous.weeks} if region.previous is not None else set()
    weeks = [week for week in period.weeks if period.share(region.calendar, week)]
    ordered = dict(sorted(lines.items(), key=lambda line: _order(line[0], index)))
    return Accountability(
        region=region,
        period=period,
        published=tuple(week for week in weeks if week in plans),
        unpublished=tuple(week for week in weeks if week not in plans),
        counts=Counts(**counts),
        lines=ordered,
        budgets=tuple(_use(budget, region, period, ordered) for budget in region.budgets),
    )


def _figures(one: Work, period: Period) -> Figures:
    planned = one.minutes if one.planned is not None and one.planned in period else 0
    delivered = one.minutes if one.delivered is not None and one.delivered in period else 0
    silent = planned if one.delivered is None and not one.not_held else 0
    if one.session:
        return Figures(groups_planned=planned, groups_delivered=delivered, groups_silent=silent)
    return Figures(planned, delivered, silent)


def _counted(one: Work, period: Period) -> dict[str, int]:
    if one.session:
        return {}
    planned = one.planned is not None and one.planned in period
    return {
        "planned": int(planned),
        "delivered": int(one.delivered is not None and one.delivered in period),
        "not_held": int(planned and one.not_held),
        "silent": int(planned and one.delivered is None and not one.not_held),
        "gone": int(one.gone),
    }


def _use(budget: Budget, region: Region, period: Period, lines: Mapping[Key, Figures]) -> BudgetUse:
    """Return a budget over a period: its minutes a week for every open week, in proportion where the period cuts one.

    As in the week, only minutes of visits count in it.
    """
    mine = sum((figures for key, figures in lines.items() if _counts_in(budget, key)), Figures())
    weeks = sum(period.share(region.calendar, week) for week in period.weeks)
    return BudgetUse(budget, floor(budget.minutes * weeks), mine.planned, mine.delivered)


def _counts_in(budget: Budget, key: Key) -> bool:
    if budget.expertise is not None and budget.expertise != key.expertise:
        return False
    if budget.payer.kind is PayerKind.BESTUUR:
        return key.bestuur is not None and key.bestuur == budget.payer.id
    if budget.payer.kind is PayerKind.KRING:
        return key.kring == budget.payer.id
    return True


def _order(key: Key, index: RegionIndex) -> tuple[object, ...]:
    besturen = [bestuur.id for bestuur in index.region.besturen]
    kringen = list(index.kringen)
    return (
        kringen.index(key.kring) if key.kring in kringen else len(kringen),
        besturen.index(key.bestuur) if key.bestuur in besturen else len(besturen),
        key.institute or "",
        key.expertise is None,
        key.expertise or "",
    )
