"""Insertion in order of need, and ruin and recreate around it.

Source: Christiaens and Vanden Berghe (2020), Slack induction by string removals; here strings are days of
begeleiders. The walk is annealed on weighed stages; the roster that is kept is the best by the order of the stages.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Sequence
from functools import cached_property, partial

from optimizer.domain.demand import Demand
from optimizer.domain.placement import PlacementStage
from optimizer.domain.vocabulary import UNMET_STAGE, Priority, StageKey
from optimizer.week.construct.gather import RANK, Gatherer
from optimizer.week.construct.roster import Board, Insertion, Roster
from optimizer.week.options import Options, VisitOption
from optimizer.week.running import running_commitments

Vector = tuple[int, ...]
WORK_PER_ROUND = 0.004
"""Deterministic work that one round of ruin and recreate counts for."""
ENERGY: dict[str, float] = {
    StageKey.RUNNING_BROKEN: 300.0,
    StageKey.UNMET_URGENT: 6.0,
    PlacementStage.SUPPORT_MISSING: 4.5,
    StageKey.UNMET_NORMAL: 3.0,
    StageKey.UNMET_LOW: 1.5,
    StageKey.TRAVEL: 0.2,
}
HOT, COLD = 150.0, 3.0
"""Temperatures of the annealed walk, in units of energy, at its start and end."""
BLUR = 12.0
"""Minutes by which a full noise blurs the cost of an insertion."""
PAIR_CHANCE, SHORT_CHANCE = 0.5, 0.6
"""How often a ruin takes two begeleiders instead of all who could serve, and two days instead of the week."""


class Constructor:
    """Builds and improves a roster for one week."""

    def __init__(self, options: Options, seed: int) -> None:
        self.options = options
        self.board = Board(options)
        self.rng = random.Random(seed)
        self.running = running_commitments(options).hulpvragen
        self.demand = {d.hulpvraag.id: d for d in options.demand}
        self.choices: dict[str, list[VisitOption]] = {name: [] for name in self.demand}
        for v in options.visits:
            self.choices[v.hulpvraag].append(v)
        previous = options.region.previous
        before = previous.latest_until(options.week) if previous is not None else None
        tours = before.tours if before is not None else ()
        self.old = {(s.item, t.begeleider, s.half_day) for t in tours for s in t.stops}
        self.needs = {name: self._need(name) for name in self.demand}
        self.biased = {name: [(v, self._bias(v)) for v in found] for name, found in self.choices.items()}
        self.gatherer = Gatherer(options)
        self._order = [k for k in options.stages or options.region.policy.stage_order() if k in self._measures]

    # -- value -------------------------------------------------------------------------------------------------

    @cached_property
    def _measures(self) -> dict[str, Callable[[Roster], int]]:
        own: dict[str, list[Demand]] = {UNMET_STAGE[p]: [] for p in Priority}
        for d in self.options.own:
            own[UNMET_STAGE[d.priority]].append(d)
        if self.options.beside:
            own[PlacementStage.SUPPORT_MISSING] = [d for d in self.options.demand if self._beside(d)]
        unmet: dict[str, Callable[[Roster], int]] = {key: partial(self._unmet, of) for key, of in own.items()}
        return {StageKey.RUNNING_BROKEN: self._broken, **unmet, StageKey.TRAVEL: self._travel}

    def _beside(self, demand: Demand) -> bool:
        return demand.hulpvraag.id in self.options.beside

    def value(self, roster: Roster) -> Vector:
        """Return the stages that a construction looks at, in the policy's order."""
        measures = self._measures
        return tuple(measures[key](roster) for key in self._order)

    def _broken(self, roster: Roster) -> int:
        return sum(not any(v.begeleider == b for v in roster.visits[h]) for h, b in self.running.items())

    @staticmethod
    def _unmet(demand: Sequence[Demand], roster: Roster) -> int:
        return sum((d.due - len(roster.visits[d.hulpvraag.id])) * d.hulpvraag.minutes for d in demand)

    def _travel(self, roster: Roster) -> int:
        return sum(day.cost.travel for day in roster.days.values())

    # -- construction ------------------------------------------------------------------------------------------

    def build(self) -> Roster:
        """Return a first roster: overleg, groups worth their time, requests in order of need, then groups that fit."""
        roster = Roster(self.board)
        held: set[str] = set()
        for o in sorted(self.options.overleg, key=lambda o: self._news(o.overleg, o.people[:1], o.half_day)):
            if o.overleg not in held and roster.meet(o):
                held.add(o.overleg)
        self.gatherer.gather(roster, all_that_fit=False)
        self.recreate(roster, list(self.demand))
        self.gatherer.gather(roster, all_that_fit=True)
        return roster

    def _news(self, item: str, people: Sequence[str], half_day: object) -> int:
        return 0 if any((item, p, half_day) in self.old for p in people) else 1

    def _bias(self, v: VisitOption) -> int:
        """Weigh what a visit would change and whose preference it misses, in minutes of travel."""
        wanted = self.demand[v.hulpvraag].hulpvraag.preferred
        changed = 3 * self._news(v.hulpvraag, (v.begeleider,), v.half_day)
        return changed + (2 if wanted and v.begeleider not in wanted else 0)

    def _need(self, name: str) -> tuple[bool, float, float]:
        """Order requests: running ones first, then by class, the fewest options for the minutes first.

        What placements ask comes between urgent and normal.
        """
        d = self.demand[name]
        rank = (RANK[Priority.URGENT] + RANK[Priority.NORMAL]) / 2 if self._beside(d) else RANK[d.priority]
        return (name not in self.running, rank, len(self.choices[name]) / d.minutes)

    def recreate(self, roster: Roster, names: Sequence[str], noise: float = 0.0) -> None:
        """Serve requests in order of need, each where it costs least; `noise` shuffles both a little."""
        need = self.needs
        if noise:
            lots = {n: (*need[n][:2], need[n][2] * (1 + noise * (self.rng.random() - 0.5))) for n in names}
            order = sorted(names, key=lots.__getitem__)
        else:
            order = sorted(names, key=need.__getitem__)
        for name in order:
            self._serve(roster, name, noise)

    def _serve(self, roster: Roster, name: str, noise: float) -> None:
        due, current = self.demand[name].due, self.running.get(name)
        while len(roster.visits[name]) < due:
            best: Insertion | None = None
            least = math.inf
            for v, bias in self.biased[name]:
                if current is not None and v.begeleider != current:
                    continue
                insertion = roster.fits(v)
                if insertion is not None:
                    cost = insertion.added + bias + noise * BLUR * self.rng.random()
                    if cost < least:
                        best, least = insertion, cost
            if best is not None:
                roster.add(best)
            elif current is None or roster.visits[name]:
                return
            current = None  # once the current begeleider cannot, or comes anyway, the rows on options decide

    # -- ruin and recreate -------------------------------------------------------------------------------------

    def improve(self, roster: Roster, rounds: int, go_on: Callable[[], bool], hot: float = HOT) -> tuple[Roster, int]:
        """Return the best roster after at most so many rounds, and the rounds done; `go_on` may end it sooner.

        `hot` is the temperature to begin with: low to stay near a good roster.
        """
        walk = Walk(self, roster, rounds, hot)
        while walk.done < rounds and self.options.visits and go_on():
            walk.step()
        return walk.best, walk.done

    def energy(self, value: Vector) -> float:
        """Weigh the stages for the walk only; the best roster is kept by the order of the stages."""
        return sum(ENERGY[key] * v for key, v in zip(self._order, value, strict=True))

    def ruin(self, roster: Roster) -> list[str]:
        """Take visits back around an unserved or random request: its begeleiders' days, or one day of theirs."""
        unserved = [n for n, d in self.demand.items() if len(roster.visits[n]) < d.due and self.choices[n]]
        options = self.choices[self.rng.choice(unserved)] if unserved else list(self.options.visits)
        v = self.rng.choice(options)
        staff = {o.begeleider for o in options}
        if self.rng.random() < PAIR_CHANCE:
            staff = {v.begeleider, self.rng.choice(self.options.region.begeleiders).id}
        days = {v.half_day.order // 2, self.rng.randrange(5)} if self.rng.random() < SHORT_CHANCE else set(range(5))
        taken = [w for visits in roster.visits.values() for w in visits]
        hit = [w for w in taken if w.begeleider in staff and w.half_day.order // 2 in days]
        self.rng.shuffle(hit)
        names = list(dict.fromkeys(w.hulpvraag for w in hit[: self.rng.randint(4, 24)]))
        for name in names:
            for w in roster.visits[name]:
                roster.remove(w)
        return names


class Walk:
    """An annealed walk over rosters that can be gone step by step.

    Parameters
    ----------
    rounds
        Steps over which it cools from `hot`; after them it stays cold.
    """

    def __init__(self, constructor: Constructor, roster: Roster, rounds: int, hot: float = HOT) -> None:
        self.constructor, self.rounds, self.hot = constructor, rounds, hot
        self.best, self.done = roster, 0
        self.best_value = self.first_value = constructor.value(roster)
        self._now, self._now_value = roster, self.best_value

    def step(self) -> None:
        """Ruin and recreate once."""
        c = self.constructor
        trial = copy_roster(self._now)
        removed = c.ruin(trial)
        unserved = [n for n, d in c.demand.items() if len(trial.visits[n]) < d.due]
        c.recreate(trial, list(dict.fromkeys([*removed, *unserved])), noise=c.rng.random())
        value = c.value(trial)
        heat = self.hot * (COLD / self.hot) ** min(1.0, self.done / self.rounds)
        if c.energy(value) - c.energy(self._now_value) <= -heat * math.log(1 - c.rng.random()):
            self._now, self._now_value = trial, value
        if value < self.best_value:
            self.best, self.best_value = trial, value
        self.done += 1


def copy_roster(roster: Roster) -> Roster:
    """Return a copy that shares the board."""
    twin = copy.copy(roster)
    twin.days, twin.visits, twin.ib = roster.days.copy(), roster.visits.copy(), roster.ib.copy()
    twin.used, twin.paid, twin.spent = roster.used.copy(), roster.paid.copy(), roster.spent.copy()
    twin.about = roster.about.copy()
    return twin
