"""Ruin and recreate beside the integer programs: it starts from their plans, and they from its."""

from __future__ import annotations

from collections.abc import Callable

from optimizer.solving.limits import Limits, Meter
from optimizer.week.construct.recreate import WORK_PER_ROUND, Constructor, Walk
from optimizer.week.construct.roster import Roster
from optimizer.week.routes.head import HEAD
from optimizer.week.routes.master import Master
from optimizer.week.routes.solution import Solution
from optimizer.week.routes.start import constructed, roster_of

CONSTRUCTED = HEAD
"""Stages in which ruin and recreate pays: it looks at these."""
WARM = 60.0
"""Temperature of a walk around a plan that is good already."""
COOLING_STEPS = 4_000
SETTLE_STEPS = 2_000
"""Steps from a plan that an integer program made."""
TURN_STEPS = 250
"""Steps taken for every integer program, where the clock may not decide."""


Rebuilt = Callable[[Solution, Constructor], Constructor]


class Walker:
    """A walk around the incumbent, begun anew when the incumbent came from elsewhere.

    Parameters
    ----------
    origin
        The incumbent, when it was constructed: nothing is gained by walking from it at once.
    rebuilt
        Returns the constructor that knows what stands beside the week in a solution, the one at hand if it does.
    """

    def __init__(
        self,
        constructor: Constructor,
        meter: Meter,
        origin: Solution | None,
        *,
        seed: int,
        rebuilt: Rebuilt | None = None,
    ) -> None:
        self.constructor, self.meter, self.seed, self.rebuilt = constructor, meter, seed, rebuilt
        self._origin = origin
        self._walk: Walk | None = None

    def around(self, master: Master, incumbent: Solution | None) -> Walk | None:
        """Return the walk around the incumbent, if construction can follow it."""
        if incumbent is None or not self.constructor.options.visits:
            return None
        if self._walk is None or self._origin is not incumbent:
            if self.rebuilt is not None:
                self.constructor = self.rebuilt(incumbent, self.constructor)
            roster = roster_of(master, self.constructor.board, incumbent)
            self._walk = None if roster is None else self._begun(roster)
            self._origin = incumbent
        return self._walk

    def _begun(self, roster: Roster) -> Walk:
        """Return a walk from a roster in which groups that fit are opened: steps move visits only."""
        before = len(roster.sessions)
        self.constructor.gatherer.gather(roster, all_that_fit=True)
        walk = Walk(self.constructor, roster, COOLING_STEPS, WARM)
        if len(roster.sessions) > before:
            walk.first_value = tuple(v + 1 for v in walk.first_value)  # to be harvested as it is
        return walk

    def settle(self, master: Master, incumbent: Solution | None, end: Limits) -> Solution | None:
        """Walk on from a plan that an integer program made, until the meter reads `end`; return a better plan."""
        if self._origin is incumbent:
            return None
        walk = self.around(master, incumbent)
        steps = 0
        while walk is not None and steps < SETTLE_STEPS and not self.meter.stopped:
            if self.meter.until(end).nothing:
                break
            self.step(walk)
            steps += 1
        return self.harvest(master)

    def step(self, walk: Walk) -> None:
        """Take a step."""
        walk.step()
        self.meter.work_used += WORK_PER_ROUND

    def harvest(self, master: Master) -> Solution | None:
        """Return the best plan of the walk when it is better than the last one asked for."""
        walk = self._walk
        if walk is None or walk.best_value >= walk.first_value:
            return None
        walk.first_value = walk.best_value
        return constructed(master, walk.best, seed=self.seed)

    def goes_on_from(self, incumbent: Solution) -> None:
        """Take note that the incumbent is the walk's own: it goes on where it is."""
        self._origin = incumbent
