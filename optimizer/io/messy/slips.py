"""Slips of the pen: the known word that a mistyped one is nearest to."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_END = 2
"""Letters at the beginning and at the end; of a slip one of the two is right."""


class Slips:
    """Known words, found by how they begin or end, so that few are compared letter by letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_end: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            for end in _ends(word):
                self._by_end.setdefault(end, []).append(word)

    def nearest(self, word: str, least: float) -> tuple[str, float] | None:
        """Return the known word most like another, and how alike they are (0 to 1); nothing below `least`."""
        near = dict.fromkeys(known for end in _ends(word) for known in self._by_end.get(end, ()))
        found = difflib.get_close_matches(word, near, n=1, cutoff=least)
        return (found[0], difflib.SequenceMatcher(None, word, found[0]).ratio()) if found else None


def _ends(word: str) -> tuple[str, str]:
    return f"{word[:_END]}-", f"-{word[-_END:]}"
