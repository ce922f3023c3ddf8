from __future__ import annotations

import math
import pickle
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain.location import Location, straight_metres
from optimizer.domain.matrix import TravelMatrix, UnknownPlaceError
from optimizer.domain.vocabulary import Mode
from optimizer.travel.estimate import EstimateMatrix
from optimizer.travel.figures import Barrier, Crossing, ModeFigures, mode_figures

ALL = frozenset(Mode)
PLAIN = ModeFigures(detour=1.25, fixed_minutes=4, bands=((3000, 30.0), (None, 60.0)))
KILOMETRE = 1000 / (math.radians(1) * 6_371_008.8)
"""Degrees of latitude."""


def north(metres: float, east: float = 0.0) -> Location:
    """A point so many metres north of 52 N 5 E, and so many east of it."""
    lat = 52 + metres / 1000 * KILOMETRE
    return Location(lat=lat, lon=5 + east / 1000 * KILOMETRE / math.cos(math.radians(52)))


def plain(places: dict[str, Location], *waters: Barrier) -> EstimateMatrix:
    return EstimateMatrix.of(places, (Mode.CAR,), figures={Mode.CAR: PLAIN}, waters=waters)


def asked(matrix: TravelMatrix, origin: str, destination: str) -> tuple[int | None, int | None]:
    return matrix.minutes(Mode.CAR, origin, destination), matrix.metres(Mode.CAR, origin, destination)


@pytest.mark.parametrize(
    ("straight", "minutes", "metres"),
    [
        (0, 0, 0),
        (80, 4 + 1, 100),  # 100 m at 500 m a minute: 0.2, rounded up
        (800, 4 + 2, 1000),  # exactly 2 minutes stays 2
        (2400, 4 + 6, 3000),
        (2401, 4 + 7, 3001),  # the first metre of the faster band
        (4000, 4 + 6 + 2, 5000),
        (40_000, 4 + 6 + 47, 50_000),
    ],
)
def test_minutes_and_metres_by_band(straight: float, minutes: int, metres: int) -> None:
    matrix = plain({"school:A": north(0), "school:B": north(straight)})
    assert asked(matrix, "school:A", "school:B") == (minutes, metres)
    assert asked(matrix, "school:B", "school:A") == (minutes, metres)


def test_two_places_at_one_point_are_no_journey() -> None:
    matrix = EstimateMatrix.of({"school:A": north(0), "base:B": north(0)})
    assert [matrix.minutes(mode, "school:A", "base:B") for mode in Mode] == [0, 0, 0, 0]
    assert asked(matrix, "base:B", "base:B") == (0, 0)


def test_half_a_metre_apart_is_a_journey_of_fixed_minutes() -> None:
    assert asked(plain({"school:A": north(0), "school:B": north(0.3)}), "school:A", "school:B") == (4, 0)


@pytest.mark.parametrize("ask", ["minutes", "metres"])
def test_unknown_place(ask: str) -> None:
    matrix = plain({"school:A": north(0)})
    with pytest.raises(UnknownPlaceError, match="school:B"):
        getattr(matrix, ask)(Mode.CAR, "school:A", "school:B")
    with pytest.raises(UnknownPlaceError, match="school:B"):
        matrix.minutes_between(Mode.CAR, ["school:B"])


def test_a_mode_it_was_not_made_for() -> None:
    with pytest.raises(ValueError, match="no travel by walk"):
        plain({"school:A": north(0)}).minutes(Mode.WALK, "school:A", "school:A")


def test_minutes_between_follows_the_order_asked() -> None:
    matrix = plain({"school:C": north(4000), "school:A": north(0), "school:B": north(800)})
    assert matrix.places == ("school:A", "school:B", "school:C")
    asked_in = ["school:C", "school:A", "school:B"]
    assert matrix.minutes_between(Mode.CAR, asked_in) == [[0, 12, 11], [12, 0, 6], [11, 6, 0]]


def test_no_places() -> None:
    matrix = EstimateMatrix.of({})
    assert matrix.places == ()
    assert len(matrix.sha256) == 64


# --- water ---------------------------------------------------------------------------------------------------------

RIVER = tuple((52 + 1.0 * KILOMETRE, 5 + east * KILOMETRE) for east in (-20, -3, 4, 20))
"""One kilometre north, from west to east."""


def river(*crossings: Crossing) -> Barrier:
    return Barrier("river", "River", RIVER, crossings)


def at(location: Location) -> tuple[float, float]:
    return location.lat, location.lon


BANKS = {"school:S": north(0), "school:N": north(2000), "school:N2": north(2000, east=500)}


def test_a_bridge_is_the_only_way() -> None:
    bridge = Crossing("bridge", at(north(1000, east=3000)), ALL, 0)
    matrix = plain(BANKS, river(bridge))
    way = sum(straight_metres(BANKS[end], north(1000, east=3000)) for end in ("school:S", "school:N"))
    metres = round(way * 1.25)
    assert asked(matrix, "school:S", "school:N") == (4 + 6 + math.ceil((metres - 3000) / 1000), metres)
    assert asked(matrix, "school:N", "school:N2") == asked(plain(BANKS), "school:N", "school:N2")


@pytest.mark.parametrize(("wait", "minutes"), [(2, 4 + 5 + 2), (30, 15)])
def test_a_ferry_is_taken_when_its_wait_is_less_than_the_way_round(wait: int, minutes: int) -> None:
    # by bridge 2 x 3162 m straight: 7906 m, 4 + 6 + 5 minutes; by ferry 2500 m, 4 + 5 minutes and the wait
    bridge = Crossing("bridge", at(north(1000, east=3000)), ALL, 0)
    ferry = Crossing("ferry", at(north(1000)), ALL, wait)
    assert asked(plain(BANKS, river(ferry, bridge)), "school:S", "school:N")[0] == minutes
    assert asked(plain(BANKS, river(bridge, ferry)), "school:S", "school:N")[0] == minutes


def test_a_crossing_serves_its_modes_only() -> None:
    ferry = Crossing("ferry", at(north(1000)), frozenset({Mode.BICYCLE}), 5)
    matrix = EstimateMatrix.of(
        BANKS, (Mode.CAR, Mode.BICYCLE), figures={Mode.CAR: PLAIN, Mode.BICYCLE: PLAIN}, waters=[river(ferry)]
    )
    assert asked(matrix, "school:S", "school:N") == (None, None)
    assert matrix.minutes(Mode.BICYCLE, "school:S", "school:N") == 4 + 5 + 5
    assert matrix.minutes_between(Mode.CAR, ["school:S", "school:N"]) == [[0, None], [None, 0]]
    assert asked(matrix, "school:N", "school:N2")[0] is not None


def test_both_ends_on_one_side_of_a_bend() -> None:
    bend = Barrier("b", "B", (at(north(500, east=-200)), at(north(1000)), at(north(500, east=200))), ())
    across = {"school:W": north(600, east=-900), "school:E": north(600, east=900)}
    assert asked(plain(across, bend), "school:W", "school:E") == asked(plain(across), "school:W", "school:E")


def test_beyond_the_end_of_the_line_nothing_is_crossed() -> None:
    far_east = {"school:S": north(0, east=40_000), "school:N": north(2000, east=40_000)}
    assert asked(plain(far_east, river()), "school:S", "school:N") == asked(plain(far_east), "school:S", "school:N")


def test_two_waters_add_their_ways_round() -> None:
    first = river(Crossing("ferry", at(north(1000)), ALL, 3))
    line = tuple((lat + 0.5 * KILOMETRE, lon) for lat, lon in RIVER)
    second = Barrier("second", "Second", line, (Crossing("ferry", at(north(1500)), ALL, 5),))
    assert asked(plain(BANKS, first, second), "school:S", "school:N") == (4 + 5 + 3 + 5, 2500)


# --- properties ----------------------------------------------------------------------------------------------------

points = st.builds(Location, lat=st.floats(51.85, 52.05), lon=st.floats(4.45, 4.95))


@given(st.lists(points, min_size=2, max_size=12), st.sampled_from(Mode))
def test_shipped_figures_are_symmetric_and_zero_on_the_diagonal(found: list[Location], mode: Mode) -> None:
    travel = EstimateMatrix.of({f"school:{i}": p for i, p in enumerate(found)}, (mode,)).travel(mode)
    for values in travel:
        assert (values == values.T).all()
        assert (np.diagonal(values) == 0).all()


@given(st.lists(points, min_size=3, max_size=3), st.sampled_from(Mode))
def test_without_water_a_stop_on_the_way_is_never_shorter(found: list[Location], mode: Mode) -> None:
    matrix = EstimateMatrix.of({f"school:{i}": p for i, p in enumerate(found)}, (mode,), waters=())
    table = matrix.minutes_between(mode, ["school:0", "school:1", "school:2"])
    direct, first, second = table[0][2], table[0][1], table[1][2]
    assert direct is not None
    assert first is not None
    assert second is not None
    assert direct <= first + second


@given(st.lists(points, min_size=2, max_size=8), st.sampled_from(Mode))
def test_water_never_shortens(found: list[Location], mode: Mode) -> None:
    places = {f"school:{i}": p for i, p in enumerate(found)}
    wet, dry = EstimateMatrix.of(places, (mode,)), EstimateMatrix.of(places, (mode,), waters=())
    assert (wet.travel(mode).minutes >= dry.travel(mode).minutes).all()
    assert (wet.travel(mode).metres >= dry.travel(mode).metres).all()


@given(st.sampled_from(Mode), st.integers(0, 200_000), st.integers(0, 200_000))
def test_minutes_grow_with_distance_and_are_rounded_up(mode: Mode, one: int, other: int) -> None:
    figures = mode_figures()[mode]
    table = figures.minutes_table(200_000)
    near, far = sorted((one, other))
    assert table[near] <= table[far]
    hours, start = 0.0, 0
    for end, kmh in figures.bands:
        hours += max(0, min(far, end or far) - start) / 1000 / kmh
        start = end or start
    exact = figures.fixed_minutes + 60 * hours
    assert exact - 1e-3 <= table[far] < exact + 1 + 1e-3


def test_the_blocks_fit_together() -> None:
    # more places than a block holds; every pair as a matrix of its own says it
    places = {f"school:{i:03}": north(137 * i % 9000, east=211 * i % 7000) for i in range(300)}
    ferry, bridge = Crossing("f", at(north(1000)), ALL, 4), Crossing("b", at(north(1000, east=6000)), ALL, 0)
    whole = plain(places, river(ferry, bridge))
    for a, b in product((0, 1, 127, 128, 129, 255, 256, 299), repeat=2):
        pair = (f"school:{a:03}", f"school:{b:03}")
        alone = plain({p: places[p] for p in pair}, river(ferry, bridge))
        assert asked(whole, *pair) == asked(alone, *pair)


# --- hash and pickle -----------------------------------------------------------------------------------------------


def test_hash_does_not_depend_on_the_order_of_places() -> None:
    backwards = dict(reversed(BANKS.items()))
    assert plain(BANKS).sha256 == plain(backwards).sha256


def test_hash_sees_places_modes_minutes_and_metres() -> None:
    car = plain(BANKS)
    moved = plain(BANKS | {"school:N": north(2040)})
    named = plain({f"{k}x": v for k, v in BANKS.items()})
    other = EstimateMatrix.of(BANKS, (Mode.WALK,), figures={Mode.WALK: PLAIN}, waters=())
    assert len({m.sha256 for m in (car, moved, named, other)}) == 4


def test_hash_is_the_same_in_another_process(project_root: Path) -> None:
    code = """
from tests.travel.test_estimate import BANKS
from optimizer.travel.estimate import EstimateMatrix
print(EstimateMatrix.of(BANKS).sha256)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=project_root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == EstimateMatrix.of(BANKS).sha256


def test_pickle_keeps_everything() -> None:
    matrix = plain(BANKS)
    copy = pickle.loads(pickle.dumps(matrix))  # noqa: S301 -- our own bytes
    assert asked(copy, "school:S", "school:N") == asked(matrix, "school:S", "school:N")
    assert copy.sha256 == matrix.sha256


def test_arrays_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        plain(BANKS).travel(Mode.CAR).minutes[0, 1] = 1
