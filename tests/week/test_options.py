"""Options by exact value: which visits and overleggen one half day allows."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain.calendar import Calendar
from optimizer.domain.half_day import HalfDay
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.plan import Pin
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.school import default_school_hours
from optimizer.domain.vocabulary import Level, NeighbourPolicy, RequestStatus, Role, Target
from tests.rules.builders import HERE, WEEK, at, begeleider, hours, hulpvraag, school, window
from tests.week.parts import only_mornings, options, region, spans, the_overleg, visits, who

MORNING, AFTERNOON = (at("08:30"), at("11:00")), (at("12:45"), at("14:00"))


def test_a_visit_lies_in_the_windows_of_begeleider_and_school() -> None:
    # school 08:30-12:00 and 12:30-15:00, begeleider 08:30-12:15 and 12:45-16:00, 60 minutes; Wednesday afternoon closed
    expected = {h.value: MORNING if h.is_morning else AFTERNOON for h in HalfDay if h is not HalfDay.WO_MIDDAG}
    assert spans(options(region())) == expected


def test_the_window_of_the_request_and_its_half_days() -> None:
    asked = hulpvraag("H1", "S1", "gedrag", 45, window=window("10:00-13:45"), half_days=("ma-ochtend", "ma-middag"))
    found = spans(options(region(hulpvragen=(asked,))))
    assert found == {"ma-ochtend": (at("10:00"), at("11:15")), "ma-middag": (at("12:45"), at("13:00"))}


@pytest.mark.parametrize(("minutes", "there"), [(210, True), (211, False)])
def test_a_visit_that_just_fits_has_one_start(minutes: int, there: bool) -> None:
    asked = hulpvraag("H1", "S1", "gedrag", minutes, half_days=("ma-ochtend",))
    assert spans(options(region(hulpvragen=(asked,)))) == ({"ma-ochtend": (at("08:30"),) * 2} if there else {})


def test_the_hours_of_the_ib_bind_visits_to_the_ib_only() -> None:
    ib = hours(ma_ochtend="09:00-11:00", di_ochtend="10:00-10:45")
    schools = (school("S1", ib_hours=ib), *region().schools[1:])
    for target, expected in ((Target.IB, {"ma-ochtend": (at("09:00"), at("10:00"))}), (Target.TEACHER, None)):
        found = spans(options(region(schools=schools, hulpvragen=(hulpvraag("H1", "S1", "gedrag", target=target),))))
        assert found == (expected or spans(options(region())))


def test_a_location_has_the_windows_of_request_and_begeleider_only() -> None:
    asked = hulpvraag("H1", None, "gedrag", location=HERE, kring="K1", half_days=("wo-middag",))
    (one, other) = visits(options(region(hulpvragen=(asked,))))
    assert (one.place, one.earliest, one.latest) == ("at:H1", at("12:45"), at("15:00"))
    assert other.begeleider == "B2"


def test_closed_dates_have_no_options() -> None:
    closed = Calendar(closed_dates=(date(2026, 11, 23), date(2026, 11, 27)))
    found = options(region(calendar=closed))
    assert {h.day.value for h in found.half_days} == {"di", "wo", "do"}
    assert {key[:2] for key in spans(found)} == {"di", "wo", "do"}


def test_half_days_off() -> None:
    part_time = begeleider("B1", "gedrag", availability=only_mornings())
    found = spans(options(region(begeleiders=(part_time,))))
    assert set(found) == {h.value for h in HalfDay if h.is_morning}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"B1", "B2"}),
        ({"expertise": "taal"}, {"B2"}),
        ({"expertise": "rekenen"}, set()),
        ({"forbidden": ("B1",)}, {"B2"}),
        ({"institute": "I1"}, set()),
        ({"level": Level.HEAVY}, {"B2"}),
        ({"school": "S3"}, {"B2"}),
        ({"status": RequestStatus.REQUESTED}, set()),
        ({"visits_left": 0}, set()),
        ({"target": Target.CHILD}, set()),
        ({"preferred": ("B1",), "current": "B1"}, {"B1", "B2"}),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_who_may_serve(fields: dict[str, object], expected: set[str]) -> None:
    guides = begeleider("B1", "gedrag", role=Role.TRAJECTBEGELEIDER)
    asked = {"id": "H1", "school": "S1", "expertise": "gedrag"} | fields
    found = region(begeleiders=(guides, region().begeleiders[1]), hulpvragen=(asked,))
    assert who(options(found)) == expected


def test_staff_of_an_institute_serve_its_requests_only() -> None:
    external = begeleider("X1", "gedrag", institute="I1", role=Role.AD)
    asked = (hulpvraag("H1", "S1", "gedrag", institute="I1"), hulpvraag("H2", "S1", "gedrag"))
    found = options(region(begeleiders=(external, region().begeleiders[0]), hulpvragen=asked))
    assert {(v.hulpvraag, v.begeleider) for v in found.visits} == {("H1", "X1"), ("H2", "B1")}


def test_neighbours_serve_only_where_they_are_priced() -> None:
    asked = (hulpvraag("H1", "S3", "gedrag"),)
    assert who(options(region(hulpvragen=asked))) == {"B2"}
    priced = Policy(neighbours=NeighbourPolicy.PRICE)
    assert who(options(region(hulpvragen=asked, policy=priced))) == {"B1", "B2"}


def test_travel_is_left_to_the_tours() -> None:
    # S1 cannot be reached from the base, but perhaps from another stop
    found = options(region(), {("base:B1", "school:S1"): None})
    assert who(found) == {"B1", "B2"}


class TestPins:
    """Every form of a pin on a hulpvraag."""

    def found(self, *pins: Pin, **fields: object) -> dict[tuple[str, str], tuple[int, int, tuple[int, ...]]]:
        half_days = ("ma-ochtend", "di-ochtend")
        asked = {"id": "H1", "school": "S1", "expertise": "gedrag", "half_days": half_days} | fields
        return {
            (v.begeleider, v.half_day.value): (v.earliest, v.latest, v.excluded_starts)
            for v in visits(options(region(hulpvragen=(asked,), pins=pins)))
        }

    def test_to_a_begeleider(self) -> None:
        assert {who for who, _ in self.found(Pin(item="H1", begeleider="B2"))} == {"B2"}

    def test_to_half_days(self) -> None:
        pin = Pin(item="H1", half_days=(HalfDay.DI_OCHTEND, HalfDay.VR_OCHTEND))
        assert {half_day for _, half_day in self.found(pin)} == {"di-ochtend"}

    def test_to_a_start(self) -> None:
        found = self.found(Pin(item="H1", start=at("09:20")))
        assert set(found.values()) == {(at("09:20"), at("09:20"), ())}
        assert len(found) == 4

    def test_to_a_start_outside_the_window(self) -> None:
        assert self.found(Pin(item="H1", start=at("11:01"))) == {}

    def test_to_two_starts(self) -> None:
        assert self.found(Pin(item="H1", start=at("09:00")), Pin(item="H1", start=at("10:00"))) == {}

    def test_to_its_school(self) -> None:
        assert len(self.found(Pin(item="H1", host="S1"))) == 4
        assert self.found(Pin(item="H1", host="S2")) == {}

    def test_all_that_pins_ask_holds_together(self) -> None:
        found = self.found(Pin(item="H1", begeleider="B1"), Pin(item="H1", half_days=(HalfDay.MA_OCHTEND,)))
        assert set(found) == {("B1", "ma-ochtend")}

    def test_of_another_item(self) -> None:
        assert len(self.found(Pin(item="H2", veto=True), Pin(item="H2", begeleider="B2"))) == 4

    def test_veto_of_the_item(self) -> None:
        assert self.found(Pin(item="H1", veto=True)) == {}

    def test_veto_of_a_begeleider(self) -> None:
        assert {who for who, _ in self.found(Pin(item="H1", veto=True, begeleider="B1"))} == {"B2"}

    def test_veto_of_a_begeleider_in_a_half_day(self) -> None:
        found = self.found(Pin(item="H1", veto=True, begeleider="B1", half_days=(HalfDay.MA_OCHTEND,)))
        assert set(found) == {("B1", "di-ochtend"), ("B2", "ma-ochtend"), ("B2", "di-ochtend")}

    def test_veto_of_a_start(self) -> None:
        found = self.found(Pin(item="H1", veto=True, start=at("09:00"), half_days=(HalfDay.MA_OCHTEND,)))
        assert found["B1", "ma-ochtend"] == (*MORNING, (at("09:00"),))
        assert found["B1", "di-ochtend"] == (*MORNING, ())

    def test_veto_of_the_only_start(self) -> None:
        start = at("08:30")
        pin = Pin(item="H1", veto=True, start=start)
        assert self.found(pin, minutes=210) == {}
        assert len(self.found(Pin(item="H1", veto=True, start=start + 1), minutes=210)) == 4

    def test_veto_of_a_start_that_is_pinned(self) -> None:
        pins = (Pin(item="H1", start=at("09:00")), Pin(item="H1", veto=True, start=at("09:00"), begeleider="B1"))
        assert {who for who, _ in self.found(*pins)} == {"B2"}

    def test_veto_of_members_that_names_none(self) -> None:
        assert self.found(Pin(item="H1", veto=True, members=())) == {}


def with_overleg(*pins: Pin, **fields: object) -> Region:
    """O1 of B1 and the IB of S2, an hour on Monday, at S1 or S3."""
    own: dict[str, object] = {
        "id": "O1",
        "minutes": 60,
        "hosts": ("S1", "S3"),
        "half_days": ("ma-ochtend", "ma-middag"),
        "weeks": (WEEK,),
        "participants": Participants(begeleiders=("B1",), ibs=("S2",)),
    }
    return region(overleggen=(Overleg.model_validate(own | fields),), pins=pins)


def moments(of: Region) -> list[tuple[str, str, int]]:
    return [(o.host, o.half_day.value, o.start) for o in options(of).overleg]


EVERY = [
    (host, half_day, start) for half_day, start in (("ma-ochtend", 540), ("ma-middag", 780)) for host in ("S1", "S3")
]


class TestOverleg:
    def test_every_host_half_day_and_start(self) -> None:
        assert moments(with_overleg()) == EVERY

    def test_in_its_weeks_only(self) -> None:
        assert moments(with_overleg(weeks=("2026-W49",))) == []

    def test_within_the_hours_of_the_ib(self) -> None:
        made = with_overleg()
        short = school("S2", ib_hours=hours(ma_ochtend="09:00-10:00", ma_middag="13:00-13:59"))
        of = made.model_copy(update={"schools": (made.schools[0], short, made.schools[2])})
        assert moments(of) == EVERY[:2]

    def test_within_the_hours_and_rooms_of_the_host(self) -> None:
        made = with_overleg()
        closed = {h: w for h, w in default_school_hours().items() if h is not HalfDay.MA_MIDDAG}
        hosts = (school("S1", hours=closed), made.schools[1], school("S3", "K2", rooms={"ma-ochtend": 0}))
        assert moments(made.model_copy(update={"schools": hosts})) == [EVERY[0], EVERY[3]]

    def test_participants_are_listed_once(self) -> None:
        found = options(with_overleg(Pin(item="O1", host="S1", start=540), participants={"begeleiders": ("B1", "B1")}))
        assert the_overleg(found).people == ("B1",)

    @pytest.mark.parametrize(
        ("pin", "expected"),
        [
            (Pin(item="O1", start=780), EVERY[2:]),
            (Pin(item="O1", host="S3", half_days=(HalfDay.MA_OCHTEND,)), [EVERY[1]]),
            (Pin(item="O1", begeleider="B1"), EVERY),
            (Pin(item="O1", begeleider="B2"), []),
            (Pin(item="O1", veto=True, start=540, host="S1"), EVERY[1:]),
            (Pin(item="O1", veto=True, begeleider="B1", half_days=(HalfDay.MA_MIDDAG,)), EVERY[:2]),
            (Pin(item="O1", veto=True), []),
        ],
    )
    def test_pins(self, pin: Pin, expected: list[tuple[str, str, int]]) -> None:
        assert moments(with_overleg(pin)) == expected
