"""Tiny random regions in which everything can bind, small enough for the oracle to try all plans.

`tiny(seed)` is one region with its matrix: 2 or 3 schools, 2 or 3 begeleiders, up to 4 hulpvragen, 3 or 4 half days
(always a whole day among them), maybe a group and an overleg, pins, budgets, a published plan. Every seed gives the
same region on every machine. `tiny_regions` is the same as a hypothesis strategy.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from optimizer.domain.arrangement import Groepsarrangement, Size
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import Calendar, date_of
from optimizer.domain.half_day import Part
from optimizer.domain.organisation import Bestuur, Budget, Kring, Payer
from optimizer.domain.plan import Group, OverlegSlot, Plan
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import (
    STAGES,
    LegKind,
    Level,
    Mode,
    NeighbourPolicy,
    PayerKind,
    Role,
    RunningPolicy,
    StageKey,
)
from tests.agreement.asked import Asked
from tests.agreement.supply import EXPERTISE, MODES, WEEK
from tests.rules.matrix import TableMatrix, table_matrix
from tests.rules.witness import At, week_plan


def tiny(seed: int) -> tuple[Region, TableMatrix]:
    """The tiny region of a seed, and its travel."""
    return _Maker(Random(seed)).make()


def crowded(seed: int) -> tuple[Region, TableMatrix]:
    """A tiny region of two arrangementen that want the same leerlingen, rooms and begeleiders, and few visits."""
    return _Crowd(Random(seed)).make()


tiny_regions = st.integers(0, 2**32 - 1).map(tiny)
crowded_regions = st.integers(0, 2**32 - 1).map(crowded)


class _Maker(Asked):
    """A whole region."""

    def make(self) -> tuple[Region, TableMatrix]:
        policy = self._policy()
        near = ("K1",) if self.chance(0.8) else ()
        region = Region(
            id="tiny",
            name="Tiny",
            week=WEEK,
            calendar=self._calendar(),
            policy=policy,
            besturen=(Bestuur(id="P0", name="P0"), Bestuur(id="P1", name="P1")),
            kringen=(
                Kring(id="K0", name="K0", neighbours=near),
                Kring(id="K1", name="K1", neighbours=("K0",) if near else ()),
            ),
            budgets=self._budgets(),
            schools=self.schools,
            begeleiders=self.begeleiders,
            hulpvragen=self.hulpvragen,
            arrangementen=self.arrangementen,
            leerlingen=self.leerlingen,
            overleggen=self.overleggen,
            pins=self.pins(policy),
        )
        matrix = self._matrix(region)
        if self.chance(0.45):
            region = region.model_copy(update={"previous": self._previous(region, matrix)})
        return region, matrix

    def _calendar(self) -> Calendar:
        if self.chance(0.15):
            return Calendar(closed_dates=(date_of(WEEK, self.random.choice(self.half_days)),))
        return Calendar()

    def _policy(self) -> Policy:
        random = self.random
        levels = {Level.LIGHT: tuple(Role), Level.HEAVY: random.choice(((Role.AB, Role.AD), (Role.AB,)))}
        starts = {
            Part.OCHTEND: random.choice(((540,), (540, 570), (525, 545))),
            Part.MIDDAG: random.choice(((795,), (780, 800))),
        }
        order: list[StageKey] | None = None
        if self.chance(0.2):
            order = list(STAGES)
            for _ in range(3):
                at = random.randrange(len(order) - 1)
                order[at], order[at + 1] = order[at + 1], order[at]
        return Policy(
            min_break=random.choice((0, 15, 30)),
            admin_minutes=random.choice((0, 10, 15)),
            paid_travel=self.some(tuple(LegKind)),
            running=random.choice((RunningPolicy.FIRST, RunningPolicy.PRICE, RunningPolicy.HARD)),
            neighbours=random.choice(tuple(NeighbourPolicy)),
            child_visits=self.chance(0.3),
            levels=FrozenDict(levels),
            session_starts=FrozenDict(starts),
            stages=None if order is None else tuple(order),
        )

    def _budgets(self) -> tuple[Budget, ...]:
        kinds = self.random.sample((None, *EXPERTISE), self.random.choice((0, 0, 1, 2)))
        return tuple(self._budget(f"G{n}", expertise) for n, expertise in enumerate(kinds))

    def _budget(self, ident: str, expertise: str | None) -> Budget:
        payers = (
            Payer(kind=PayerKind.SWV),
            Payer(kind=PayerKind.BESTUUR, id="P0"),
            Payer(kind=PayerKind.KRING, id="K0"),
            Payer(kind=PayerKind.KRING, id="K1"),
        )
        return Budget(
            id=ident,
            payer=self.random.choice(payers),
            expertise=expertise,
            minutes=self.random.choice((20, 45, 60, 90, 120)),
            hard=self.chance(0.5),
        )

    # travel, and what was published before

    def _matrix(self, region: Region) -> TableMatrix:
        """Asymmetric integers without any triangle inequality, some of them unreachable."""
        places = table_matrix(region).places
        unreachable = self.random.choice((0.0, 0.0, 0.06))
        by_mode: dict[Mode, dict[tuple[str, str], int | None]] = {mode: {} for mode in MODES}
        for mode in MODES:
            longest = 20 if mode is Mode.CAR else 30
            for origin in places:
                for destination in places:
                    if origin != destination:
                        far = None if self.chance(unreachable) else self.random.randint(0, longest)
                        by_mode[mode][origin, destination] = far
        return table_matrix(region, default=20, by_mode=by_mode)

    def _previous(self, region: Region, matrix: TableMatrix) -> Plan:
        """A published plan as it may have been: not checked, for another state of the region."""
        random = self.random
        visits = [
            At(who, hulpvraag.id, half_day, random.choice((540, 600)) if half_day.is_morning else 800)
            for hulpvraag in region.hulpvragen
            if self.chance(0.7)
            for who in [random.choice(region.begeleiders).id]
            for half_day in self.some(self.half_days, at_least=1)[:2]
        ]
        groups = [
            Group(
                id=f"{a.id}#1",
                arrangement=a.id,
                host=random.choice(a.hosts),
                half_day=random.choice(self.half_days),
                start=540,
                leader=a.running.leader if a.running and self.chance(0.7) else random.choice(region.begeleiders).id,
                co_leaders=a.running.co_leaders if a.running else (),
                members=self.some(a.candidates),
            )
            for a in region.arrangementen
            if self.chance(0.8)
        ]
        slots = [
            OverlegSlot(id=o.id, host=random.choice(o.hosts), half_day=random.choice(self.half_days), start=780)
            for o in region.overleggen
            if self.chance(0.8)
        ]
        week = random.choice(("2026-W45", "2026-W47", "2026-W47", WEEK))
        plan = week_plan(region, matrix, visits, groups, slots, week=week)
        everything = [h.id for h in region.hulpvragen]
        everything += [a.id for a in region.arrangementen] + [o.id for o in region.overleggen]
        return Plan(weeks=(plan.model_copy(update={"active": self.some(everything, at_least=2)}),))


class _Crowd(_Maker):
    """A region in which groups are most of what is asked."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.half_days = self.half_days[:3]
        self.hulpvragen = self.hulpvragen[: random.choice((0, 1, 2))]
        self.overleggen = self.overleggen if self.chance(0.3) else ()
        several = random.choice((1, 1, 2))
        self.arrangementen = (self._asked("A0", several), self._asked("A1", 1))

    def _policy(self) -> Policy:
        """Return a policy that often lets somebody lead two groups in a row."""
        policy = super()._policy()
        if self.chance(0.5):
            return policy
        starts = {Part.OCHTEND: (530, 590), Part.MIDDAG: (780,)}
        return policy.model_copy(update={"session_starts": FrozenDict(starts)})

    def _asked(self, ident: str, groups: int) -> Groepsarrangement:
        """Return an arrangement that more often runs not yet, small enough to try every group of it."""
        found = self.arrangement(ident)
        smallest = min(found.size.min, 2 if groups == 1 else 1)
        pupils = tuple(p.id for p in self.leerlingen[:3])
        size = Size(min=smallest, preferred=2, max=self.random.choice((2, 3)) if groups == 1 else 2)
        update: dict[str, object] = {
            "hosts": found.hosts[:2],
            "minutes": 45 if found.minutes < 90 else 60,
            "half_days": self.half_days,
            "max_groups": groups,
            "size": size,
            "co_leaders": found.co_leaders if groups == 1 else (),
            "kringen": ("K0", "K1"),
            "candidates": pupils,
        }
        kept = found.running is not None and self.chance(0.4)
        if not kept or found.running is None or found.running.host not in found.hosts[:2]:
            return found.model_copy(update={**update, "running": None})
        members = tuple(m for m in found.running.members if m in pupils)[: size.max]
        co_leaders = found.running.co_leaders if update["co_leaders"] else ()
        half_day = self.random.choice(self.half_days)
        running = {"members": members, "co_leaders": co_leaders, "half_day": half_day}
        return found.model_copy(update={**update, "running": found.running.model_copy(update=running)})
