"""Every rule and every stage by its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from optimizer.domain.fault import Violation
from optimizer.domain.vocabulary import RuleKey, StageKey
from optimizer.rules import (
    availability,
    budget,
    contract,
    expertise,
    group_host,
    group_leader,
    group_member,
    group_size,
    group_travel,
    half_day_time,
    kring,
    max_schools,
    one_begeleider,
    one_place,
    overleg,
    pins,
    running,
    spread,
    window,
    witness,
)
from optimizer.rules.stages import (
    balance,
    budget_overrun,
    changes,
    fairness,
    outside_kring,
    overleg_missed,
    preferred_missed,
    running_broken,
    schools_unserved,
    travel,
    unmet,
)
from optimizer.rules.view import WeekView

Rule = Callable[[WeekView], Iterator[Violation]]
"""Yields what breaks the rule."""
Stage = Callable[[WeekView], int]
"""Adds up a stage."""

RULES: dict[RuleKey, Rule] = {
    rule.KEY: rule.check
    for rule in (
        expertise,
        kring,
        availability,
        one_place,
        half_day_time,
        window,
        contract,
        max_schools,
        one_begeleider,
        spread,
        budget,
        group_size,
        group_host,
        group_travel,
        group_leader,
        group_member,
        overleg,
        pins,
        running,
        witness,
    )
}

STAGE_VALUES: dict[StageKey, Stage] = {
    StageKey.OVERLEG_MISSED: overleg_missed.value,
    StageKey.RUNNING_BROKEN: running_broken.value,
    StageKey.UNMET_URGENT: unmet.urgent,
    StageKey.UNMET_NORMAL: unmet.normal,
    StageKey.UNMET_LOW: unmet.low,
    StageKey.BUDGET_OVERRUN: budget_overrun.value,
    StageKey.OUTSIDE_KRING: outside_kring.value,
    StageKey.CHANGES: changes.value,
    StageKey.FAIRNESS_KRING: fairness.kring,
    StageKey.FAIRNESS_BESTUUR: fairness.bestuur,
    StageKey.SCHOOLS_UNSERVED: schools_unserved.value,
    StageKey.PREFERRED_MISSED: preferred_missed.value,
    StageKey.TRAVEL: travel.value,
    StageKey.BALANCE: balance.value,
}
