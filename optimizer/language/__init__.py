"""The one catalogue of texts that people read: Dutch by default, English on request.

Texts live in ``nl/*.toml`` and ``en/*.toml``, one file a subject. A key is the path of tables and name, without
the file: ``fault.missing-field.what``. Both languages hold the same keys with the same placeholders.
"""

from __future__ import annotations

import string
import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"


def _flatten(prefix: str, node: dict[str, Any], into: dict[str, str]) -> None:
    for name, value in node.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, dict):
            _flatten(key, value, into)
        elif key in into:
            message = f"text {key} stands twice in the catalogue"
            raise ValueError(message)
        else:
            into[key] = str(value)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return every text of a language by key.

    Raises
    ------
    ValueError
        When the language is not one of `LANGUAGES`, or a key stands twice.
    """
    if lang not in LANGUAGES:
        message = f"language {lang!r} is not one of {', '.join(LANGUAGES)}"
        raise ValueError(message)
    texts: dict[str, str] = {}
    folder = resources.files(__name__) / lang
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            _flatten("", tomllib.loads(file.read_text(encoding="utf-8")), texts)
    return texts


class _Agreeing(string.Formatter):
    """Fills placeholders, some with a number and the noun, or noun and verb, that agrees with it."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, several, many = format_spec.partition("|")
        if not several:
            return format(value, format_spec)
        return f"{value} {one if str(value) == '1' else many}"


_FILLING = _Agreeing()


def text(key: str, lang: str = DEFAULT_LANGUAGE, **facts: object) -> str:
    """Return the text of a key with its placeholders filled.

    ``{n:bezoek|bezoeken}`` is a number with the word that agrees with it.

    Raises
    ------
    KeyError
        When the catalogue lacks the key or a placeholder gets no fact.
    """
    template = catalogue(lang)[key]
    return _FILLING.vformat(template, (), facts) if "|" in template else template.format(**facts)
