"""Names against lists of names: schools without BRIN, people by first name or initials, kringen."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from optimizer.io.messy.plain import plain

EMPTY_WORDS = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "de het t een van voor en aan den der te op in bij school scholen basisschool basisonderwijs bs obs cbs rkbs "
        "kbs pcb pcbs pc rk ods gbs sbo so sbao bo bao ikc kc kindcentrum integraal brede openbare openbaar "
        "christelijke protestants katholieke rooms interconfessionele interconfessioneel speciaal speciale "
        "gereformeerde reformatorische montessorischool daltonschool dalton jenaplanschool jenaplan locatie loc "
        "vestiging samenwerkingsschool dependance hoofdlocatie hoofdvestiging brinnr brin"
    ).split()
)
"""Words of school names that tell schools hardly apart."""
ABBREVIATED = {"st": "sint", "mgr": "monseigneur", "prof": "professor", "pr": "prins"}
SURE, LIKELY, POSSIBLE = 100, 65, 45
"""Certainty in percent: no doubt at all; worth proposing; worth listing."""
_MARGIN = 10
"""A proposal is at least this far ahead of the next."""
_ELSEWHERE = 25
"""What a place that is not the school's takes off the certainty."""
_LISTED = 5
_CONTAINED = 0.88
"""How alike a name is to one that has all its words and more: ``Taaltuin`` and ``Auris De Taaltuin``."""
_ALIKE = 0.7
"""How alike words are at least; less alike are other words."""
_NEARLY = 0.85
"""How alike words are that differ in a letter or two."""
_TELLING = 4
"""Letters of a word that can stand for a whole name."""
_MANY = 300
"""Entries that are compared in full at most: those with the most letter triples in common."""


@dataclass(frozen=True)
class Entry:
    """Something that can be meant: a school, a begeleider, a kring."""

    id: str
    name: str
    places: tuple[str, ...] = ()
    """Place and gemeente of a school."""

    @property
    def label(self) -> str:
        """Name, place and id in one line."""
        return ", ".join(dict.fromkeys(p for p in (self.name, *self.places[:1], self.id) if p))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The telling words of the name."""
        return telling(self.name)

    @cached_property
    def whole(self) -> str:
        """The name in plain words."""
        return plain(self.name)

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of its places."""
        return frozenset(w for place in self.places for w in plain(place).split()) - EMPTY_WORDS


@dataclass(frozen=True)
class Match:
    """What a text can mean."""

    entry: Entry | None
    """The proposal; nothing when several are as likely or none is likely."""
    certainty: int
    """In percent; `SURE` needs no confirmation."""
    candidates: tuple[tuple[Entry, int], ...] = ()
    """All that are possible, most likely first, with their certainty."""


def telling(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others; all of them when that leaves none."""
    words = [ABBREVIATED.get(w, w) for w in plain(name).split()]
    return tuple(w for w in words if w not in EMPTY_WORDS and len(w) > 1) or tuple(words)


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """Return how alike two lists of words are, 0 to 1: the better of words paired up and letters as a whole."""
    if not a or not b:
        return 0.0
    found: list[list[float]] = [[_alike(x, y) for y in b] for x in a]
    here, there = [max(row) for row in found], [max(row[j] for row in found) for j in range(len(b))]
    paired = (sum(here) + sum(there)) / (len(a) + len(b))
    contained = _CONTAINED * sum(here) / len(a) if _inside(a, b, here) else 0.0
    return max(paired, contained, _dice("".join(a), "".join(b)))


def _inside(a: Sequence[str], b: Sequence[str], found: Sequence[float]) -> bool:
    """Tell whether all words of a short name are found in a longer one, at least one of them telling."""
    return len(a) < len(b) and min(found) >= _NEARLY and max(map(len, a)) >= _TELLING


@lru_cache(maxsize=100_000)
def _alike(x: str, y: str) -> float:
    if x == y:
        return 1.0
    if len(x) > 2 and len(y) > 2 and (x.startswith(y) or y.startswith(x)):  # noqa: PLR2004 - two letters say little
        return 0.9
    compared = difflib.SequenceMatcher(None, x, y, autojunk=False)
    if compared.real_quick_ratio() < _ALIKE or compared.quick_ratio() < _ALIKE:
        return 0.0
    ratio = compared.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _dice(x: str, y: str) -> float:
    """Return the share of letter triples that two texts have in common (Dice's coefficient)."""
    triples_x, triples_y = _counted(x), _counted(y)
    total = len(x) + len(y) + 2
    shared = triples_x.keys() & triples_y.keys()
    return 2 * sum(min(triples_x[triple], triples_y[triple]) for triple in shared) / total


@lru_cache(maxsize=20_000)
def _counted(word: str) -> Counter[str]:
    return Counter(_triples(word))


def _triples(word: str) -> list[str]:
    padded = f"  {word} "
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


class Names:
    """A list of names to match against; what was matched once is remembered."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._memory: dict[tuple[str, str], Match] = {}
        self._people: dict[str, Match] = {}
        self._places = frozenset(w for entry in self.entries for w in entry.place_words)

    def match(self, text: str, place: str = "") -> Match:
        """Return what a text means.

        Parameters
        ----------
        text
            A name, perhaps with the place in it: ``regenboog Alphen``.
        place
            Place, gemeente or kring from another column.
        """
        key = (plain(text), plain(place))
        if key not in self._memory:
            self._memory[key] = self._match(*key)
        return self._memory[key]

    def among(self, ids: Iterable[str], text: str, place: str = "") -> Match:
        """Return which of some entries a text means; the only one when there is one."""
        entries = [self.by_id[i] for i in ids]
        if len(entries) == 1:
            return Match(entries[0], SURE, ((entries[0], SURE),))
        found = Names(entries).match(text, place)
        return found if found.candidates else Match(None, 0, tuple((e, 0) for e in entries[:_LISTED]))

    def _match(self, text: str, place: str) -> Match:
        words = telling(text)
        if not words:
            return Match(None, 0)
        hints = frozenset(place.split()) & self._places
        scored = [(e, self._score(e, text, words, hints)) for e in self._worth(words)]
        ranked = sorted((s for s in scored if s[1] >= POSSIBLE), key=lambda s: (-s[1], s[0].id))
        if not ranked:
            return Match(None, 0)
        best, score = ranked[0]
        next_score = ranked[1][1] if len(ranked) > 1 else 0
        listed = tuple(ranked[:_LISTED])
        if score >= SURE and next_score < SURE:
            return Match(best, SURE, listed)
        if score >= LIKELY and score - next_score >= _MARGIN:
            return Match(best, min(score, SURE - 1), listed)
        return Match(None, score, listed)

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        """Positions of the entries by letter triple of their names."""
        found: dict[str, list[int]] = {}
        for position, entry in enumerate(self.entries):
            for triple in {t for word in entry.words for t in _triples(word)}:
                found.setdefault(triple, []).append(position)
        return found

    def _worth(self, words: tuple[str, ...]) -> Iterable[Entry]:
        """Return the entries that share letters with the words, those that share most first."""
        shared = Counter(p for word in words for t in set(_triples(word)) for p in self._index.get(t, ()))
        return (self.entries[position] for position, _ in shared.most_common(_MANY))

    def _score(self, entry: Entry, text: str, words: tuple[str, ...], hints: frozenset[str]) -> int:
        """Return the certainty, comparing the name with and without words that are the entry's place."""
        rest = f" {text} ".partition(f" {entry.whole} ")
        if rest[1] and set((rest[0] + rest[2]).split()) <= entry.place_words | EMPTY_WORDS:
            elsewhere = bool(hints) and not hints & entry.place_words
            return SURE - (_ELSEWHERE if elsewhere else 0)
        named = tuple(w for w in words if w not in entry.place_words) or words
        located = len(named) < len(words) or bool(hints & entry.place_words)
        whole = likeness(words, entry.words)
        apart = likeness(named, entry.words) if named != words else whole
        found = round(100 * max(whole, apart))
        if entry.words not in (named, words):
            found = min(found, SURE - 4)
        other = hints and not hints & entry.place_words
        strays = [w for w in named if w in self._places and w not in entry.words]
        if other or strays or (not located and len(entry.words) == 0):
            found -= _ELSEWHERE
        return max(0, found)

    def person(self, text: str) -> Match:
        """Return whom a name means: in full, by a first name or surname that only one has, or by initials."""
        given = plain(text)
        if given not in self._people:
            self._people[given] = self._person(given)
        return self._people[given]

    def _person(self, given: str) -> Match:
        exact = [e for e in self.entries if given in {e.whole, plain(e.id)}]
        if len(exact) == 1:
            return Match(exact[0], SURE, ((exact[0], SURE),))
        parts = [w for w in given.split() if len(w) > 1]
        fitting = [e for e in self.entries if parts and all(w in e.whole.split() for w in parts)]
        if not fitting:
            compact = given.replace(" ", "")
            fitting = [e for e in self.entries if compact == "".join(w[0] for w in e.whole.split())]
        if len(fitting) == 1:
            return Match(fitting[0], SURE - 5, ((fitting[0], SURE - 5),))
        if fitting:
            return Match(None, POSSIBLE, tuple((e, POSSIBLE) for e in fitting[:_LISTED]))
        return self.match(given)
