"""The policy."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.clock import format_clock
from optimizer.domain.crosscheck.making import fault
from optimizer.domain.crosscheck.seen import Seen
from optimizer.domain.fault import Fault
from optimizer.domain.half_day import Part
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import STAGES, Level

_NOON = 12 * 60


def faults(seen: Seen) -> Iterator[Fault]:
    """Yield faults of the policy."""
    if seen.policy is None:
        return
    if seen.policy.stages is not None and sorted(seen.policy.stages) != sorted(STAGES):
        missing = [stage.value for stage in STAGES if stage not in seen.policy.stages]
        twice = {stage.value for stage in seen.policy.stages if seen.policy.stages.count(stage) > 1}
        facts = {"missing": ", ".join(missing) or "-", "twice": ", ".join(sorted(twice)) or "-"}
        yield Fault(code="stages-incomplete", where="/policy/stages", facts=facts)
    for level in Level:
        if not seen.policy.levels.get(level):
            yield fault("level-without-role", "policy", "levels", level, level=level)
    yield from _starts(seen.policy)


def _starts(policy: Policy) -> Iterator[Fault]:
    for part, starts in policy.session_starts.items():
        for position, start in enumerate(starts):
            if (start < _NOON) != (part is Part.OCHTEND):
                yield fault(
                    "start-in-wrong-half",
                    "policy",
                    "session_starts",
                    part,
                    position,
                    given=format_clock(start),
                    part=part,
                )
