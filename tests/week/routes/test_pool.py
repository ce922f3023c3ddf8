"""Pools by exact value: what of a week's options each half day of each begeleider holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Pin
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import LegKind
from optimizer.week.options import VisitOption
from optimizer.week.routes.pool import FAR, Pool
from optimizer.week.sessions import SessionStop
from tests.rules.builders import HERE, at, begeleider, hulpvraag, leerling
from tests.week.parts import region
from tests.week.routes.monday import AFTERNOON, MORNING, STARTS, found, pool_of, two


def test_one_for_every_begeleider_and_half_day_with_something_to_do() -> None:
    of = region(hulpvragen=(hulpvraag("H1", "S1", "gedrag", half_days=("ma-middag", "di-ochtend", "wo-middag")),))
    # Wednesday afternoon the school is closed
    expected = [(who, half_day) for who in ("B1", "B2") for half_day in (HalfDay.MA_MIDDAG, HalfDay.DI_OCHTEND)]
    assert [(p.begeleider, p.half_day) for p in found(of)] == expected


def test_nothing_to_do() -> None:
    assert found(region(hulpvragen=())) == []


def test_items_places_and_clocks() -> None:
    pool = pool_of(two())
    assert [item.hulpvraag for item in pool.items if isinstance(item, VisitOption)] == ["H1", "H2"]
    assert pool.places == ("school:S1", "school:S2")
    assert pool.place.tolist() == [0, 1]
    assert pool.minutes.tolist() == [60, 45]
    assert pool.earliest.tolist() == [at("08:30")] * 2
    assert pool.latest.tolist() == [at("11:00"), at("11:15")]
    assert pool.counts.tolist() == [True, True]
    assert len(set(pool.group.tolist())) == 2
    assert (pool.barred, pool.meetings) == ((), ())


def test_requests_at_one_school_share_their_place_and_those_at_a_location_do_not() -> None:
    asked = (
        hulpvraag("H1", "S1", "gedrag"),
        hulpvraag("H2", None, "gedrag", location=HERE, kring="K1"),
        hulpvraag("H3", "S1", "gedrag"),
    )
    pool = pool_of(two(hulpvragen=asked))
    assert pool.places == ("school:S1", "at:H2")
    assert pool.place.tolist() == [0, 1, 0]


def test_legs_are_directed_and_far_is_unreachable() -> None:
    pool = pool_of(two())
    assert pool.legs.tolist() == [[0, 31], [FAR, 0]]
    assert pool.home.tolist() == [11, 21]
    assert pool_of(two(), AFTERNOON).legs.tolist() == [[0, 31], [FAR, 0]]
    assert pool_of(two(), AFTERNOON).home.tolist() == [12, FAR]


def test_arrays_are_integers_and_truth_values() -> None:
    pool = pool_of(two())
    numbers = (pool.place, pool.minutes, pool.earliest, pool.latest, pool.group, pool.legs, pool.home)
    assert {a.dtype for a in numbers} == {np.dtype(np.int64)}
    assert pool.counts.dtype == np.dtype(bool)


def test_most_schools_are_those_of_the_begeleider() -> None:
    assert pool_of(two()).max_places == begeleider("B1", "gedrag").max_schools_per_half_day
    few = (begeleider("B1", "gedrag", max_schools_per_half_day=2),)
    assert pool_of(two(begeleiders=few)).max_places == 2


@pytest.mark.parametrize(
    ("paid", "between", "home"),
    [
        ((), False, False),
        ((LegKind.HOME,), False, True),
        ((LegKind.BETWEEN,), True, False),
        ((LegKind.MIDDAY,), False, False),
        (tuple(LegKind), True, True),
    ],
)
def test_paid_legs(paid: tuple[LegKind, ...], between: bool, home: bool) -> None:
    pool = pool_of(two(policy=Policy(paid_travel=paid)))
    assert (pool.between_paid, pool.home_paid) == (between, home)


def test_vetoed_starts_are_barred() -> None:
    pins = (
        Pin(item="H2", veto=True, start=at("09:00")),
        Pin(item="H2", veto=True, start=at("08:45")),
        Pin(item="H2", veto=True, start=at("09:00"), begeleider="B1"),
        Pin(item="H1", veto=True, start=at("13:00")),
    )
    of = two(pins=pins)
    assert pool_of(of).barred == ((1, at("08:45"), at("08:45")), (1, at("09:00"), at("09:00")))
    assert pool_of(of, AFTERNOON).barred == ((0, at("13:00"), at("13:00")),)


def test_a_pinned_start_is_the_only_one() -> None:
    pool = pool_of(two(pins=(Pin(item="H1", start=at("09:20")),)))
    assert (pool.earliest.tolist(), pool.latest.tolist()) == ([at("09:20"), at("08:30")], [at("09:20"), at("11:15")])


class TestSessions:
    group = Groepsarrangement(
        id="A1",
        kind="x-klas",
        expertise="gedrag",
        co_leaders=("taal",),
        supports=("gedrag",),
        kringen=("K1",),
        minutes=90,
        hosts=("S1", "S2"),
        size=Size(min=1, preferred=2, max=4),
        candidates=("L1",),
        running=Running(host="S1", half_day=MORNING, leader="B1", co_leaders=("B2",), members=("L1",)),
    )
    people = (
        begeleider("B1", "gedrag"),
        begeleider("B2", "taal"),
        begeleider("B3", "gedrag", "taal"),
        begeleider("B4", "rekenen"),
    )

    def pool(self, who: str, half_day: HalfDay = MORNING, **fields: object) -> Pool:
        asked = self.group.model_copy(update=fields)
        pupils = (leerling("L1"), leerling("L2"))
        of = two(arrangementen=(asked,), leerlingen=pupils, begeleiders=self.people, policy=STARTS)
        return pool_of(of, half_day, who=who)

    @staticmethod
    def sessions(pool: Pool) -> list[int]:
        return [n for n, item in enumerate(pool.items) if isinstance(item, SessionStop)]

    @pytest.mark.parametrize("who", ["B1", "B2", "B3"])
    def test_every_host_and_start_is_an_item_of_who_may_lead_or_co_lead(self, who: str) -> None:
        """Once each, whatever role it is in."""
        pool = self.pool(who)
        numbers = self.sessions(pool)
        expected = [SessionStop("A1", host, MORNING, start, 90) for host in ("S1", "S2") for start in (540, 600)]
        assert [pool.items[n] for n in numbers] == expected
        assert pool.earliest[numbers].tolist() == pool.latest[numbers].tolist() == [540, 600, 540, 600]
        assert pool.minutes[numbers].tolist() == [90] * 4
        assert [pool.places[p] for p in pool.place[numbers]] == ["school:S1"] * 2 + ["school:S2"] * 2
        assert pool.counts[numbers].all()
        # they exclude each other and nothing else
        assert len(set(pool.group[numbers].tolist())) == 1
        assert len(set(pool.group.tolist())) == len(pool.items) - 3

    def test_in_every_half_day_of_the_arrangement(self) -> None:
        assert len(self.sessions(self.pool("B1", AFTERNOON))) == 2
        assert self.sessions(self.pool("B1", AFTERNOON, half_days=(MORNING,))) == []

    def test_somebody_with_another_expertise_has_none(self) -> None:
        made = two(arrangementen=(self.group,), leerlingen=(leerling("L1"),), begeleiders=self.people)
        assert {p.begeleider for p in found(made)} == {"B1", "B2", "B3"}

    def test_groups_of_one_arrangement_are_one_stop_and_somebody_may_lead_two_in_a_row(self) -> None:
        pool = self.pool("B1", max_groups=2, candidates=("L1", "L2"))
        numbers = self.sessions(pool)
        assert len(numbers) == 4
        assert len(set(pool.group[numbers].tolist())) == 4


class TestSignature:
    def test_half_days_alike_have_the_same(self) -> None:
        of = two(hulpvragen=(hulpvraag("H1", "S1", "gedrag"), hulpvraag("H2", "S2", "gedrag", 45)))
        mornings = {p.signature() for p in found(of) if p.half_day.is_morning}
        afternoons = {p.signature() for p in found(of) if not p.half_day.is_morning}
        assert (len(mornings), len(afternoons)) == (1, 1)
        assert mornings != afternoons

    @pytest.mark.parametrize(
        "changes",
        [
            {"half_day": AFTERNOON},
            {"home_paid": True},
            {"between_paid": False},
            {"max_places": 1},
            {"barred": ((0, 500, 500),)},
            {"meetings": (((), ((0, 500, 500),)),)},
            *({name: np.array([1, 0])} for name in ("place", "minutes", "earliest", "latest", "group", "home")),
            {"counts": np.array([True, False])},
            {"legs": np.array([[0, 1], [1, 0]])},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_whatever_decides_the_routes_is_in_it(self, changes: dict[str, object]) -> None:
        pool = pool_of(two())
        assert replace(pool).signature() == pool.signature()
        assert replace(pool, **changes).signature() != pool.signature()  # type: ignore[arg-type]
