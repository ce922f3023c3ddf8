from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import exit_codes
from tests.cli.helpers import kringplan


def test_the_default_region_is_sound_and_complete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "region.json"
    assert kringplan("generate", "--out", path) == exit_codes.DONE
    assert capsys.readouterr().out == ""
    assert kringplan("check", path, "--json", "-") == exit_codes.DONE
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    region = json.loads(path.read_text(encoding="utf-8"))
    assert len(region["schools"]) == 56
    assert len(region["hulpvragen"]) == 180


def test_another_seed_gives_another_region(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for seed in (5, 6):
        assert kringplan("generate", "--seed", str(seed)) == exit_codes.DONE
        found.append(capsys.readouterr().out)
    assert found[0] != found[1]
    assert json.loads(found[0])["schools"]


@pytest.mark.parametrize(
    "arguments", [("--swv", "PO-28-13"), ("--preset", "default", "--schools", __file__), ("--preset", "other")]
)
def test_options_that_do_not_go_together(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("generate", *arguments) == exit_codes.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert "--" in err


def test_a_real_school_list_gives_a_sound_region(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schools = shared_data / "nl" / "instance_nl" / "scholen_po_nl.csv"
    path = tmp_path / "region.json"
    assert kringplan("generate", "--schools", schools, "--swv", "PO-28-18", "--out", path) == exit_codes.DONE
    assert kringplan("check", path, "--json", "-") == exit_codes.DONE
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert len(json.loads(path.read_text(encoding="utf-8"))["schools"]) > 30


def test_a_school_list_with_faults_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schools = tmp_path / "list.csv"
    schools.write_text("vestigingscode,naam\n00AA00,De Ark\n", encoding="utf-8")
    assert kringplan("generate", "--schools", schools, "--out", tmp_path / "region.json") == exit_codes.REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "list.csv is geweigerd" in err
    assert "list.csv:1" in err
    assert not (tmp_path / "region.json").exists()


def test_more_leerlingen_ask_when_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for more in ((), ("--asking", "9")):
        assert kringplan("generate", "--seed", "1", *more) == exit_codes.DONE
        found.append(json.loads(capsys.readouterr().out))
    assert len(found[1]["leerlingen"]) == len(found[0]["leerlingen"]) + 9
    assert found[1]["hulpvragen"] == found[0]["hulpvragen"]
