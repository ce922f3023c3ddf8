"""Words of the program that no Dutch reader should meet: values of choices as the JSON has them, and Python's own."""

from __future__ import annotations

import re
from enum import StrEnum

from optimizer.domain import vocabulary

KEYS = {
    member.value
    for name in vars(vocabulary)
    if isinstance(kind := getattr(vocabulary, name), type) and issubclass(kind, StrEnum) and kind is not StrEnum
    for member in kind
}
"""Values that the JSON has for choices."""
DUTCH = {"IB", "AB", "AD", "BO", "SBO", "SO", "trajectbegeleider", "bestuur", "kring", "swv", "ondersteuningsteam"}
"""Those that are Dutch words or abbreviations themselves."""
ENGLISH = (KEYS - DUTCH - {"sbo", "so", "urgent", "contract", "expertise", "budget", "overleg"}) | {
    "true",
    "false",
    "null",
    "None",
}


def keys_in(text: str) -> set[str]:
    """Return the words of the program in a Dutch text."""
    return {word for word in re.findall(r"[A-Za-z_-]+", text) if word in ENGLISH or "_" in word}
