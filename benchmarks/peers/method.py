"""What a method of the comparison is, what it is given, and what it hands back."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata

from benchmarks.parts import Part
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import StageKey

THREADS = 2


@dataclass(frozen=True)
class Task:
    """A region to plan within so many seconds of wall clock."""

    region: Region
    matrix: TravelMatrix
    seconds: float
    seed: int
    threads: int = THREADS


@dataclass(frozen=True)
class Bound:
    """A proven lower bound on a stage; `conditional` on values of earlier stages that are not all proven."""

    value: int
    conditional: bool


@dataclass(frozen=True)
class Sign:
    """A sign of life: seconds since the start, stage, value and bound, null while there is none."""

    seconds: float
    stage: str
    value: int | None
    bound: int | None


@dataclass(frozen=True)
class Found:
    """What a method found: a plan, nothing when it has none, and what it proved."""

    plan: WeekPlan | None
    bounds: dict[StageKey, Bound] = field(default_factory=dict)
    signs: tuple[Sign, ...] = ()
    work: float | None = None


@dataclass(frozen=True)
class Method:
    """A method: its name, the parts it is measured on, what it needs, and how it is modelled."""

    name: str
    parts: tuple[Part, ...]
    modelled: str
    module: str
    """Module of this package that defines ``solve(task) -> Found``; imported only when it runs."""
    packages: tuple[str, ...] = ()
    """Distributions it needs."""
    programs: tuple[str, ...] = ()
    """Programs on the path that it needs."""
    ends_by_itself: bool = False
    """Whether it ends well before a limit; the program is then also measured in the seconds it took."""

    def missing(self) -> str | None:
        """Return why it cannot run here, or nothing when it can."""
        for package in self.packages:
            if version_of(package) is None:
                return f"package {package} is not installed (pip install 'kringplan[peers]')"
        for program in self.programs:
            if shutil.which(program) is None:
                return f"program {program} is not on the path"
        return None

    def solve(self) -> Callable[[Task], Found]:
        """Return the function that solves a task."""
        found: Callable[[Task], Found] = importlib.import_module(f"benchmarks.peers.{self.module}").solve
        return found


def version_of(package: str) -> str | None:
    """Return the installed version of a distribution, or nothing."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


METHODS: tuple[Method, ...] = (
    Method(
        "kringplan",
        (Part.WEEK, Part.VISITS, Part.ROUTING),
        "optimizer.solve_week within the time limit, all stages of the policy; its certificate gives the bounds",
        "with_kringplan",
        ("ortools",),
    ),
    Method(
        "direct CP-SAT",
        (Part.WEEK, Part.VISITS, Part.ROUTING),
        "one model of the week (a circuit per begeleider and day, clock times along its arcs), stages up to the unmet "
        "ones and travel one after the other, each fixed by a row; one worker, from the empty plan, no neighbourhoods",
        "with_direct",
        ("ortools",),
    ),
    Method(
        "Timefold",
        (Part.VISITS, Part.ROUTING),
        "in Java (the jars of the Python package): one planning variable per hulpvraag over pairs of begeleider and "
        "set of half days, unassigned allowed; incremental score with one hard level (minutes late, contract, places, "
        "IBs, budgets) and a level per stage up to travel, so the classes are lexicographic; the order of a day is the "
        "best one, found by trying all and remembered; first fit, then change and swap moves with "
        "late acceptance; one thread; compiling and starting come on top of the limit",
        "with_timefold",
        ("timefold",),
        ("java", "javac"),
    ),
    Method(
        "PyVRP",
        (Part.ROUTING,),
        "a vehicle type per begeleider, with a vehicle per half day that is alike; home legs cost but take no time; "
        "one client per hulpvraag; eligibility by profiles with forbidden edges; a prize per minute, with "
        "a factor of 10 between the classes: not strictly lexicographic, since higher prizes hinder it; one thread",
        "with_pyvrp",
        ("pyvrp",),
    ),
    Method(
        "VROOM",
        (Part.ROUTING,),
        "a vehicle per begeleider and half day, home legs cost but take no time; a job per hulpvraag with its windows; "
        "eligibility by skills; priorities of 0 to 100 carry minutes and class, so the classes are only a factor 4 and "
        "3 apart: not lexicographic, but travel comes after all of them; it ends by itself",
        "with_vroom",
        ("pyvroom",),
        ends_by_itself=True,
    ),
)


def method_of(name: str) -> Method:
    """Return the method of a name.

    Raises
    ------
    KeyError
        When there is none.
    """
    return {method.name: method for method in METHODS}[name]
