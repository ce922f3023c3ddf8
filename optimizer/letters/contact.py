"""What letters need and the program cannot know: who sends them, and where to go with questions or objections."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.language.phrases import Phrases

TLV_WEEKS = 6
"""Weeks in which to object to a decision on an admission (Awb art. 6:7)."""


@dataclass(frozen=True)
class Contact:
    """Details of the SWV; what is null is left blank in a letter, for all to see."""

    sender: str | None = None
    swv: str | None = None
    phone: str | None = None
    email: str | None = None
    support_point: str | None = None
    """Of parents and young people (ouder- en jeugdsteunpunt)."""
    complaints: str | None = None
    disputes: str | None = None
    """Geschillencommissie passend onderwijs."""
    objection: str | None = None

    def shown(self, field: str, phrases: Phrases) -> str:
        """Return a detail, or a blank that says what belongs there."""
        given: str | None = getattr(self, field)
        return given or phrases.of("letter.blank", what=phrases.of(f"letter.contact.{field}"))


NAMES = tuple(field.name for field in fields(Contact))


def load_contact(path: Path | str) -> tuple[Contact | None, tuple[Fault, ...]]:
    """Read details from a TOML or JSON file, or return everything that is wrong with it."""
    source = Path(path).name
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        data: Any = json.loads(text) if source.lower().endswith(".json") else tomllib.loads(text)
    except FileNotFoundError:
        return None, (Fault(code="file-missing", where=source),)
    except (OSError, UnicodeDecodeError, ValueError):
        return None, (Fault(code="letter-contact-file", where=source),)
    if not isinstance(data, dict):
        return None, (Fault(code="letter-contact-file", where=source),)
    wrong = [name for name, value in data.items() if name not in NAMES or not isinstance(value, str)]
    if wrong:
        choices = ", ".join(NAMES)
        facts = ({"field": name if name in NAMES else name[:20], "choices": choices} for name in wrong)
        return None, tuple(Fault(code="letter-contact-field", where=f"{source}/{f['field']}", facts=f) for f in facts)
    return Contact(**{name: value.strip() or None for name, value in data.items()}), ()
