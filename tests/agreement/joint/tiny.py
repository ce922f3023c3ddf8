"""Tiny random regions in which roster and placement want the same people, small enough to try every joint plan.

`joint(seed)` is a region of `tests.agreement.tiny` with fewer hulpvragen, in which one to three leerlingen ask for a
place and for support, and schools have places, expertise, support places and minutes to share.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.leerling import Admission, Application, Leerling, Need
from optimizer.domain.plan import Pin
from optimizer.domain.region import Region
from optimizer.domain.school import Places, School, SharedMinutes
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, Rung, SchoolKind
from tests.agreement.supply import EXPERTISE
from tests.agreement.tiny import tiny
from tests.rules.matrix import TableMatrix

T = TypeVar("T")
DAY = date(2026, 11, 23)
LADDER = (Rung.OWN_SCHOOL, Rung.REGULAR_KRING, Rung.REGULAR_SWV, Rung.SBO)
KINDS = (LeerlingKind.APPLICATION, LeerlingKind.APPLICATION, LeerlingKind.MOVE, LeerlingKind.ABSENT)


def joint(seed: int) -> tuple[Region, TableMatrix]:
    """The region of a seed, and its travel."""
    return _Maker(Random(seed)).make(*tiny(seed))


def scarce(seed: int) -> tuple[Region, TableMatrix]:
    """The region of a seed with begeleiders who have little time, so that schools help and support is missing."""
    lot = Random(seed)
    region, matrix = joint(seed)
    begeleiders = tuple(
        one.model_copy(
            update={"contract_minutes": min(one.contract_minutes, lot.choice((40, 75, 110))), "reserved_minutes": 0}
        )
        for one in region.begeleiders
    )
    schools = tuple(
        one.model_copy(
            update={
                "expertise": EXPERTISE[:1],
                "support_places": lot.choice((0, 1)),
                "shared_minutes": tuple(
                    SharedMinutes(expertise="gedrag", half_day=half_day, minutes=lot.choice((5, 15)))
                    for half_day in list(one.hours)[:1]
                ),
            }
        )
        for one in region.schools
    )
    update: dict[str, object] = {"begeleiders": begeleiders, "schools": schools}
    if lot.random() < 0.5:
        items = {one.id for one in region.arrangementen}
        update |= {"arrangementen": (), "pins": tuple(pin for pin in region.pins if pin.item not in items)}
    return region.model_copy(update=update), matrix


joint_regions = st.integers(0, 2**32 - 1).map(joint)
scarce_regions = st.integers(0, 2**32 - 1).map(scarce)


class _Maker:
    def __init__(self, lot: Random) -> None:
        self.lot = lot

    def chance(self, probability: float) -> bool:
        return self.lot.random() < probability

    def some(self, values: Sequence[T], most: int) -> tuple[T, ...]:
        return tuple(self.lot.sample(list(values), self.lot.randint(0, min(most, len(values)))))

    def make(self, region: Region, matrix: TableMatrix) -> tuple[Region, TableMatrix]:
        schools = tuple(self.school(one) for one in region.schools)
        asking = self.lot.choice((1, 1, 2, 2, 3))
        leerlingen = tuple(
            self.asks(one, schools) if number < asking else one for number, one in enumerate(region.leerlingen)
        )
        hulpvragen = region.hulpvragen[: self.lot.choice((0, 1, 1, 2))]
        arrangementen = tuple(self.arrangement(one) for one in region.arrangementen)
        overleggen = region.overleggen if self.chance(0.3) else ()
        items = {one.id for one in hulpvragen} | {one.id for one in arrangementen} | {one.id for one in overleggen}
        placement = region.policy.placement.model_copy(
            update={"starting_period_weeks": self.lot.choice((1, 2, 6)), "return_places_held": False}
        )
        update = {
            "policy": region.policy.model_copy(update={"placement": placement}),
            "schools": schools,
            "leerlingen": leerlingen,
            "hulpvragen": hulpvragen,
            "arrangementen": arrangementen,
            "overleggen": overleggen,
            "pins": (*(pin for pin in region.pins if pin.item in items), *self.pins(schools)),
        }
        return region.model_copy(update=update), matrix

    def school(self, school: School) -> School:
        expertise = self.some(EXPERTISE, 1) if self.chance(0.4) else ()
        shared = tuple(
            SharedMinutes(expertise=one, half_day=next(iter(school.hours)), minutes=self.lot.choice((5, 15)))
            for one in expertise
            if school.hours and self.chance(0.6)
        )
        update = {
            "kind": SchoolKind.SBO if self.chance(0.1) else SchoolKind.BO,
            "expertise": expertise,
            "support_places": self.lot.choice((0, 0, 1)),
            "shared_minutes": shared,
            "places": (Places(free=self.lot.choice((0, 1, 1, 2))),),
        }
        return school.model_copy(update=update)

    def arrangement(self, arrangement: Groepsarrangement) -> Groepsarrangement:
        """Fewer candidates, so that support candidates are others, and groups that are few enough to try."""
        kept = () if arrangement.running is None else arrangement.running.members
        own = tuple(one for one in arrangement.candidates if one in kept or self.chance(0.5))
        return arrangement.model_copy(update={"candidates": own, "max_groups": 1, "hosts": arrangement.hosts[:2]})

    def asks(self, leerling: Leerling, schools: Sequence[School]) -> Leerling:
        lot = self.lot
        needs = tuple(
            Need(expertise=one, minutes=lot.choice((0, 20, 30, 45, 60)))
            for one in lot.choice((EXPERTISE[:1], EXPERTISE))
        )
        ids = [one.id for one in schools]
        update: dict[str, object] = {
            "kind": lot.choice(KINDS),
            "since": DAY.replace(month=10, day=lot.choice((1, 26))),
            "needs": needs,
            "eligible_rungs": tuple(rung for rung in LADDER if self.chance(0.8)),
            "wishes": self.some(ids, 2),
            "start_on": lot.choice((None, None, DAY.replace(day=25), date(2026, 12, 14))),
            "siblings_at": self.some(ids, 1) if self.chance(0.3) else (),
            "max_travel_minutes": lot.choice((None, None, 15)),
        }
        if self.chance(0.5):
            update["admission"] = Admission(kind=AdmissionKind.SBO, pending=self.chance(0.5))
        if self.chance(0.5):
            day = DAY.replace(month=lot.choice((9, 10, 11)), day=lot.choice((2, 20)))
            update["applications"] = (Application(school=lot.choice(ids), date=day),)
        return leerling.model_copy(update=update)

    def pins(self, schools: Sequence[School]) -> tuple[Pin, ...]:
        if not self.chance(0.15):
            return ()
        return (Pin(item="L0", host=self.lot.choice(schools).id, veto=self.chance(0.5)),)
