"""How easy Dutch text reads: words in a sentence, and the Flesch-Douma score.

Flesch-Douma (Douma 1960): 206.84 - 0.93 x words per sentence - 77 x syllables per word; 60 and more is plain.
Syllables are counted as groups of vowels: letters that sound as one (aa, ie, oe, ui, ij, eeu, ...) are one group, a
trema begins a new one. An abbreviation without vowels, and a number, count as one syllable a sign at most three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_GROUPS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|ai|oi|ea(?=u)|[aeiouyáéíóúàèêëïöü]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_END = re.compile(r"(?<=[.!?:])\s+")
_MOST = 3


@dataclass(frozen=True)
class Readability:
    """Sentences, words and syllables of a text."""

    sentences: int
    words: int
    syllables: int

    @property
    def sentence(self) -> float:
        """Mean number of words in a sentence."""
        return self.words / self.sentences

    @property
    def douma(self) -> float:
        """The Flesch-Douma score."""
        return 206.84 - 0.93 * self.sentence - 77 * self.syllables / self.words


def syllables(word: str) -> int:
    """Count the syllables of a word."""
    if any(sign.isdigit() for sign in word):
        return min(len(word), _MOST)
    return len(_GROUPS.findall(word)) or min(len(word), _MOST)


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def read(*texts: str) -> Readability:
    """Measure texts; the end of each is the end of a sentence."""
    found = [part for text in texts for part in _END.split(text) if words(part)]
    every = [word for part in found for word in words(part)]
    return Readability(len(found), len(every), sum(map(syllables, every)))
