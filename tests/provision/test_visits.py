"""Offer and need of visits, every figure by hand."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import Level
from optimizer.provision import Gap, HalfDayFigures, Line, net_of_provision
from tests.provision.small import begeleider, hulpvraag, region, school

LIGHT, HEAVY = Level.LIGHT, Level.HEAVY


def test_a_line_per_level_with_need_people_reach_and_share() -> None:
    found = net_of_provision(
        region(
            begeleiders=[
                begeleider("B1", "a", minutes=200),
                begeleider("B2", "b", "a", minutes=150, reserved_minutes=50),
            ],
            hulpvragen=[
                hulpvraag("h1", "sa", visits=2),
                hulpvraag("h2", "sa", level="heavy"),
                hulpvraag("h3", "sb"),
                hulpvraag("h4", "sb", status="requested"),
                hulpvraag("h5", "sb", visits_left=0),
            ],
        )
    )
    assert found.week == "2026-W48"
    assert found.expertises == ("autisme",)
    # 300 minutes for 200 + 100 + 100: all lines are covered for three quarters
    assert found.cell("a", "autisme").lines == (
        Line(LIGHT, requests=1, need=200, people=2, reach=300, covered=150, shared=0, nobody=0, affected=1),
        Line(HEAVY, requests=1, need=100, people=2, reach=300, covered=75, shared=0, nobody=0, affected=1),
    )
    assert found.cell("b", "autisme").lines == (
        Line(LIGHT, requests=1, need=100, people=1, reach=100, covered=75, shared=0, nobody=0, affected=1),
    )
    assert (found.need, found.gap) == (400, 100)
    assert [(c.need, c.covered, c.gap, c.affected) for c in found.cells] == [(300, 225, 75, 2), (100, 75, 25, 1)]


def test_affected_are_as_many_as_the_part_that_is_short() -> None:
    requests = [hulpvraag(f"h{i}", "sa") for i in range(10)]
    (line,) = net_of_provision(region(hulpvragen=requests)).cell("a", "autisme").lines
    # 300 of 1,000 minutes: seven of ten
    assert (line.need, line.covered, line.gap, line.affected) == (1_000, 300, 700, 7)
    (line,) = (
        net_of_provision(region(hulpvragen=requests, begeleiders=[begeleider("B1", "a", minutes=301)])).cells[0].lines
    )
    assert (line.gap, line.affected) == (699, 7)
    (line,) = (
        net_of_provision(region(hulpvragen=requests, begeleiders=[begeleider("B1", "a", minutes=299)])).cells[0].lines
    )
    assert (line.gap, line.affected) == (701, 8)


@pytest.mark.parametrize(
    "request_",
    [
        hulpvraag("h", "sa", expertise="leren"),
        hulpvraag("h", "sa", half_days=["ma-middag"]),
        hulpvraag("h", "sa", forbidden=["B1"]),
        hulpvraag("h", "sa", institute="auris"),
    ],
)
def test_what_nobody_can_serve_is_never_covered(request_: dict[str, object]) -> None:
    found = net_of_provision(region(hulpvragen=[request_, hulpvraag("other", "sa")]))
    expertise = str(request_["expertise"])
    lines = found.cell("a", expertise).lines
    assert sum(line.nobody for line in lines) == 1
    assert sum(line.gap for line in lines) == 100
    assert sum(line.affected for line in lines) == 1
    assert sum(cell.covered for cell in found.cells) == 100
    assert found.gaps == (Gap("a", expertise, LIGHT, 1, 100, 1),)


def test_roles_serve_the_levels_of_the_policy() -> None:
    people = [begeleider("B1", "a", role="trajectbegeleider")]
    requests = [hulpvraag("h1", "sa"), hulpvraag("h2", "sa", level="heavy")]
    light, heavy = net_of_provision(region(begeleiders=people, hulpvragen=requests)).cell("a", "autisme").lines
    assert (light.people, light.covered, light.gap) == (1, 100, 0)
    assert (heavy.people, heavy.reach, heavy.gap, heavy.nobody) == (0, 0, 100, 1)


def test_requests_of_an_institute_are_for_its_own_staff_and_only_these() -> None:
    people = [begeleider("B1", "a", minutes=50), begeleider("AD", "a", minutes=170, role="AD", institute="auris")]
    requests = [hulpvraag("h1", "sa"), hulpvraag("h2", "sa", institute="auris")]
    (line,) = net_of_provision(region(begeleiders=people, hulpvragen=requests)).cell("a", "autisme").lines
    assert (line.people, line.reach, line.covered, line.gap, line.affected) == (2, 220, 150, 50, 1)


def test_a_neighbouring_kring_is_served_only_where_the_policy_prices_it() -> None:
    kringen = [
        {"id": "a", "name": "A", "neighbours": ["b"]},
        {"id": "b", "name": "B", "neighbours": ["a"]},
    ]
    parts = {"kringen": kringen, "begeleiders": [begeleider("B1", "a")], "hulpvragen": [hulpvraag("h", "sb")]}
    assert net_of_provision(region(**parts)).gap == 100
    assert net_of_provision(region(**parts, policy={"neighbours": "price"})).gap == 0


def test_minutes_of_a_begeleider() -> None:
    requests = [hulpvraag(f"h{i}", "sa", minutes=465) for i in range(6)]

    def reach(b: dict[str, Any] | None = None, **more: object) -> int:
        one = begeleider("B1", "a", "b", minutes=1_000) | (b or {})
        other = begeleider("B2", "b", minutes=0)
        return net_of_provision(region(begeleiders=[one, other], hulpvragen=requests, **more)).cells[0].lines[0].reach

    assert reach() == 1_000
    assert reach(b={"reserved_minutes": 300}) == 700
    # at most the windows of the open half days
    assert reach(b={"contract_minutes": 2_000}) == 1_125
    assert reach(b={"contract_minutes": 2_000}, calendar={"closed_dates": ["2026-11-24"]}) == 900
    group = {
        "id": "A1",
        "kind": "x-klas",
        "expertise": "autisme",
        "kringen": ["a"],
        "hosts": ["sa"],
        "minutes": 120,
        "running": {"host": "sa", "half_day": "ma-ochtend", "leader": "B1", "members": []},
    }
    assert reach(arrangementen=[group]) == 880
    assert reach(arrangementen=[group | {"until": "2026-11-20"}]) == 1_000
    led = {"host": "sa", "half_day": "ma-ochtend", "leader": "B2", "co_leaders": ["B1"], "members": []}
    assert reach(arrangementen=[group | {"co_leaders": ["autisme"], "running": led}]) == 880
    meeting = {"id": "O1", "kind": "kring", "kring": "a", "minutes": 90, "participants": {"begeleiders": ["B1"]}}
    assert reach(overleggen=[meeting]) == 910
    assert reach(overleggen=[meeting | {"weeks": ["2026-W49"]}]) == 1_000
    assert reach(b={"reserved_minutes": 950}, overleggen=[meeting]) == 0


def test_what_schools_share_fills_the_light_gap_of_their_own_kring() -> None:
    shared = [{"expertise": "autisme", "half_day": "ma-ochtend", "minutes": 60}]
    schools = [school("sa", "a", expertise=["autisme"], shared_minutes=shared), school("sb", "b")]
    requests = [hulpvraag(f"h{i}", "sa") for i in range(4)] + [hulpvraag("heavy", "sa", level="heavy")]
    found = net_of_provision(region(schools=schools, hulpvragen=requests, begeleiders=[begeleider("B1", "a")]))
    light, heavy = found.cell("a", "autisme").lines
    # 300 of 500 minutes; light is 160 short, of which schools fill 60
    assert (light.covered, light.shared, light.gap, light.affected) == (240, 60, 100, 2 * 1)
    assert (heavy.covered, heavy.shared, heavy.gap, heavy.affected) == (60, 0, 40, 1)
    assert found.cell("a", "autisme").shared_offer == 60
    assert found.cell("a", "autisme").schools == ("sa",)
    assert found.cell("b", "autisme").shared_offer == 0


def test_shared_minutes_are_no_more_than_the_gap_and_not_for_an_institute_or_a_closed_day() -> None:
    shared = [{"expertise": "autisme", "half_day": "ma-ochtend", "minutes": 600}]
    schools = [school("sa", "a", expertise=["autisme"], shared_minutes=shared), school("sb", "b")]
    parts = {"schools": schools, "begeleiders": [begeleider("B1", "b")]}
    (line,) = net_of_provision(region(**parts, hulpvragen=[hulpvraag("h", "sa")])).cells[0].lines
    assert (line.shared, line.gap, line.affected, line.nobody) == (100, 0, 0, 1)
    (line,) = net_of_provision(region(**parts, hulpvragen=[hulpvraag("h", "sa", institute="auris")])).cells[0].lines
    assert (line.shared, line.gap) == (0, 100)
    closed = {"closed_dates": ["2026-11-23"]}
    (line,) = net_of_provision(region(**parts, hulpvragen=[hulpvraag("h", "sa")], calendar=closed)).cells[0].lines
    assert (line.shared, line.gap) == (0, 100)


def test_half_days() -> None:
    people = [begeleider("B1", "a"), begeleider("B2", "a", availability={"ma-ochtend": "09:00-12:00"})]
    requests = [
        hulpvraag("h1", "sa", half_days=["ma-ochtend", "di-ochtend", "di-middag"]),
        hulpvraag("h2", "sa", half_days=["ma-ochtend", "wo-middag"]),
    ]
    shared = [{"expertise": "autisme", "half_day": "di-middag", "minutes": 45}]
    schools = [school("sa", "a", expertise=["autisme"], shared_minutes=shared), school("sb", "b")]
    found = net_of_provision(region(schools=schools, begeleiders=people, hulpvragen=requests))
    days = found.cell("a", "autisme").half_days
    assert list(days) == list(HalfDay)
    # 100 / 3, and all of the other, as the school is closed on Wednesday afternoon; rounded up
    assert days[HalfDay.MA_OCHTEND] == HalfDayFigures(people=2, window=405, shared=0, need=134)
    assert days[HalfDay.DI_OCHTEND] == HalfDayFigures(people=1, window=225, shared=0, need=34)
    assert days[HalfDay.DI_MIDDAG] == HalfDayFigures(people=0, window=0, shared=45, need=34)
    assert days[HalfDay.WO_MIDDAG] == HalfDayFigures(people=0, window=0, shared=0, need=0)
    closed = region(begeleiders=people, calendar={"closed_dates": ["2026-11-23"]})
    assert HalfDay.MA_OCHTEND not in net_of_provision(closed).cell("a", "autisme").half_days


def test_ib_visits_spread_over_the_hours_of_the_ib() -> None:
    schools = [
        school("sa", "a", ib_hours={"ma-ochtend": "08:30-12:00", "do-ochtend": "08:30-12:00"}),
        school("sb", "b"),
    ]
    found = net_of_provision(region(schools=schools, hulpvragen=[hulpvraag("h", "sa", target="IB")]))
    needs = {h: figures.need for h, figures in found.cell("a", "autisme").half_days.items() if figures.need}
    assert needs == {HalfDay.MA_OCHTEND: 50, HalfDay.DO_OCHTEND: 50}


def test_a_request_at_a_location_is_of_its_own_kring() -> None:
    at = {"id": "h", "location": {"lat": 52.1, "lon": 4.6}, "kring": "b", "expertise": "autisme", "minutes": 45}
    assert net_of_provision(region(hulpvragen=[at])).cell("b", "autisme").need == 60


def test_partners_count_in_every_kring_of_their_gemeente_and_close_no_gap() -> None:
    partners = [
        {"id": "p1", "name": "CJG", "gemeente": "g1", "offer": "jeugdhulp", "expertise": ["autisme"], "places": 6},
        {"id": "p2", "name": "GGD", "gemeente": "g1", "offer": "zorg", "expertise": ["autisme", "taal"]},
        {"id": "p3", "name": "Wijkteam", "gemeente": "g2", "offer": "hulp"},
    ]
    kringen = [
        {"id": "a", "name": "A", "gemeenten": ["g1"]},
        {"id": "b", "name": "B", "gemeenten": ["g1", "g2"]},
    ]
    requests = [hulpvraag("h", "sa", minutes=465)]
    found = net_of_provision(region(partners=partners, kringen=kringen, hulpvragen=requests))
    assert found.expertises == ("autisme", "taal")
    for kring in "ab":
        assert (found.cell(kring, "autisme").partners, found.cell(kring, "autisme").partner_places) == (("p1", "p2"), 6)
        assert (found.cell(kring, "taal").partners, found.cell(kring, "taal").partner_places) == (("p2",), 0)
    assert found.gap == 180


def test_gaps_are_ranked_by_pupils_then_minutes() -> None:
    requests = [hulpvraag("h1", "sa", minutes=465, expertise="leren")]
    requests += [hulpvraag(f"h{i}", "sb", minutes=45, expertise="leren") for i in (2, 3)]
    requests += [hulpvraag("h4", "sb", minutes=45, expertise="taal")]
    assert net_of_provision(region(hulpvragen=requests)).gaps == (
        Gap("b", "leren", LIGHT, 2, 120, 2),
        Gap("a", "leren", LIGHT, 1, 480, 1),
        Gap("b", "taal", LIGHT, 1, 60, 1),
    )
