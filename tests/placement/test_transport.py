"""Leerlingenvervoer by exact value: each gemeente's own rule, and the nearest accessible suitable school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizer.domain.intake import read_region
from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import Transport, TransportTotals
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import SchoolKind
from optimizer.placement.table import Candidates, Full
from optimizer.placement.transport import RULE_KIND, transport, transport_totals
from tests.placement.made import Option, Pool, candidates, leerling

KINDS = ("BO", "hybrid", "newcomers", "SBO", "SO", "care-and-education")
POOLS = [Pool(s, (1,)) for s in range(8)]


def region() -> Region:
    """Two gemeenten with other rules, one without; schools S0-S5 of each kind, S6 and S7 of kind SO."""
    rule = {"threshold_metres": 6000, "max_ride_minutes": 60, "cost_euro": 4000}
    gemeenten = [
        {"id": "g1", "name": "Een", "transport": {"BO": rule | {"cost_euro": 1000}, "SBO": rule, "SO": rule}},
        {"id": "g2", "name": "Twee", "transport": {"SO": rule | {"threshold_metres": 2000, "cost_euro": 5500}}},
        {"id": "g3", "name": "Drie"},
    ]
    schools = [
        {"id": f"S{i}", "name": f"S{i}", "kind": kind, "kring": "k", "gemeente": "g2",
         "location": {"lat": 52.1, "lon": 4.6 + i / 100}, "cluster": 4 if kind == "SO" else None}
        for i, kind in enumerate([*KINDS, "SO", "SO"])
    ]  # fmt: skip
    data: dict[str, Any] = {"id": "r", "week": "2026-W48", "gemeenten": gemeenten, "schools": schools,
                            "kringen": [{"id": "k", "name": "K", "gemeenten": ["g2"]}], "begeleiders": [],
                            "hulpvragen": []}  # fmt: skip
    return read_region(data).or_raise()


REGION = region()


def table(options: Sequence[Sequence[Option]], *, gemeente: str | None = "g1", **home: object) -> Candidates:
    people: list[Leerling] = [leerling(f"L{i}", gemeente=gemeente, **home) for i in range(len(options))]
    return candidates(options, POOLS, leerlingen=people, schools=REGION.schools, region=REGION)


def so(at: int, metres: int, minutes: int = 20) -> Option:
    return Option(at, at, metres=metres, minutes=minutes)


def alone(option: Option, gemeente: str | None = "g1", **home: object) -> Transport:
    return transport(table([(option,)], gemeente=gemeente, **home), np.array([0]))[0]


@pytest.mark.parametrize(
    ("gemeente", "metres", "entitled", "threshold", "cost"),
    [
        ("g1", 6000, False, 6000, 0),
        ("g1", 6001, True, 6000, 4000),
        ("g2", 2000, False, 2000, 0),
        ("g2", 2001, True, 2000, 5500),
        ("g3", 9000, False, None, 0),
    ],
)
def test_every_gemeente_has_its_own_rule(
    gemeente: str, metres: int, entitled: bool, threshold: int | None, cost: int
) -> None:
    found = alone(so(4, metres), gemeente=gemeente)
    assert found == Transport(entitled=entitled, metres=metres, threshold_metres=threshold, cost_euro=cost)


@pytest.mark.parametrize(("at", "cost"), [(0, 1000), (1, 1000), (2, 1000), (3, 4000), (4, 4000), (5, 4000)])
def test_kinds_go_by_the_rule_for_bo_sbo_or_so(at: int, cost: int) -> None:
    assert alone(so(at, 7000)).cost_euro == cost
    assert alone(so(at, 7000), gemeente="g2").cost_euro == (5500 if at >= 4 else 0)
    assert set(RULE_KIND) == set(SchoolKind)


def test_without_a_gemeente_it_is_that_of_the_school_that_gives_the_kring() -> None:
    home = {"lat": 52.1, "lon": 4.6}
    assert alone(so(4, 2001), gemeente=None, home=home).cost_euro == 5500


def test_without_a_known_journey_there_is_no_transport() -> None:
    assert alone(so(4, -1)) == Transport(entitled=False)


def test_a_ride_that_is_too_long_is_marked_where_there_is_a_ride() -> None:
    assert alone(so(4, 7000, minutes=61)).too_long
    assert not alone(so(4, 7000, minutes=60)).too_long
    assert not alone(so(4, 6000, minutes=61)).too_long


def test_a_nearer_open_school_of_the_kind_ends_the_entitlement() -> None:
    of = table([(so(6, 7000), so(5, 6900), so(7, 6999), so(3, 100))])
    found = transport(of, np.array([0]))[0]
    # care-and-education goes by the rule for SO; the SBO school next door is of another kind
    assert found == Transport(entitled=False, metres=7000, threshold_metres=6000, nearest="S5")


def test_a_school_as_far_away_is_not_nearer() -> None:
    assert transport(table([(so(6, 7000), so(4, 7000))]), np.array([0]))[0].entitled


def test_full_nearer_schools_move_the_entitlement_on() -> None:
    # S4 and S7 are full by L1 and L2, of whom nobody has a known journey
    of = table([(so(6, 7000), so(7, 6500), so(4, 6400), so(5, 7200)), (so(4, -1),), (so(7, -1),)])
    chosen = np.array([0, 4, 5])
    found = transport(of, chosen)
    assert found[0] == Transport(entitled=True, metres=7000, threshold_metres=6000, cost_euro=4000, nearer=("S4", "S7"))
    assert transport_totals(chosen, found) == TransportTotals(entitled=1, cost_euro=4000, moved=1)


def test_schools_without_any_place_are_passed_over_too() -> None:
    of = table([(so(6, 7000),), (so(7, 7000), so(4, 6900))])
    full = Full(*(np.array(row) for row in ([0, 0, 0, 1], [4, 3, 5, 5], [1, 1, 1, 1], [6500, 100, 7000, 6950])))
    found = transport(replace(of, full=full), np.array([0, 1]))
    # an SBO school and one as far away are not nearer; S4 is open to L1
    assert found[0].nearer == ("S4",)
    assert found[0].entitled
    assert (found[1].nearer, found[1].nearest) == ((), "S4")


def test_only_schools_before_the_nearest_open_one_are_passed_over() -> None:
    of = table([(so(6, 7000), so(7, 6900), so(4, 6400), so(5, 6500)), (so(4, 1),), (so(7, 1),)])
    found = transport(of, np.array([0, 4, 5]))[0]
    assert found == Transport(entitled=False, metres=7000, threshold_metres=6000, nearer=("S4",), nearest="S5")


def test_below_the_threshold_no_other_school_matters() -> None:
    of = table([(so(6, 6000), so(5, 100), so(4, 50)), (so(4, 1),)])
    assert transport(of, np.array([0, 3]))[0] == Transport(entitled=False, metres=6000, threshold_metres=6000)


def test_a_place_is_full_when_a_later_date_is() -> None:
    pools = [Pool(6, (1,)), Pool(4, (3, 1))]
    people = [leerling(f"L{i}", gemeente="g1") for i in range(2)]
    options = [(Option(6, 0, metres=7000), Option(4, 1, metres=6500)), (Option(4, 1, 1, metres=1),)]
    of = candidates(options, pools, leerlingen=people, schools=REGION.schools, region=REGION)
    assert transport(of, np.array([0, 2]))[0].nearer == ("S4",)
    assert transport(of, np.array([0, -1]))[0].nearest == "S4"


def test_other_options_than_the_proposal_can_be_asked() -> None:
    of = table([(so(4, 6500), so(6, 7000), Option(5, metres=8000)), (so(6, 6800),)])
    found = transport(of, np.array([0, 3]), [1, 2, 0])
    assert list(found) == [0, 1, 2]
    assert found[0].entitled
    # the own proposal is a place that this leerling can have; a school where one is already needs no place
    assert (found[1].entitled, found[1].nearest) == (False, "S4")
    assert (found[2].entitled, found[2].nearest) == (False, "S4")
    without = transport(of, np.array([-1, 3]), [2])
    assert without[2] == Transport(entitled=False, metres=8000, threshold_metres=6000, nearest="S4")


def test_nobody_placed_costs_nothing() -> None:
    of = table([(so(4, 9000),)])
    assert transport(of, np.array([-1])) == {}
    assert transport_totals(np.array([-1]), {}) == TransportTotals()
