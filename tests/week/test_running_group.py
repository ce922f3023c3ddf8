"""What is broken of a running group, by exact value for everything that can be done with it."""

from __future__ import annotations

import pytest

from optimizer.domain.arrangement import Running
from optimizer.domain.region import Region
from optimizer.week.direct.groups import CLOSED
from tests.rules.builders import begeleider, hours, leerling, school
from tests.week.gathered import B1, DI, DI_M, ONE, groups_of, solutions, with_group
from tests.week.parts import options

RUN = Running(host="S1", half_day=DI, leader="B1", members=("L1", "L2"))


def broken(of: Region) -> dict[tuple[str, str, int, str], int]:
    """What is broken of the running group by host, half day, start and leader; of a closed one under `closed`."""
    groups = groups_of(options(of))
    cost = groups.model.new_int_var(-9, 9, "cost")
    groups.model.add(cost == groups.broken("A1#1"))
    found: dict[tuple[str, str, int, str], set[int]] = {}
    for values in solutions(groups):
        met = [s for s in groups.chosen(values) if s.group == "A1#1"]
        key = (met[0].host, met[0].half_day.value, met[0].start, met[0].people[0]) if met else ("closed", "", 0, "")
        found.setdefault(key, set()).add(values[cost.index])
    return {key: cost for key, (cost,) in found.items()}


class TestBroken:
    wide: dict[str, object]

    def setup_method(self) -> None:
        self.wide = ONE | {"hosts": ("S1", "S2"), "half_days": (DI, DI_M), "candidates": ("L1", "L2"), "running": RUN}

    def test_host_half_day_and_leader(self) -> None:
        found = broken(with_group(fields=self.wide))
        expected = {
            (host, half_day, start, who): (host != "S1") + (half_day != "di-ochtend") + (who != "B1")
            for host in ("S1", "S2")
            for half_day, start in (("di-ochtend", 540), ("di-ochtend", 600), ("di-middag", 780))
            for who in ("B1", "B2")
        }
        assert found == expected | {("closed", "", 0, ""): CLOSED}

    def test_co_leaders_and_members_do_not_count(self) -> None:
        staff = (*B1, begeleider("B2", "taal"), begeleider("B3", "taal"))
        with_co = {"co_leaders": ("taal",), "running": RUN.model_copy(update={"co_leaders": ("B2",)})}
        found = broken(with_group(fields=self.wide | with_co, begeleiders=staff))
        assert found["S1", "di-ochtend", 540, "B1"] == 0

    @pytest.mark.parametrize(
        "who",
        [
            begeleider("B1", "gedrag", availability=hours(ma_ochtend="08:30-12:00", di_middag="13:00-16:00")),
            begeleider("B1", "gedrag", availability=hours(di_ochtend="09:01-11:29", di_middag="13:00-16:00")),
            begeleider("B1", "taal"),
            begeleider("B1", "gedrag", kringen=("K2",)),
            begeleider("B1", "gedrag", institute="I1"),
        ],
        ids=["elsewhere", "too short", "expertise", "kring", "institute"],
    )
    def test_a_leader_who_could_not_go_on_is_not_missed(self, who: object) -> None:
        found = broken(with_group(fields=self.wide, begeleiders=(who, begeleider("B2", "gedrag"))))
        assert found["S1", "di-ochtend", 540, "B2"] == 0
        assert found["S2", "di-middag", 780, "B2"] == 2

    def test_a_leader_who_could_from_another_start_is(self) -> None:
        late = begeleider("B1", "gedrag", availability=hours(di_ochtend="10:00-11:30"))
        found = broken(with_group(fields=self.wide, begeleiders=(late, begeleider("B2", "gedrag"))))
        assert found["S1", "di-ochtend", 540, "B2"] == 1
        assert found["S1", "di-ochtend", 600, "B1"] == 0

    def test_whether_the_host_is_open_does_not_matter_to_that(self) -> None:
        closed = (school("S1", hours=hours(di_middag="12:30-15:00")), school("S2"))
        found = broken(with_group(fields=self.wide, schools=closed))
        assert found["S2", "di-ochtend", 540, "B2"] == 2

    def test_one_that_cannot_meet_is_closed(self) -> None:
        found = broken(with_group(fields=self.wide, leerlingen=tuple(leerling(f"L{n}", "tos") for n in range(1, 7))))
        assert found == {("closed", "", 0, ""): CLOSED}

    def test_only_the_first_group_runs(self) -> None:
        groups = groups_of(options(with_group(fields=self.wide | {"max_groups": 2})))
        assert any(s.group == "A1#2" for s in groups.sessions)
        every = solutions(groups)
        assert any([s.group for s in groups.chosen(values)] == ["A1#2"] for values in every)

    def test_nothing_is_broken_where_nothing_runs(self) -> None:
        assert set(broken(with_group(fields=self.wide | {"running": None})).values()) == {0}
