"""A begeleider's day as an ordered list of stops, and whether it can be kept by the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import LegKind

FAR = 10_000
"""Minutes that stand for unreachable: no day is as long."""


@dataclass(frozen=True, slots=True)
class Work:
    """A stop: place by number, minutes, first and last start, half day 0..9, starts it may not have."""

    item: str
    place: int
    minutes: int
    earliest: int
    latest: int
    half_day: int
    counts: bool = True
    """Whether its place counts in `max-schools`."""
    excluded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What the legs of a day take: minutes of travel, and paid minutes of it."""

    travel: int
    paid: int


class Clockwork:
    """Checks days of one begeleider: legs, waiting, order, midday, places per half day."""

    def __init__(self, begeleider: Begeleider, places: Sequence[str], matrix: TravelMatrix, policy: Policy) -> None:
        table = matrix.minutes_between(begeleider.mode, [base_place(begeleider.id), *places])
        self.legs = [[FAR if m is None else m for m in row] for row in table]
        self.min_break = policy.min_break
        self.max_places = begeleider.max_schools_per_half_day
        self.paid_home = LegKind.HOME in policy.paid_travel
        self.paid_between = LegKind.BETWEEN in policy.paid_travel
        self.paid_midday = LegKind.MIDDAY in policy.paid_travel

    def cost(self, stops: Sequence[Work]) -> Cost | None:
        """Return what a day costs with every stop as early as its order allows; nothing when it is impossible.

        Place 0 of `legs` is the base; place ``p`` of a stop is row ``p + 1``. As early as possible is best for
        every later stop, the afternoon included, so one pass forward decides.
        """
        if not stops:
            return Cost(0, 0)
        legs = self.legs
        first = stops[0]
        home = legs[0][first.place + 1]
        between = midday = ready = 0
        here, half = first.place, first.half_day
        for stop in stops:
            leg = legs[here + 1][stop.place + 1]
            if stop.half_day != half:
                half = stop.half_day
                midday = leg
                ready += leg + self.min_break
            else:
                between += leg
                ready += leg
            start = max(stop.earliest, ready)
            while start in stop.excluded:
                start += 1
            if start > stop.latest:
                return None
            here, ready = stop.place, start + stop.minutes
        home += legs[here + 1][0]
        travel = home + between + midday
        if travel >= FAR:
            return None
        paid = home * self.paid_home + between * self.paid_between + midday * self.paid_midday
        return Cost(travel, paid)

    def insertions(self, stops: Sequence[Work], new: Work) -> Iterator[list[Work]]:
        """Yield the orders in which a stop can join a day: stops at one place stay together."""
        low = 0
        while low < len(stops) and stops[low].half_day < new.half_day:
            low += 1
        high = low
        while high < len(stops) and stops[high].half_day == new.half_day:
            high += 1
        same = [i for i in range(low, high) if stops[i].place == new.place]
        if same:
            spots: Sequence[int] = range(same[0], same[-1] + 2)
        else:
            places = {s.place for s in stops[low:high] if s.counts}
            if new.counts and len(places) >= self.max_places:
                return
            spots = [i for i in range(low, high + 1) if not low < i < high or stops[i - 1].place != stops[i].place]
        if same and new.counts and not any(stops[i].counts for i in same):
            places = {s.place for s in stops[low:high] if s.counts}
            if len(places) >= self.max_places:
                return
        for spot in spots:
            yield [*stops[:spot], new, *stops[spot:]]
