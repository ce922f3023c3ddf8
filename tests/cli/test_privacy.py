"""Nothing about a pupil's home, and no name, comes out: not on a screen, in a log, in a file or in a file's name."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cli import exit_codes
from tests.cli.helpers import PLAN, REGION, TABLE, kringplan, start

SECRETS = ("51.987654", "5.123456", "52.151234", "4.701234", "2465", "KX", "52.165432", "4.723456")
"""Homes of the small region's leerlingen: points and a postcode."""
VIEWS = ("--who", "B1", "--school", "S1", "--kring", "noord", "--unserved", "--changes")


@pytest.fixture
def region() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(REGION.read_text(encoding="utf-8"))
    data["leerlingen"][2]["home"] = {"lat": 51.987654, "lon": 5.123456}
    return data


def written(folder: Path) -> str:
    """Every file's name and content, of a workbook all its parts."""
    return "\n".join(f"{path}\n{content(path)}" for path in folder.rglob("*") if path.is_file())


def content(path: Path) -> str:
    """What stands in a file."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_the_secrets_are_in_the_input(region: dict[str, Any]) -> None:
    assert [secret for secret in SECRETS if secret not in json.dumps(region)] == []


def test_nothing_comes_out_of_a_solve(region: dict[str, Any], tmp_path: Path) -> None:
    path, work = tmp_path / "region.json", tmp_path / "work"
    work.mkdir()
    path.write_text(json.dumps(region), encoding="utf-8")
    quick = ("--threads", "1", "--work-limit", "20", "-vv")
    done = start("week", path, *quick, "--out", "out", "--json", "-", cwd=work, TMPDIR=str(work))
    assert done.returncode == exit_codes.DONE
    assert "progress" in done.stderr
    saved = [start("week", path, "--plan", work / "out" / "result.json", *VIEWS, "-vv", cwd=work)]
    saved.append(start("check", path, "--plan", work / "out" / "plan.json", "-vv", cwd=work))
    saved.append(start("check", path, "--json", "-", "-vv", cwd=work))
    assert [run.returncode for run in saved] == [0, 0, 0]
    seen = written(work) + "".join(run.stdout + run.stderr for run in (done, *saved))
    assert "Anna de Vries" in seen
    assert [secret for secret in SECRETS if secret in seen] == []


@pytest.mark.parametrize(
    ("field", "value", "secrets"),
    [
        ("home", {"lat": 41.987654, "lon": 5.123456}, ["41.987654", "5.123456"]),
        ("home", {"lat": "51.987654 N", "lon": 5.123456}, ["51.987654", "5.123456"]),
        ("home", "2465 kx 17", ["2465", "kx"]),
        ("naam", "Pietje Geheim", ["Pietje", "Geheim"]),
        ("adres", "Verborgenlaan 7", ["Verborgenlaan"]),
        ("school", "Verborgenschool", []),
        ("leerjaar", "Pietje", ["Pietje"]),
        ("id", "Pietje Geheim", ["Pietje", "Geheim"]),
    ],
)
def test_faults_do_not_repeat_it(
    field: str,
    value: object,
    secrets: list[str],
    region: dict[str, Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    region["leerlingen"][2][field] = value
    path = tmp_path / "region.json"
    path.write_text(json.dumps(region), encoding="utf-8")
    assert kringplan("check", path, "-vv") == exit_codes.REFUSED
    assert kringplan("check", path, "--json", "-") == exit_codes.REFUSED
    assert kringplan("week", path, "-vv") == exit_codes.REFUSED
    seen = "".join(capsys.readouterr())
    assert "/leerlingen/2" in seen
    assert [secret for secret in (*secrets, *SECRETS[2:]) if secret in seen] == []


def test_a_defect_does_not_repeat_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "no way from 51.987654, 5.123456 for Pietje"
        raise ValueError(message)

    monkeypatch.setattr("optimizer.api.solve_week", broken)
    assert kringplan("week", REGION, "-vv") == exit_codes.FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert "ValueError" in err
    assert "running.py" in err
    assert "51.987654" not in err
    assert "Pietje" not in err


def test_the_table_of_travel_is_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE.read_text(encoding="utf-8") + "home:X9,school:S1,car,12,2000\n", encoding="utf-8")
    assert kringplan("check", REGION, "--plan", PLAN, "--matrix", table, "-vv") == exit_codes.DONE
    assert "X9" not in "".join(capsys.readouterr())
