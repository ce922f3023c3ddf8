"""A region with one arrangement, two hosts and six leerlingen, and what may meet in it."""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from optimizer.domain.arrangement import Groepsarrangement, Size
from optimizer.domain.base import FrozenDict
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Pin
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.solving.cpsat import CpModel
from optimizer.week.direct.groups import Groups
from optimizer.week.options import Options
from optimizer.week.sessions import Session, SessionOption
from tests.rules.builders import begeleider, leerling
from tests.rules.matrix import Pair
from tests.week.parts import options, region

MA, DI, WO = HalfDay.MA_OCHTEND, HalfDay.DI_OCHTEND, HalfDay.WO_OCHTEND
DI_M = HalfDay.DI_MIDDAG
FAR: dict[Pair, int | None] = {("home:L4", "school:S1"): 21}
"""L4 lives too far from S1."""
RUNS: dict[str, object] = {"host": "S1", "half_day": DI, "leader": "B1", "co_leaders": ("B2",), "members": ("L1", "L2")}
"""How the arrangement of `with_group` may run."""


def arrangement(**fields: object) -> Groepsarrangement:
    """A1 at S1 or S2 on Tuesday, 90 minutes, for 1 to 4 of L1 to L5, led for gedrag and co-led for taal."""
    own: dict[str, object] = {
        "id": "A1",
        "kind": "x-klas",
        "expertise": "gedrag",
        "co_leaders": ("taal",),
        "supports": ("gedrag",),
        "kringen": ("K1",),
        "minutes": 90,
        "hosts": ("S1", "S2"),
        "half_days": (DI, DI_M),
        "size": Size(min=1, preferred=2, max=4),
        "leerjaren": (4,),
        "candidates": ("L1", "L2", "L3", "L4", "L5"),
        "max_travel_minutes": 20,
    }
    return Groepsarrangement.model_validate(own | fields)


def with_group(*pins: Pin, fields: Mapping[str, object] | None = None, **others: object) -> Region:
    """The arrangement, with other fields, in a region: B1 leads, B2 does either; L3 is too old, L5 needs taal.

    Sessions start at 9:00 or 10:00, or at 13:00.
    """
    pupils = (
        leerling("L1", "gedrag"),
        leerling("L2"),
        leerling("L3", leerjaar=8),
        leerling("L4"),
        leerling("L5", "taal"),
        leerling("L6"),
    )
    starts = FrozenDict({"ochtend": (540, 600), "middag": (780,)})
    own: dict[str, object] = {
        "hulpvragen": (),
        "arrangementen": (arrangement(**(fields or {})),),
        "leerlingen": pupils,
        "pins": pins,
        "policy": Policy.model_validate({"session_starts": starts}),
    }
    return region(**(own | others))


ONE: dict[str, object] = {"co_leaders": (), "hosts": ("S1",), "half_days": (DI_M,), "candidates": ("L1", "L2", "L6")}
"""One host, half day and start; three leerlingen who fit."""
B1 = (begeleider("B1", "gedrag"),)


Moment = tuple[str, str, HalfDay, int]
"""Group, host, half day, start."""


EVERY: list[Moment] = [("A1#1", h, d, s) for h in ("S1", "S2") for d, s in ((DI, 540), (DI, 600), (DI_M, 780))]
"""Of one group, at both hosts."""


def found(*pins: Pin, fields: Mapping[str, object] | None = None, **others: object) -> Options:
    """The options of the region when L4 lives too far from S1."""
    return options(with_group(*pins, fields=fields, **others), FAR)


def moments(found: Options) -> list[Moment]:
    """When and where there is a session of which group."""
    return [(s.group, s.host, s.half_day, s.start) for s in found.sessions]


def option(found: Options, *moment: object) -> SessionOption:
    """The one session that there is at a moment, given as far as it matters."""
    (one,) = (s for s in found.sessions if set(moment) <= {s.group, s.host, s.half_day, s.start})
    return one


def meeting(s: SessionOption, people: tuple[str, ...], members: tuple[str, ...]) -> Session:
    """A session with these people and members."""
    return Session(s.group, s.arrangement, s.host, s.half_day, s.start, s.minutes, people, members)


def groups_of(found: Options) -> Groups:
    return Groups(CpModel(), found)


class _Every(cp_model.CpSolverSolutionCallback):
    """All solutions of a model."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[int, ...]] = []

    def on_solution_callback(self) -> None:
        self.values.append(tuple(self.response_proto.solution))


def solutions(groups: Groups) -> list[tuple[int, ...]]:
    """The values of all variables in every solution."""
    solver, every = cp_model.CpSolver(), _Every()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    assert solver.solve(groups.model, every) == cp_model.OPTIMAL
    return every.values
