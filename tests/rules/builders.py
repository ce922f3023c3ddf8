"""A small region written out by hand, with a valid plan that uses every kind of item.

Times: mornings 08:30-12:00, afternoons 12:30-15:00 at schools; begeleiders 08:30-12:15 and 12:45-16:00. All places are
10 minutes apart, except school:S1 > school:S2 (5), school:S2 > school:S1 (7) and home:L5 > school:S1 (25).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider, default_availability
from optimizer.domain.clock import Window, parse_clock
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.leerling import Leerling, Need
from optimizer.domain.location import Location
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.organisation import Bestuur, Budget, Kring, Payer
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.plan import Group, OverlegSlot, Pin, Plan, WeekPlan
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.school import School, default_school_hours
from optimizer.domain.vocabulary import PayerKind, Priority, Role, Rung, Target
from optimizer.rules.view import WeekView
from tests.rules.matrix import table_matrix
from tests.rules.witness import At, week_plan

WEEK = "2026-W48"
MA_O, MA_M, DI_O, DI_M, WO_O, WO_M, DO_O, DO_M, VR_O, VR_M = tuple(HalfDay)
HERE = Location(lat=52.1, lon=4.7)


def at(text: str) -> int:
    """Minutes since midnight of "HH:MM"."""
    return parse_clock(text)


def window(text: str) -> Window:
    """A window of "HH:MM-HH:MM"."""
    start, end = text.split("-")
    return Window(start=at(start), end=at(end))


def hours(**half_days: str) -> FrozenDict[HalfDay, Window]:
    """Hours by half day, as ``hours(ma_ochtend="08:30-12:00")``."""
    return FrozenDict({HalfDay(name.replace("_", "-")): window(text) for name, text in half_days.items()})


def school(ident: str, kring: str = "K1", **fields: object) -> School:
    own = {"name": ident, "location": HERE, "hours": default_school_hours(), "ib_hours": default_school_hours()}
    return School.model_validate({"id": ident, "kring": kring} | own | fields)


def begeleider(ident: str, *expertise: str, kringen: tuple[str, ...] = ("K1",), **fields: object) -> Begeleider:
    own = {"name": ident, "base": HERE, "contract_minutes": 2000}
    return Begeleider.model_validate({"id": ident, "expertise": expertise, "kringen": kringen} | own | fields)


def hulpvraag(ident: str, school_id: str | None, expertise: str, minutes: int = 60, **fields: object) -> Hulpvraag:
    own = {"school": school_id, "expertise": expertise, "minutes": minutes}
    return Hulpvraag.model_validate({"id": ident} | own | fields)


def leerling(ident: str, *needs: str, **fields: object) -> Leerling:
    own = {"home": HERE, "leerjaar": 4, "needs": tuple(Need(expertise=n) for n in needs)}
    return Leerling.model_validate({"id": ident, "eligible_rungs": (Rung.OWN_SCHOOL,)} | own | fields)


def _schools() -> tuple[School, ...]:
    s2_ib = hours(ma_ochtend="08:30-12:00", ma_middag="12:30-15:00", di_ochtend="08:30-12:00")
    return (
        school("S1", bestuur="P1"),
        school("S2", bestuur="P2", ib_hours=s2_ib),
        school("S3", "K2", bestuur="P1"),
        school("S4", bestuur="P1"),
    )


def _begeleiders() -> tuple[Begeleider, ...]:
    monday_to_thursday = {h: w for h, w in default_availability().items() if h.day is not Day.VR}
    return (
        begeleider("B1", "gedrag", max_schools_per_half_day=2, availability=FrozenDict(monday_to_thursday)),
        begeleider("B2", "gedrag", "tos", kringen=("K1", "K2")),
        begeleider("B3", "tos"),
        begeleider("B4", "gedrag", contract_minutes=130, reserved_minutes=30),
        begeleider("X1", "tos", kringen=("K1", "K2"), role=Role.AD, institute="I1"),
    )


def _hulpvragen() -> tuple[Hulpvraag, ...]:
    return (
        hulpvraag("H1", "S1", "gedrag", visits=2, min_days_between=2, target=Target.IB, current="B1"),
        hulpvraag("H2", "S2", "gedrag", 45, window=window("10:00-14:00"), priority=Priority.URGENT),
        hulpvraag("H3", "S3", "tos", preferred=("B3",)),
        hulpvraag("H4", "S1", "gedrag", 30, target=Target.IB, preferred=("B1", "B2")),
        hulpvraag("H5", None, "tos", 45, location=HERE, kring="K2", priority=Priority.LOW),
        hulpvraag("H6", "S2", "tos", institute="I1"),
        hulpvraag("H7", "S1", "gedrag", 30, leerling="L1"),
        hulpvraag("H8", "S4", "gedrag"),
        hulpvraag("H9", "S2", "gedrag", priority=Priority.LOW),
    )


def _leerlingen() -> tuple[Leerling, ...]:
    return (
        leerling("L1", "gedrag"),
        leerling("L2"),
        leerling("L3", home=None, school="S1"),
        leerling("L4", leerjaar=8),
        leerling("L5"),
        leerling("L6", "tos"),
        leerling("L7"),
    )


def small_region() -> Region:
    """The region; H8, H9 and the seat of L7 are not served by `small_plan`."""
    arrangement = Groepsarrangement(
        id="A1",
        kind="x-klas",
        expertise="gedrag",
        co_leaders=("tos",),
        supports=("gedrag",),
        kringen=("K1",),
        minutes=90,
        hosts=("S1", "S2"),
        size=Size(min=2, preferred=4, max=4),
        leerjaren=(3, 4, 5),
        candidates=("L1", "L2", "L3", "L4", "L5", "L6", "L7"),
        max_travel_minutes=20,
        running=Running(host="S1", half_day=DI_O, leader="B1", co_leaders=("B2",), members=("L1", "L2", "L3")),
    )
    overleg = Overleg(
        id="O1",
        minutes=60,
        hosts=("S2", "S3"),
        participants=Participants(begeleiders=("B1", "B2"), ibs=("S2",), contacts=("gemeente",)),
        weeks=(WEEK,),
    )
    return Region(
        id="klein",
        name="Klein",
        week=WEEK,
        policy=Policy(),
        besturen=(Bestuur(id="P1", name="P1"), Bestuur(id="P2", name="P2")),
        kringen=(
            Kring(id="K1", name="K1", neighbours=("K2",)),
            Kring(id="K2", name="K2", neighbours=("K1",)),
            Kring(id="K3", name="K3"),
        ),
        budgets=(
            Budget(id="G1", payer=Payer(kind=PayerKind.BESTUUR, id="P2"), expertise="gedrag", minutes=100, hard=True),
            Budget(id="G2", payer=Payer(kind=PayerKind.KRING, id="K2"), minutes=90),
        ),
        schools=_schools(),
        begeleiders=_begeleiders(),
        hulpvragen=_hulpvragen(),
        arrangementen=(arrangement,),
        leerlingen=_leerlingen(),
        overleggen=(overleg,),
        pins=(Pin(item="H3", begeleider="B2", start=at("13:00")), Pin(item="H5", veto=True, half_days=(DI_O,))),
    )


def small_matrix(region: Region) -> TravelMatrix:
    """Travel of the small region."""
    table = {("school:S1", "school:S2"): 5, ("school:S2", "school:S1"): 7, ("home:L5", "school:S1"): 25}
    return table_matrix(region, table)


VISITS = {
    "H1a": At("B1", "H1", MA_O, at("08:30")),
    "H4": At("B1", "H4", MA_O, at("09:30")),
    "H2": At("B1", "H2", MA_O, at("10:05")),
    "H3": At("B2", "H3", DI_M, at("13:00")),
    "H5": At("B2", "H5", DI_M, at("14:15")),
    "H1b": At("B1", "H1", WO_O, at("09:00")),
    "H7": At("B1", "H7", WO_O, at("10:00")),
    "H6": At("X1", "H6", WO_O, at("09:00")),
}
GROUP = Group(
    id="A1#1",
    arrangement="A1",
    host="S1",
    half_day=DI_O,
    start=at("09:00"),
    leader="B1",
    co_leaders=("B2",),
    members=("L1", "L2", "L3"),
)
SLOT = OverlegSlot(id="O1", host="S2", half_day=MA_M, start=at("13:00"))


@dataclass(frozen=True)
class Case:
    """A region with what is planned in it; change it by `dataclasses.replace` or the methods below."""

    region: Region = field(default_factory=small_region)
    visits: dict[str, At] = field(default_factory=lambda: dict(VISITS))
    groups: tuple[Group, ...] = (GROUP,)
    overleg: tuple[OverlegSlot, ...] = (SLOT,)

    def visit(self, **changes: At | None) -> Case:
        """With visits added, replaced, or (None) left out."""
        visits = {key: v for key, v in (self.visits | changes).items() if v is not None}
        return Case(self.region, visits, self.groups, self.overleg)

    def only(self, *visits: str) -> Case:
        """With these visits and nothing else."""
        return Case(self.region, {key: self.visits[key] for key in visits}, (), ())

    def grouped(self, *groups: Group) -> Case:
        """With these groups instead."""
        return Case(self.region, self.visits, groups, self.overleg)

    def meeting(self, *overleg: OverlegSlot) -> Case:
        """With these overleggen instead."""
        return Case(self.region, self.visits, self.groups, overleg)

    def region_with(self, **fields: object) -> Case:
        """With other fields of the region."""
        return Case(self.region.model_copy(update=fields), self.visits, self.groups, self.overleg)

    def policy(self, **fields: object) -> Case:
        """With other agreements."""
        return self.region_with(policy=self.region.policy.model_copy(update=fields))

    def change(self, ident: str, **fields: object) -> Case:
        """With other fields of the entity that has this id."""
        return Case(changed(self.region, ident, **fields), self.visits, self.groups, self.overleg)

    @property
    def matrix(self) -> TravelMatrix:
        return small_matrix(self.region)

    @property
    def week_plan(self) -> WeekPlan:
        return week_plan(self.region, self.matrix, self.visits.values(), self.groups, self.overleg)

    @property
    def plan(self) -> Plan:
        return Plan(weeks=(self.week_plan,))

    @property
    def view(self) -> WeekView:
        return WeekView(self.region, self.week_plan, self.matrix)


def changed(region: Region, ident: str, **fields: object) -> Region:
    """A region in which the one entity with an id has other fields."""
    lists = ("kringen", "budgets", "schools", "begeleiders", "hulpvragen", "arrangementen", "leerlingen", "overleggen")
    hits = [name for name in lists if any(one.id == ident for one in getattr(region, name))]
    assert len(hits) == 1, f"{ident} is the id of {len(hits)} entities"
    entities = getattr(region, hits[0])
    updated = tuple(one.model_copy(update=fields) if one.id == ident else one for one in entities)
    return region.model_copy(update={hits[0]: updated})
