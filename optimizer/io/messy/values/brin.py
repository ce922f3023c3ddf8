"""School codes (BRIN with vestiging), also those that a spreadsheet took for a number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from optimizer.io.messy.plain import tidy
from optimizer.io.messy.sheets import Cell
from optimizer.io.messy.values import Value

INSTELLING = 4
"""Characters of a BRIN; the two after it are the vestiging."""
_CODE = re.compile(r"\b(\d\d[A-Z0-9]{2})[\s.|/-]*(\d\d)?\b")
_POWER = re.compile(r"\d+E\d+")
_DIGITS = re.compile(r"\b[0-9O]{2}(?=[A-Z0-9]{2})")


def school_codes(value: Cell, known: Iterable[str]) -> Value[tuple[str, ...]] | None:
    """Return which of the known codes a cell can mean; several when the vestiging is not named.

    ``12E3`` typed into a spreadsheet is kept as the number 12000, ``12E300`` as 1,2E+301, ``0312`` as 312: every
    known code that reads as that number is meant. Codes inside a longer text are found too.

    Returns
    -------
    Value or None
        Nothing when no known code fits.
    """
    codes = tuple(known)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _guessed(_as_number(float(value), codes), "brin-number")
    if not isinstance(value, str):
        return None
    given = tidy(value).upper()
    if given in codes:
        return Value((given,))
    scientific = re.fullmatch(r"\d+(?:[.,]\d+)?(?:E\+?\d+)?", given)
    if scientific and not _in(given, codes):
        return _guessed(_as_number(float(given.replace(",", ".")), codes), "brin-number")
    return _in_text(given, codes)


def _in_text(given: str, codes: tuple[str, ...]) -> Value[tuple[str, ...]] | None:
    # the letter O for the digit 0 is a slip of the hand only where digits must stand
    for text, guess in ((given, ""), (_DIGITS.sub(_zeros, given), "brin-letter-o")):
        for match in _CODE.finditer(text):
            found = _in(match[1] + (match[2] or ""), codes)
            if found:
                exact = text.strip() == found[0] and not guess
                part = "" if match[0] == text else match[0]
                return Value(found, "" if exact else (guess or "brin-in-text"), part)
    return None


def _zeros(match: re.Match[str]) -> str:
    return match[0].replace("O", "0")


def _in(given: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code == given or (len(given) == INSTELLING and code.startswith(given)))


def _as_number(value: float, codes: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for code in codes:
        for length in {len(code), INSTELLING}:
            part = code[:length]
            if part.isdecimal() or _POWER.fullmatch(part):
                number = float(part)
                if math.isfinite(number) and math.isclose(number, value, rel_tol=1e-9):
                    found.append(code)
                    break
    return tuple(found)


def _guessed(found: tuple[str, ...], guess: str) -> Value[tuple[str, ...]] | None:
    return Value(found, guess) if found else None
