"""Hashes that tie a plan to its input."""

from __future__ import annotations

import hashlib
import json

from optimizer.domain.region import Region


def instance_sha256(region: Region) -> str:
    """Return the SHA-256 of a region taken without its `previous` plan, over canonical JSON."""
    data = region.model_dump(mode="json", exclude={"previous"})
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
