"""The order in which schools would admit: standing offers, urgency, siblings, own kring, lottery."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.placement.lens.lottery import lottery_number

if TYPE_CHECKING:
    from optimizer.placement.table import Candidates, Ints

NEVER = -1
"""Comes before every key: nobody passes it."""
_LOTTERY_BITS = 32
_URGENCIES = 5


class Priority(NamedTuple):
    """What a key says but for the lottery; lower comes first."""

    standing: bool
    """A standing offer, which comes before everybody."""
    urgency: int
    sibling: bool
    own_kring: bool


def school_order(candidates: Candidates, seed: int) -> Ints:
    """Return a key of every candidate, (M,); of those who want one place, the lowest come first.

    Who holds a place competes with others who do, in seats of their own, so holding is no part of the key.

    Raises
    ------
    ValueError
        When two ids draw the same lottery number, which happens once in billions of runs: then no boundary can tell
        them apart, and another seed can.
    """
    numbers = np.array([int(lottery_number(seed, one.id), 16) for one in candidates.leerlingen], dtype=np.uint64)
    order = np.argsort(numbers)
    if (numbers[order][1:] == numbers[order][:-1]).any():
        raise ValueError("two ids draw the same lottery number: take another seed")
    rank = np.empty(len(numbers), dtype=np.int64)
    rank[order] = np.arange(len(numbers))
    later = (~candidates.offered).astype(np.int64)
    classes = later * _URGENCIES + candidates.urgency[candidates.owner]
    classes = (classes * 2 + ~candidates.sibling) * 2 + ~candidates.own_kring
    return np.asarray((classes << _LOTTERY_BITS) + rank[candidates.owner], dtype=np.int64)


def same_class(key: int, other: int) -> bool:
    """Tell whether the lottery alone decides between two keys."""
    return key >> _LOTTERY_BITS == other >> _LOTTERY_BITS


def priority_of(key: int) -> Priority:
    """Return what a key says but for the lottery."""
    rest, kring = divmod(key >> _LOTTERY_BITS, 2)
    rest, sibling = divmod(rest, 2)
    later, urgency = divmod(rest, _URGENCIES)
    return Priority(not later, urgency, not sibling, not kring)


def place_in_lottery(key: int) -> int:
    """Return whose lottery number a key holds, as its place among all."""
    return key & ((1 << _LOTTERY_BITS) - 1)
