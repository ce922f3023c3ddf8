"""A region without begeleiders, or without anything asked, is a region: only a week plan needs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import optimizer
from cli import exit_codes
from optimizer.domain.intake import check_region
from optimizer.domain.result import Status
from tests.cli.helpers import PLAN, REGION, TABLE, kringplan

NOBODY = "Er zijn nog geen begeleiders"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """The schools of the small region with nobody and nothing asked."""
    data = json.loads(REGION.read_text(encoding="utf-8"))
    kept = {name: data[name] for name in ("schema_version", "id", "name", "week", "gemeenten", "besturen", "kringen",
                                          "schools") if name in data}  # fmt: skip
    path = tmp_path / "leeg.json"
    path.write_text(json.dumps(kept | {"begeleiders": [], "hulpvragen": []}), encoding="utf-8")
    return path


def words(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    return " ".join((out + err).split())


def test_check_says_that_it_is_in_order_and_what_lacks(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", empty) == exit_codes.DONE
    shown = words(capsys)
    assert "in orde. 4 scholen, 0 begeleiders, 0 hulpvragen." in shown
    assert f"{NOBODY}: een weekplan (kringplan week) kan pas als die er zijn." in shown
    assert "Er zijn nog geen hulpvragen, groepen of overleggen" in shown
    assert kringplan("check", empty, "--json", "-") == exit_codes.DONE
    assert json.loads(capsys.readouterr().out)["faults"] == []


def test_a_full_region_lacks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", REGION) == exit_codes.DONE
    assert "Er zijn nog geen" not in words(capsys)


def test_a_week_plan_is_refused_in_plain_words(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("week", empty, "--out", tmp_path / "out") == exit_codes.REFUSED
    shown = words(capsys)
    assert "leeg.json is geweigerd: 1 fout" in shown
    assert f"/begeleiders {NOBODY}, en zonder hen is er geen weekplan te maken." in shown
    assert "Voeg ten minste één begeleider toe" in shown
    assert not (tmp_path / "out").exists()
    book = tmp_path / "leeg.xlsx"
    assert kringplan("convert", empty, book) == exit_codes.DONE
    assert kringplan("week", book) == exit_codes.REFUSED
    assert f"Begeleiders {NOBODY}" in words(capsys)


def test_plans_are_judged_and_shown(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("check", empty, "--plan", PLAN, "--matrix", TABLE) == exit_codes.FAILED
    nothing = tmp_path / "plan.json"
    nothing.write_text(json.dumps({"weeks": [{"week": "2026-W48"}]}), encoding="utf-8")
    assert kringplan("check", empty, "--plan", nothing) == exit_codes.DONE
    assert "Het plan houdt zich aan alle regels." in words(capsys)
    assert kringplan("week", empty, "--plan", nothing) == exit_codes.DONE
    assert kringplan("provision", empty) == exit_codes.DONE


def test_for_other_programs_the_plan_of_nobody_is_empty(empty: Path) -> None:
    region = optimizer.load(empty)
    assert check_region(region) == ()
    result = optimizer.solve_week(region, time_limit=None, threads=1)
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    assert [(week.week, week.tours) for week in result.plan.weeks] == [("2026-W48", ())]


def test_what_is_asked_of_nobody_is_not_served(empty: Path) -> None:
    data = json.loads(empty.read_text(encoding="utf-8"))
    data["hulpvragen"] = [{"id": "H1", "school": data["schools"][0]["id"], "expertise": "taal", "minutes": 45}]
    empty.write_text(json.dumps(data), encoding="utf-8")
    result = optimizer.solve_week(optimizer.load(empty), time_limit=None, threads=1)
    assert result.status is Status.OPTIMAL
    assert [(one.id, one.minutes) for one in result.unserved] == [("H1", 45)]


def test_nothing_asked_of_somebody_is_an_empty_week(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(REGION.read_text(encoding="utf-8"))
    data |= {"hulpvragen": [], "arrangementen": [], "overleggen": [], "pins": [], "leerlingen": []}
    path = tmp_path / "niets.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert kringplan("check", path) == exit_codes.DONE
    assert "Er zijn nog geen hulpvragen, groepen of overleggen" in words(capsys)
    assert kringplan("week", path, "--matrix", TABLE, "--work-limit", "1") == exit_codes.DONE
    assert "Bewezen optimaal" in words(capsys)
