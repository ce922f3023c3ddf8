"""Random weeks of groups and nothing else: who may sit where is the whole question.

No hulpvragen, no overleg; 3 to 5 arrangementen want 8 to 14 leerlingen and 4 to 6 begeleiders, in 4 to 6 half days with
one session start each. Contracts never bind, every place is reached in time from every other by begeleiders, and a
session leaves time for the midday break, so the clock binds no more than that nobody is in two places at once.
"""

from __future__ import annotations

from random import Random

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import default_availability
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.leerling import Leerling
from optimizer.domain.organisation import Kring
from optimizer.domain.plan import Pin
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Mode, NeighbourPolicy, Priority, RunningPolicy
from tests.rules.builders import WEEK, begeleider, leerling, school
from tests.rules.matrix import Pair, TableMatrix, table_matrix

SKILLS = ("gedrag", "taal", "tos")


def gatherings(seed: int) -> tuple[Region, TableMatrix]:
    """The week of a seed, and its travel."""
    return _Week(Random(seed)).made()


class _Week:
    def __init__(self, lot: Random) -> None:
        self.lot = lot
        days = [h for h in HALF_DAYS if h is not HalfDay.WO_MIDDAG]
        self.half_days = tuple(sorted(lot.sample(days, lot.randint(4, 6)), key=lambda h: h.order))
        self.people = tuple(f"B{n}" for n in range(lot.randint(4, 6)))
        self.pupils = tuple(f"L{n}" for n in range(lot.randint(8, 14)))
        self.schools = tuple(f"S{n}" for n in range(lot.randint(2, 4)))

    def made(self) -> tuple[Region, TableMatrix]:
        lot = self.lot
        wanted = tuple(self.arrangement(f"A{n}") for n in range(lot.randint(3, 5)))
        region = Region(
            id="groepen",
            name="Groepen",
            week=WEEK,
            policy=Policy(
                running=lot.choice((RunningPolicy.FIRST, RunningPolicy.FIRST, RunningPolicy.PRICE, RunningPolicy.HARD)),
                neighbours=lot.choice(tuple(NeighbourPolicy)),
            ),
            kringen=(Kring(id="K0", name="K0", neighbours=("K1",)), Kring(id="K1", name="K1", neighbours=("K0",))),
            schools=tuple(
                school(s, lot.choice(("K0", "K1")), rooms={h: lot.choice((0, 1, 1, 1, 2)) for h in HALF_DAYS})
                for s in self.schools
            ),
            begeleiders=tuple(
                begeleider(
                    b,
                    *lot.sample(SKILLS, lot.choice((1, 2))),
                    kringen=lot.choice((("K0",), ("K1",), ("K0", "K1"))),
                    availability=FrozenDict({h: w for h, w in default_availability().items() if lot.random() < 0.8}),
                )
                for b in self.people
            ),
            hulpvragen=(),
            arrangementen=wanted,
            leerlingen=tuple(self.leerling(p) for p in self.pupils),
            pins=tuple(self.pin(a) for a in wanted if lot.random() < 0.2),
        )
        return region, self.matrix(region)

    def arrangement(self, ident: str) -> Groepsarrangement:
        lot = self.lot
        least = lot.choice((2, 2, 3, 4))
        size = Size(min=least, preferred=least + lot.randint(0, 1), max=least + lot.randint(1, 3))
        hosts = tuple(lot.sample(self.schools, lot.choice((1, 2, 2))))
        half_days = tuple(h for h in self.half_days if lot.random() < 0.7) or self.half_days[:1]
        co_leaders = (lot.choice(SKILLS),) if lot.random() < 0.2 else ()
        candidates = tuple(lot.sample(self.pupils, lot.randint(2, len(self.pupils))))
        running = None
        if lot.random() < 0.4:
            staff = lot.sample(self.people, 1 + len(co_leaders))
            running = Running(
                host=lot.choice(hosts),
                half_day=lot.choice(half_days),
                leader=staff[0],
                co_leaders=tuple(staff[1:]),
                members=candidates[: lot.randint(1, size.max)],
            )
        return Groepsarrangement(
            id=ident,
            kind="x-klas",
            expertise=lot.choice((*SKILLS, "geen")) if lot.random() < 0.5 else lot.choice(SKILLS),
            co_leaders=co_leaders,
            supports=SKILLS if lot.random() < 0.8 else ("gedrag",),
            kringen=lot.choice((("K0", "K1"), ("K0", "K1"), ("K0",))),
            minutes=lot.choice((60, 75, 90)),
            half_days=half_days,
            hosts=hosts,
            size=size,
            leerjaren=() if lot.random() < 0.6 else (4, 5, 6),
            candidates=candidates,
            max_groups=lot.choice((1, 1, 2)),
            max_travel_minutes=lot.choice((15, 25, 30)),
            priority=lot.choice(tuple(Priority)),
            running=running,
        )

    def leerling(self, ident: str) -> Leerling:
        lot = self.lot
        own = {"leerjaar": lot.choice((3, 4, 5, 6)), "mode": Mode.BICYCLE, "max_travel_minutes": lot.choice((None, 20))}
        return leerling(ident, *lot.sample(SKILLS, lot.choice((0, 0, 1))), **own)

    def pin(self, asked: Groepsarrangement) -> Pin:
        """A pin or veto that says nothing of members."""
        lot = self.lot
        half_days = tuple(h for h in asked.half_days if lot.random() < 0.5) or None
        host = lot.choice((None, *asked.hosts)) if half_days else lot.choice(asked.hosts)
        return Pin(item=asked.id, veto=lot.random() < 0.5, half_days=half_days, host=host)

    def matrix(self, region: Region) -> TableMatrix:
        """Begeleiders drive ten minutes from anywhere to anywhere; leerlingen cycle."""
        table: dict[Pair, int | None] = {
            (f"home:{p}", f"school:{s}"): self.lot.choice((5, 10, 15, 20, 25, 30, 35))
            for p in self.pupils
            for s in self.schools
        }
        return table_matrix(region, by_mode={Mode.BICYCLE: table})
