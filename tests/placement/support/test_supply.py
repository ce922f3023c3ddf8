"""What can be given, by exact value on a small region written out by hand."""

from __future__ import annotations

import pytest

from optimizer.placement.support.reach import scarce_pools, served
from optimizer.placement.support.supply import Supply, fits, needs_of, supply_of
from tests.rules.placement.region import leerling, read, small


def test_a_begeleider_gives_what_running_commitments_leave() -> None:
    # (60 - 10) a week for 6 weeks, less 45 + 15 minutes of admin for two visits in 6 weeks
    assert supply_of(read(small())).begeleiders == {"C1": (50 * 6 - 2 * 60, (("K1", "gedrag"), ("K1", "tos")))}


def test_visits_that_are_left_limit_what_is_taken() -> None:
    data = small()
    data["hulpvragen"][0]["visits_left"] = 1
    assert supply_of(read(data)).begeleiders["C1"][0] == 50 * 6 - 60


def test_who_has_nothing_left_gives_nothing() -> None:
    data = small()
    data["hulpvragen"][0] |= {"every_weeks": 1, "visits": 1}
    assert supply_of(read(data)).begeleiders == {}


def test_a_request_that_is_not_granted_takes_nothing() -> None:
    data = small()
    data["hulpvragen"][0]["status"] = "requested"
    assert supply_of(read(data)).begeleiders["C1"][0] == 300


def test_shared_minutes_are_of_the_kring_and_of_the_whole_period() -> None:
    assert supply_of(read(small())).shared == {("K1", "tos"): (("B2", 60),)}


def test_places_are_of_schools_with_expertise() -> None:
    data = small()
    data["schools"][1]["support_places"] = 0
    supply = supply_of(read(data))
    assert (supply.places, supply.offered) == ({"B1": 1}, {"B1": frozenset({"gedrag"})})


@pytest.mark.parametrize(("asks", "seats"), [(False, 1), (True, 2)])
def test_a_member_who_asks_for_a_place_leaves_the_seat(asks: bool, seats: int) -> None:
    data = small()
    if asks:
        data["leerlingen"][-1] = leerling("L12", school="B4")
    assert supply_of(read(data)).groups == {"A1": seats}


def test_needs_of_one_expertise_are_added() -> None:
    data = small()
    data["leerlingen"][0]["needs"] = [
        {"expertise": "tos", "minutes": 30},
        {"expertise": "tos", "minutes": 15},
        {"expertise": "gedrag"},
    ]
    region = read(data)
    assert needs_of(region.leerlingen[0], 6) == {"tos": 270}


@pytest.mark.parametrize(
    ("fields", "fit"),
    [({}, True), ({"leerjaar": 6}, False), ({"start_on": "2027-06-30"}, True), ({"start_on": "2027-07-01"}, False)],
)
def test_a_seat_asks_band_and_dates(fields: dict[str, object], fit: bool) -> None:
    data = small()
    data["leerlingen"][2] |= fields
    region = read(data)
    assert fits(region.arrangementen[0], region.leerlingen[2], region) is fit


def test_as_many_minutes_are_given_as_can_be() -> None:
    given = served([50, 70], [60, 40], [(0, 0), (0, 1), (1, 1)])
    assert sum(given[0].values()) == 50
    assert sum(given[1].values()) == 50
    assert given[0].keys() == {0}


def supply(**begeleiders: tuple[int, tuple[tuple[str, str], ...]]) -> Supply:
    return Supply(begeleiders, {("K3", "tos"): (("B1", 10),)}, {}, {}, {})


def test_pools_are_scarce_with_all_that_share_their_begeleiders() -> None:
    given = supply(C1=(100, (("K1", "tos"), ("K2", "tos"))), C2=(100, (("K3", "tos"),)))
    asked = {("K1", "tos"): 90, ("K2", "tos"): 20, ("K3", "tos"): 110}
    scarce = scarce_pools(asked, given)
    assert scarce.keys() == {("K1", "tos"), ("K2", "tos")}
    assert len(set(scarce.values())) == 1


def test_pools_that_give_all_that_could_be_asked_are_not_scarce() -> None:
    given = supply(C1=(110, (("K1", "tos"), ("K2", "tos"))))
    assert scarce_pools({("K1", "tos"): 90, ("K2", "tos"): 20}, given) == {}
    assert scarce_pools({}, given) == {}
