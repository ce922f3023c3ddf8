"""Which running commitments cannot all be kept, under policy ``running: hard``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.solving.cpsat import IntVar, Outcome, fixed_copy, solve
from optimizer.solving.limits import Limits, Meter
from optimizer.week.direct.model import DirectModel, Inside
from optimizer.week.options import Options
from optimizer.week.running import running_commitments


def running_conflict(options: Options, meter: Meter, *, seed: int) -> tuple[str, ...]:
    """Return a minimal set of running commitments (hulpvragen and group ids) that cannot all be kept.

    The model without order and clock is asked first: what conflicts there conflicts everywhere, and it answers
    soon. Then the full model takes out what the clock does not need. When a limit cuts this short the set still
    conflicts but may not be minimal.
    """
    commitments = running_commitments(options)
    items: Sequence[str] = [*commitments.hulpvragen, *commitments.groups]
    for inside in (Inside.LOADS, Inside.CIRCUITS):
        trial = DirectModel(options, inside=inside)
        kept = trial.keep_running(commitments)
        items = _smallest(trial, kept, items, meter, seed=seed)
    return tuple(items)


def _smallest(
    trial: DirectModel, kept: Mapping[str, IntVar], items: Sequence[str], meter: Meter, *, seed: int
) -> Sequence[str]:
    """Take items out, in ever smaller parts, as long as the rest conflicts (deletion filter)."""
    needed = list(items)
    if not _conflict(trial, kept, needed, meter, seed=seed):
        return needed
    size = max(1, len(needed) // 2)
    while True:
        position = 0
        while position < len(needed) and not meter.exhausted:
            rest = needed[:position] + needed[position + size :]
            if _conflict(trial, kept, rest, meter, seed=seed):
                needed = rest
            else:
                position += size
        if size == 1 or meter.exhausted:
            return needed
        size //= 2


def _conflict(trial: DirectModel, kept: Mapping[str, IntVar], items: Sequence[str], meter: Meter, *, seed: int) -> bool:
    """Tell whether it is proven within the limits that items cannot all be kept."""
    if meter.exhausted:
        return False
    model = fixed_copy(trial.model, {literal.index: int(item in items) for item, literal in kept.items()})
    run = solve(model, Limits(meter.seconds_left, meter.work_left), seed=seed, stop=meter.stop)
    meter.work_used += run.work
    return run.outcome is Outcome.INFEASIBLE
