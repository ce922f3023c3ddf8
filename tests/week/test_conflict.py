"""Which running commitments conflict, under policy `running: hard`."""

from __future__ import annotations

import pytest

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.half_day import HalfDay
from optimizer.domain.policy import Policy
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import RunningPolicy
from optimizer.solving.limits import Limits, Meter
from optimizer.week.conflict import running_conflict
from tests.rules.builders import begeleider, hulpvraag, leerling, window
from tests.solving.toys import Signal
from tests.week.parts import options, region

HARD = Policy(running=RunningPolicy.HARD)


def conflict(of: Region, meter: Meter | None = None) -> tuple[str, ...]:
    return running_conflict(options(of), meter or Meter(Limits(None)), seed=1)


def crowded(contract: int) -> Region:
    """Four of B1's, each an hour and 15 minutes of administration, and one of B2's."""
    asked = [hulpvraag(f"H{n}", "S1", "gedrag", current="B1", half_days=("ma-ochtend", "di-ochtend")) for n in range(4)]
    asked.append(hulpvraag("H9", "S3", "taal", current="B2"))
    people = (begeleider("B1", "gedrag", contract_minutes=contract), region().begeleiders[1])
    return region(hulpvragen=tuple(asked), begeleiders=people, policy=HARD)


@pytest.mark.parametrize(("contract", "size"), [(300, 0), (299, 4), (224, 3), (149, 2), (74, 1)])
def test_as_few_as_conflict(contract: int, size: int) -> None:
    found = conflict(crowded(contract))
    if size:
        assert len(found) == size
        assert set(found) <= {"H0", "H1", "H2", "H3"}
    else:
        # nothing conflicts: there is nothing to take out
        assert set(found) == {"H0", "H1", "H2", "H3", "H9"}


def test_a_conflict_of_the_clock_alone() -> None:
    """The two visits fit in the hours, but not in their windows one after the other with 10 minutes between."""
    wide, narrow = window("09:00-11:09"), window("09:00-11:10")
    for second, expected in ((wide, ("H1", "H2")), (narrow, ("H1", "H2", "H3"))):
        asked = (
            hulpvraag("H1", "S1", "gedrag", current="B1", half_days=("ma-ochtend",), window=second),
            hulpvraag("H2", "S2", "gedrag", current="B1", half_days=("ma-ochtend",), window=second),
            hulpvraag("H3", "S2", "gedrag", current="B2"),
        )
        assert conflict(region(hulpvragen=asked, policy=HARD)) == expected


def test_a_group_that_cannot_open_conflicts_alone() -> None:
    group = Groepsarrangement(
        id="A1",
        kind="x-klas",
        expertise="gedrag",
        supports=(),
        kringen=("K1",),
        hosts=("S1",),
        size=Size(min=2, preferred=2, max=4),
        candidates=("L1",),
        running=Running(host="S1", half_day=HalfDay.DI_OCHTEND, leader="B1", members=("L1",)),
    )
    made = region(
        hulpvragen=(hulpvraag("H1", "S1", "gedrag", current="B1"),),
        arrangementen=(group,),
        leerlingen=(leerling("L1"),),
        policy=HARD,
    )
    assert conflict(made) == ("A1#1",)


@pytest.mark.parametrize("meter", [Meter(Limits(None, 0.0)), Meter(Limits(None), Signal())], ids=["no work", "stopped"])
def test_cut_short_it_names_all_rather_than_a_guess(meter: Meter) -> None:
    assert set(conflict(crowded(74), meter)) == {"H0", "H1", "H2", "H3", "H9"}
