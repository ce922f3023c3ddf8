"""Hulpvragen that are not served: barred, not asked, or without the time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import Calendar
from optimizer.domain.explain import FactKey as F
from optimizer.domain.explain import ReasonKind as R
from optimizer.domain.explain import RepairKind as K
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.organisation import Budget, Kring, Payer
from optimizer.domain.plan import Pin, WeekPlan
from optimizer.domain.vocabulary import Level, PayerKind, Priority, RequestStatus, Role, Target
from tests.explain.planted.situation import Cheapest, Situation, region, sets
from tests.rules.builders import DI_O, MA_M, MA_O, WEEK, begeleider, hours, hulpvraag, school, window

MONDAY = date(2026, 11, 23)
URGENT = Priority.URGENT
NEAR = (Kring(id="K1", name="K1", neighbours=("K2",)), Kring(id="K2", name="K2", neighbours=("K1",)))
EXTRA = Cheapest(K.EXPERTISE_MINUTES, ("K1",), amount=75, price=75)
MORNING = hours(ma_ochtend="08:30-12:15")


def asked(**fields: Any) -> tuple[Hulpvraag, ...]:  # noqa: ANN401 -- fields of a hulpvraag
    """One hulpvraag at S1 for gedrag."""
    return (hulpvraag("H1", "S1", "gedrag", **fields),)


def two(first: dict[str, Any], second: dict[str, Any], where: str = "S1") -> tuple[Hulpvraag, ...]:
    """Two hulpvragen, the second perhaps at another school."""
    return (hulpvraag("H1", "S1", "gedrag", **first), hulpvraag("H2", where, "gedrag", **second))


def hard(minutes: int) -> tuple[Budget, ...]:
    return (Budget(id="G1", payer=Payer(kind=PayerKind.SWV), minutes=minutes, hard=True),)


ONE = begeleider("B1", "gedrag")
STRUCTURAL = (
    Situation(
        "nobody-has-the-expertise",
        region(begeleiders=(begeleider("B1", "tos"),), hulpvragen=asked()),
        "H1",
        R.STRUCTURAL,
        sets(F.EXPERTISE),
        EXTRA,
    ),
    Situation(
        "the-level-bars-the-role",
        region(
            begeleiders=(begeleider("B1", "gedrag", role=Role.TRAJECTBEGELEIDER),), hulpvragen=asked(level=Level.HEAVY)
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.ROLE),
        Cheapest(K.ROLE, ("trajectbegeleider", "heavy")),
    ),
    Situation(
        "only-of-an-institute",
        region(begeleiders=(begeleider("B1", "gedrag", institute="I1"),), hulpvragen=asked()),
        "H1",
        R.STRUCTURAL,
        sets(F.INSTITUTE),
        EXTRA,
    ),
    Situation(
        "asked-of-an-institute",
        region(begeleiders=(ONE,), hulpvragen=asked(institute="I1")),
        "H1",
        R.STRUCTURAL,
        sets(F.INSTITUTE),
        EXTRA,
    ),
    Situation(
        "another-kring",
        region(begeleiders=(begeleider("B1", "gedrag", kringen=("K2",)),), hulpvragen=asked()),
        "H1",
        R.STRUCTURAL,
        sets(F.KRING),
        Cheapest(K.KRING, ("B1", "K1")),
    ),
    Situation(
        "the-neighbour-is-forbidden",
        region(kringen=NEAR, begeleiders=(begeleider("B1", "gedrag", kringen=("K2",)),), hulpvragen=asked()),
        "H1",
        R.STRUCTURAL,
        sets(F.KRING, F.NEIGHBOURS),
        Cheapest(K.KRING, ("B1", "K1")),
    ),
    Situation(
        "half-days-are-disjoint",
        region(
            begeleiders=(begeleider("B1", "gedrag", availability=hours(di_ochtend="08:30-12:15")),),
            hulpvragen=asked(half_days=(MA_O,)),
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.HALF_DAYS, F.AVAILABILITY),
        Cheapest(K.HALF_DAY, ("H1",), DI_O),
    ),
    Situation(
        "the-clock-window-is-too-short",
        region(begeleiders=(ONE,), hulpvragen=asked(window=window("10:00-10:30"))),
        "H1",
        R.STRUCTURAL,
        sets(F.WINDOW),
        Cheapest(K.WINDOW, ("H1",), amount=30),
    ),
    Situation(
        "the-ib-is-too-short-there",
        region(
            schools=(school("S1", ib_hours=hours(di_ochtend="08:30-09:00")),),
            kringen=NEAR[:1],
            begeleiders=(ONE,),
            hulpvragen=asked(target=Target.IB),
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.IB_HOURS),
        Cheapest(K.HOURS, ("S1",), MA_O),
    ),
    Situation(
        "everybody-is-refused",
        region(begeleiders=(ONE,), hulpvragen=asked(forbidden=("B1",))),
        "H1",
        R.STRUCTURAL,
        sets(F.FORBIDDEN),
        Cheapest(K.FORBIDDEN, ("B1",)),
    ),
    Situation(
        "a-veto-forbids-it",
        region(begeleiders=(ONE,), hulpvragen=asked(), pins=(Pin(item="H1", veto=True),)),
        "H1",
        R.STRUCTURAL,
        sets(F.PINS),
        Cheapest(K.PIN, ("H1",)),
    ),
    Situation(
        "pinned-to-who-is-not-there",
        region(
            begeleiders=(ONE, begeleider("B2", "gedrag", availability=hours(di_ochtend="08:30-12:15"))),
            hulpvragen=asked(half_days=(MA_O,)),
            pins=(Pin(item="H1", begeleider="B2"),),
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.PINS, F.HALF_DAYS, F.AVAILABILITY),
        Cheapest(K.PIN, ("H1",)),
    ),
    Situation(
        "the-contract-is-reserved",
        region(
            begeleiders=(begeleider("B1", "gedrag", contract_minutes=500, reserved_minutes=480),), hulpvragen=asked()
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.CONTRACT),
        Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=55, price=55),
    ),
    Situation(
        "the-contract-holds-one-of-two-visits",
        region(begeleiders=(begeleider("B1", "gedrag", contract_minutes=100),), hulpvragen=asked(visits=2)),
        "H1",
        R.STRUCTURAL,
        sets(F.CONTRACT),
        Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=50, price=50),
    ),
    Situation(
        "the-school-is-closed",
        region(schools=(school("S1", hours=FrozenDict({})),), begeleiders=(ONE,), hulpvragen=asked()),
        "H1",
        R.STRUCTURAL,
        sets(F.SCHOOL_HOURS),
        Cheapest(K.HOURS, ("S1",), MA_O),
    ),
    Situation(
        "a-week-of-holiday",
        region(
            calendar=Calendar(closed_dates=tuple(MONDAY + timedelta(days=n) for n in range(5))),
            begeleiders=(ONE,),
            hulpvragen=asked(),
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.CLOSED),
    ),
    Situation(
        "a-hard-budget-is-too-small",
        region(budgets=hard(30), begeleiders=(ONE,), hulpvragen=asked()),
        "H1",
        R.STRUCTURAL,
        sets(F.BUDGET),
        Cheapest(K.BUDGET, ("G1",), amount=30, price=30),
    ),
    Situation(
        "the-days-are-too-near",
        region(
            begeleiders=(
                begeleider("B1", "gedrag", availability=hours(ma_ochtend="08:30-12:15", di_ochtend="08:30-12:15")),
            ),
            hulpvragen=asked(visits=2, min_days_between=3),
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.SPREAD, F.AVAILABILITY),
        Cheapest(K.SPREAD, ("H1",), amount=2),
    ),
    Situation(
        "one-begeleider-for-all-visits",
        region(
            begeleiders=(
                begeleider("B1", "gedrag", availability=MORNING),
                begeleider("B2", "gedrag", availability=hours(di_ochtend="08:30-12:15")),
            ),
            hulpvragen=asked(visits=2),
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.ONE_BEGELEIDER, F.SPREAD, F.AVAILABILITY),
        Cheapest(K.HALF_DAY, ("B1",), DI_O),
        roads={("base:B2", "school:S1"): 15},
    ),
    Situation(
        "there-too-short",
        region(
            begeleiders=(begeleider("B1", "gedrag", availability=hours(di_ochtend="08:30-09:00")),), hulpvragen=asked()
        ),
        "H1",
        R.STRUCTURAL,
        sets(F.AVAILABILITY),
        Cheapest(K.HALF_DAY, ("B1",), MA_O),
    ),
    Situation(
        "there-is-no-way",
        region(begeleiders=(ONE,), hulpvragen=asked()),
        "H1",
        R.STRUCTURAL,
        sets(F.TRAVEL),
        EXTRA,
        roads={("base:B1", "school:S1"): None},
    ),
    Situation(
        "two-facts-together",
        region(
            schools=(school("S1", hours=FrozenDict({})),), begeleiders=(begeleider("B1", "tos"),), hulpvragen=asked()
        ),
        "H1",
        R.STRUCTURAL,
        sets((F.EXPERTISE, F.SCHOOL_HOURS)),
    ),
    Situation("nobody-at-all", region(hulpvragen=asked()), "H1", R.STRUCTURAL, sets(F.EXPERTISE), EXTRA),
)
NOT_ASKED = (
    Situation(
        "not-granted",
        region(begeleiders=(ONE,), hulpvragen=asked(status=RequestStatus.REQUESTED)),
        "H1",
        R.NOT_ASKED,
        sets(F.REQUESTED),
        Cheapest(K.GRANT, ("H1",)),
    ),
    Situation(
        "not-due",
        region(begeleiders=(ONE,), hulpvragen=asked(every_weeks=2, last_visit=MONDAY - timedelta(days=7))),
        "H1",
        R.NOT_ASKED,
        sets(F.NOT_DUE),
    ),
    Situation(
        "no-visits-left",
        region(begeleiders=(ONE,), hulpvragen=asked(visits_left=0)),
        "H1",
        R.NOT_ASKED,
        sets(F.NO_VISITS_LEFT),
    ),
    Situation(
        "barred-for-the-child",
        region(begeleiders=(ONE,), hulpvragen=asked(target=Target.CHILD)),
        "H1",
        R.NOT_ASKED,
        sets(F.CHILD_BARRED),
    ),
)
CROWDED = (
    Situation(
        "urgent-goes-first",
        region(
            begeleiders=(begeleider("B1", "gedrag", contract_minutes=100),), hulpvragen=two({"priority": URGENT}, {})
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=50, price=50),
        displaced=("H1",),
    ),
    Situation(
        "overdue-goes-first",
        region(
            begeleiders=(begeleider("B1", "gedrag", contract_minutes=100),),
            hulpvragen=two({"first_contact_by": MONDAY}, {}),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=50, price=50),
        displaced=("H1",),
    ),
    Situation(
        "the-longer-one-counts-more",
        region(
            begeleiders=(begeleider("B1", "gedrag", contract_minutes=120),),
            hulpvragen=(hulpvraag("H1", "S1", "gedrag", 90), hulpvraag("H2", "S1", "gedrag", 60)),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=60, price=60),
        displaced=("H1",),
    ),
    Situation(
        "the-half-day-is-full",
        region(
            begeleiders=(begeleider("B1", "gedrag", availability=hours(ma_ochtend="08:30-10:00")),),
            hulpvragen=two({"priority": URGENT}, {}),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.HALF_DAY, ("B1",), MA_M),
        displaced=("H1",),
    ),
    Situation(
        "too-many-schools-in-a-half-day",
        region(
            schools=(school("S1", hours=MORNING), school("S2", hours=MORNING)),
            kringen=NEAR[:1],
            begeleiders=(begeleider("B1", "gedrag", availability=MORNING, max_schools_per_half_day=1),),
            hulpvragen=two({"priority": URGENT}, {}, "S2"),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.MAX_SCHOOLS, ("B1",)),
        displaced=("H1",),
    ),
    Situation(
        "too-far-for-one-morning",
        region(
            begeleiders=(begeleider("B1", "gedrag", availability=MORNING),),
            hulpvragen=two({"priority": URGENT}, {}, "S2"),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.HALF_DAY, ("B1",), DI_O),
        displaced=("H1",),
        roads={("school:S1", "school:S2"): 130, ("school:S2", "school:S1"): 130},
    ),
    Situation(
        "a-running-commitment-holds",
        region(
            begeleiders=(begeleider("B1", "gedrag", contract_minutes=100),),
            hulpvragen=two({"priority": Priority.LOW, "current": "B1"}, {}),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=50, price=50),
        displaced=("H1",),
    ),
    Situation(
        "the-hard-budget-is-used",
        region(budgets=hard(60), begeleiders=(ONE,), hulpvragen=two({"priority": URGENT}, {})),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.BUDGET, ("G1",), amount=60, price=60),
        displaced=("H1",),
    ),
    Situation(
        "the-hard-budget-and-the-contract-are-used",
        region(
            budgets=hard(60),
            begeleiders=(begeleider("B1", "gedrag", contract_minutes=75),),
            hulpvragen=two({"priority": URGENT}, {}),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.EXPERTISE_AND_BUDGET, ("K1",), amount=75, price=75),
        displaced=("H1",),
    ),
    Situation(
        "the-ib-has-one-hour",
        region(
            schools=(school("S1", ib_hours=hours(ma_ochtend="08:30-09:30")),),
            begeleiders=(ONE,),
            hulpvragen=two({"target": Target.IB, "priority": URGENT}, {"target": Target.IB}),
        ),
        "H2",
        R.CAPACITY,
        cheapest=Cheapest(K.HOURS, ("S1",), MA_M),
        displaced=("H1",),
    ),
    Situation(
        "a-swap-decided-by-travel",
        region(begeleiders=(begeleider("B1", "gedrag", contract_minutes=100),), hulpvragen=two({}, {}, "S2")),
        "H2",
        R.TRADE_OFF,
        cheapest=Cheapest(K.CONTRACT_MINUTES, ("B1",), amount=50, price=50),
        displaced=("H1",),
        roads={("base:B1", "school:S2"): 30, ("school:S2", "base:B1"): 30},
    ),
    Situation(
        "the-plan-was-not-the-best",
        region(begeleiders=(ONE,), hulpvragen=asked()),
        "H1",
        R.IMPROVABLE,
        plan=WeekPlan(week=WEEK, active=("H1",)),
    ),
)
VISITS = (*STRUCTURAL, *NOT_ASKED, *CROWDED)
