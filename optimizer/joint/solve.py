"""Solve week and placement as one: flows for the first stages of placement, the master problem for all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from optimizer.domain.base import FrozenDict
from optimizer.domain.joint import joint_stages, support_id
from optimizer.domain.placement import Source
from optimizer.domain.places import base_place, school_place
from optimizer.domain.result import Status, StoppedBy
from optimizer.joint.asks import Asks, need_of
from optimizer.joint.fixed import fix_week
from optimizer.joint.ground import Ground, find_ground
from optimizer.joint.places import Places, places_of
from optimizer.joint.stages import WEIGHT, decided, stages_of
from optimizer.joint.witness import Witness, witness_of
from optimizer.solving.workers import Workers
from optimizer.week.conflict import running_conflict
from optimizer.week.construct.recreate import Constructor
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.options import Options, week_options
from optimizer.week.outcome import ended
from optimizer.week.routes.build import build_master
from optimizer.week.routes.catalogue import Catalogue, catalogue
from optimizer.week.routes.labels import TooManyRoutesError
from optimizer.week.routes.relevance import direct_is_shortest
from optimizer.week.routes.solver import RouteSolver
from optimizer.week.routes.stages import run_stages
from optimizer.week.routes.start import constructed, planned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.placement import PlacementPlan
    from optimizer.domain.plan import WeekPlan
    from optimizer.domain.region import Region
    from optimizer.domain.vocabulary import Mode
    from optimizer.placement.journeys import Journeys
    from optimizer.placement.table import Ints
    from optimizer.solving.lexicographic import Stage
    from optimizer.solving.limits import Meter
    from optimizer.week.outcome import OnProgress
    from optimizer.week.routes.master import Formulation, Master
    from optimizer.week.routes.solution import Solution
    from optimizer.week.routes.walker import Rebuilt

MOST_ROUTES, MOST_IN_ALL = 60_000, 350_000
"""Routes of one half day, and of the week, up to which support at more places is looked at."""
MORE = (0, 1, 2, 4)
"""Places of each leerling at which begeleiders are looked for, beside the one proposed, before all are."""


@dataclass(frozen=True)
class StageValue:
    """Value and bound of a stage."""

    key: str
    value: int
    bound: int


@dataclass(frozen=True)
class JointOutcome:
    """What the solver says of week and placement; nobody has checked it yet."""

    status: Status
    stopped_by: StoppedBy
    ground: Ground
    witness: Witness | None
    stages: tuple[StageValue, ...]
    limit: int | None
    """Places of each leerling at which begeleiders were looked for; null is all."""
    conflict: tuple[str, ...] = ()


@dataclass
class JointSolver:
    """Week and placement of a region.

    Parameters
    ----------
    placements
        Proposals to begin with.
    fixed_week
        A week that stays as it is; placements and their support are what is decided.
    fixed_places
        Whether everybody goes where `placements` says.
    start
        A week to begin with.
    """

    region: Region
    matrix: TravelMatrix
    journeys: Journeys
    meter: Meter
    placements: PlacementPlan
    fixed_week: WeekPlan | None = None
    fixed_places: bool = False
    start: WeekPlan | None = None
    limit: int | None = None
    seed: int = 0
    threads: int = 1
    on_progress: OnProgress | None = None

    def run(self) -> JointOutcome:
        """Solve all stages within the meter's limits."""
        schools = {p.leerling: p.school for p in self.placements.placements}
        only: Mapping[str, str | None] | None = schools if self.fixed_places else None
        ground = find_ground(self.region, self.journeys, self.meter, only)
        chosen = _begun(ground, schools)
        with Workers(self.threads, self.meter.stop) as workers:
            workers.warm_up()
            asks, options, master = self._master(ground, chosen)
            building = self._building(asks, options, chosen, _by_begeleiders(self.placements))
            constructor = Constructor(building, self.seed)
            first = self._first(master, constructor)
            solver = RouteSolver(
                master,
                constructor,
                workers,
                self.meter,
                first,
                self.seed,
                self.threads,
                rebuilt=self._rebuilt(asks, options, places_of(master)),
            )
            outcomes = run_stages([solver], self.meter, WEIGHT, self.on_progress)
        if solver.infeasible:
            own = week_options(self.region, self.matrix)
            conflict = running_conflict(own, self.meter, seed=self.seed)
            return JointOutcome(Status.INFEASIBLE, StoppedBy.PROOF, ground, None, (), asks_limit(asks), conflict)
        found = {str(o.key): StageValue(str(o.key), o.value, o.bound) for o in ground.stages}
        holds = not asks.elsewhere or (solver.relevance.sound and self._direct_is_shortest(asks, solver.master))
        known = {stage.key: stage.known_bound for stage in solver.master.stages}
        found |= {o.key: StageValue(o.key, o.value, o.bound if holds else known[o.key]) for o in outcomes}
        proven = all(v.value == v.bound for v in found.values())
        status, why = ended(tuple(outcomes), self.meter)
        if status is Status.OPTIMAL and not proven:
            status = Status.FEASIBLE
        witness = None
        if solver.incumbent is not None and outcomes:
            witness = witness_of(asks, solver.master, solver.incumbent)
        order = [str(key) for key in joint_stages(self.region.policy) if str(key) in found]
        return JointOutcome(status, why, ground, witness, tuple(found[key] for key in order), asks_limit(asks))

    def _master(self, ground: Ground, chosen: Ints) -> tuple[Asks, Options, Master]:
        """Return the master problem, with as many places for begeleiders to come to as routes allow."""
        best: tuple[Asks, Options, Catalogue] | None = None
        for limit in (*(n for n in MORE if self.limit is None or n < self.limit), self.limit):
            asks = Asks(ground, None if limit is None else _within(ground, chosen, limit))
            if best is not None and asks.visits == best[0].visits:
                continue
            options = self._options(asks)
            try:
                routes = catalogue(options, None if best is None else MOST_ROUTES)
            except TooManyRoutesError:
                break
            if best is not None and len(routes) > MOST_IN_ALL:
                break
            best = (asks, options, routes)
        if best is None:
            raise AssertionError("the first attempt has no limit")
        asks, options, routes = best
        return asks, options, build_master(options, None, self._formulation(asks, chosen), routes)

    def _direct_is_shortest(self, asks: Asks, master: Master) -> bool:
        """Tell whether no way is shorter by a place that only the relaxation has: else that is none.

        A plan with support there would then not be a plan without it.
        """
        arcs = {arc for _, there in asks.elsewhere.values() for arc in there}
        found = (asks.ground.school(arc) for arc in arcs)
        places = {school_place(school.id) for school in found if school is not None}
        people = asks.ground.region.begeleiders
        modes: dict[Mode, set[str]] = {b.mode: set(places) for b in people}
        for b in people:
            modes[b.mode].add(base_place(b.id))
        of = {b.id: b.mode for b in people}
        for pool in master.routes.pools:
            modes[of[pool.begeleider]].update(pool.places)
        return all(direct_is_shortest(self.matrix, mode, tuple(sorted(found))) for mode, found in modes.items())

    def _options(self, asks: Asks) -> Options:
        options = week_options(asks.region, self.matrix)
        visits = options.visits
        if self.fixed_week is not None:
            visits = fix_week(options, self.fixed_week).visits
        return replace(
            options,
            visits=visits,
            beside=FrozenDict({ask.request.id: need_of(ask.request.id) for ask in asks.visits}),
            guests=asks.guests,
            elsewhere=tuple((need, b, minutes) for (need, b), (minutes, _) in asks.elsewhere.items()),
            stages=tuple(str(key) for key in decided(self.region.policy)),
        )

    def _formulation(self, asks: Asks, chosen: Ints) -> Formulation:
        def formulate(options: Options, inside: Inside) -> tuple[DirectModel, Sequence[Stage]]:
            direct = DirectModel(options, inside=inside)
            places = Places(direct, asks, [int(arc) for arc in chosen])
            direct.beside = places
            if self.fixed_week is not None:
                fix_week(options, self.fixed_week).hold(direct)
            return direct, stages_of(places)

        return formulate

    def _rebuilt(self, asks: Asks, options: Options, places: Places) -> Rebuilt:
        """Return what makes construction see everybody where a solution places them."""

        def rebuilt(solution: Solution, known: Constructor) -> Constructor:
            chosen, wanted = places.chosen_in(solution.values), places.wanted_in(solution.values)
            building = self._building(asks, options, chosen, wanted)
            if building.demand == known.options.demand and chosen == list(places.chosen):
                return known
            places.chosen = chosen
            return Constructor(building, self.seed)

        return rebuilt

    def _building(self, asks: Asks, options: Options, chosen: Iterable[int], wanted: frozenset[str]) -> Options:
        """Return what construction sees: everybody at a place already, and what that asks of begeleiders.

        `wanted` are the support requests that neither a school nor a group answers.
        """
        there = {int(arc) for arc in chosen}
        away = {ask.request.id for ask in asks.visits if ask.arc not in there or need_of(ask.request.id) not in wanted}
        own = {(a, asks.ground.arcs.table.leerlingen[p].id) for (a, p), arcs in asks.seats.items() if there & {*arcs}}
        barred = asks.guests - own
        return replace(
            options,
            demand=tuple(d for d in options.demand if d.hulpvraag.id not in away),
            visits=tuple(v for v in options.visits if v.hulpvraag not in away),
            sessions=tuple(
                replace(s, candidates=tuple(c for c in s.candidates if (s.arrangement, c) not in barred))
                for s in options.sessions
            ),
        )

    def _first(self, master: Master, constructor: Constructor) -> Solution | None:
        """Return the better of a given week and a constructed one, with everybody where the proposals say."""
        given = self.fixed_week or self.start
        found = [planned(master, given, seed=self.seed)] if given is not None else []
        found.append(constructed(master, constructor.build(), seed=self.seed))
        known = [s for s in found if s is not None]
        return min(known, key=lambda s: s.stage_values(master), default=None)


def asks_limit(asks: Asks) -> int | None:
    """Return how many places of each leerling were looked at; null when that were all."""
    if asks.within is None or not asks.asking.keys() - asks.within:
        return None
    count: dict[int, int] = {}
    for arc in asks.within:
        owner = int(asks.ground.arcs.owner[arc])
        count[owner] = count.get(owner, 0) + 1
    return max(count.values(), default=0)


def _begun(ground: Ground, schools: Mapping[str, str]) -> Ints:
    """Return an outcome of everybody: as proposed where these are as good as can be in the first stages."""
    choice = ground.choice.copy()
    arcs = ground.arcs
    proposed = choice.copy()
    for person, leerling in enumerate(arcs.table.leerlingen):
        for arc in ground.open(person):
            school = ground.school(arc)
            if (None if school is None else school.id) == schools.get(leerling.id):
                proposed[person] = arc
                break
        else:
            return choice
    return proposed


def _within(ground: Ground, chosen: Ints, limit: int) -> frozenset[int]:
    """Return the outcome of everybody to begin with, and beside it the first ones in the order of options."""
    found = {int(arc) for arc in chosen}
    for person in range(len(chosen)):
        found.update(ground.open(person)[:limit])
    return frozenset(found)


def _by_begeleiders(placements: PlacementPlan) -> frozenset[str]:
    """Return the support requests of proposals whose need is not answered by the school or a group."""
    found: set[str] = set()
    for p in placements.placements:
        open_ = [given.expertise for given in p.support if given.source is Source.KRING]
        open_ += [missing.expertise for missing in p.missing]
        found.update(support_id(p.leerling, expertise) for expertise in open_)
    return frozenset(found)
