"""What every view of proposals looks up, and how it is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from optimizer.domain.placement import Clock, Cutoff, PlacementStage, StageChange, Transport, Urgency
from optimizer.io.json import load_region
from optimizer.language.phrases import Phrases
from optimizer.proposals import propose_placements
from optimizer.report.placement import told
from optimizer.report.placement.facts import PoolRow, Proposals

REGION = Path(__file__).parents[2] / "cli" / "data" / "placement.json"
NL = Phrases("nl")


@pytest.fixture(scope="module")
def found() -> Proposals:
    region = load_region(REGION).region
    assert region is not None
    return Proposals(region, propose_placements(region))


def test_who_is_there_already_takes_no_place(found: Proposals) -> None:
    assert {outcome.leerling for outcome, _ in found.at_school["S1"]} == {"L2", "L6"}
    rows = found.pools(found.index.schools["S1"])
    assert rows == (PoolRow("S1", 5, date.min, 1, 1), PoolRow("S1", None, date.min, 2, 0))
    assert [row.left for row in rows] == [0, 2]


def test_a_later_entry_counts_who_started_before_it_too(found: Proposals) -> None:
    rows = found.pools(found.index.schools["S2"])
    assert rows == (PoolRow("S2", None, date.min, 1, 1), PoolRow("S2", None, date(2027, 2, 1), 2, 1))


def test_who_starts_after_the_next_entry_is_not_counted_before_it(found: Proposals) -> None:
    later = tuple(
        one.model_copy(update={"start_on": date(2027, 3, 1)}) if one.id == "L5" else one
        for one in found.region.leerlingen
    )
    region = found.region.model_copy(update={"leerlingen": later})
    moved = Proposals(region, propose_placements(region))
    assert {outcome.leerling: placement.start_on for outcome, placement in moved.at_school["S2"]} == {
        "L2": date(2026, 11, 23),
        "L5": date(2027, 3, 1),
    }
    assert [row.taken for row in moved.pools(moved.index.schools["S2"])] == [1, 2]


def test_wishes_end_where_the_preference_list_ends(found: Proposals) -> None:
    assert found.wishes_of("L2") == ("S1", "S2")
    assert told.wish_text(1, found.wishes_of("L2"), NL) == "2e wens"
    assert told.wish_text(2, found.wishes_of("L2"), NL) == "geen wens"


def test_the_most_urgent_without_a_proposal_come_first(found: Proposals) -> None:
    assert [outcome.leerling for outcome in found.unplaced] == ["L3"]
    assert found.rungs == {1: 4, 2: 1}


@pytest.mark.parametrize(
    ("left", "extended", "said", "short"),
    [
        (1, 29, "nog 1 dag", "nog 1 d"),
        (-7, 21, "7 dagen over; verlengd nog 21", "7 d over, +21"),
        (-70, -42, "70 dagen over, verlenging voorbij", "70 d over"),
    ],
)
def test_the_clock_in_words(left: int, extended: int, said: str, short: str) -> None:
    clock = Clock(days_left=left, extended_days_left=extended, urgency=Urgency.LATER)
    assert (told.clock_text(clock, NL), told.clock_short(clock, NL)) == (said, short)


def test_no_clock_is_not_no_days() -> None:
    assert told.clock_text(Clock(urgency=Urgency.ABSENT), NL) == "lang thuis"
    assert told.clock_text(Clock(urgency=Urgency.LATER), NL) == "geen aanmelding"


def test_changes_say_their_side_and_minutes_say_so() -> None:
    worse = StageChange(key=PlacementStage.TRAVEL_TOTAL, change=11)
    better = StageChange(key=PlacementStage.RUNG_2, change=-1)
    assert told.change_text(worse, NL) == "alle reizen samen +11 min"
    assert told.change_text(better, NL) == "op trede 2 \N{MINUS SIGN}1"


@pytest.mark.parametrize(
    ("transport", "said"),
    [
        (None, "afstand onbekend"),
        (Transport(entitled=False, metres=900), "vervoer: nee, 0,9 km; geen regel van de gemeente"),
        (Transport(entitled=False, metres=900, threshold_metres=2000), "vervoer: nee, 0,9 km (grens 2,0 km)"),
        (
            Transport(entitled=False, metres=9000, threshold_metres=2000, nearest="S1"),
            "vervoer: nee, 9,0 km; De Ark is dichterbij",
        ),
        (
            Transport(entitled=True, metres=9000, threshold_metres=2000, cost_euro=2400, nearer=("S1",), too_long=True),
            "vervoer: ja, 9,0 km, € 2.400 per jaar; dichterbij vol: De Ark; rit langer dan de regel toelaat",
        ),
    ],
)
def test_transport_in_words(transport: Transport | None, said: str) -> None:
    assert told.transport_text(transport, {"S1": "De Ark"}, NL) == said


def test_a_cutoff_after_every_number_is_the_whole_group() -> None:
    part = Cutoff(school="S1", lottery="3a", urgency=Urgency.DUE, sibling=True, own_kring=True)
    whole = part.model_copy(update={"lottery": "f" * 16 + "8"})
    assert told.boundary_text(whole, NL) == "hele groep"
    assert told.boundary_text(part, NL) == "3a"
    assert told.class_text(part, NL) == "dringend, broer of zus, eigen kring"
    assert told.class_text(Cutoff(school="S1", lottery=""), NL) == "alleen wie al een aanbod had"
