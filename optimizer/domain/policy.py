"""The policy of a samenwerkingsverband: every figure and choice that is an agreement and not a law of nature."""

from __future__ import annotations

from pydantic import Field

from optimizer.domain.base import Count, Euro, Flag, Frozen, FrozenDict, FrozenMap, Minutes
from optimizer.domain.clock import Clock
from optimizer.domain.half_day import HalfDay, Part
from optimizer.domain.vocabulary import (
    STAGES,
    LeerlingKind,
    LegKind,
    Level,
    NeighbourPolicy,
    Role,
    Rung,
    RunningPolicy,
    StageKey,
)

_LADDER = tuple(Rung)
_RETURN_LADDER = (
    Rung.OWN_SCHOOL,
    Rung.REGULAR_KRING,
    Rung.REGULAR_GEMEENTE,
    Rung.REGULAR_SWV,
    Rung.SBO,
    Rung.SO,
    Rung.SO_OUTSIDE,
)


def _default_levels() -> FrozenDict[Level, tuple[Role, ...]]:
    return FrozenDict(
        {
            Level.LIGHT: (Role.AB, Role.AD, Role.TRAJECTBEGELEIDER),
            Level.HEAVY: (Role.AB, Role.AD),
        }
    )


def _default_starts() -> FrozenDict[Part, tuple[int, ...]]:
    return FrozenDict({Part.OCHTEND: (9 * 60,), Part.MIDDAG: (13 * 60,)})


def _default_rungs() -> FrozenDict[LeerlingKind, tuple[Rung, ...]]:
    returning = {LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION}
    return FrozenDict({kind: _RETURN_LADDER if kind in returning else _LADDER for kind in LeerlingKind})


class PlacementPolicy(Frozen):
    """Agreements on placement.

    Sources: zorgplicht WPO art. 40 (6 + 4 weeks); long absence is more than four weeks, the national definition
    of thuiszitters; amounts of 2024 from swvkopvannoordholland.nl; a newcomers'
    school for at most about one and a half year (partners' page of SWV Aan den IJssel).
    """

    enabled: Flag = True
    zorgplicht_weeks: Count = 6
    zorgplicht_extension_weeks: Count = 4
    urgent_days: Count = 14
    """Days left of the zorgplicht from which a leerling is due."""
    long_absence_weeks: Count = 4
    """Weeks at home after which a leerling comes before all others."""
    newcomer_max_weeks: Count = 78
    return_places_held: Flag = True
    options_per_leerling: Count = 5
    starting_period_weeks: Count = 6
    rungs: FrozenMap[LeerlingKind, tuple[Rung, ...]] = Field(default_factory=_default_rungs)
    cost_sbo_euro: Euro = 6_635
    cost_so_euro: tuple[Euro, Euro, Euro] = (12_938, 21_053, 31_420)
    """Yearly cost of an SO pupil of category 1, 2 and 3, in euro."""


class Policy(Frozen):
    """Agreements on the week and on placement."""

    min_break: Minutes = 30
    """Minutes without work or travel between morning and afternoon."""
    admin_minutes: Minutes = 15
    """Paid minutes of administration per visit."""
    paid_travel: tuple[LegKind, ...] = (LegKind.BETWEEN, LegKind.MIDDAY)
    running: RunningPolicy = RunningPolicy.FIRST
    neighbours: NeighbourPolicy = NeighbourPolicy.FORBID
    child_visits: Flag = False
    """Whether requests for the child itself may use begeleider minutes."""
    levels: FrozenMap[Level, tuple[Role, ...]] = Field(default_factory=_default_levels)
    session_starts: FrozenMap[Part, tuple[Clock, ...]] = Field(default_factory=_default_starts)
    """Clock times at which sessions and overleg may start."""
    stages: tuple[StageKey, ...] | None = None
    """Own order of the stages; a permutation of all. Null: the default order."""
    fixed_half_days: Flag = False
    """Whether a school keeps its half days across the weeks of a block."""
    placement: PlacementPolicy = PlacementPolicy()

    def stage_order(self) -> tuple[StageKey, ...]:
        """Return the stages in the order in which they are optimised.

        With ``running: price`` and no order of its own, `running_broken` comes right after `unmet_low`.
        """
        if self.stages is not None:
            return self.stages
        if self.running is not RunningPolicy.PRICE:
            return STAGES
        rest: list[StageKey] = [key for key in STAGES if key is not StageKey.RUNNING_BROKEN]
        rest.insert(rest.index(StageKey.UNMET_LOW) + 1, StageKey.RUNNING_BROKEN)
        return tuple(rest)

    def starts_in(self, half_day: HalfDay) -> tuple[int, ...]:
        """Return the minutes since midnight at which a session may start in a half day."""
        return self.session_starts.get(half_day.part, ())
