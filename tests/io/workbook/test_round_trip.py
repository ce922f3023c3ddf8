"""Whatever region there is, written as a workbook and read back it is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instances import default_region, generate
from instances.spec import RegionSpec
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.hashing import instance_sha256
from optimizer.domain.intake import read_region
from optimizer.domain.region import Region
from optimizer.io.json import dump_region
from optimizer.io.workbook.lists import OpenQuoteError, joined, split
from optimizer.io.workbook.read import load_workbook
from optimizer.io.workbook.write import region_workbook
from tests.agreement.tiny import crowded, tiny
from tests.io.test_round_trip import regions


def again(region: Region, folder: Path, lang: str = "nl") -> Region:
    """The region that comes back from a workbook."""
    path = folder / "boek.xlsx"
    path.write_bytes(region_workbook(region, lang))
    intake = load_workbook(path)
    assert intake.faults == ()
    return intake.or_raise()


@pytest.mark.parametrize("seed", range(40))
def test_a_tiny_region(seed: int, tmp_path: Path) -> None:
    region = tiny(seed)[0]
    found = again(region, tmp_path, "en" if seed % 3 == 0 else "nl")
    assert found == region
    assert json.loads(dump_region(found)) == json.loads(dump_region(region))


@pytest.mark.parametrize("seed", range(6))
def test_a_crowded_region(seed: int, tmp_path: Path) -> None:
    region = crowded(seed)[0]
    assert again(region, tmp_path) == region


@pytest.mark.parametrize("seed", range(3))
def test_a_generated_region(seed: int, tmp_path: Path) -> None:
    region = generate(RegionSpec(), seed)
    found = again(region, tmp_path)
    assert found == region
    assert instance_sha256(found) == instance_sha256(region)


def test_the_default_region(tmp_path: Path) -> None:
    assert again(default_region(), tmp_path) == default_region()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(regions())
def test_a_region_of_any_kind(tmp_path: Path, data: dict[str, Any]) -> None:
    region = read_region(data).or_raise()
    found = again(region, tmp_path)
    assert found == region
    # as JSON values: which half day of a mapping comes first says nothing
    assert json.loads(dump_region(found)) == json.loads(dump_region(region))


def test_what_is_empty_stays_empty(tmp_path: Path) -> None:
    """Lists and mappings for which leaving them out would mean the default."""
    data: dict[str, Any] = {
        "week": "2026-W48",
        "schools": [
            {"id": "S1", "location": {"lat": 52.1, "lon": 4.6}, "hours": {}, "ib_hours": {"ma-ochtend": "08:00-12:00"}},
            {
                "id": "S2",
                "location": {"lat": 52.10000000000001, "lon": 4.700000000000001},
                "kring": "kring",
                "rooms": 0,
            },
        ],
        "begeleiders": [
            {"id": "B1", "expertise": ["n.v.t."], "base": {"lat": 52.1, "lon": 4.6}, "availability": {}},
            {"id": "B2", "expertise": ["alle"], "contract_minutes": 0},
            {"id": "B3", "expertise": ["-"]},
            {"id": "B4", "expertise": ["a;b", 'c"d', "e,f"]},
        ],
        "hulpvragen": [],
        "leerlingen": [{"id": "p1", "eligible_rungs": []}],
        "overleggen": [{"id": "o", "weeks": [], "participants": {"ibs": ["S1"], "contacts": ["jeugdhulp, gemeente"]}}],
        "policy": {"paid_travel": [], "session_starts": {"middag": []}, "placement": {"rungs": {"move": []}}},
        "calendar": {"closed_dates": ["2026-11-23", "1899-01-01"]},
    }
    data["schools"][0]["kring"] = "kring"
    region = read_region(data).or_raise()
    assert again(region, tmp_path) == region


def test_all_half_days_in_another_order_are_written_out(tmp_path: Path) -> None:
    region = tiny(3)[0]
    hulpvraag = region.hulpvragen[0].model_copy(update={"half_days": tuple(reversed(HALF_DAYS))})
    region = region.model_copy(update={"hulpvragen": (hulpvraag, *region.hulpvragen[1:]), "pins": ()})
    assert again(region, tmp_path).hulpvragen[0].half_days == tuple(reversed(HALF_DAYS))


@given(st.lists(st.text(min_size=1, max_size=8).map(str.strip).filter(bool)))
def test_a_list_in_a_cell_comes_apart_as_it_was_joined(values: list[str]) -> None:
    assert [item.text for item in split(joined(values))] == values


def test_lists_as_people_write_them() -> None:
    assert [i.text for i in split(" taal ;gedrag,, rekenen\n")] == ["taal", "gedrag", "rekenen"]
    assert [(i.text, i.quoted) for i in split('"taal; lezen" ; "zei ""ja"""')] == [
        ("taal; lezen", True),
        ('zei "ja"', True),
    ]
    for wrong in ('"taal', '"taal" lezen', '"'):
        with pytest.raises(OpenQuoteError):
            split(wrong)
