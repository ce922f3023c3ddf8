"""Support decided together with places: who gets it, and that a shortage moves nobody down a rung."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain.placement import Condition, PlacementResult, PlacementStage, Source
from optimizer.proposals import propose_placements
from tests.agreement.placement.tiny import tiny
from tests.rules.placement.region import Raw, leerling, read, school, travel

EARLY = tuple(PlacementStage)[: tuple(PlacementStage).index(PlacementStage.SUPPORT_MISSING)]


def region_of(*schools: Raw, leerlingen: list[Raw], minutes: int) -> PlacementResult:
    region = read(
        {
            "schema_version": 1,
            "id": "klein",
            "week": "2026-W48",
            "gemeenten": [{"id": "G1", "name": "G1"}],
            "kringen": [
                {"id": "K1", "name": "K1", "gemeenten": ["G1"], "postcodes": ["2401"]},
                {"id": "K2", "name": "K2", "gemeenten": ["G1"]},
            ],
            "schools": list(schools),
            "begeleiders": [
                {
                    "id": "C1",
                    "name": "C1",
                    "expertise": ["tos"],
                    "kringen": ["K2"],
                    "base": {"lat": 52.1, "lon": 4.7},
                    "contract_minutes": minutes,
                }
            ],
            "hulpvragen": [],
            "leerlingen": leerlingen,
            "postcodes": {"2401": {"lat": 52.1, "lon": 4.7}},
        }
    )
    return propose_placements(region, matrix=travel(region))


def value(result: PlacementResult, key: PlacementStage) -> int:
    return next(stage.value for stage in result.stages if stage.key is key)


def test_support_in_another_kring_moves_nobody_down_a_rung() -> None:
    """The only begeleider serves K2; the place in the own kring stays, with what is missing."""
    asks = leerling(
        "L1", needs=[{"expertise": "tos", "minutes": 30}], eligible_rungs=["regular-kring", "regular-gemeente"]
    )
    result = region_of(school("B1"), school("B2", "K2"), leerlingen=[asks], minutes=300)
    placement = result.leerlingen[0].placement
    assert placement is not None
    assert (placement.school, placement.rung_number) == ("B1", 1)
    assert placement.conditions == (Condition.SUPPORT_MISSING,)
    assert [(m.expertise, m.minutes) for m in placement.missing] == [("tos", 180)]
    assert value(result, PlacementStage.SUPPORT_MISSING) == 180


def test_on_one_rung_support_comes_before_the_wish() -> None:
    """One support place at B1: whoever gets it is decided with the places."""
    own: Raw = {"needs": [{"expertise": "tos", "minutes": 30}], "eligible_rungs": ["regular-kring"], "wishes": ["B2"]}
    helping = school("B1", expertise=["tos"], support_places=1)
    result = region_of(helping, school("B2"), leerlingen=[leerling("L1", **own), leerling("L2", **own)], minutes=0)
    assert value(result, PlacementStage.SUPPORT_MISSING) == 180
    assert value(result, PlacementStage.WISH_SUM) == 1
    given = [p.support for o in result.leerlingen if (p := o.placement) is not None and p.support]
    assert [(s.source, s.by, s.minutes) for support in given for s in support] == [(Source.SCHOOL, "B1", 180)]


def test_the_most_urgent_are_helped_first() -> None:
    own: Raw = {"needs": [{"expertise": "tos", "minutes": 30}], "eligible_rungs": ["regular-gemeente"]}
    late = leerling("L2", **own, applications=[{"school": "B2", "date": "2026-09-01"}])
    result = region_of(school("B2", "K2"), leerlingen=[leerling("L1", **own), late], minutes=30)
    missing = {o.leerling: sum(m.minutes for m in o.placement.missing) for o in result.leerlingen if o.placement}
    assert missing == {"L1": 180, "L2": 0}


@given(st.integers(0, 2**20))
def test_a_shortage_of_staff_changes_nothing_before_it(seed: int) -> None:
    """Without any begeleider, shared minutes, group or support place, all earlier stages stay the same."""
    region, matrix = tiny(seed)
    bare = region.model_copy(
        update={
            "begeleiders": (),
            "hulpvragen": (),
            "arrangementen": (),
            "schools": tuple(s.model_copy(update={"support_places": 0, "shared_minutes": ()}) for s in region.schools),
        }
    )
    rich, poor = propose_placements(region, matrix=matrix), propose_placements(bare, matrix=matrix)
    assert [value(rich, key) for key in EARLY] == [value(poor, key) for key in EARLY]
    assert value(rich, PlacementStage.SUPPORT_MISSING) <= value(poor, PlacementStage.SUPPORT_MISSING)
