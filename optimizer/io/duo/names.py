"""Names and numbers as DUO writes them, and as people do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_SMALL = frozenset({"aan", "bij", "de", "den", "der", "en", "het", "in", "op", "ter", "ten", "van"})


def slug(text: str) -> str:
    """Return a name as an id: lower case letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def fresh(name: str, taken: Container[str]) -> str:
    """Return the slug of a name, numbered when it is taken."""
    base = slug(name) or "x"
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, 10_000) if f"{base}-{n}" not in taken)


def place_name(text: str) -> str:
    """Return a place name as people write it, from capitals: ``CAPELLE AAN DEN IJSSEL`` too."""
    if text != text.upper():
        return text
    words: list[str] = []
    for word in text.lower().split():
        parts = [p if p in _SMALL and words else p[:1].upper() + p[1:] for p in word.split("-")]
        words.append("-".join("IJ" + p[2:] if p.startswith("Ij") else p for p in parts))
    found = " ".join(words)
    return re.sub(r"^'?S[ -](?=\w)", "'s-", found)


def swv_number(text: str) -> str | None:
    """Return the number of a samenwerkingsverband as ``PO-28-13``, from that, ``PO2813`` or ``po 28 13``."""
    match = re.fullmatch(r"PO[\s-]?([0-9]{2})[\s-]?([0-9]{2})", text.strip().upper())
    return f"PO-{match[1]}-{match[2]}" if match else None
