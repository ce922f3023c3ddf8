"""Who goes where: stage after stage, by flows where places are all there is, and by a model where support is scarce.

The first stages, who is placed and on which rung, know no support: they are solved for all by flows. What they leave
open is divided: leerlingen of whom support asks a decision, with all who share a school with them, go to a model of
places and support (`support/share.py`); for all others what is missing is a fact of each outcome, and flows go on.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.fault import Fault
from optimizer.domain.intake import InputRefusedError
from optimizer.domain.placement import PLACEMENT_STAGES, PlacementStage
from optimizer.placement.arcs import FIRST_STAGES, LAST_STAGES, MOVES, WORST_STAGES, Arcs, Key
from optimizer.placement.support.parts import parts
from optimizer.placement.support.reach import Reach, Reacher, Travels
from optimizer.placement.support.share import Given, Limited, ShareModel
from optimizer.solving.assignment import Assignment, Lexicographic
from optimizer.solving.assignment.problem import Stage
from optimizer.solving.limits import Limits
from optimizer.solving.workers import Workers

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates, Flags, Ints, Seats
    from optimizer.solving.limits import Meter

Report = Callable[[PlacementStage, int | None, int | None], None]


class OverfullError(InputRefusedError):
    """More places are offered than there are beside those that are held; intake cannot see all of that."""

    def __init__(self, arcs: Arcs) -> None:
        seats, schools = arcs.table.seats, arcs.table.region.schools
        over = np.unique(seats.school[arcs.capacity < 0]).tolist()
        super().__init__(
            tuple(
                Fault(
                    code="offers-overfill",
                    where="/leerlingen",
                    facts={"given": schools[school].id, "limit": str(_least(seats, school))},
                )
                for school in over
            )
        )


def _least(seats: Seats, school: int) -> int:
    """Return the least places of the limits of a school."""
    return int(seats.capacity[seats.school == school].min())


@dataclass(frozen=True)
class StageOutcome:
    """Value and proven bound of a stage."""

    key: PlacementStage
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value == self.bound


@dataclass(frozen=True, eq=False)
class Solved:
    """What a solve found.

    Attributes
    ----------
    chosen
        (N,) the outcome of each leerling.
    decided
        Leerlingen whose support was decided by the model, as `given` says.
    search
        The flows, for the prices of options; they know everything only with `places_only`.
    """

    arcs: Arcs
    chosen: Ints
    stages: tuple[StageOutcome, ...]
    reach: Reach
    given: Given
    decided: frozenset[int]
    search: Lexicographic
    places_only: bool
    """Whether support could never ask a decision, whatever the outcomes."""
    undecided: bool
    """Whether support asked a decision and there was no time for one: `support_missing` is then as it falls out."""


@dataclass
class PlacementSolver:
    """Solves the stages of one table of candidates.

    Parameters
    ----------
    kept
        (N,) schools of another solution: of solutions that are as good in all but the last stage, one is taken in
        which fewest go elsewhere.
    """

    table: Candidates
    travel: Travels
    meter: Meter
    seed: int = 0
    report: Report | None = None
    kept: Ints | None = None
    arcs: Arcs = field(init=False)
    stages: list[StageOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the outcomes and the flows over them."""
        self.arcs = Arcs.of(self.table, self.kept)
        if (self.arcs.capacity < 0).any():
            raise OverfullError(self.arcs)
        problem = Assignment(self.arcs.first, self.arcs.node, self.arcs.capacity, self.table.seats.parent)
        self.search = Lexicographic(problem, self.meter)
        self.models: list[ShareModel] = []
        self.workers = Workers(1, self.meter.stop)
        self.outside: Flags = np.ones(len(self.arcs.owner), dtype=bool)

    def run(self) -> Solved:
        """Solve every stage in turn."""
        with self.workers:
            return self._run()

    def place_first(self) -> None:
        """Solve the stages that know no support, and no more: who is placed and on which rung."""
        for key, stage in zip(
            FIRST_STAGES, self.search.minimise([self.arcs.costs(key) for key in FIRST_STAGES]), strict=True
        ):
            self._note(key, stage.value, stage.bound)

    @property
    def filled(self) -> Ints:
        """(nodes,) how many must be in a node after the stages so far; -1 where that is open."""
        used = self.search.problem.lifted(self.arcs.node[self.search.choice])
        return np.asarray(np.where(self.search.exact, used, -1))

    def _run(self) -> Solved:
        everything = np.ones(len(self.arcs.owner), dtype=bool)
        reach = Reacher(self.arcs, self.travel, everything).find()
        places_only = not reach.scarce.any()
        done = self._first(reach) - len(FIRST_STAGES)
        undecided = not places_only and not self.search.proven
        if not places_only and self.search.proven:
            reach = Reacher(self.arcs, self.travel, self.search.face).find()
            self._divide(reach)
        keys: list[Key] = [*LAST_STAGES] if self.kept is None else [*LAST_STAGES[:-1], MOVES, LAST_STAGES[-1]]
        for position, key in enumerate(keys[done:], done + 1):
            self._stage(key, reach, keys[position:])
        chosen = self.search.choice.copy()
        places: set[int] = set()
        seats: set[tuple[int, str]] = set()
        for model in self.models:
            for person, arc in model.chosen.items():
                chosen[person] = arc
            places |= model.given.places
            seats |= model.given.seats
        return Solved(
            arcs=self.arcs,
            chosen=chosen,
            stages=tuple(self.stages),
            reach=reach,
            given=Given(frozenset(places), frozenset(seats)),
            decided=frozenset(person for model in self.models for person in model.people),
            search=self.search,
            places_only=places_only,
            undecided=undecided,
        )

    def _first(self, reach: Reach) -> int:
        """Place all who can be placed, on the best rungs; return how many stages that were solved in one go.

        Where support asks no decision, the sums that come next are solved with them: one flow finds them all.
        """
        keys: list[Key] = list(FIRST_STAGES)
        if not reach.scarce.any():
            keys += itertools.takewhile(_is_sum, LAST_STAGES)
        later = (
            []
            if reach.scarce.any()
            else [self._costs(key, reach) for key in LAST_STAGES[len(keys) - len(FIRST_STAGES) :] if _is_sum(key)]
        )
        found = self.search.minimise([self._costs(key, reach) for key in keys], later)
        for key, stage in zip(keys, found, strict=True):
            self._note(key, stage.value, stage.bound)
        return len(keys)

    def _divide(self, reach: Reach) -> None:
        """Give everybody of whom support asks a decision, and all who share a school with them, to a model."""
        arcs, face = self.arcs, self.search.face
        label = parts(reach, face)
        asked = np.unique(label[arcs.owner[reach.scarce & face]])
        self.outside = ~np.isin(label[arcs.owner], asked)
        for one in asked:
            members = [int(p) for p in np.flatnonzero(label == one)]
            limited = Limited(self.table.seats.parent, arcs.capacity, self.filled)
            model = ShareModel(reach, face, members, limited, self.meter, self.workers, self.seed)
            model.begin({person: int(self.search.choice[person]) for person in members})
            self.models.append(model)

    def _costs(self, key: Key, reach: Reach) -> Ints:
        if key is PlacementStage.SUPPORT_MISSING:
            return np.asarray(np.where(self.outside, reach.surely_missing, 0))
        return np.asarray(np.where(self.outside, self.arcs.costs(key), 0))

    def _stage(self, key: Key, reach: Reach, later: Sequence[Key]) -> None:
        if _is_sum(key):
            own = [self._costs(k, reach) for k in later if _is_sum(k)]
            stage = self.search.minimise([self._costs(key, reach)], own)[0]
            value, bound = stage.value, stage.bound
            for model, limits in self._limits(later):
                found = model.minimise(key, limits)
                value, bound = value + found[0], bound + found[1]
                model.hold(key, found[0])
        else:
            value = bound = 0
            for model, limits in self._limits(later):
                found = model.minimise(key, limits, least=value)
                # what only the values of others asked for proves nothing
                bound = max(bound, found[1] if found[1] > value else 0)
                value = max(value, found[0])
            worst = self._worst(key, value)
            bound = max(bound, worst.bound if worst.bound > value else 0)
            value = max(value, worst.value)
            for model in self.models:
                model.hold(key, value)
        self._note(key, value, bound)

    def _worst(self, key: Key, least: int) -> Stage:
        """Minimise a stage that is a worst of all over those whom the flows place, to no less than `least`."""
        if key in WORST_STAGES:
            values = np.maximum(np.where(self.outside, self.arcs.costs(key), 0), least)
            return self.search.minimise_worst(values)
        return self.search.minimise_load(self.arcs.counted & self.outside, np.maximum(self.arcs.school, 0))

    def _limits(self, later: Sequence[Key]) -> list[tuple[ShareModel, Limits]]:
        """Return each model with its share of what is left."""
        left = Limits(self.meter.seconds_left, self.meter.work_left)
        rounds = len(later) + 1
        return [(model, left.part(1 / (rounds * len(self.models)))) for model in self.models]

    def _note(self, key: Key, value: int, bound: int) -> None:
        if not isinstance(key, PlacementStage):
            return
        self.stages.append(StageOutcome(key, value, bound))
        if self.report is not None:
            self.report(key, value, bound)


def _is_sum(key: Key) -> bool:
    return key not in WORST_STAGES and key is not PLACEMENT_STAGES[-1]
