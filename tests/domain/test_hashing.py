from __future__ import annotations

import gc
import hashlib
import json

from instances.default import default_region
from optimizer.domain import hashing
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.region import Region


def plain(region: Region) -> str:
    data = region.model_dump(mode="json", exclude={"previous"})
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_hash_is_of_all_but_the_previous_plan() -> None:
    region = default_region()
    bare = region.model_copy(update={"previous": None})
    renamed = region.model_copy(update={"name": "Elders"})
    assert instance_sha256(region) == instance_sha256(bare) == plain(region)
    assert instance_sha256(renamed) == plain(renamed) != plain(region)


def test_a_hash_is_reckoned_once_and_forgotten_with_its_region() -> None:
    region = default_region().model_copy(update={"name": "Kort"})
    key, first = id(region), instance_sha256(region)
    assert instance_sha256(region) is first
    assert key in hashing._known
    del region
    gc.collect()
    assert key not in hashing._known
