"""Whatever region there is, written and read back it is the same."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.domain.clock import format_clock
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.intake import check_region, read_region
from optimizer.domain.vocabulary import Level, Mode, Priority, RequestStatus, Role, Rung, Target
from optimizer.io.json import dump_region

Raw = dict[str, Any]
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
_HALF_DAYS = [h.value for h in HALF_DAYS]
_SOME_HALF_DAYS = st.lists(st.sampled_from(_HALF_DAYS), unique=True, min_size=1)
_MORNINGS, _AFTERNOONS = _HALF_DAYS[::2], _HALF_DAYS[1::2]
_POINT = st.fixed_dictionaries({"lat": st.floats(50.7, 53.7), "lon": st.floats(3.2, 7.3)})
_EXPERTISE = st.lists(st.sampled_from(["gedrag", "taal", "rekenen"]), unique=True, min_size=1)
_DATE = st.dates(dt.date(2026, 1, 1), dt.date(2026, 11, 20)).map(dt.date.isoformat)


def _window(first: int, last: int) -> st.SearchStrategy[str]:
    times = st.lists(st.integers(first, last), min_size=2, max_size=2, unique=True).map(sorted)
    return times.map(lambda pair: f"{format_clock(pair[0])}-{format_clock(pair[1])}")


@st.composite
def _hours(draw: st.DrawFn) -> Raw:
    mornings = draw(st.dictionaries(st.sampled_from(_MORNINGS), _window(420, 750), max_size=5))
    return mornings | draw(st.dictionaries(st.sampled_from(_AFTERNOONS), _window(750, 1020), max_size=5))


def _entity(required: Raw, optional: Raw) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries(required, optional=optional)


_SCHOOL = _entity(
    {"name": _TEXT, "location": _POINT, "kring": st.sampled_from(["k1", "k2"])},
    {
        "hours": _hours(),
        "ib_hours": _hours(),
        "rooms": st.integers(0, 4) | st.dictionaries(st.sampled_from(_HALF_DAYS), st.integers(0, 3)),
        "denomination": _TEXT,
        "within_swv": st.booleans(),
        "expertise": _EXPERTISE,
        "pupils": st.none() | st.integers(0, 900),
    },
)
_BEGELEIDER = _entity(
    {"name": _TEXT, "expertise": _EXPERTISE, "contract_minutes": st.integers(60, 2400)},
    {
        "kringen": st.permutations(["k1", "k2"]),
        "base": _POINT,
        "mode": st.sampled_from([m.value for m in Mode]),
        "role": st.sampled_from([r.value for r in Role]),
        "availability": _hours(),
        "reserved_minutes": st.integers(0, 60),
        "max_schools_per_half_day": st.integers(1, 20),
    },
)
_HULPVRAAG = _entity(
    {"school": st.just("s0"), "expertise": st.sampled_from(["gedrag", "taal"])},
    {
        "minutes": st.integers(1, 120),
        "level": st.sampled_from([level.value for level in Level]),
        "target": st.sampled_from([t.value for t in Target]),
        "status": st.sampled_from([s.value for s in RequestStatus]),
        "priority": st.sampled_from([p.value for p in Priority]),
        "every_weeks": st.integers(1, 6),
        "visits_left": st.none() | st.integers(0, 9),
        "last_visit": st.none() | _DATE,
        "first_contact_by": _DATE,
        "half_days": _SOME_HALF_DAYS,
        "window": st.none() | st.just("08:00-16:00"),
        "current": st.just("b0"),
        "institute": st.just("auris"),
    },
)
_LEERLING = _entity(
    {"home": _POINT | st.just("2401AB") | st.none()},
    {
        "leerjaar": st.integers(1, 8),
        "wishes": st.just(["s0"]),
        "eligible_rungs": st.lists(st.sampled_from([r.value for r in Rung]), unique=True),
        "needs": st.lists(st.fixed_dictionaries({"expertise": _TEXT, "minutes": st.integers(0, 600)}), max_size=2),
        "travel_waived": st.booleans(),
        "start_on": _DATE,
    },
)


def _numbered(prefix: str, entities: list[Raw]) -> list[Raw]:
    return [{"id": f"{prefix}{index}", **entity} for index, entity in enumerate(entities)]


@st.composite
def regions(draw: st.DrawFn) -> Raw:
    """Return raw regions that have no fault."""
    data: Raw = {
        "week": draw(st.sampled_from(["2026-W48", "2026-W53", "2027-W01"])),
        "kringen": [{"id": "k1", "name": draw(_TEXT)}, {"id": "k2"}],
        "schools": _numbered("s", draw(st.lists(_SCHOOL, min_size=1, max_size=4))),
        "begeleiders": _numbered("b", draw(st.lists(_BEGELEIDER, min_size=1, max_size=3))),
        "hulpvragen": _numbered("h", draw(st.lists(_HULPVRAAG, max_size=4))),
        "leerlingen": _numbered("p", draw(st.lists(_LEERLING, max_size=3))),
        "postcodes": {"2401": draw(_POINT)},
    }
    half_days = draw(_SOME_HALF_DAYS)
    data["schools"][0]["within_swv"] = True
    data["overleggen"] = [{"id": "o", "half_days": half_days, "hosts": ["s0"], "participants": {"ibs": ["s0"]}}]
    data["arrangementen"] = [
        {"id": "a", "kind": draw(_TEXT), "expertise": "taal", "half_days": half_days, "hosts": ["s0"]}
    ]
    data["pins"] = draw(st.lists(st.just({"item": "a", "veto": True, "half_days": half_days}), max_size=1))
    stop = {
        "kind": "overleg",
        "item": "o",
        "half_day": half_days[0],
        "place": "school:s0",
        "start": "13:00",
        "end": "14:30",
    }
    leg = {"from": "base:b0", "to": "school:s0", "minutes": draw(st.integers(0, 99)), "metres": 1, "kind": "home"}
    tour = {"begeleider": "b0", "day": half_days[0][:2], "stops": [stop], "legs": [leg, leg]}
    week = {"week": "2026-W47", "active": ["o"], "tours": [tour]}
    data["previous"] = draw(st.none() | st.just({"weeks": [week], "proven": True}))
    return data


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(regions())
def test_a_region_written_and_read_back_is_the_same(data: Raw) -> None:
    intake = read_region(data)
    assert intake.faults == ()
    region = intake.or_raise()
    again = read_region(json.loads(dump_region(region)))
    assert again.faults == ()
    assert again.region == region
    assert again.or_raise().model_dump() == region.model_dump()
    assert instance_sha256(again.or_raise()) == instance_sha256(region)
    assert check_region(region) == ()
    assert not {default.where for default in again.defaults} - {"/previous"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(regions(), st.randoms(use_true_random=False))
def test_the_hash_is_of_the_content_and_not_of_the_previous_plan(data: Raw, random: Any) -> None:  # noqa: ANN401
    region = read_region(data).or_raise()
    shuffled = {key: data[key] for key in random.sample(list(data), len(data))}
    assert instance_sha256(read_region(shuffled).or_raise()) == instance_sha256(region)
    assert instance_sha256(region.model_copy(update={"previous": None})) == instance_sha256(region)
    other = region.model_copy(update={"week": "2030-W01"})
    assert instance_sha256(other) != instance_sha256(region)
