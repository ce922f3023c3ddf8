"""What holds for all four presets."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from cli import exit_codes
from cli.commands.generate import DEFAULT
from cli.commands.generate import PRESETS as NAMES
from instances.presets import PRESETS, preset_region
from instances.presets.draft import Draft
from instances.presets.staff import complete_kringen
from optimizer import solve_week
from optimizer.domain.demand import active_overleggen
from optimizer.domain.intake import read_region
from optimizer.domain.location import straight_metres
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Role, SchoolKind, StageKey
from tests.cli.helpers import kringplan
from tests.instances.presets.made import LISTS, made, outcomes, region_of
from tests.instances.regions import as_json

SHAPE = {
    "aan-den-ijssel": (33, 3, 11, 4),
    "westfriese-knoop": (86, 2, 11, 11),
    "rijnstreek": (49, 1, 12, 8),
    "de-liemers": (34, 1, 4, 5),
}
"""BO and SBO sites, besturen with BO (DUO, 1-10-2025), and kringen."""
PUPILS = {
    "aan-den-ijssel": (9_751, 355),
    "westfriese-knoop": (17_083, 523),
    "rijnstreek": (10_821, 73),
    "de-liemers": (7_469, 171),
}
"""At BO and at SBO on the real lists (DUO, 1-10-2025)."""


@pytest.fixture(scope="module", params=[(key, where) for key in LISTS for where in ("made", "real")])
def found(request: pytest.FixtureRequest) -> tuple[str, Region]:
    key, request.param = request.param
    return key, region_of(key, request)


def test_the_command_knows_every_preset() -> None:
    assert (DEFAULT, *PRESETS) == NAMES
    assert {own.swv for own in PRESETS.values()} == {"PO-28-18", "PO-27-02", "PO-28-13", "PO-25-04"}


def test_size_and_shape_are_those_of_the_real_one(found: tuple[str, Region]) -> None:
    key, region = found
    kinds = Counter(s.kind for s in region.schools)
    besturen = {s.bestuur for s in region.schools if s.kind is SchoolKind.BO}
    assert (kinds[SchoolKind.BO], kinds[SchoolKind.SBO], len(besturen), len(region.kringen)) == SHAPE[key]
    if region.id == PRESETS[key].swv.lower():
        at = {k: sum(s.pupils or 0 for s in region.schools if s.kind is k) for k in (SchoolKind.BO, SchoolKind.SBO)}
        assert tuple(at.values()) == PUPILS[key]


def test_the_region_is_valid(found: tuple[str, Region]) -> None:
    _, region = found
    assert read_region(json.loads(as_json(region))).faults == ()


def test_enough_is_asked_for_placement_and_joint_plan(found: tuple[str, Region]) -> None:
    _, region = found
    asking = [p for p in region.leerlingen if p.kind is not None]
    assert 20 <= len(asking) <= 40
    assert sum(bool(p.needs) for p in asking) >= 20
    assert active_overleggen(region)


def test_all_who_ask_are_placed_with_a_proof(found: tuple[str, Region]) -> None:
    _, region = found
    told = outcomes(region)
    assert len(told) == sum(p.kind is not None for p in region.leerlingen)
    assert sum(one.placement is None for one in told.values()) <= 2


@pytest.mark.parametrize("key", LISTS)
def test_the_week_is_planned_and_its_overleg_is_held(key: str) -> None:
    result = solve_week(made(key), time_limit=None, work_limit=1.0)
    assert result.checker is not None
    assert result.checker.ok
    values = {stage.key: stage.value for stage in result.stages}
    assert values[StageKey.OVERLEG_MISSED] == 0


def test_the_same_seed_gives_the_same_region() -> None:
    assert preset_region("de-liemers") == made("de-liemers")
    assert as_json(preset_region("de-liemers", seed=1)) != as_json(made("de-liemers"))


def test_more_leerlingen_ask_on_request() -> None:
    more = preset_region("de-liemers", asking=5)
    assert len(more.leerlingen) == len(made("de-liemers").leerlingen) + 5


def test_no_preset_is_known_outside_its_package(project_root: Path) -> None:
    allowed = {project_root / "cli" / "commands" / "generate.py"}
    for room in ("optimizer", "instances", "cli"):
        for file in (project_root / room).rglob("*.py"):
            if "presets" not in file.parts and file not in allowed:
                text = file.read_text(encoding="utf-8")
                assert not [key for key in PRESETS if f'"{key}"' in text], file


def test_the_command_writes_a_preset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "region.json"
    assert kringplan("generate", "--preset", "de-liemers", "--out", path) == exit_codes.DONE
    written = read_region(json.loads(path.read_text(encoding="utf-8"))).or_raise()
    assert as_json(written) == as_json(made("de-liemers"))
    assert capsys.readouterr().out == ""


def test_the_command_takes_the_swv_of_the_preset_from_a_list_of_many(shared_data: Path, tmp_path: Path) -> None:
    schools = shared_data / "nl" / "instance_nl" / "scholen_po_nl.csv"
    path = tmp_path / "region.json"
    given = ("generate", "--preset", "de-liemers", "--schools", schools)
    assert kringplan(*given, "--out", path) == exit_codes.DONE
    region = read_region(json.loads(path.read_text(encoding="utf-8"))).or_raise()
    assert region.name == "SWV Onderwijs op Maat De Liemers"
    assert sum(s.kind is SchoolKind.BO for s in region.schools) == 34
    assert kringplan(*given, "--swv", "PO-28-13", "--out", tmp_path / "other.json") == exit_codes.USAGE
    assert not (tmp_path / "other.json").exists()


def test_a_list_without_the_swv_of_the_preset_is_refused(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schools = shared_data / "nl" / "instance_nl" / "swv_rijnstreek.csv"
    path = tmp_path / "region.json"
    assert kringplan("generate", "--preset", "de-liemers", "--schools", schools, "--out", path) == exit_codes.REFUSED
    assert "PO-25-04" in capsys.readouterr().err
    assert not path.exists()


def test_a_kring_without_an_expert_gets_the_nearest_one() -> None:
    region = made("de-liemers")
    bare = region.kringen[0].id
    away = tuple(
        b.model_copy(update={"kringen": tuple(k for k in b.kringen if k != bare)}) if b.role is Role.AB else b
        for b in region.begeleiders
    )
    draft = Draft(region.model_copy(update={"begeleiders": away}), 0)
    complete_kringen(draft, ("cluster-3",))
    taken = [b for b in draft.region.begeleiders if b.role is Role.AB and bare in b.kringen]
    able = [b for b in away if b.role is Role.AB and "cluster-3" in b.expertise]
    nearest = min(able, key=lambda b: straight_metres(b.base, draft.centre(bare)))
    assert [b.id for b in taken] == [nearest.id]
    # who has one already keeps it
    once = draft.region
    complete_kringen(draft, ("cluster-3",))
    assert draft.region == once
