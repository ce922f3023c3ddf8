"""Types: immutable throughout, closed to what they do not know, and found again by id and by place."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest
from pydantic import BaseModel, ValidationError

from optimizer.domain.base import Frozen, FrozenDict
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.intake import read_region
from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.places import home_location, places_of, start_place, visit_place
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.domain.vocabulary import STAGES, RunningPolicy, StageKey
from tests.domain.regions import whole


@pytest.fixture(scope="module")
def region() -> Region:
    return read_region(whole()).or_raise()


def _subclasses(of: type[Frozen]) -> list[type[BaseModel]]:
    return [cls for sub in of.__subclasses__() for cls in (sub, *_subclasses(sub))]


def test_every_type_is_immutable_and_closed() -> None:
    types = _subclasses(Frozen)
    assert len(types) > 40
    for cls in types:
        assert cls.model_config["frozen"] is True, cls
        assert cls.model_config["extra"] == "forbid", cls


def test_an_entity_cannot_change_and_takes_no_unknown_field(region: Region) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        region.schools[0].name = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Location(lat=52, lon=5, alt=3)  # type: ignore[call-arg]
    with pytest.raises(ValidationError, match="float_type"):
        Location.model_validate({"lat": "52", "lon": 5})


def test_a_whole_region_is_hashable_and_survives_copying_and_pickling(region: Region) -> None:
    assert hash(region) == hash(read_region(whole()).or_raise())
    assert copy.deepcopy(region) == region
    again = pickle.loads(pickle.dumps(region))  # noqa: S301 - our own
    assert again == region
    assert isinstance(again.schools[0].hours, FrozenDict)


def test_a_frozen_mapping_refuses_every_change() -> None:
    mapping = FrozenDict({"a": 1})
    changes: tuple[Callable[[], object], ...] = (
        lambda: mapping.__setitem__("b", 2),
        lambda: mapping.__delitem__("a"),
        lambda: mapping.update(b=2),
        lambda: mapping.pop("a"),
        mapping.popitem,
        lambda: mapping.setdefault("b", 2),
        mapping.clear,
        lambda: mapping.__ior__({"b": 2}),
    )
    for change in changes:
        with pytest.raises(TypeError, match="immutable"):
            change()
    assert mapping == {"a": 1}
    assert copy.copy(mapping) is mapping
    assert mapping | {"b": 2} == {"a": 1, "b": 2}
    assert hash(mapping) == hash(FrozenDict({"a": 1}))


def test_places(region: Region) -> None:
    places = places_of(region)
    assert list(places)[:2] == ["school:01AA00", "school:02BB00"]
    assert set(places) == {
        *(f"school:{s.id}" for s in region.schools),
        *(f"base:{b.id}" for b in region.begeleiders),
        "home:p1", "home:p2", "home:p3", "at:h2",
    }  # fmt: skip
    assert places["home:p2"] == region.postcodes["2421"]
    assert visit_place(region.hulpvragen[0]) == "school:01AA00"
    assert visit_place(region.hulpvragen[1]) == "at:h2"


def test_where_a_pupil_sets_out(region: Region) -> None:
    point = Location(lat=52.5, lon=5)
    pc6 = region.model_copy(update={"postcodes": FrozenDict({"2421": point, "2421AB": Location(lat=52.6, lon=5)})})
    assert home_location(region.leerlingen[1], pc6) == Location(lat=52.6, lon=5)
    homeless = Leerling(id="p9", eligible_rungs=(), school="01AA00")
    assert start_place(homeless, region) == "school:01AA00"
    assert start_place(homeless.model_copy(update={"school": None}), region) is None
    assert start_place(region.leerlingen[0], region) == "home:p1"


def test_entities_are_found_by_id(region: Region) -> None:
    index = RegionIndex(region)
    for name in ("kringen", "schools", "begeleiders", "hulpvragen", "arrangementen", "leerlingen", "overleggen"):
        assert list(getattr(index, name).values()) == list(getattr(region, name))
    first, second, _ = region.hulpvragen
    assert (index.kring_of(first), index.bestuur_of(first)) == ("zuid", "morgenwijzer")
    assert (index.kring_of(second), index.bestuur_of(second)) == ("noord", None)
    with pytest.raises(ValueError, match="names no kring"):
        index.kring_of(second.model_copy(update={"kring": None}))


def test_straight_distance() -> None:
    utrecht, amsterdam = Location(lat=52.0907, lon=5.1214), Location(lat=52.3731, lon=4.8922)
    assert straight_metres(utrecht, utrecht) == 0
    assert straight_metres(utrecht, amsterdam) == pytest.approx(35_040, abs=150)
    assert straight_metres(Location(lat=0, lon=0), Location(lat=0, lon=1)) == pytest.approx(111_195, abs=1)


def test_the_order_of_stages() -> None:
    assert Policy().stage_order() == STAGES
    priced = Policy(running=RunningPolicy.PRICE).stage_order()
    assert priced[:6] == (
        StageKey.OVERLEG_MISSED,
        StageKey.UNMET_URGENT,
        StageKey.UNMET_NORMAL,
        StageKey.UNMET_LOW,
        StageKey.RUNNING_BROKEN,
        StageKey.BUDGET_OVERRUN,
    )
    assert sorted(priced) == sorted(STAGES)
    own = tuple(reversed(STAGES))
    assert Policy(running=RunningPolicy.PRICE, stages=own).stage_order() == own


def test_the_gap_between_visits_is_at_least_a_day() -> None:
    def gap(days: int) -> int:
        return Hulpvraag(id="h", school="s", expertise="x", min_days_between=days).day_gap

    assert [gap(days) for days in (0, 1, 3)] == [1, 1, 3]


def test_a_school_without_hours_of_its_own_has_no_wednesday_afternoon(region: Region) -> None:
    school: School = region.schools[1]
    assert len(school.hours) == 9
    assert "wo-middag" not in school.hours
