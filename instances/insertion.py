"""Insertion by regret: who would lose most by waiting goes in first, at the cheapest place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise

from instances.roster import HALVES, Roster, Spot
from optimizer.domain.half_day import DAYS
from optimizer.domain.vocabulary import Priority

_LONELY = 400
"""Regret of a request that one begeleider alone can still serve."""
_CURRENT_BONUS = 120
"""Cost that the current begeleider may have more than another."""
_PREFERRED_BONUS = 15
_FULL_COST = 120
"""Cost of using the last of a contract; that of half a contract costs half."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One begeleider's cheapest way to make (some of) the visits of a request."""

    begeleider: str
    spots: tuple[Spot, ...]
    cost: int


class Search:
    """Finds offers on a roster, remembering what did not change."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.spots: dict[tuple[str, str, int], tuple[int, tuple[Spot, ...]]] = {}
        self.known: dict[tuple[str, str, int], tuple[tuple[int, int, int], Offer | None]] = {}

    def _day_spots(self, hulpvraag: str, begeleider: str, day: int) -> tuple[Spot, ...]:
        """Return the best spot of each half of a day."""
        roster = self.roster
        version = roster.version[begeleider, day]
        known = self.spots.get((hulpvraag, begeleider, day))
        if known is not None and known[0] == version:
            return known[1]
        task = roster.task(hulpvraag, begeleider)
        found = tuple(s for half in HALVES[day] if (s := roster.best_spot(task, begeleider, half)) is not None)
        self.spots[hulpvraag, begeleider, day] = (version, found)
        return found

    def offer(self, hulpvraag: str, begeleider: str, visits: int) -> Offer | None:
        """Return the cheapest way of so many visits on different days, inside contract and hard budgets."""
        stamp = self.roster.stamp(hulpvraag, begeleider)
        known = self.known.get((hulpvraag, begeleider, visits))
        if known is None or known[0] != stamp:
            known = (stamp, self._offer(hulpvraag, begeleider, visits))
            self.known[hulpvraag, begeleider, visits] = known
        return known[1]

    def _offer(self, hulpvraag: str, begeleider: str, visits: int) -> Offer | None:
        roster = self.roster
        d = roster.demand[hulpvraag]
        work = d.hulpvraag.minutes + roster.region.policy.admin_minutes
        free = roster.free(begeleider) - visits * work
        if free < 0 or not roster.fits_budgets(hulpvraag, visits):
            return None
        per_day: dict[int, Spot] = {}
        for day in range(len(DAYS)):
            able = [
                s
                for s in self._day_spots(hulpvraag, begeleider, day)
                if roster.fits_ib(hulpvraag, begeleider, s.half_day)
            ]
            if able:
                per_day[day] = min(able, key=lambda s: s.cost)
        best: Offer | None = None
        # who has little left of the contract is kept for what nobody else can do
        full = _FULL_COST * roster.used[begeleider] // max(1, roster.limit[begeleider])
        bonus = _CURRENT_BONUS * (d.hulpvraag.current == begeleider) + _PREFERRED_BONUS * (
            begeleider in d.hulpvraag.preferred
        )
        for days in combinations(per_day, visits):
            if any(b - a < d.hulpvraag.day_gap for a, b in pairwise(days)):
                continue
            spots = tuple(per_day[day] for day in days)
            if sum(s.paid for s in spots) > free:
                continue
            cost = sum(s.cost for s in spots) + full - bonus
            if best is None or cost < best.cost:
                best = Offer(begeleider, spots, cost)
        return best

    def offers(self, hulpvraag: str, visits: int, only: str | None = None) -> list[Offer]:
        """Return all begeleiders' offers, cheapest first; with `only`, that of one begeleider."""
        people = [b.id for b in self.roster.eligible[hulpvraag] if only in (None, b.id)]
        found = [o for b in people if (o := self.offer(hulpvraag, b, visits)) is not None]
        return sorted(found, key=lambda o: (o.cost, o.begeleider))

    def _rank(self, name: str, only: str | None) -> tuple[tuple[int, int, str], Offer] | None:
        """Return how soon a request should go in (lowest first) and its cheapest offer; nothing when it has none."""
        d = self.roster.demand[name]
        offers = self.offers(name, d.due, only)
        if not offers:
            return None
        regret = offers[1].cost - offers[0].cost if len(offers) > 1 else _LONELY
        value = min(regret, _LONELY) + d.minutes - offers[0].cost // 2
        return (-value, -d.minutes, name), offers[0]

    def insert_all(self, pool: Iterable[str], *, current_only: bool = False) -> None:
        """Insert requests one by one: who would lose most by waiting goes first, then who fills a contract best.

        What has no offer once gets none later, as inserting only uses things up.
        """
        roster = self.roster
        only = {n: roster.demand[n].hulpvraag.current if current_only else None for n in pool}
        ranked = {n: r for n in only if n not in roster.served and (r := self._rank(n, only[n])) is not None}
        while ranked:
            name, (_, offer) = min(ranked.items(), key=lambda item: item[1][0])
            del ranked[name]
            roster.add(name, offer.begeleider, offer.spots)
            for other in [n for n in ranked if roster.touches(name, n)]:
                again = self._rank(other, only[other])
                if again is None:
                    del ranked[other]
                else:
                    ranked[other] = again

    def insert_by_class(self, pool: Iterable[str]) -> None:
        """Insert running requests with their own begeleider, then all by class: urgent, normal, low."""
        demand = self.roster.demand
        names = list(pool)
        self.insert_all((n for n in names if demand[n].hulpvraag.current is not None), current_only=True)
        for priority in (Priority.URGENT, Priority.NORMAL, Priority.LOW):
            self.insert_all(n for n in names if demand[n].priority is priority)

    def insert_parts(self, pool: Iterable[str]) -> None:
        """Give requests that cannot have all their visits as many as fit."""
        for name in pool:
            for visits in range(self.roster.demand[name].due - 1, 0, -1):
                if name in self.roster.served:
                    break
                offers = self.offers(name, visits)
                if offers:
                    self.roster.add(name, offers[0].begeleider, offers[0].spots)
