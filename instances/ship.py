"""Makes the file of the shipped default region again: ``python -m instances.ship``."""

from __future__ import annotations

import json
from pathlib import Path

from instances.default import FILE
from instances.generator import generate
from instances.spec import RegionSpec
from optimizer.domain.region import Region

DEFAULT_SEED = 1


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def compact_json(region: Region) -> str:
    """Return a region as JSON without the defaults, one line per item of a list: small, and easy to compare."""
    parts = []
    for key, value in region.model_dump(mode="json", exclude_defaults=True).items():
        if isinstance(value, list) and value:
            items = ",\n ".join(_plain(item) for item in value)
            parts.append(f"{_plain(key)}: [\n {items}\n]")
        else:
            parts.append(f"{_plain(key)}: {_plain(value)}")
    return "{" + ",\n".join(parts) + "}\n"


def make() -> str:
    """Return the text of the shipped file, generated anew."""
    return compact_json(generate(RegionSpec(), DEFAULT_SEED))


if __name__ == "__main__":
    Path(__file__).with_name(FILE).write_text(make(), encoding="utf-8", newline="\n")
