"""What is published lets everybody check the own outcome, and says nothing of anybody else."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import string
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.placement.candidates import candidates as table_of_region
from optimizer.placement.lens import (
    Own,
    OwnOption,
    Published,
    Reason,
    cutoffs,
    deferred_acceptance,
    lens,
    own_facts,
    published,
    verify,
)
from optimizer.placement.lens.lottery import EVERYBODY, boundary, lottery_number
from optimizer.placement.table import Candidates
from optimizer.travel import journeys_for
from tests.placement import drawn
from tests.placement.made import Option, Pool, candidates, day, leerling, renamed

HEX = st.text(alphabet=string.hexdigits[:16], min_size=16, max_size=16)


@st.composite
def cities(draw: st.DrawFn) -> Candidates:
    """Schools with a shared pool, one for leerjaar 3, and held places; leerlingen of several leerjaren and dates."""
    dates = draw(st.integers(1, 3))
    schools = draw(st.integers(1, 4))
    pools: list[Pool] = []
    at: dict[tuple[int, int, bool], int] = {}
    for s, leerjaar, held in itertools.product(range(schools), (0, 3), (False, True)):
        if leerjaar == 3 and s % 2:
            continue  # here leerjaar 3 shares the pool of all
        at[s, leerjaar, held] = len(pools)
        pools.append(Pool(s, tuple(draw(st.integers(0, 2)) for _ in range(dates)), leerjaar, held))
    options, leerlingen = [], []
    for i in range(draw(st.integers(1, 8))):
        date, own_leerjaar = draw(st.integers(0, dates - 1)), draw(st.sampled_from([None, 3, 4]))
        own = []
        for s in draw(st.permutations(range(schools)))[: draw(st.integers(0, schools))]:
            pool = at[s, 3 if own_leerjaar == 3 and s % 2 == 0 else 0, draw(st.integers(0, 3)) == 0]
            flags = {name: draw(st.booleans()) for name in ("sibling", "own_kring")}
            own.append(Option(s, None if draw(st.integers(0, 9)) == 0 else pool, date, **flags))
        options.append(tuple(own))
        leerlingen.append(leerling(f"L{i}", leerjaar=own_leerjaar, start_on=day(date).isoformat()))
    return candidates(options, pools, urgency=[draw(st.integers(0, 4)) for _ in options], leerlingen=leerlingen)


def outcome(what: Published, own: Own) -> str | None:
    return next((one.school for one in verify(what, own) if one.admitted), None)


def assert_all_agree(of: Candidates, seed: int) -> None:
    chosen = deferred_acceptance(of, seed)
    # through JSON, as a family would get it
    what = Published.model_validate_json(published(lens(of, chosen, seed)).model_dump_json())
    for i, candidate in enumerate(chosen.tolist()):
        own = Own.model_validate_json(own_facts(of, i).model_dump_json())
        assert outcome(what, own) == (None if candidate < 0 else of.region.schools[of.school[candidate]].id)


@given(cities(), st.integers(0, 100))
def test_the_check_agrees_with_the_outcome_for_everybody(of: Candidates, seed: int) -> None:
    assert_all_agree(of, seed)


@given(cities(), st.integers(0, 100))
def test_other_names_of_others_change_no_own_number_and_the_check_still_agrees(of: Candidates, seed: int) -> None:
    assert_all_agree(renamed(of, 0, "andere-"), seed)


@given(cities(), st.integers(0, 100))
def test_the_check_is_the_same_whatever_the_others_are_called_where_the_cutoffs_are(of: Candidates, seed: int) -> None:
    """Only the published cutoffs and the own facts count: no id of another is in either."""
    chosen = deferred_acceptance(of, seed)
    what = published(lens(of, chosen, seed))
    other = renamed(of, 0, "andere-")
    assert own_facts(other, 0) == own_facts(of, 0)
    assert verify(what, own_facts(other, 0)) == verify(what, own_facts(of, 0))


@given(cities(), st.integers(0, 100))
def test_nobodys_id_or_number_is_published(of: Candidates, seed: int) -> None:
    what = published(lens(of, deferred_acceptance(of, seed), seed))
    words = {str(value) for cutoff in json.loads(what.model_dump_json())["cutoffs"] for value in cutoff.values()}
    ids = {one.id for one in of.leerlingen}
    assert not words & (ids | {lottery_number(seed, own) for own in ids})


@given(st.sets(HEX, min_size=2, max_size=2))
def test_a_boundary_lies_strictly_between_and_is_nobodys_number(numbers: set[str]) -> None:
    low, high = sorted(numbers)
    found = boundary(low, high)
    assert low < found < high
    assert len(found) != 16 or found not in numbers
    assert low < EVERYBODY
    assert high < EVERYBODY
    with pytest.raises(ValueError, match="before"):
        boundary(high, low)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("1" + "0" * 15, "9" + "0" * 15, "5"),
        ("1" + "f" * 15, "2" + "0" * 15, "2"),
        ("a" * 15 + "1", "a" * 15 + "2", "a" * 15 + "18"),
        ("a" * 15 + "1", "a" * 15 + "5", "a" * 15 + "3"),
    ],
)
def test_boundaries_are_short(low: str, high: str, found: str) -> None:
    assert boundary(low, high) == found


def test_numbers_are_what_is_published_of_them() -> None:
    # printf '%s' 7:L1 | sha256sum
    assert lottery_number(7, "L1") == "05d0e7abd954d538"


def test_every_reason() -> None:
    number = lottery_number(3, "L1")
    before, after = number[:15], number + "0"
    rows: list[tuple[dict[str, Any], dict[str, Any], Reason, bool]] = [
        ({"school": "offer", "lottery": ""}, {"offered": True}, Reason.OFFER, True),
        ({"school": "own", "lottery": ""}, {"needs_place": False}, Reason.NO_PLACE_NEEDED, True),
        ({"school": "room"}, {}, Reason.ROOM, True),
        ({"school": "class+", "urgency": "later", "lottery": "0"}, {"sibling": True}, Reason.CLASS_BEFORE, True),
        ({"school": "kring+", "urgency": "due", "lottery": "0"}, {"own_kring": True}, Reason.CLASS_BEFORE, True),
        ({"school": "class-", "urgency": "absent", "lottery": EVERYBODY}, {"sibling": True}, Reason.CLASS_AFTER, False),
        ({"school": "lottery+", "urgency": "due", "lottery": after}, {}, Reason.LOTTERY_BEFORE, True),
        ({"school": "lottery-", "urgency": "due", "lottery": before}, {}, Reason.LOTTERY_AFTER, False),
        ({"school": "none", "lottery": ""}, {}, Reason.NONE_ADMITTED, False),
        ({"school": "late", "until": "2026-11-29"}, {}, Reason.NO_POOL, False),
        ({"school": "held", "held": True}, {"holds": True}, Reason.ROOM, True),
        ({"school": "leerjaar", "leerjaar": 5}, {}, Reason.ROOM, True),
    ]  # fmt: skip
    given_cutoffs: list[dict[str, Any]] = [
        {"until": "2026-12-07", "sibling": False, "own_kring": False} | row[0] for row in rows
    ]
    given_cutoffs.append({"school": "leerjaar", "lottery": ""})
    what = Published.model_validate({"seed": 3, "cutoffs": given_cutoffs})
    options = tuple(OwnOption.model_validate({"school": row[0]["school"]} | row[1]) for row in rows)
    own = Own.model_validate(
        {"id": "L1", "urgency": "due", "start_on": "2026-11-30", "leerjaar": 5, "options": options}
    )
    found = verify(what, own)
    assert [(one.school, one.reason, one.admitted) for one in found] == [
        (row[0]["school"], row[2], row[3]) for row in rows
    ]
    assert found[2].cutoff == what.cutoffs[2]


def test_every_start_goes_by_the_first_row_that_is_not_over() -> None:
    rows = [{"school": "S", "lottery": ""}, {"school": "S", "until": "2026-12-01"}]
    what = Published.model_validate({"seed": 1, "cutoffs": rows})
    for start, admitted in (("2026-11-01", True), ("2026-12-01", True), ("2026-12-02", False), ("2027-12-01", False)):
        own = Own.model_validate({"id": "L", "urgency": "later", "start_on": start, "options": [{"school": "S"}]})
        assert [one.admitted for one in verify(what, own)] == [admitted]


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.integers(0, 100))
def test_it_agrees_in_regions_with_dates_leerjaren_and_held_places(region_seed: int, seed: int) -> None:
    region = drawn.region(region_seed)
    of = table_of_region(region, journeys_for(region))
    chosen = deferred_acceptance(of, seed)
    # standing offers that overfill a pool are refused at the intake, which a drawn region did not pass
    assume(set(np.flatnonzero(of.offered)) <= set(chosen))
    assert_all_agree(of, seed)


def test_until_is_the_day_before_the_places_change_again() -> None:
    of = candidates([(Option(0, 0, 0),), (Option(0, 0, 1),)], [Pool(0, (2, 2))])
    found = cutoffs(of, deferred_acceptance(of, 1), 1)
    assert [cutoff.until for cutoff in found] == [day(1) - dt.timedelta(days=1), None]
