from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain.location import Location, straight_metres
from optimizer.domain.matrix import UnknownPlaceError
from optimizer.domain.places import places_of
from optimizer.domain.vocabulary import Mode
from optimizer.travel import journeys_for
from optimizer.travel.estimate import EstimateMatrix
from optimizer.travel.figures import Barrier, Crossing, barriers
from optimizer.travel.pairs import EstimatePairs
from tests.instances.regions import small_weeks

ALL = frozenset(Mode)


def same(places: dict[str, Location], waters: tuple[Barrier, ...] | None = None) -> None:
    """Check that every pair of the square is what the pairs say."""
    square, asked = EstimateMatrix.of(places, waters=waters), EstimatePairs.of(places, waters=waters)
    assert asked.places == square.places
    rows = asked.rows(asked.places)
    origins, destinations = np.repeat(rows, len(rows)), np.tile(rows, len(rows))
    for mode in Mode:
        minutes, metres = asked.pairs(mode, origins, destinations)
        assert minutes.reshape(len(rows), -1).tolist() == square.travel(mode).minutes.tolist()
        assert metres.reshape(len(rows), -1).tolist() == square.travel(mode).metres.tolist()
        assert [got.tolist() for got in square.pairs(mode, origins, destinations)] == [
            minutes.tolist(),
            metres.tolist(),
        ]


@given(st.integers(0, 10**9), st.integers(1, 25))
def test_as_the_square_says_around_the_shipped_waters(seed: int, count: int) -> None:
    rng = Random(seed)
    centre = rng.choice([corner for water in barriers() for corner in water.line])
    reach = rng.choice((0.01, 0.1, 0.5))
    points = [
        Location(lat=centre[0] + rng.uniform(-reach, reach), lon=centre[1] + rng.uniform(-reach, reach))
        for _ in range(count)
    ]
    # some at one point
    same({f"school:{i}": rng.choice(points[: i + 1]) for i in range(count)})


_CROSSING = st.builds(
    lambda lat, lon, wait, modes: Crossing("x", (52 + lat, 5 + lon), frozenset(modes), wait),
    st.floats(-0.1, 0.1),
    st.floats(-0.1, 0.1),
    st.integers(0, 9),
    st.sets(st.sampled_from(list(Mode))),
)
_POINT = st.tuples(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))


@given(
    st.lists(
        st.tuples(st.lists(_POINT, min_size=2, max_size=5), st.lists(_CROSSING, max_size=3)), min_size=1, max_size=3
    ),
    st.lists(_POINT, min_size=1, max_size=12),
)
def test_as_the_square_says_with_any_waters(
    drawn: list[tuple[list[tuple[float, float]], list[Crossing]]], points: list[tuple[float, float]]
) -> None:
    waters = tuple(
        Barrier(f"w{i}", "w", tuple((52 + a, 5 + b) for a, b in line), tuple(crossings))
        for i, (line, crossings) in enumerate(drawn)
    )
    same({f"school:{i}": Location(lat=52 + a, lon=5 + b) for i, (a, b) in enumerate(points)}, waters)


def test_a_water_without_a_crossing_is_unreachable() -> None:
    water = Barrier("w", "w", ((52.0, 4.0), (52.0, 6.0)), (Crossing("pont", (52.0, 5.0), frozenset({Mode.WALK}), 5),))
    places = {"school:A": Location(lat=51.99, lon=5.0), "school:B": Location(lat=52.01, lon=5.0)}
    asked = EstimatePairs.of(places, waters=(water,))
    assert asked.minutes(Mode.CAR, "school:A", "school:B") is None
    assert asked.metres(Mode.CAR, "school:B", "school:A") is None
    assert asked.minutes(Mode.WALK, "school:A", "school:B") is not None
    same(places, (water,))


@given(st.integers(0, 10**9))
def test_no_journey_is_shorter_than_its_straight_distance_allows(seed: int) -> None:
    rng = Random(seed)
    points = [Location(lat=rng.uniform(51.8, 52.2), lon=rng.uniform(4.4, 5.0)) for _ in range(8)]
    points += [Location(lat=points[0].lat + 1e-5, lon=points[0].lon)]
    asked = EstimatePairs.of({f"school:{i}": p for i, p in enumerate(points)})
    straight = np.array([straight_metres(points[0], p) for p in points])
    for mode in Mode:
        minutes, _ = asked.pairs(
            mode, np.zeros(len(points), dtype=np.int64), asked.rows([f"school:{i}" for i in range(9)])
        )
        assert (asked.at_least(mode, straight) <= minutes).all()
        assert asked.at_least(mode, np.array([20_000.0]))[0] > asked.at_least(mode, np.array([2_000.0]))[0] > 0


def test_asked_one_by_one_and_remembered() -> None:
    places = {"school:A": Location(lat=52.0, lon=5.0), "school:B": Location(lat=52.1, lon=5.1)}
    asked, square = EstimatePairs.of(places), EstimateMatrix.of(places)
    asked.remember(Mode.CAR, np.array([0, 1]), np.array([1, 1]))
    for mode in Mode:
        assert asked.minutes(mode, "school:A", "school:B") == square.minutes(mode, "school:A", "school:B")
        assert asked.metres(mode, "school:B", "school:A") == square.metres(mode, "school:B", "school:A")
        assert asked.minutes_between(mode, ["school:B", "school:A"]) == square.minutes_between(
            mode, ["school:B", "school:A"]
        )


def test_what_it_does_not_know() -> None:
    asked = EstimatePairs.of({"school:A": Location(lat=52.0, lon=5.0)}, (Mode.CAR,))
    with pytest.raises(UnknownPlaceError, match="school:B"):
        asked.rows(["school:A", "school:B"])
    with pytest.raises(UnknownPlaceError, match="school:B"):
        asked.minutes(Mode.CAR, "school:A", "school:B")
    with pytest.raises(ValueError, match="no travel by walk"):
        asked.minutes(Mode.WALK, "school:A", "school:A")
    assert EstimatePairs.of({}).pairs(Mode.CAR, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))[0].size == 0


def test_the_hash_is_of_all_that_it_is_made_of() -> None:
    a, b = Location(lat=52.0, lon=5.0), Location(lat=52.1, lon=5.1)
    water = Barrier("w", "w", ((51.0, 4.0), (51.0, 6.0)), (Crossing("brug", (51.0, 5.0), ALL, 0),))
    drier = Barrier("w", "w", ((51.0, 4.0), (51.0, 6.0)), ())
    made = [
        EstimatePairs.of({"school:A": a, "school:B": b}),
        EstimatePairs.of({"school:A": a, "school:C": b}),
        EstimatePairs.of({"school:A": b, "school:B": a}),
        EstimatePairs.of({"school:A": a, "school:B": b}, (Mode.CAR,)),
        EstimatePairs.of({"school:A": a, "school:B": b}, waters=()),
        EstimatePairs.of({"school:A": a, "school:B": b}, waters=(water,)),
        EstimatePairs.of({"school:A": a, "school:B": b}, waters=(drier,)),
    ]
    assert len({m.sha256 for m in made}) == len(made)
    assert EstimatePairs.of({"school:B": b, "school:A": a}).sha256 == made[0].sha256


def test_of_a_region_and_of_a_table(tmp_path: Path) -> None:
    region = small_weeks(1).this
    asked = journeys_for(region)
    assert isinstance(asked, EstimatePairs)
    assert asked.places == tuple(sorted(places_of(region)))
    origin, destination = asked.places[0], asked.places[-1]
    mode = asked.modes[0]
    file = tmp_path / "table.csv"
    file.write_text(f"from,to,mode,minutes,metres\n{origin},{destination},{mode},77,88000\n", encoding="utf-8")
    table = journeys_for(region, file)
    rows = table.rows([origin, destination])
    minutes, metres = table.pairs(mode, rows, rows[::-1])
    assert (minutes[0], metres[0]) == (77, 88000)
    assert minutes[1] == asked.minutes(mode, destination, origin)
    assert table.at_least(mode, np.array([5000.0])).tolist() == [0]
