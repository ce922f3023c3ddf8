"""Text as people type it, made plain enough to compare."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_FRACTIONS = str.maketrans({"½": ",5", "¼": ",25", "¾": ",75"})
_QUOTES = re.compile("['`\u00b4\u2018\u2019\u201b\u2032\"\u201c\u201d]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_REMEMBERED = 50_000
"""Texts kept with their plain words: the same ones stand in a workbook time and again."""
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=_REMEMBERED)
def tidy(text: str) -> str:
    """Return a text with ordinary spaces and dashes and without invisible characters; its words are kept.

    Non-breaking spaces, soft hyphens and byte order marks come along when tables are pasted from a web page.
    """
    if text.isascii():
        return " ".join(text.split())
    kept = _INVISIBLE.sub("", text).translate(_FRACTIONS)
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", kept)).split())


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return the words of a text in small letters without accents, with single spaces between them."""
    joined = _QUOTES.sub("", tidy(text).casefold())
    if not joined.isascii():
        joined = "".join(c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", joined).strip()


def key_of(*texts: str) -> str:
    """Return what a remembered answer is filed under: a digest of the plain words of the cells it is about.

    The words themselves are not kept: any of them may be a pupil's name. Texts without words count as they stand.
    """
    words = "\x1f".join(plain(text) or tidy(text) for text in texts)
    return "#" + hashlib.sha256(words.encode()).hexdigest()[:16]


def number_text(value: float) -> str:
    """Return a number as a spreadsheet shows it: without ``.0``."""
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)
