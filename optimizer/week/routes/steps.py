"""Of which number every value of a stage is a multiple: bounds may be rounded up to it."""

from __future__ import annotations

import math

from optimizer.domain.demand import active_arrangementen
from optimizer.domain.vocabulary import UNMET_STAGE
from optimizer.week.direct.model import DirectModel


def stage_steps(rows: DirectModel) -> dict[str, int]:
    """Return the common divisor of the values of every unmet stage; all others count in ones."""
    steps: dict[str, int] = {}
    for d in rows.options.own:
        key = UNMET_STAGE[d.priority]
        steps[key] = math.gcd(steps.get(key, 0), d.hulpvraag.minutes)
    for a in active_arrangementen(rows.options.region, rows.options.week):
        key = UNMET_STAGE[a.priority]
        steps[key] = math.gcd(steps.get(key, 0), -(-a.minutes // a.size.preferred))
    beside = {} if rows.beside is None else rows.beside.steps
    return {key: max(1, step) for key, step in (*steps.items(), *beside.items())}
