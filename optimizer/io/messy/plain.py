"""Text as people type it, made plain enough to compare."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_FRACTIONS = str.maketrans({"½": ",5", "¼": ",25", "¾": ",75"})
_QUOTES = re.compile("['`\u00b4\u2018\u2019\u201b\u2032\"\u201c\u201d]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LONGEST_KEY, _MOST_WORDS = 60, 6
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def tidy(text: str) -> str:
    """Return a text with ordinary spaces and dashes and without invisible characters; its words are kept.

    Non-breaking spaces, soft hyphens and byte order marks come along when tables are pasted from a web page.
    """
    kept = _INVISIBLE.sub("", text).translate(_FRACTIONS)
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", kept)).split())


def plain(text: str) -> str:
    """Return the words of a text in small letters without accents, with single spaces between them."""
    joined = _QUOTES.sub("", tidy(text).casefold())
    letters = (c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", "".join(letters)).strip()


def key_of(text: str) -> str:
    """Return what a remembered answer is filed under: a short text in plain words, a digest of a longer one.

    A long text is no name but a story, perhaps about a pupil, and is not kept.
    """
    words = plain(text)
    if len(words) <= _LONGEST_KEY and len(words.split()) <= _MOST_WORDS:
        return words or tidy(text)[:_LONGEST_KEY]
    return "#" + hashlib.sha256(words.encode()).hexdigest()[:12]


def number_text(value: float) -> str:
    """Return a number as a spreadsheet shows it: without ``.0``."""
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)
