from __future__ import annotations

import pytest

from benchmarks.cases import case_region
from benchmarks.parts import FIRST_STAGES, WIDE_CONTRACT, Part, part_of
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.intake import read_region
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import STAGES
from optimizer.travel import for_region
from optimizer.week.options import week_options


@pytest.fixture(scope="module")
def whole() -> Region:
    return case_region("growth-50", 1)


@pytest.fixture(scope="module")
def routing(whole: Region) -> Region:
    return part_of(whole, Part.ROUTING, 1)


@pytest.mark.parametrize("part", Part)
def test_every_part_is_a_valid_region(whole: Region, part: Part) -> None:
    assert read_region(part_of(whole, part, 1).model_dump(mode="json", by_alias=True)).faults == ()


def test_the_week_is_the_whole_region(whole: Region) -> None:
    assert part_of(whole, Part.WEEK, 1) is whole


@pytest.mark.parametrize("part", [Part.VISITS, Part.ROUTING])
def test_travel_comes_right_after_the_unmet_stages(whole: Region, part: Part) -> None:
    stages = part_of(whole, part, 1).policy.stage_order()
    assert stages[: len(FIRST_STAGES)] == FIRST_STAGES
    assert sorted(stages) == sorted(STAGES)


def test_the_visits_keep_every_request_and_continuity(whole: Region) -> None:
    visits = part_of(whole, Part.VISITS, 1)
    assert [h.current for h in visits.hulpvragen] == [h.current for h in whole.hulpvragen]
    assert visits.begeleiders == whole.begeleiders
    assert (visits.arrangementen, visits.overleggen, visits.previous, visits.pins) == ((), (), None, ())


def test_single_visits_keep_minutes_and_class_of_the_active_demand(whole: Region, routing: Region) -> None:
    before = [(d.hulpvraag.id, d.hulpvraag.minutes, d.priority) for d in active_hulpvragen(whole)]
    assert [(d.hulpvraag.id, d.hulpvraag.minutes, d.priority) for d in active_hulpvragen(routing)] == before
    assert {d.due for d in active_hulpvragen(routing)} == {1}


def test_people_of_single_visits_work_mornings_or_afternoons_and_their_contract_never_binds(routing: Region) -> None:
    for b in routing.begeleiders:
        assert len({h.part for h in b.availability}) == 1
        assert HalfDay.WO_MIDDAG not in b.availability
        # the shortest visits, back to back, with their administration
        minutes = sum(w.minutes for w in b.availability.values())
        assert minutes + minutes / 45 * routing.policy.admin_minutes <= WIDE_CONTRACT


def test_who_may_not_come_may_not_come_in_mornings_and_afternoons_either(whole: Region, routing: Region) -> None:
    halves = {b.id for b in routing.begeleiders}
    for h in routing.hulpvragen:
        original = next(o for o in whole.hulpvragen if o.id == h.id)
        assert set(h.forbidden) == {f"{b}{part}" for b in original.forbidden for part in "om"} & halves


def test_who_may_come_does_not_depend_on_the_day(routing: Region) -> None:
    found: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for v in week_options(routing, for_region(routing)).visits:
        found.setdefault((v.hulpvraag, v.begeleider), set()).add((v.earliest, v.latest))
    assert found
    assert {len(spans) for spans in found.values()} == {1}


def test_the_same_seed_gives_the_same_part(whole: Region, routing: Region) -> None:
    assert part_of(whole, Part.ROUTING, 1) == routing
    assert part_of(whole, Part.ROUTING, 2) != routing
