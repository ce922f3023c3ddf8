"""Held places and offers at their limits, and parts that are solved apart."""

from __future__ import annotations

import json

import pytest

from optimizer.domain.intake import InputRefusedError
from optimizer.domain.placement import PlacementResult, PlacementStage
from optimizer.domain.schema import json_schema
from optimizer.io.placement import dump_placement
from optimizer.proposals import propose_placements
from tests.agreement.placement.tiny import tiny
from tests.domain.structure import errors
from tests.rules.matrix import table_matrix
from tests.rules.placement.region import Raw, leerling, read, school

RETURNS: Raw = {"kind": "return", "school_of_origin": "B1", "eligible_rungs": ["regular-kring"]}
REGULAR: Raw = {"eligible_rungs": ["regular-kring"]}


def region_of(schools: list[Raw], leerlingen: list[Raw], begeleiders: list[Raw] | None = None) -> Raw:
    here = {"lat": 52.1, "lon": 4.7}
    return {
        "schema_version": 1,
        "id": "klein",
        "week": "2026-W48",
        "gemeenten": [{"id": "G1", "name": "G1"}],
        "kringen": [
            {"id": "K1", "name": "K1", "gemeenten": ["G1"], "postcodes": ["2401"]},
            {"id": "K2", "name": "K2", "gemeenten": ["G1"], "postcodes": ["2402"]},
        ],
        "schools": schools,
        "begeleiders": begeleiders or [],
        "hulpvragen": [],
        "leerlingen": leerlingen,
        "postcodes": {"2401": here, "2402": here},
    }


def placed(result: PlacementResult) -> dict[str, str]:
    assert result.plan is not None
    return {p.leerling: p.school for p in result.plan.placements}


@pytest.mark.parametrize(
    "places",
    [
        [{"free": 1, "from": "2027-01-04"}],
        [{"free": 1}, {"free": 0, "from": "2026-12-10"}, {"free": 1, "from": "2027-01-04"}],
    ],
)
def test_no_place_is_held_for_whom_there_is_none(places: list[Raw]) -> None:
    later = leerling("L2", **REGULAR, start_on="2027-01-05")
    region = read(region_of([school("B1", places=places)], [leerling("L1", **RETURNS), later]))
    assert placed(propose_placements(region)) == {"L2": "B1"}


def test_a_held_place_gives_way_to_an_offer_that_stands() -> None:
    given = leerling("L2", **REGULAR, offer={"school": "B1", "agreed": True})
    region = read(region_of([school("B1", places=[{"free": 1}])], [leerling("L1", **RETURNS), given]))
    assert placed(propose_placements(region)) == {"L2": "B1"}


def test_beside_offers_places_are_held_as_far_as_they_go() -> None:
    given = leerling("L2", **REGULAR, offer={"school": "B1", "agreed": True})
    asks = leerling("L3", **REGULAR, kind="absent", since="2026-01-01")
    region = read(region_of([school("B1", places=[{"free": 2}])], [leerling("L1", **RETURNS), given, asks]))
    assert placed(propose_placements(region)) == {"L1": "B1", "L2": "B1"}


def test_more_offers_than_places_are_refused() -> None:
    given: Raw = REGULAR | {"offer": {"school": "B1", "agreed": True}}
    with pytest.raises(InputRefusedError) as refused:
        read(region_of([school("B1", places=[{"free": 1}])], [leerling("L1", **given), leerling("L2", **given)]))
    assert [fault.code for fault in refused.value.faults] == ["offers-overfill"]


def test_a_part_may_use_what_the_worst_of_all_leaves_it() -> None:
    """Elsewhere somebody travels 40 minutes anyway: then 1 + 15 minutes is better than 10 + 10."""
    needs: Raw = REGULAR | {"needs": [{"expertise": "tos", "minutes": 30}]}
    scarce = {
        "id": "C1",
        "name": "C1",
        "expertise": ["tos"],
        "kringen": ["K1"],
        "base": {"lat": 52.1, "lon": 4.7},
        "contract_minutes": 30,
    }
    schools = [school("S1", places=[{"free": 1}]), school("S2", places=[{"free": 1}]), school("S3", "K2")]
    far = leerling("L3", **REGULAR, home="2402")
    region = read(region_of(schools, [leerling("L1", **needs), leerling("L2", **needs), far], [scarce]))
    ways: dict[tuple[str, str], int | None] = {
        ("home:L1", "school:S1"): 10,
        ("home:L2", "school:S2"): 10,
        ("home:L1", "school:S2"): 1,
        ("home:L2", "school:S1"): 15,
        ("home:L3", "school:S3"): 40,
    }
    result = propose_placements(region, matrix=table_matrix(region, ways))
    values = {stage.key: (stage.value, stage.bound) for stage in result.stages}
    assert values[PlacementStage.TRAVEL_LONGEST] == (40, 40)
    assert values[PlacementStage.TRAVEL_TOTAL] == (56, 56)


def test_what_is_written_of_proposals_fits_their_schema() -> None:
    schema = json_schema("placement")
    for seed in (4, 8, 20):
        region, matrix = tiny(seed)
        written = json.loads(dump_placement(propose_placements(region, matrix=matrix)))
        assert list(errors(written, schema, schema)) == []
