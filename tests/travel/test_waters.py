"""The shipped figures and waters: complete, sensible, and on the right side of real places."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from optimizer.domain.location import Location, straight_metres
from optimizer.domain.vocabulary import Mode
from optimizer.travel.estimate import EstimateMatrix
from optimizer.travel.figures import barriers, mode_figures
from optimizer.travel.water import crossed

# PC4 areas on either bank
BANKS: dict[str, tuple[list[int], list[int]]] = {
    "hollandse-ijssel": (
        [*range(2901, 2909), 2911, 2912, 2913, 2914, 2841, 2801, 2802, 2807, 2809],
        [*range(2921, 2927), 2935, 2831, 2808],
    ),
    "nieuwe-maas": ([2901, 2909, 2921, 2926, 2931, 3062, 3063, 3065], [2981, 2983, 2987, 2988, 3077, 3078, 3079]),
    "lek": ([2931, 2941, 2861, 2865, 2871], [2961, 2957, 2959, 2964, 2965, 2967]),
    "noord": ([2981, 2984, 2986, 2989], [2961, 2951, 2952, 2953, 2954]),
    "oude-rijn": ([2396, 2401, 2402, 2403, 2404, 2406, 2445], [2391, 2394, 2408, 2409]),
    "braassemermeer": ([2371, 2376], [2465]),
    "kaag": ([2159], [2158, 2371, 2374, 2171]),
    "ijssel": (
        [6811, 6825, 6826, 6827, 6881, 6882, 6883, 6991, 6994, 6951, 6953, 6955, 6956, 6971],
        [6931, 6932, 6921, 6922, 6981, 6982, 6986, 6987, 6988],
    ),
    "nederrijn": ([6811, 6812, 6826, 6827, 6828, 6865], [6831, 6832, 6833, 6834, 6841, 6842, 6665]),
    "pannerdensch-kanaal": ([6911, 6913, 6922, 6923, 6924, 6931, 6932], [6686, 6687, 6691, 6851]),
    "boven-rijn": ([6911, 6913, 6914, 6915, 6916, 6917], [6566]),
    "waal": ([6663, 6681, 6685, 6686, 6691], [6511, 6522, 6541, 6542, 6576, 6578, 6579]),
}


@pytest.fixture(scope="module")
def postcodes(shared_data: Path) -> dict[int, tuple[float, float]]:
    with (shared_data / "nl" / "instance_nl" / "pc4_coord_swv.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["lat"] and row["soort"] != "Postbus"]
    return {int(row["pc4"]): (float(row["lat"]), float(row["lon"])) for row in rows}


@pytest.mark.parametrize("water", BANKS)
def test_water_lies_between_the_postcodes_of_its_banks(water: str, postcodes: dict[int, tuple[float, float]]) -> None:
    line = np.array(next(b.line for b in barriers() if b.id == water))
    left, right = (np.array([postcodes[p] for p in bank]) for bank in BANKS[water])
    between = crossed(left, right, line)
    assert between is not None
    missed = [(BANKS[water][0][i], BANKS[water][1][j]) for i, j in np.argwhere(~between)]
    assert missed == []
    for bank in (left, right):
        within = crossed(bank, bank, line)
        assert within is None or not within.any()


@pytest.mark.parametrize(
    ("one", "other", "mode", "least", "most"),
    [
        # Capelle - Krimpen, 1.3 km apart over the water, by the Algerabrug
        ((51.9322, 4.5933), (51.9197, 4.5894), Mode.CAR, 7, 16),
        # Nieuwerkerk - Krimpen
        ((51.9678, 4.6101), (51.9177, 4.6234), Mode.CAR, 14, 30),
        # Pannerden - Doornenburg, by the ferry
        ((51.8887, 6.0392), (51.8899, 5.9996), Mode.CAR, 14, 28),
        # Giesbeek - Rheden: the cycle ferry is near, the car goes round
        ((51.9970, 6.0718), (52.0057, 6.0279), Mode.CAR, 17, 40),
        ((51.9970, 6.0718), (52.0057, 6.0279), Mode.BICYCLE, 20, 40),
        # Enkhuizen - Lelystad over the Houtribdijk
        ((52.7050, 5.2800), (52.5180, 5.4710), Mode.CAR, 30, 55),
        # Kaag - Buitenkaag, by the ferry
        ((52.2160, 4.5594), (52.2208, 4.5596), Mode.WALK, 10, 20),
    ],
)
def test_known_trips_are_credible(
    one: tuple[float, float], other: tuple[float, float], mode: Mode, least: int, most: int
) -> None:
    places = {"school:1": Location(lat=one[0], lon=one[1]), "school:2": Location(lat=other[0], lon=other[1])}
    minutes = EstimateMatrix.of(places, (mode,)).minutes(mode, "school:1", "school:2")
    assert minutes is not None
    assert least <= minutes <= most


def test_every_water_can_be_crossed_by_every_mode() -> None:
    for barrier in barriers():
        assert frozenset().union(*(c.modes for c in barrier.crossings)) == frozenset(Mode), barrier.id


def test_ids_are_unique_and_lines_lie_in_the_country() -> None:
    ids = [b.id for b in barriers()]
    assert len(set(ids)) == len(ids)
    for lat, lon in (point for b in barriers() for point in b.line):
        assert 50.7 < lat < 53.6
        assert 3.3 < lon < 7.3


def test_crossings_lie_on_their_water_or_say_that_they_go_round() -> None:
    for barrier in barriers():
        line = np.array(barrier.line)
        steps = np.linspace(0, 1, 50)[:, None]
        dense = np.concatenate([a + steps * (b - a) for a, b in pairwise(line)])
        for crossing in barrier.crossings:
            here = Location(lat=crossing.at[0], lon=crossing.at[1])
            near = dense[np.argsort(((dense - np.array(crossing.at)) ** 2 * (1, 0.37)).sum(axis=1))[0]]
            off = straight_metres(here, Location(lat=near[0], lon=near[1]))
            assert off < (1_000 if not crossing.name.startswith("om over") else 10_000), crossing.name


def test_every_mode_has_figures_in_falling_order_of_slowness() -> None:
    for mode in Mode:
        figures = mode_figures()[mode]
        speeds = [kmh for _, kmh in figures.bands]
        ends = [end for end, _ in figures.bands]
        assert speeds == sorted(speeds)
        assert ends[-1] is None
        assert 1 <= figures.detour < 2
