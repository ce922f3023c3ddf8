"""Dice, and the schools, begeleiders and leerlingen of a tiny random region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import TypeVar

from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.clock import Window
from optimizer.domain.half_day import DAYS, HALF_DAYS, HalfDay
from optimizer.domain.leerling import Leerling, Need
from optimizer.domain.location import Location
from optimizer.domain.school import School
from optimizer.domain.vocabulary import (
    Mode,
    Role,
    Rung,
)

WEEK = "2026-W48"
MONDAY = date(2026, 11, 23)
HERE = Location(lat=52.1, lon=4.7)
EXPERTISE = ("gedrag", "taal")
MODES = (Mode.CAR, Mode.BICYCLE)
T = TypeVar("T")


class Supply:
    """Who and what there is, in 3 or 4 half days, always a whole day among them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        whole = random.choice(DAYS)
        spare = [h for h in HALF_DAYS if h.day is not whole]
        own = [h for h in HALF_DAYS if h.day is whole] + random.sample(spare, random.choice((1, 2, 2)))
        self.half_days = tuple(sorted(own, key=lambda h: h.order))
        self.schools = tuple(self.school(f"S{n}") for n in range(random.choice((2, 3, 3))))
        self.begeleiders = tuple(self.begeleider(f"B{n}") for n in range(random.choice((2, 2, 3))))
        self.leerlingen = tuple(self.leerling(f"L{n}") for n in range(4))

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def some(self, values: Sequence[T], at_least: int = 0) -> tuple[T, ...]:
        """A random selection in the order given."""
        count = self.random.randint(min(at_least, len(values)), len(values))
        picked = set(self.random.sample(range(len(values)), count))
        return tuple(value for number, value in enumerate(values) if number in picked)

    def clocks(self, half_day: HalfDay, *, shortest: int, longest: int) -> Window:
        start = (510 if half_day.is_morning else 765) + self.random.choice((0, 0, 10, 30))
        return Window(start=start, end=start + self.random.randint(shortest, longest))

    def hours(self, half_days: Sequence[HalfDay], *, shortest: int, longest: int) -> FrozenDict[HalfDay, Window]:
        return FrozenDict({h: self.clocks(h, shortest=shortest, longest=longest) for h in half_days})

    def school(self, ident: str) -> School:
        hours = self.hours(self.some(self.half_days, at_least=len(self.half_days) - 1), shortest=100, longest=210)
        ib_hours = hours
        if self.chance(0.4):
            ib_hours = self.hours(self.some(tuple(hours), at_least=2), shortest=80, longest=180)
        rooms = self.random.choice((0, *[1] * 9, 2))
        return School(
            id=ident,
            name=ident,
            kring=self.random.choice(("K0", "K0", "K1", "K1")),
            bestuur=self.random.choice(("P0", "P1", None)),
            location=HERE,
            hours=hours,
            ib_hours=ib_hours,
            rooms=FrozenDict(dict.fromkeys(HALF_DAYS, rooms)),
        )

    def begeleider(self, ident: str) -> Begeleider:
        random = self.random
        availability = self.hours(
            self.some(self.half_days, at_least=len(self.half_days) - 1), shortest=130, longest=225
        )
        contract = random.randint(100, 600)
        return Begeleider(
            id=ident,
            name=ident,
            role=random.choice((Role.AB, Role.AB, Role.AB, Role.AD, Role.TRAJECTBEGELEIDER)),
            institute="I0" if self.chance(0.08) else None,
            expertise=EXPERTISE if self.chance(0.6) else (random.choice(EXPERTISE),),
            kringen=random.choice((("K0",), ("K0", "K1"), ("K1", "K0"), ("K1",))),
            base=HERE,
            mode=random.choice(MODES),
            availability=availability,
            contract_minutes=contract,
            reserved_minutes=random.choice((0, 0, 0, contract // 4)),
            max_schools_per_half_day=random.choice((1, 2, 3)),
        )

    def leerling(self, ident: str) -> Leerling:
        random = self.random
        needs = (Need(expertise="gedrag"),) if self.chance(0.3) else ()
        return Leerling(
            id=ident,
            home=HERE if self.chance(0.8) else None,
            school=random.choice([s.id for s in self.schools]) if self.chance(0.7) else None,
            leerjaar=random.choice((None, 3, 4, 4, 5)),
            needs=needs,
            mode=random.choice(MODES),
            max_travel_minutes=random.choice((None, None, None, 15, 30)),
            travel_waived=self.chance(0.2),
            eligible_rungs=(Rung.OWN_SCHOOL,),
        )
