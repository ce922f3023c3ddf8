"""Hashes that tie a plan to its input."""

from __future__ import annotations

import hashlib
import json
import weakref

from optimizer.domain.region import Region

_known: dict[int, tuple[weakref.ref[Region], str]] = {}
"""Hashes of regions that are still in use, by identity: a region cannot change, and a large one takes seconds."""


def instance_sha256(region: Region) -> str:
    """Return the SHA-256 of a region taken without its `previous` plan, over canonical JSON."""
    key = id(region)
    held = _known.get(key)
    if held is not None and held[0]() is region:
        return held[1]
    data = region.model_dump(mode="json", exclude={"previous"})
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    found = hashlib.sha256(text.encode()).hexdigest()

    def forget(gone: weakref.ref[Region]) -> None:
        if key in _known and _known[key][0] is gone:
            del _known[key]

    _known[key] = (weakref.ref(region, forget), found)
    return found
