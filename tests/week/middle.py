"""A region of middle size, drawn by a seed: too large for brute force, small enough for a test."""

from __future__ import annotations

from functools import cache
from random import Random

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import default_availability
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Bestuur, Kring
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Priority, Target
from tests.rules.builders import WEEK, begeleider, hulpvraag, leerling, school
from tests.rules.matrix import table_matrix

EXPERTISE = ("gedrag", "taal", "autisme")


@cache
def middle(seed: int = 3, hulpvragen: int = 40) -> tuple[Region, TravelMatrix]:
    """Twelve schools in two kringen, four begeleiders in part time, a group, an overleg, and more asked than can be."""
    lot = Random(seed)
    schools = tuple(school(f"S{n}", f"K{n // 6}", bestuur=f"P{n % 3}") for n in range(12))
    people = []
    for n in range(4):
        days = {h: w for h, w in default_availability().items() if h.order not in {2 * n, 2 * n + 1}}
        people.append(
            begeleider(
                f"B{n}",
                *lot.sample(EXPERTISE, 2),
                kringen=("K0", "K1") if n % 2 else (f"K{n // 2}",),
                availability=FrozenDict(days),
                contract_minutes=lot.choice((700, 900)),
            )
        )
    asked = tuple(
        hulpvraag(
            f"H{n}",
            lot.choice(schools).id,
            lot.choice(EXPERTISE),
            lot.choice((30, 45, 60, 90)),
            visits=lot.choice((1, 1, 1, 2)),
            target=lot.choice((Target.TEACHER, Target.TEACHER, Target.IB)),
            priority=lot.choice(tuple(Priority)),
            current=lot.choice((None, *(b.id for b in people))),
            preferred=tuple(lot.sample([b.id for b in people], lot.choice((0, 0, 1, 2)))),
            half_days=tuple(h for h in HALF_DAYS if lot.random() < 0.6) or HALF_DAYS,
        )
        for n in range(hulpvragen)
    )
    leader = people[1]
    group = Groepsarrangement(
        id="A0",
        kind="plusklas",
        expertise=leader.expertise[0],
        supports=EXPERTISE,
        kringen=("K0", "K1"),
        minutes=90,
        hosts=("S2", "S7"),
        size=Size(min=2, preferred=3, max=6),
        candidates=("L0", "L1", "L2", "L3"),
        running=Running(host="S7", half_day=HALF_DAYS[0], leader=leader.id, members=("L0", "L1", "L2")),
    )
    meeting = Overleg(
        id="O0",
        minutes=60,
        hosts=("S0", "S6"),
        weeks=(WEEK,),
        participants=Participants(begeleiders=("B0", "B3"), ibs=("S1",)),
    )
    region = Region(
        id="midden",
        name="Midden",
        week=WEEK,
        besturen=tuple(Bestuur(id=f"P{n}", name=f"P{n}") for n in range(3)),
        kringen=(Kring(id="K0", name="K0", neighbours=("K1",)), Kring(id="K1", name="K1", neighbours=("K0",))),
        schools=schools,
        begeleiders=tuple(people),
        hulpvragen=asked,
        arrangementen=(group,),
        leerlingen=tuple(leerling(f"L{n}") for n in range(4)),
        overleggen=(meeting,),
    )
    points = {p: (lot.randint(0, 20), lot.randint(0, 12)) for p in table_matrix(region).places}
    table = {
        (a, b): max(1, abs(points[a][0] - points[b][0]) + abs(points[a][1] - points[b][1]))
        for a in points
        for b in points
        if a != b
    }
    return region, table_matrix(region, table)
