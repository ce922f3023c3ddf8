"""What of a cell may be repeated to a reader: words that are known to be no name of a pupil, and otherwise its kind.

A name of a pupil stands anywhere on a coordinator's sheet: as the number of a request, under "voor wie", behind a
school. Of cells about requests only words are shown that are known from elsewhere (a list of schools, the begeleiders,
words of the trade); of other words there is the place of the cell, and what kind of thing stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from optimizer.domain.shown import WITHHELD, shown
from optimizer.io.messy.plain import plain, tidy
from optimizer.io.messy.sheets import Cell, text_of
from optimizer.io.messy.slips import Slips

LETTERS, DIGITS, DATE, CLOCK, TRUTH = "letters", "digits", "date", "clock", "truth"
"""Kinds of content; ``messy.look.KIND`` in the catalogue."""
_ALIKE = 0.8
_SHORTEST = 4
"""Letters of a word that may be a slip of a known one; of shorter ones too many are alike by chance."""
_MOST_DIGITS = 4
"""Digits of a number that is repeated; longer ones may be a date of birth or a number of a pupil."""


class Words:
    """Words that may be repeated, and with them their slips of the pen where these count too."""

    def __init__(self, texts: Iterable[str], *, slips: bool = True) -> None:
        self._words = frozenset(w for text in texts for w in plain(text).split())
        self._slips = Slips(w for w in self._words if len(w) >= _SHORTEST) if slips else None
        self._found: dict[str, bool] = {}
        self.told: dict[str, str] = {}
        """What was told of texts so far (`told`)."""

    def __contains__(self, token: str) -> bool:
        """Tell whether a word of a text may be repeated."""
        if token not in self._found:
            words = plain(token).split()
            self._found[token] = "".join(words) in self._words or all(self._known(word) for word in words)
        return self._found[token]

    def _known(self, word: str) -> bool:
        if word in self._words or len(word) == 1:
            return True
        if word.isdecimal():
            return len(word) <= _MOST_DIGITS
        if self._slips is None or len(word) < _SHORTEST:
            return False
        return self._slips.nearest(word, _ALIKE) is not None


COMMON = Words(
    (
        "maandag dinsdag woensdag donderdag vrijdag ma di wo do vr ochtend ochtends och middag middags mid",
        "januari februari maart juni juli september oktober november december feb mrt sep sept okt nov dec",
        "af alle alles andere begin bekend bezoek bezoeken bijlage dag dagelijks dagen deze diverse eens eind elke",
        "enkele en even flexibel gaat geen half halve heel het iedere in is kan keer kwartier later lopend maand",
        "maanden mag meer met min minder minuten misschien na naar niet nodig nog nvt of om onbekend oneven op",
        "overdag overleg paar per regelmatig soms te tot tussen uren uur vaak van vanaf variabel veel volgend volgt",
        "voor wekelijks weken week weinig wisselend wordt zie zodra",
    ),
    slips=False,
)
"""Words that are nobody's name, to be repeated of any cell. Months that are names too, Jan and Mei, are not in it."""


def told(text: str, words: Words) -> str:
    """Return a text with everything that may not be repeated left out; empty when nothing is left.

    A part with more than `_MOST_DIGITS` digits in all, such as ``3-4-2015``, is left out too.
    """
    if text in words.told:
        return words.told[text]
    found: list[str] = []
    for token in tidy(text).split():
        safe = token in words and sum(c.isdecimal() for c in token) <= _MOST_DIGITS
        if safe or not found or found[-1] != WITHHELD:
            found.append(token if safe else WITHHELD)
    words.told[text] = shown(" ".join(found)) if any(re.search(r"\w{2}|\d", plain(token)) for token in found) else ""
    return words.told[text]


def look_of(cell: Cell) -> str:
    """Return of what kind a cell is, and how long: ``letters:7`` (characters of a text, spaces apart)."""
    if isinstance(cell, bool):
        return f"{TRUTH}:1"
    if isinstance(cell, datetime | date):
        return f"{DATE}:1"
    if isinstance(cell, time | timedelta):
        return f"{CLOCK}:1"
    text = text_of(cell)
    if isinstance(cell, int | float) or text.isdecimal():
        return f"{DIGITS}:{sum(c.isdecimal() for c in text)}"
    return f"{LETTERS}:{len(text.replace(' ', ''))}"


def facts_of(cell: Cell, words: Words | None) -> dict[str, str]:
    """Return how a question speaks of a cell: as it is told (``given``), or only what it looks like (``look``).

    Parameters
    ----------
    cell
        What stands there.
    words
        What may be repeated of it; nothing where a cell cannot be about a pupil and is shown as it is.
    """
    given = shown(text_of(cell)) if words is None else told(text_of(cell), words)
    return {"given": given} if given else {"look": look_of(cell)}
