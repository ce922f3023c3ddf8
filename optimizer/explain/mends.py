"""Changes of a region that may let an item be served, each by an amount; whether they do is for `repair` to verify."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider, default_availability
from optimizer.domain.clock import Window
from optimizer.domain.explain import RepairKind
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.location import Location
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.places import base_place
from optimizer.domain.region import Region
from optimizer.domain.school import default_school_hours
from optimizer.domain.vocabulary import Mode, Role
from optimizer.explain.alone import World
from optimizer.explain.lifts import edited

STEP = 5
"""Minutes: repairs in minutes are multiples of this."""
AGREED_BY = {
    RepairKind.PIN: 0,
    RepairKind.GRANT: 0,
    RepairKind.DATES: 0,
    RepairKind.GROUP_SIZE: 0,
    RepairKind.LARGER_GROUP: 0,
    RepairKind.MEMBER: 0,
    RepairKind.SUPPORTS: 0,
    RepairKind.WITHOUT: 1,
    RepairKind.HOURS: 1,
    RepairKind.WINDOW: 1,
    RepairKind.SPREAD: 1,
    RepairKind.ROOM: 1,
    RepairKind.FORBIDDEN: 1,
    RepairKind.GROUP_TRAVEL: 1,
    RepairKind.HALF_DAY: 1,
    RepairKind.MAX_SCHOOLS: 2,
    RepairKind.LONGER_DAY: 2,
    RepairKind.KRING: 2,
    RepairKind.ROLE: 3,
    RepairKind.BUDGET: 3,
    RepairKind.CONTRACT_MINUTES: 3,
    RepairKind.EXPERTISE_MINUTES: 3,
    RepairKind.EXPERTISE_AND_BUDGET: 4,
}
"""Who has to agree: 0 the coordinator, 1 a school or parents, 2 a begeleider, 3 the SWV or a bestuur, 4 both."""


@dataclass(frozen=True)
class Mend:
    """A change of one kind; `build` gives the world for an amount, `most` is the largest amount that makes sense."""

    kind: RepairKind
    build: Callable[[int], World]
    entities: tuple[str, ...] = ()
    half_day: HalfDay | None = None
    expertise: str | None = None
    unit: str = "agreements"
    most: int = 1
    step: int = 1
    paid: bool = False
    """Whether each unit is a paid minute a week."""
    by_begeleider: bool = False
    """Whether a begeleider has to agree, where else a school would."""
    works: str | None = None
    """Whose contract is what grows: a plan then says how much of it is used."""

    @property
    def agreed_by(self) -> int:
        """Who has to agree, as `AGREED_BY`."""
        return 2 if self.by_begeleider else AGREED_BY[self.kind]


def with_fields(world: World, name: str, ident: str, **fields: object) -> World:
    """Return the world with other fields of one entity of a list."""
    entities = getattr(world.region, name)
    changed = tuple(one.model_copy(update=fields) if one.id == ident else one for one in entities)
    return edited(world, **{name: changed})


# begeleiders


def contract(world: World, b: Begeleider, most: int) -> Mend:
    """Return more contract minutes of somebody."""

    def build(amount: int) -> World:
        return with_fields(world, "begeleiders", b.id, contract_minutes=b.contract_minutes + amount)

    return Mend(
        RepairKind.CONTRACT_MINUTES, build, (b.id,), unit="minutes", most=most, step=STEP, paid=True, works=b.id
    )


def max_schools(world: World, b: Begeleider) -> Mend:
    """Return one school more in every half day of somebody."""
    more = b.max_schools_per_half_day + 1
    built = with_fields(world, "begeleiders", b.id, max_schools_per_half_day=more)
    return Mend(RepairKind.MAX_SCHOOLS, lambda _: built, (b.id,), unit="schools", by_begeleider=True)


def half_days_of(world: World, b: Begeleider, wanted: Sequence[HalfDay]) -> Iterator[Mend]:
    """Yield one more half day of somebody, with the usual window, the contract unchanged."""
    usual = default_availability()
    for half_day in wanted:
        if half_day not in b.availability:
            more = FrozenDict({**b.availability, half_day: usual[half_day]})
            built = with_fields(world, "begeleiders", b.id, availability=more)
            yield Mend(RepairKind.HALF_DAY, _always(built), (b.id,), half_day, unit="half-days", by_begeleider=True)


def longer_days(world: World, b: Begeleider, wanted: Sequence[HalfDay]) -> Iterator[Mend]:
    """Yield a half day of somebody that begins earlier and ends later, both by as much as is asked in all."""
    for half_day in wanted:
        window = b.availability.get(half_day)
        if window is None:
            continue
        for early in (False, True):

            def build(
                amount: int, window: Window = window, half_day: HalfDay = half_day, *, early: bool = early
            ) -> World:
                start = max(0, window.start - amount) if early else window.start
                end = window.end if early else min(24 * 60 - 1, window.end + amount)
                more = FrozenDict({**b.availability, half_day: Window(start=start, end=end)})
                return with_fields(world, "begeleiders", b.id, availability=more)

            about = {"unit": "minutes", "most": 120, "step": STEP, "by_begeleider": True}
            yield Mend(RepairKind.LONGER_DAY, build, (b.id,), half_day, **about)  # type: ignore[arg-type]


def kring(world: World, b: Begeleider, name: str) -> Mend:
    """Return that somebody works in a kring as well."""
    built = with_fields(world, "begeleiders", b.id, kringen=(*b.kringen, name))
    return Mend(RepairKind.KRING, _always(built), (b.id, name))


@dataclass(frozen=True)
class Extra:
    """Somebody who is not there yet: with what, where, and at which place the day begins and ends."""

    expertise: str
    kring: str
    base: Location
    place: str
    role: Role = Role.AB
    institute: str | None = None


def more_minutes(world: World, somebody: Extra, most: int) -> Mend:
    """Return minutes of an expertise by somebody extra, who begins and ends at a school and works in its kring."""
    region = world.region
    ident = extra_id(region)
    matrix = Based(world.matrix, base_place(ident), somebody.place)

    def build(amount: int) -> World:
        begeleider = Begeleider(
            id=ident,
            name=ident,
            role=somebody.role,
            institute=somebody.institute,
            expertise=(somebody.expertise,),
            kringen=(somebody.kring,),
            base=somebody.base,
            mode=Mode.CAR,
            contract_minutes=amount,
        )
        return replace(edited(world, begeleiders=(*region.begeleiders, begeleider)), matrix=matrix)

    about = {
        "expertise": somebody.expertise,
        "unit": "minutes",
        "most": most,
        "step": STEP,
        "paid": True,
        "works": ident,
    }
    return Mend(RepairKind.EXPERTISE_MINUTES, build, (somebody.kring,), **about)  # type: ignore[arg-type]


def extra_id(region: Region) -> str:
    """Return an id that no begeleider has."""
    known = {b.id for b in region.begeleiders}
    return next(name for n in range(len(known) + 1) if (name := f"extra{n or ''}") not in known)


@dataclass(frozen=True)
class Based:
    """Travel with one place more, that is where another one is."""

    matrix: TravelMatrix
    place: str
    same_as: str

    @property
    def sha256(self) -> str:
        """Hash of what it stands on."""
        return f"{self.matrix.sha256}+{self.same_as}"

    @property
    def places(self) -> tuple[str, ...]:
        """The places it knows."""
        return (*self.matrix.places, self.place)

    def _known(self, place: str) -> str:
        return self.same_as if place == self.place else place

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes of travel."""
        return self.matrix.minutes(mode, self._known(origin), self._known(destination))

    def metres(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return metres of travel."""
        return self.matrix.metres(mode, self._known(origin), self._known(destination))

    def minutes_between(self, mode: Mode, places: Sequence[str]) -> list[list[int | None]]:
        """Return the square table of minutes among places."""
        return [[self.minutes(mode, a, b) for b in places] for a in places]


# items


def item_half_days(
    world: World, name: str, ident: str, own: Sequence[HalfDay], wanted: Sequence[HalfDay]
) -> Iterator[Mend]:
    """Yield one more half day of an item."""
    for half_day in wanted:
        if half_day not in own:
            built = with_fields(world, name, ident, half_days=tuple(h for h in HALF_DAYS if h in {*own, half_day}))
            yield Mend(RepairKind.HALF_DAY, _always(built), (ident,), half_day, unit="half-days")


def window(world: World, ident: str, own: Window) -> Iterator[Mend]:
    """Yield a larger clock window of a request: later, or earlier."""
    for early in (False, True):

        def build(amount: int, *, early: bool = early) -> World:
            start = max(0, own.start - amount) if early else own.start
            end = own.end if early else min(24 * 60 - 1, own.end + amount)
            return with_fields(world, "hulpvragen", ident, window=Window(start=start, end=end))

        yield Mend(RepairKind.WINDOW, build, (ident,), unit="minutes", most=240, step=STEP)


def pins(world: World, ident: str) -> Iterator[Mend]:
    """Yield each pin on an item taken off, and all of them."""
    mine = [pin for pin in world.region.pins if pin.item.partition("#")[0] == ident]
    for pin in mine:
        left = tuple(one for one in world.region.pins if one is not pin)
        yield Mend(RepairKind.PIN, _always(edited(world, pins=left)), (pin.item,))
    if len(mine) > 1:
        left = tuple(one for one in world.region.pins if one not in mine)
        yield Mend(RepairKind.PIN, _always(edited(world, pins=left)), (ident,))


def budgets(world: World, names: Sequence[str], most: int) -> Iterator[Mend]:
    """Yield more minutes of each hard budget."""
    for budget in world.region.budgets:
        if budget.id in names:

            def build(amount: int, ident: str = budget.id, own: int = budget.minutes) -> World:
                return with_fields(world, "budgets", ident, minutes=own + amount)

            about = {"unit": "minutes", "most": most, "step": STEP, "paid": True}
            yield Mend(RepairKind.BUDGET, build, (budget.id,), **about)  # type: ignore[arg-type]


# schools


def hours(world: World, school: str, wanted: Sequence[HalfDay], *, ib: bool) -> Iterator[Mend]:
    """Yield one more half day in which a school (its IB) receives, with the usual hours."""
    usual = {**default_school_hours(), HalfDay.WO_MIDDAG: default_school_hours()[HalfDay.MA_MIDDAG]}
    there = next(s for s in world.region.schools if s.id == school)
    name = "ib_hours" if ib else "hours"
    own = there.ib_hours if ib else there.hours
    for half_day in wanted:
        if half_day not in own:
            more = FrozenDict({**own, half_day: there.hours.get(half_day, usual[half_day]) if ib else usual[half_day]})
            built = with_fields(world, "schools", school, **{name: more})
            yield Mend(RepairKind.HOURS, _always(built), (school,), half_day, unit="half-days")


def rooms(world: World, hosts: Sequence[str], wanted: Sequence[HalfDay]) -> Iterator[Mend]:
    """Yield one more room at each host in a half day."""
    for school in world.region.schools:
        if school.id not in hosts:
            continue
        for half_day in wanted:
            more = FrozenDict({**school.rooms, half_day: school.rooms.get(half_day, 0) + 1})
            built = with_fields(world, "schools", school.id, rooms=more)
            yield Mend(RepairKind.ROOM, _always(built), (school.id,), half_day, unit="rooms")


def _always(world: World) -> Callable[[int], World]:
    return lambda _: world
