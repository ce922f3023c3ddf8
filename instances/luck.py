"""Draws from a seeded random stream."""

from __future__ import annotations

from random import Random


def chance(rng: Random, share: float) -> bool:
    """Return true in a share of the draws."""
    return rng.random() < share
