"""The lottery: one number a leerling for all schools, from the seed and the own id alone."""

from __future__ import annotations

from hashlib import sha256

DIGITS = 16
"""Hexadecimal digits of a number."""
EVERYBODY = "f" * (DIGITS + 1)
"""A boundary after every number."""
NOBODY = ""
"""A boundary before every number."""


def lottery_number(seed: int, leerling: str) -> str:
    """Return a leerling's number: the first 16 hexadecimal digits of the SHA-256 of ``seed:id``; low comes first."""
    return sha256(f"{seed}:{leerling}".encode()).hexdigest()[:DIGITS]


def boundary(admitted: str, refused: str) -> str:
    """Return a short text strictly between two lottery numbers as texts are sorted; it is nobody's number.

    Who has a number before it was admitted, who has one after it was not. It is the common beginning with one digit
    more, about the middle one, so that it says as little as can be of either number.

    Raises
    ------
    ValueError
        When the admitted number does not come before the refused one.
    """
    if admitted >= refused:
        raise ValueError("the last number admitted comes before the first one refused")
    alike = next(i for i in range(DIGITS) if admitted[i] != refused[i])
    low, high = int(admitted[alike], 16), int(refused[alike], 16)
    found = admitted[:alike] + format((low + high + 1) // 2, "x")
    # neighbours in the very last digit leave no digit between them, but longer texts
    return found if found < refused else f"{admitted}8"
