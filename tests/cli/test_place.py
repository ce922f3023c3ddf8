"""`kringplan place` as the user sees it: views, files, and what is filled in there coming back."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from cli import exit_codes
from tests.cli.helpers import DATA, kringplan

GOLDEN = Path(__file__).with_name("golden")
PLACEMENT = DATA / "placement.json"
VIEWS: dict[str, tuple[str, ...]] = {
    "place": ("place", "placement.json"),
    "place-who": ("place", "placement.json", "--who", "L2"),
    "place-who-special": ("place", "placement.json", "--who", "L4"),
    "place-who-none": ("place", "placement.json", "--who", "l3"),
    "place-school": ("place", "placement.json", "--school", "kompas"),
    "place-lens": ("place", "placement.json", "--lens"),
    "help-place": ("place", "--help"),
}
HOMES = ("2465", "52.151", "4.701", "52.987", "5.123", "52.165", "4.723")
"""Parts of where leerlingen of the small region live."""


def shown(text: str) -> str:
    """Output without spaces at the ends of lines, and without the time it took."""
    lines = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    return re.sub(r"(na|after) [\d.,]+ s\b", r"\1 0 s", lines)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("columns", ["100", "80"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(
    view: str, columns: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    monkeypatch.setattr("cli.options.default_threads", lambda: 2)
    monkeypatch.chdir(DATA)
    assert kringplan(*VIEWS[view]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found = shown(out)
    path = GOLDEN / f"{view}.{lang}.{columns}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
    assert max(map(len, found.splitlines())) <= int(columns)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Both streams on one line."""
    found = capsys.readouterr()
    return " ".join((found.out + found.err).split())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run on the small region."""
    folder = tmp_path_factory.mktemp("plaatsing")
    assert kringplan("place", PLACEMENT, "--out", folder) == 0
    return folder


# what is refused


def test_placement_that_is_switched_off_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(PLACEMENT.read_text(encoding="utf-8"))
    data["policy"] = {"placement": {"enabled": False}}
    off = tmp_path / "uit.json"
    off.write_text(json.dumps(data), encoding="utf-8")
    assert kringplan("place", off) == exit_codes.USAGE
    assert "Plaatsing staat uit in de afspraken van deze regio" in said(capsys)


@pytest.mark.parametrize("who", ["L7", "L99"])
def test_only_who_asks_has_options(who: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("place", PLACEMENT, "--who", who) == exit_codes.USAGE
    assert f"vraagt niemand met dit nummer om een plek: {who}" in said(capsys)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--verify", "L1"), "--verify en --against horen bij elkaar"),
        (("--verify", "L1", "--against", PLACEMENT, "--lens"), "--lens gaat daar niet bij"),
        (("--verify", "L1", "--against", PLACEMENT), "placement.json is geen uitkomst van kringplan place: /seed"),
    ],
)
def test_a_check_without_what_it_needs(
    arguments: tuple[str | Path, ...], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kringplan("place", PLACEMENT, *arguments) == exit_codes.USAGE
    assert text in said(capsys)


def test_ctrl_c_keeps_the_best_so_far(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[Event] = []

    @contextmanager
    def pressed() -> Iterator[Event]:
        asked.append(Event())
        asked[0].set()
        yield asked[0]

    monkeypatch.setattr("cli.interrupt.stoppable", pressed)
    assert kringplan("place", PLACEMENT, "--json", "-") == 0
    result = json.loads(capsys.readouterr().out)
    assert asked
    assert result["checker"]["ok"]
    assert result["status"] in {"stopped", "optimal"}


# files


def test_the_files_hold_the_result_and_what_is_public_and_no_home(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {
        "plaatsing.json", "grenzen.json", "plaatsing.xlsx", "plaatsing.html",
    }  # fmt: skip
    result = json.loads((made / "plaatsing.json").read_text(encoding="utf-8"))
    assert [one["leerling"] for one in result["leerlingen"]] == ["L1", "L2", "L3", "L4", "L5", "L6"]
    assert result["checker"]["ok"]
    public = (made / "grenzen.json").read_text(encoding="utf-8")
    assert json.loads(public)["cutoffs"] == result["lens"]["cutoffs"]
    assert not re.search(r"\bL[1-7]\b", public)
    book = load_workbook(made / "plaatsing.xlsx")
    cells = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)
    for text in ((made / "plaatsing.json").read_text(encoding="utf-8"), public, cells, _words(made)):
        assert not any(home in text for home in HOMES)


def _words(made: Path) -> str:
    """The page without its drawing, whose coordinates are not places on earth."""
    return re.sub(
        r"<svg.*</svg>|<style.*</style>", "", (made / "plaatsing.html").read_text(encoding="utf-8"), flags=re.DOTALL
    )


def test_the_page_is_whole_in_itself_and_every_link_arrives(made: Path) -> None:
    page = (made / "plaatsing.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    anchors = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert {f"p-L{n}" for n in range(1, 7)} <= links <= anchors
    assert "Mensen beslissen" in page


def test_json_on_stdout_is_the_result_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("place", PLACEMENT, "--json", "-", "--candidates", "1") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["candidates_limit"] == 1
    assert result["status"] == "optimal"


def test_the_result_goes_over_no_region_it_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "plaatsing.json"
    own.write_bytes(PLACEMENT.read_bytes())
    assert kringplan("place", own, "--out", tmp_path) == exit_codes.USAGE
    assert "plaatsing.json wordt gelezen en niet overschreven" in said(capsys)
    assert own.read_bytes() == PLACEMENT.read_bytes()


def test_a_workbook_that_was_filled_in_stays(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = load_workbook(made / "plaatsing.xlsx")
    book.save(tmp_path / "plaatsing.xlsx")
    kept = (tmp_path / "plaatsing.xlsx").read_bytes()
    assert kringplan("place", PLACEMENT, "--out", tmp_path) == 0
    assert (tmp_path / "plaatsing.xlsx").read_bytes() == kept
    assert (tmp_path / "plaatsing-2.xlsx").exists()
    assert "plaatsing.xlsx blijft staan" in said(capsys)


# a family's own check


def test_everybody_finds_the_outcome_of_the_lottery_again(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = json.loads((made / "plaatsing.json").read_text(encoding="utf-8"))
    names = {s["id"]: s["name"] for s in json.loads(PLACEMENT.read_text(encoding="utf-8"))["schools"]}
    lottery = {one["leerling"]: (one["placement"] or {}).get("school") for one in result["leerlingen"]}
    lottery |= {one["leerling"]: one["to"] for one in result["lens"]["assignment"]}
    assert lottery["L1"] == "S1"
    for file in ("plaatsing.json", "grenzen.json"):
        for leerling, school in lottery.items():
            assert kringplan("place", PLACEMENT, "--verify", leerling, "--against", made / file) == 0
            expected = "geen plek" if school is None else f"{names[school]}"
            assert f"Uitkomst: {expected}." in said(capsys)
