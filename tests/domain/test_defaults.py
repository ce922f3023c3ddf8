"""Gaps are filled by the rest of the input, and every default that was used is told."""

from __future__ import annotations

import copy
import datetime as dt

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import default_availability
from optimizer.domain.defaults.names import id_from_name
from optimizer.domain.defaults.readable import readable
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.intake import Intake, read_region
from optimizer.domain.location import Location
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.school import default_school_hours
from optimizer.domain.vocabulary import Rung
from tests.domain.regions import Data, small, whole

TODAY = dt.date(2026, 11, 18)


def read(data: Data) -> Region:
    """Return a region without faults."""
    return read_region(data, today=TODAY).or_raise()


def used(intake: Intake) -> dict[str, tuple[str, int]]:
    """Return the defaults that were used: value and count by place."""
    return {default.where: (default.value, default.count) for default in intake.defaults}


def test_schools_begeleiders_and_hulpvragen_are_enough() -> None:
    region = read(small())
    assert (region.schema_version, region.id, region.name, region.week) == (1, "region", "Regio", "2026-W48")
    assert region.policy == Policy()
    assert [(s.id, s.name) for s in region.schools] == [
        ("De-Boog", "De Boog"),
        ("De-Vliet", "De Vliet"),
        ("03CC00", "03CC00"),
    ]
    assert [(g.id, g.name) for g in region.gemeenten] == [
        ("Alphen-aan-den-Rijn", "Alphen aan den Rijn"),
        ("Nieuwkoop", "Nieuwkoop"),
    ]
    assert [(k.id, k.name, k.gemeenten) for k in region.kringen] == [
        ("Alphen-aan-den-Rijn", "Alphen aan den Rijn", ("Alphen-aan-den-Rijn",)),
        ("Nieuwkoop", "Nieuwkoop", ("Nieuwkoop",)),
    ]
    assert [s.kring for s in region.schools] == ["Alphen-aan-den-Rijn", "Alphen-aan-den-Rijn", "Nieuwkoop"]
    assert [(b.id, b.name) for b in region.begeleiders] == [("A.-Bakker", "A. Bakker"), ("ab2", "ab2")]
    assert [h.school for h in region.hulpvragen] == ["De-Boog", "03CC00"]
    school, begeleider, hulpvraag = region.schools[0], region.begeleiders[0], region.hulpvragen[0]
    assert school.hours == school.ib_hours == default_school_hours()
    assert school.rooms == dict.fromkeys(HALF_DAYS, 1)
    assert begeleider.kringen == ("Alphen-aan-den-Rijn", "Nieuwkoop")
    assert begeleider.availability == default_availability()
    assert begeleider.contract_minutes == 5 * (225 + 195)
    assert begeleider.base == region.schools[0].location
    assert (hulpvraag.minutes, hulpvraag.visits, hulpvraag.half_days) == (60, 1, HALF_DAYS)


def test_every_default_is_told_once_a_field_with_how_often() -> None:
    told = used(read_region(small(), today=TODAY))
    assert told["/schema_version"] == ("1", 1)
    assert told["/week"] == ("2026-W48", 1)
    assert told["/kringen"] == ("Alphen-aan-den-Rijn, Nieuwkoop", 1)
    assert told["/schools/*/id"] == ("De-Boog | De-Vliet", 2)
    assert told["/schools/*/ib_hours"] == ("= hours", 3)
    assert told["/schools/*/hours"] == ("08:30-12:00, 12:30-15:00 (wo-middag: -)", 3)
    assert told["/schools/*/rooms"] == ("1", 3)
    assert told["/begeleiders/*/max_schools_per_half_day"] == ("3", 2)
    assert told["/begeleiders/*/base"] == ("school:De-Boog", 2)
    assert told["/begeleiders/*/contract_minutes"] == ("2100", 2)
    assert told["/hulpvragen/*/half_days"] == ("ma-ochtend … vr-middag", 2)
    assert told["/policy/min_break"] == ("30", 1)
    assert told["/policy/placement/cost_sbo_euro"] == ("6635", 1)
    assert not [where for where, (value, _) in told.items() if not value]
    assert "/hulpvragen/*/visits_left" not in told
    assert "/schools/*/expertise" not in told


def test_what_is_given_is_not_told() -> None:
    region = read(whole())
    assert read_region(region.model_dump(mode="json")).defaults == ()
    told = used(read_region(whole()))
    assert "/policy/min_break" not in told
    assert told["/begeleiders/*/reserved_minutes"] == ("0", 3)
    assert told["/hulpvragen/*/priority"] == ("normal", 1)
    assert "/arrangementen/*/size/min" not in told
    assert "/begeleiders/*/role" not in told


def test_the_input_itself_is_not_changed() -> None:
    data = small()
    before = copy.deepcopy(data)
    read_region(data, today=TODAY)
    assert data == before


@pytest.mark.parametrize(
    ("today", "week"),
    [("2026-11-18", "2026-W48"), ("2026-12-23", "2026-W53"), ("2026-12-28", "2027-W01"), ("2027-01-03", "2027-W01")],
)
def test_the_week_is_the_one_after_today(today: str, week: str) -> None:
    intake = read_region(small(), today=dt.date.fromisoformat(today))
    assert intake.or_raise().week == week


def test_kringen_are_made_of_the_names_on_the_schools() -> None:
    data = small()
    for school, kring in zip(data["schools"], ["West A", "West A", "Oost"], strict=True):
        school["kring"] = kring
    data["begeleiders"][0]["kringen"] = ["Oost"]
    region = read(data)
    assert [(k.id, k.name) for k in region.kringen] == [("West-A", "West A"), ("Oost", "Oost")]
    assert [k.gemeenten for k in region.kringen] == [("Alphen-aan-den-Rijn",), ("Nieuwkoop",)]
    assert [s.kring for s in region.schools] == ["West-A", "West-A", "Oost"]
    assert region.begeleiders[0].base == region.schools[2].location


def test_there_is_one_kring_when_a_school_has_no_gemeente() -> None:
    data = small()
    del data["schools"][0]["gemeente"]
    region = read(data)
    assert [(k.id, k.name) for k in region.kringen] == [("kring", "Regio")]
    assert {s.kring for s in region.schools} == {"kring"}


def test_one_school_without_kring_among_others_is_a_fault() -> None:
    data = small()
    data["schools"][0]["kring"] = "West"
    faults = read_region(data, today=TODAY).faults
    assert [(f.code, f.where) for f in faults] == [
        ("school-without-kring", "/schools/1/kring"),
        ("school-without-kring", "/schools/2/kring"),
    ]


def test_names_must_be_in_a_list_that_is_given() -> None:
    data = small() | {"gemeenten": [{"name": "Nieuwkoop"}]}
    faults = read_region(data, today=TODAY).faults
    assert {(f.code, f.where) for f in faults} == {
        ("dangling-id", "/schools/0/gemeente"),
        ("dangling-id", "/schools/1/gemeente"),
    }


def test_besturen_are_made_of_the_names_on_the_schools() -> None:
    data = small()
    data["schools"][0]["bestuur"] = "Stichting Ons Bestuur"
    region = read(data)
    assert [(b.id, b.name) for b in region.besturen] == [("Stichting-Ons-Bestuur", "Stichting Ons Bestuur")]
    assert region.schools[0].bestuur == "Stichting-Ons-Bestuur"


def test_ib_hours_are_the_hours() -> None:
    data = small()
    data["schools"][0]["hours"] = {"ma-ochtend": "08:00-12:00"}
    assert read(data).schools[0].ib_hours == read(data).schools[0].hours
    assert list(read(data).schools[0].ib_hours) == [HalfDay.MA_OCHTEND]


def test_a_base_is_the_school_nearest_to_all_of_the_home_kring() -> None:
    data = small()
    spots = [(52.0, 4.5), (52.1, 4.5), (52.3, 4.5), (52.9, 6.0)]
    data["schools"] = [
        {"id": f"s{i}", "kring": "a" if i < 3 else "b", "location": {"lat": lat, "lon": lon}}
        for i, (lat, lon) in enumerate(spots)
    ]
    data["hulpvragen"] = []
    data["begeleiders"] = [
        {"id": "one", "expertise": ["x"]},
        {"id": "two", "expertise": ["x"], "kringen": ["b", "a"]},
    ]
    assert [b.base for b in read(data).begeleiders] == [Location(lat=52.1, lon=4.5), Location(lat=52.9, lon=6.0)]


def test_a_contract_is_the_sum_of_the_windows() -> None:
    data = small()
    data["begeleiders"][0]["availability"] = {"ma-ochtend": "08:30-12:00", "di-middag": "13:00-15:30"}
    assert read(data).begeleiders[0].contract_minutes == 210 + 150


def test_arrangementen_get_all_kringen_and_the_schools_of_the_swv_in_theirs() -> None:
    data = small()
    data["schools"][1]["within_swv"] = False
    data["arrangementen"] = [
        {"id": "a1", "kind": "TOS", "expertise": "taal"},
        {"id": "a2", "kind": "TOS", "expertise": "taal", "kringen": ["Nieuwkoop"]},
    ]
    first, second = read(data).arrangementen
    assert first.kringen == ("Alphen-aan-den-Rijn", "Nieuwkoop")
    assert first.hosts == ("De-Boog", "03CC00")
    assert second.hosts == ("03CC00",)
    assert used(read_region(data, today=TODAY))["/arrangementen/*/size/max"] == ("12", 2)


def test_no_possible_host_is_a_fault() -> None:
    data = small()
    data["schools"][2]["within_swv"] = False
    data["arrangementen"] = [{"id": "a2", "kind": "TOS", "expertise": "taal", "kringen": ["Nieuwkoop"]}]
    faults = read_region(data, today=TODAY).faults
    assert [(f.code, f.where) for f in faults] == [("empty-list", "/arrangementen/0/hosts")]
    data["arrangementen"][0]["kringen"] = ["Nieuwkop"]
    faults = read_region(data, today=TODAY).faults
    assert [(f.code, f.where) for f in faults] == [("dangling-id", "/arrangementen/0/kringen/0")]


def test_rungs_are_those_of_the_policy_that_need_no_admission() -> None:
    data = small()
    data["policy"] = {"placement": {"rungs": {"move": ["sbo", "regular-kring"], "application": ["own-school", "so"]}}}
    data["leerlingen"] = [{"id": "p1", "kind": "move"}, {"id": "p2"}, {"id": "p3", "kind": "return"}]
    first, second, third = read(data).leerlingen
    assert first.eligible_rungs == (Rung.REGULAR_KRING,)
    assert second.eligible_rungs == (Rung.OWN_SCHOOL,)
    assert third.eligible_rungs == ()
    del data["policy"]
    assert read(data).leerlingen[0].eligible_rungs == (
        Rung.OWN_SCHOOL,
        Rung.REGULAR_KRING,
        Rung.REGULAR_GEMEENTE,
        Rung.REGULAR_SWV,
    )


def test_an_overleg_is_in_the_week_of_the_region_at_the_schools_of_its_kring() -> None:
    data = small()
    people = {"begeleiders": ["A. Bakker"]}
    data["overleggen"] = [
        {"id": "o1", "kring": "Nieuwkoop", "participants": people},
        {"id": "o2", "participants": people},
    ]
    first, second = read(data).overleggen
    assert (first.hosts, first.weeks) == (("03CC00",), ("2026-W48",))
    assert second.hosts == ("De-Boog", "De-Vliet", "03CC00")
    assert first.participants.begeleiders == ("A.-Bakker",)


def test_a_name_that_two_have_is_no_reference() -> None:
    data = small()
    data["schools"][1]["name"] = "De Boog"
    faults = read_region(data, today=TODAY).faults
    assert [(f.code, f.where) for f in faults] == [("dangling-id", "/hulpvragen/0/school")]


def test_rooms_may_be_one_number_or_name_only_some_half_days() -> None:
    data = small()
    data["schools"][0]["rooms"] = 3
    data["schools"][1]["rooms"] = {"ma-ochtend": 0}
    first, second, _ = read(data).schools
    assert first.rooms == dict.fromkeys(HALF_DAYS, 3)
    assert second.rooms == dict.fromkeys(HALF_DAYS, 1) | {HalfDay.MA_OCHTEND: 0}
    assert isinstance(second.rooms, FrozenDict)


def test_budgets_are_numbered() -> None:
    data = small() | {"budgets": [{"payer": {"kind": "swv"}, "minutes": 60}]}
    assert read(data).budgets[0].id == "budget-1"


@pytest.mark.parametrize(
    ("name", "taken", "own"),
    [
        ("De Boog", (), "De-Boog"),
        (" O.B.S. 't Hart / Zuid #2 ", (), "O.B.S.-'t-Hart-Zuid-2"),
        ("De Boog", ("De-Boog",), "De-Boog-2"),
        ("De Boog", ("De-Boog", "De-Boog-2"), "De-Boog-3"),
        ("#", (), "x"),
        ("a" * 80, ("a" * 64,), "a" * 62 + "-2"),
    ],
)
def test_ids_are_made_of_names(name: str, taken: tuple[str, ...], own: str) -> None:
    assert id_from_name(name, taken) == own


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ([], ""),
        ({}, ""),
        (True, "true"),
        (0, "0"),
        (["a", "b"], "a, b"),
        (list("abcdefghijklmn"), "a, b, c, d, e, f, g, h, i, j, k, l, … (14)"),
        ({"a": [1], "b": [2], "c": [1]}, "a, c: 1; b: 2"),
        ({"ma-ochtend": "x", "di-ochtend": "y"}, "ma-ochtend x; di-ochtend y"),
    ],
)
def test_values_are_shown_as_people_read_them(value: object, text: str) -> None:
    assert readable(value) == text
