"""Minutes of the legs of a day as variables, for rows that add them up; what they are is said elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from optimizer.domain.half_day import DAYS, HalfDay
from optimizer.domain.vocabulary import LegKind
from optimizer.solving.cpsat import CpModel, IntVar, LinearExpr, constant
from optimizer.week.direct.tours import Item
from optimizer.week.options import Options

MOST_MINUTES = 24 * 60
"""No day is longer than a day."""


@dataclass
class DayLegs:
    """Variables with the minutes of a begeleider's legs on a day."""

    between: dict[HalfDay, IntVar] = field(default_factory=dict)
    home: IntVar | None = None
    midday: IntVar | None = None

    def variables(self, kinds: Collection[LegKind]) -> list[IntVar]:
        """Return the variables of some kinds of legs."""
        found: list[IntVar | None] = []
        if LegKind.BETWEEN in kinds:
            found += self.between.values()
        if LegKind.HOME in kinds:
            found.append(self.home)
        if LegKind.MIDDAY in kinds:
            found.append(self.midday)
        return [v for v in found if v is not None]

    def minutes(self, kinds: Collection[LegKind]) -> list[LinearExpr]:
        """Return the minutes of the legs of some kinds, as terms."""
        return [constant(0) + v for v in self.variables(kinds)]

    @property
    def most_minutes(self) -> int:
        """An upper bound on the minutes of all legs."""
        return MOST_MINUTES


def add_legs(model: CpModel, options: Options, items: Iterable[Item]) -> dict[tuple[str, int], DayLegs]:
    """Add the minutes of every begeleider and day that can have a stop."""
    del options
    grouped: dict[tuple[str, int], set[HalfDay]] = defaultdict(set)
    for item in items:
        grouped[item.begeleider, item.half_day.day.order].add(item.half_day)
    found: dict[tuple[str, int], DayLegs] = {}
    for (begeleider, day), halves in sorted(grouped.items()):
        legs = found[begeleider, day] = DayLegs()
        name = f"{begeleider}|{DAYS[day]}"
        for half_day in sorted(halves, key=lambda h: h.order):
            legs.between[half_day] = model.new_int_var(0, MOST_MINUTES, f"between|{begeleider}|{half_day}")
        legs.home = model.new_int_var(0, MOST_MINUTES, f"home|{name}")
        if len(halves) > 1:
            legs.midday = model.new_int_var(0, MOST_MINUTES, f"midday|{name}")
    return found
