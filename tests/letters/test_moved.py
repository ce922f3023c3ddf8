"""What a school is told when its visits move, fall out or are added."""

from __future__ import annotations

import pytest

from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Group, OverlegSlot, Stop, Tour, WeekPlan
from optimizer.domain.vocabulary import StopKind
from optimizer.language.phrases import Phrases
from optimizer.letters.moved import change_parts, changed_schools
from optimizer.letters.names import Names
from tests.letters.cases import OWN, WEEK, H

MA, DI, DO = HalfDay.MA_OCHTEND, HalfDay.DI_OCHTEND, HalfDay.DO_OCHTEND


def week(*visits: tuple[HalfDay, str]) -> WeekPlan:
    """A week in which the first hulpvraag is visited so."""
    tours = tuple(
        Tour(
            begeleider=who,
            day=half_day.day,
            stops=(Stop(kind=StopKind.VISIT, item=H.id, half_day=half_day, place=f"school:{OWN}", start=540, end=600),),
            legs=(),
        )
        for half_day, who in visits
    )
    return WeekPlan(week=WEEK.week, tours=tours)


MOVED = "Het bezoek voor vraag H1 was op {0}. Dat wordt {1}, en {2} komt."
GONE = "Het bezoek op {0} gaat niet door. Het was voor vraag H1."
NEW = "Er komt een bezoek bij op {0}. Het is voor vraag H1, en {1} komt."
ANNA, BRAM = "Anna de Vries", "Bram Bakker"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([(MA, "B1")], [(DI, "B1")], [MOVED.format("maandagochtend", "dinsdagochtend", ANNA)]),
        ([(MA, "B1")], [(MA, "B2")], ["Voor vraag H1 komt op maandagochtend nu Bram Bakker."]),
        ([(MA, "B1")], [], [GONE.format("maandagochtend")]),
        ([], [(DO, "B2")], [NEW.format("donderdagochtend", BRAM)]),
        ([(MA, "B1"), (DO, "B1")], [(DO, "B1")], [GONE.format("maandagochtend")]),
        (
            [(DO, "B1"), (MA, "B1")],
            [(DI, "B1")],
            [MOVED.format("maandagochtend", "dinsdagochtend", ANNA), GONE.format("donderdagochtend")],
        ),
        (
            [(MA, "B1")],
            [(DO, "B2"), (DI, "B1")],
            [MOVED.format("maandagochtend", "dinsdagochtend", ANNA), NEW.format("donderdagochtend", BRAM)],
        ),
    ],
)
def test_each_visit_is_told_once(
    before: list[tuple[HalfDay, str]], after: list[tuple[HalfDay, str]], told: list[str]
) -> None:
    parts = change_parts(week(*before), week(*after), OWN, Names(WEEK, Phrases()))
    assert [line for part in parts for line in part.lines] == told


def test_another_school_hears_nothing_of_it() -> None:
    other = next(school.id for school in WEEK.schools if school.id != OWN)
    parts = change_parts(week((MA, "B1")), week((DI, "B1")), other, Names(WEEK, Phrases()))
    assert [part.lead for part in parts] == ["Voor uw school verandert er niets."]


def told(before: WeekPlan, after: WeekPlan) -> dict[str, list[str]]:
    """What every school is told, by school; those that are told nothing are left out."""
    found = {
        school.id: [
            line for part in change_parts(before, after, school.id, Names(WEEK, Phrases())) for line in part.lines
        ]
        for school in WEEK.schools
    }
    assert {school for school, lines in found.items() if lines} == set(changed_schools(before, after, WEEK))
    return {school: lines for school, lines in found.items() if lines}


SCHOOL_OF = {leerling.id: leerling.school for leerling in WEEK.leerlingen}


def grouped(half_day: HalfDay | None, host: str = "S1", members: tuple[str, ...] = ("L1", "L2")) -> WeekPlan:
    if half_day is None:
        return WeekPlan(week=WEEK.week)
    group = Group(id="A1#1", arrangement="A1", host=host, half_day=half_day, start=540, leader="B1", members=members)
    return WeekPlan(week=WEEK.week, groups=(group,))


def test_host_and_schools_of_members_hear_of_a_group() -> None:
    hit = {"S1", *(SCHOOL_OF[own] or "" for own in ("L1", "L2"))}
    gone = ["De groep plusklas (A1) op maandagochtend gaat niet door."]
    assert told(grouped(MA), grouped(None)) == dict.fromkeys(sorted(hit), gone)
    new = told(grouped(None), grouped(DI))
    assert new["S1"] == ["De groep plusklas (A1) begint op dinsdagochtend, op De Regenboog."]
    moved = told(grouped(MA), grouped(DI))
    assert moved["S1"] == [
        "De groep plusklas (A1) was op maandagochtend. Die is nu op dinsdagochtend, op De Regenboog."
    ]
    assert told(grouped(MA), grouped(MA)) == {}


def test_who_leaves_or_joins_is_told_to_the_own_school_alone() -> None:
    left = told(grouped(MA), grouped(MA, members=("L1",)))
    assert left == {SCHOOL_OF["L2"]: ["Leerling L2 gaat niet meer naar de groep plusklas (A1)."]}
    came = told(grouped(MA, members=("L1",)), grouped(MA))
    assert came == {SCHOOL_OF["L2"]: ["Leerling L2 gaat nu naar de groep plusklas (A1)."]}


def test_host_and_schools_that_take_part_hear_of_a_meeting() -> None:
    overleg = WEEK.overleggen[0]
    held = WeekPlan(week=WEEK.week, overleg=(OverlegSlot(id=overleg.id, host="S1", half_day=MA, start=540),))
    later = WeekPlan(week=WEEK.week, overleg=(OverlegSlot(id=overleg.id, host="S1", half_day=DI, start=540),))
    empty = WeekPlan(week=WEEK.week)
    hit = {"S1", *overleg.participants.ibs}
    assert set(told(held, empty)) == set(told(held, later)) == set(told(empty, held)) == hit
    assert told(held, empty)["S1"] == [f"Het overleg {overleg.id} op maandagochtend gaat niet door."]
    moved = f"Het overleg {overleg.id} was op maandagochtend. Het is nu op dinsdagochtend, op De Regenboog."
    assert told(held, later)["S1"] == [moved]
