"""Travel that is never longer direct than by way of a third place."""

from __future__ import annotations

from itertools import product

from optimizer.domain.vocabulary import Mode
from tests.rules.matrix import Pair, TableMatrix


def closed(matrix: TableMatrix) -> TableMatrix:
    """Return the matrix with the shortest ways (Floyd and Warshall), for every mode."""
    return TableMatrix(matrix.places, {}, None, {mode: _shortest(matrix, mode) for mode in Mode})


def _shortest(matrix: TableMatrix, mode: Mode) -> dict[Pair, int | None]:
    table: dict[Pair, int | None] = {(a, b): matrix.minutes(mode, a, b) for a, b in product(matrix.places, repeat=2)}
    for by, a, b in product(matrix.places, repeat=3):
        there, on, now = table[a, by], table[by, b], table[a, b]
        if there is not None and on is not None and (now is None or there + on < now):
            table[a, b] = there + on
    return table
