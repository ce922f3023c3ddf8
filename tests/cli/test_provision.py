"""`kringplan provision`: the screens as the user sees them, JSON, picture, and wrong use.

Write the screens anew with KRINGPLAN_GOLDEN=write, and look at what changed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli import exit_codes
from optimizer.io.json import dump_region
from tests.cli.helpers import REGION, kringplan
from tests.provision.small import begeleider, region

GOLDEN = Path(__file__).with_name("golden")
VIEWS = {"provision": (str(REGION),), "provision-kring": (str(REGION), "--kring", "zuid")}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("columns", ["100", "80"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(
    view: str, columns: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    assert kringplan("provision", *VIEWS[view]) == exit_codes.DONE
    out, err = capsys.readouterr()
    assert err == ""
    shown = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
    path = GOLDEN / f"{view}.{lang}.{columns}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_json_and_picture_go_to_files_and_json_alone_to_stdout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, picture = tmp_path / "net.json", tmp_path / "net.svg"
    assert kringplan("provision", REGION, "--json", figures, "--svg", picture) == exit_codes.DONE
    screen = capsys.readouterr().out
    assert "Dekkend netwerk" in screen
    assert picture.read_text(encoding="utf-8").startswith("<svg ")
    assert kringplan("provision", REGION, "--json", "-") == exit_codes.DONE
    assert capsys.readouterr().out == figures.read_text(encoding="utf-8")
    assert json.loads(figures.read_text(encoding="utf-8"))["gaps"]


def test_without_a_region_it_shows_the_shipped_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("provision") == exit_codes.DONE
    assert "SWV Voorbeeldstreek" in capsys.readouterr().out


def test_a_region_without_gaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "region.json"
    path.write_text(dump_region(region(begeleiders=[begeleider("B1", "a")])), encoding="utf-8")
    assert kringplan("provision", path) == exit_codes.DONE
    assert "Nergens een tekort" in capsys.readouterr().out
    assert kringplan("provision", path, "--kring", "Kring A") == exit_codes.DONE


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--kring", "elders"), exit_codes.USAGE, "--kring"),
        (("--json", "x.json", "--svg", "x.json"), exit_codes.USAGE, "hetzelfde bestand"),
        (("--svg", "nergens/net.svg"), exit_codes.FAILED, "nergens"),
    ],
)
def test_wrong_use(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kringplan("provision", REGION, *arguments) == code
    out, err = capsys.readouterr()
    assert (out, list(tmp_path.iterdir())) == ("", [])
    assert said in err


def test_a_faulty_region_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "region.json"
    path.write_text("{}", encoding="utf-8")
    assert kringplan("provision", path) == exit_codes.REFUSED
    assert "geweigerd" in capsys.readouterr().err
