"""Overleg in pools: stops of who attends, and starts barred from visits to IBs who do."""

from __future__ import annotations

from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Target
from optimizer.week.options import OverlegOption
from optimizer.week.routes.labels import enumerate_labels
from optimizer.week.routes.pool import Pool
from tests.rules.builders import WEEK, begeleider, hours, hulpvraag
from tests.week.parts import region
from tests.week.routes.monday import AFTERNOON, MONDAY, STARTS, pool_of, two


def meeting_region(*overleg: Overleg, **fields: object) -> Region:
    """H1 and H2 for the IBs of S1 and S2 and H3 for a teacher at S1, all of an hour on Monday."""
    asked = (
        hulpvraag("H1", "S1", "gedrag", target=Target.IB, half_days=MONDAY),
        hulpvraag("H2", "S2", "gedrag", target=Target.IB, half_days=MONDAY),
        hulpvraag("H3", "S1", "gedrag", half_days=MONDAY),
    )
    people = (begeleider("B1", "gedrag"), begeleider("B2", "gedrag"))
    own: dict[str, object] = {"overleggen": overleg, "hulpvragen": asked, "begeleiders": people, "policy": STARTS}
    return two(**(own | fields))


def overleg(
    ident: str = "O1", *, staff: tuple[str, ...] = ("B2",), ibs: tuple[str, ...] = (), **fields: object
) -> Overleg:
    own: dict[str, object] = {"minutes": 60, "hosts": ("S3",), "half_days": ("ma-ochtend",), "weeks": (WEEK,)}
    who = Participants(begeleiders=staff, ibs=ibs)
    return Overleg.model_validate({"id": ident, "participants": who} | own | fields)


class TestOverleg:
    def test_every_host_and_start_is_an_item_of_who_attends(self) -> None:
        of = meeting_region(overleg(hosts=("S3", "S2"), staff=("B2",)))
        pool = pool_of(of, who="B2")
        numbers = [n for n, item in enumerate(pool.items) if isinstance(item, OverlegOption)]
        expected = [(540, "school:S3"), (540, "school:S2"), (600, "school:S3"), (600, "school:S2")]
        assert [(int(pool.earliest[n]), pool.places[pool.place[n]]) for n in numbers] == expected
        assert pool.earliest[numbers].tolist() == pool.latest[numbers].tolist()
        assert not pool.counts[numbers].any()
        assert len(set(pool.group[numbers].tolist())) == 1
        assert len(set(pool.group.tolist())) == len(pool.items) - 3
        assert not any(isinstance(item, OverlegOption) for item in pool_of(of, who="B1").items)

    def test_a_request_and_an_overleg_of_one_name_do_not_exclude_each_other(self) -> None:
        same = overleg("H1", staff=("B1",))
        pool = pool_of(meeting_region(same, policy=Policy()))
        assert len(pool.items) == len(set(pool.group.tolist())) == 4


def held(pool: Pool) -> list[tuple[tuple[tuple[str, int], ...], tuple[tuple[int, int, int], ...]]]:
    return [(tuple((m.overleg, m.start) for m in meetings), spans) for meetings, spans in pool.meetings]


class TestMeetings:
    def test_an_ib_who_attends_cannot_be_visited_meanwhile(self) -> None:
        # an hour from 9:00 bars visits of an hour that begin from 8:01 to 9:59; H3 is not for the IB
        pool = pool_of(meeting_region(overleg(ibs=("S1",))))
        assert held(pool) == [((("O1", 540),), ((0, 481, 599),)), ((("O1", 600),), ((0, 541, 659),))]
        assert pool.barred == ()

    def test_for_everybody_and_in_that_half_day_only(self) -> None:
        of = meeting_region(overleg(ibs=("S1",)))
        assert held(pool_of(of, who="B1")) == held(pool_of(of, who="B2"))
        assert held(pool_of(of, AFTERNOON)) == []

    def test_hosts_make_no_difference(self) -> None:
        one, more = overleg(ibs=("S1",)), overleg(ibs=("S1",), hosts=("S3", "S2"))
        assert held(pool_of(meeting_region(one))) == held(pool_of(meeting_region(more)))

    def test_nothing_for_a_meeting_without_the_ib(self) -> None:
        assert held(pool_of(meeting_region(overleg()))) == []
        assert held(pool_of(meeting_region(overleg(ibs=("S3",))))) == []

    def test_nothing_when_it_is_over_before_the_visit_can_begin(self) -> None:
        ib = region().schools[0].model_copy(update={"ib_hours": hours(ma_ochtend="09:00-12:00")})
        schools = (ib, *region().schools[1:])
        late = hulpvraag("H1", "S1", "gedrag", target=Target.IB, half_days=MONDAY, window={"start": 600, "end": 720})
        of = meeting_region(overleg(ibs=("S1",)), schools=schools, hulpvragen=(late,))
        assert held(pool_of(of)) == [((("O1", 600),), ((0, 541, 659),))]

    def test_several_meetings_in_all_ways_together(self) -> None:
        first, second = overleg("O1", ibs=("S1", "S2")), overleg("O2", ibs=("S2",), minutes=30)
        one, two_, other = (0, 481, 599), (1, 481, 599), (1, 481, 569)
        later, later_two, later_other = (0, 541, 659), (1, 541, 659), (1, 541, 629)
        found = dict(held(pool_of(meeting_region(first, second))))
        assert found == {
            (("O1", 540),): (one, two_),
            (("O1", 600),): (later, later_two),
            (("O2", 540),): (other,),
            (("O2", 600),): (later_other,),
            (("O1", 540), ("O2", 540)): tuple(sorted((one, two_, other))),
            (("O1", 540), ("O2", 600)): tuple(sorted((one, two_, later_other))),
            (("O1", 600), ("O2", 540)): tuple(sorted((later, later_two, other))),
            (("O1", 600), ("O2", 600)): tuple(sorted((later, later_two, later_other))),
        }

    def test_who_attends_can_visit_the_ib_before_or_after(self) -> None:
        """The begeleider is in the meeting too, at the school of the IB."""
        asked = (hulpvraag("H1", "S1", "gedrag", target=Target.IB, half_days=MONDAY),)
        of = meeting_region(overleg(ibs=("S1",), staff=("B1",), hosts=("S1",)), hulpvragen=asked, policy=Policy())
        pool = pool_of(of)
        labels = enumerate_labels(pool)
        both = {
            (tuple(order), int(clock)): bool(barred)
            for order, clock, barred in zip(labels.order.tolist(), labels.clock, labels.barred[:, 0], strict=True)
        }
        assert both == {
            ((1, -1), 600): False,
            ((0, -1), 570): True,
            # from 10:00 on there is nothing in the way
            ((0, -1), 660): False,
            ((1, 0), 660): False,
        }
