"""Letters from the command line: who gets one, under what name, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import exit_codes
from cli.lettering import reason_letters, write_letters
from cli.output import Outputs
from cli.texts import Texts
from optimizer.domain.explain import Freedom, FreedomKind, ItemKind, Reason, ReasonKind
from optimizer.domain.region import Region
from optimizer.io.json import load_region
from optimizer.letters.contact import Contact
from optimizer.letters.names import Audience
from tests.cli.helpers import DATA, REGION, kringplan

PLACEMENT = DATA / "placement.json"


def files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "brieven").iterdir()}


@pytest.fixture
def details(tmp_path: Path) -> Path:
    path = tmp_path / "gegevens.toml"
    path.write_text('sender = "A. Jansen"\nphone = "0348"\n', "utf-8")
    return path


@pytest.mark.parametrize(("letter", "lang", "stem"), [("ouders", "nl", "ouders"), ("parents", "en", "parents")])
def test_parents_of_everybody_who_asks_get_a_letter(
    letter: str, lang: str, stem: str, tmp_path: Path, details: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("place", PLACEMENT, "--out", tmp_path, "--letter", letter, "--contact", details, "--lang", lang)
    assert kringplan(*words) == 0
    asking = [one["leerling"] for one in json.loads((tmp_path / "plaatsing.json").read_text("utf-8"))["leerlingen"]]
    assert files(tmp_path) == {f"{stem}-{own}.{kind}" for own in asking for kind in ("txt", "html")}
    shown = (tmp_path / "brieven" / f"{stem}-L1.txt").read_text("utf-8")
    assert "A. Jansen" in shown
    assert "0348" in shown
    assert str(tmp_path / "brieven") in " ".join(capsys.readouterr().err.split())


def test_a_school_gets_letters_about_places_alone_and_of_one_leerling_when_asked(tmp_path: Path) -> None:
    assert kringplan("place", PLACEMENT, "--out", tmp_path, "--letter", "school") == 0
    placed = json.loads((tmp_path / "plaatsing.json").read_text("utf-8"))["plan"]["placements"]
    assert files(tmp_path) == {f"school-{one['leerling']}.{kind}" for one in placed for kind in ("txt", "html")}
    one = tmp_path / "een"
    assert kringplan("place", PLACEMENT, "--out", one, "--letter", "school", "--who", "l1") == 0
    assert files(one) == {"school-L1.txt", "school-L1.html"}


def test_reasons_become_letters(tmp_path: Path) -> None:
    words = ("explain", REGION, "H6", "--plan", DATA / "plan.json", "--matrix", DATA / "table.csv", "--out", tmp_path)
    assert kringplan(*words, "--letter", "school") == 0
    assert files(tmp_path) == {"school-H6.txt", "school-H6.html"}
    assert "vraag H6" in (tmp_path / "brieven" / "school-H6.txt").read_text("utf-8")


def reason(item: str, kind: ItemKind, leerling: str | None = None) -> Reason:
    return Reason(
        item=item,
        item_kind=kind,
        kind=ReasonKind.UNKNOWN,
        proven=False,
        leerling=leerling,
        freedom=Freedom(kind=FreedomKind.ALL),
    )


def test_parents_get_no_letter_about_what_is_about_no_child(tmp_path: Path) -> None:
    region: Region = load_region(REGION).or_raise()
    first = region.hulpvragen[0].model_copy(update={"leerling": "L7"})
    other = region.hulpvragen[1].model_copy(update={"leerling": None})
    region = region.model_copy(update={"hulpvragen": (first, other)})
    reasons = [
        reason(first.id, ItemKind.HULPVRAAG),
        reason(other.id, ItemKind.HULPVRAAG),
        reason("A1", ItemKind.GROUP),
        reason("A1", ItemKind.GROUP, "L7"),
        reason("O1", ItemKind.OVERLEG),
        reason("L7", ItemKind.LEERLING),
    ]
    for audience, names in (
        (Audience.PARENTS, [first.id, "A1-L7", "L7"]),
        (Audience.SCHOOL, [first.id, other.id, "A1", "A1-L7", "O1", "L7"]),
    ):
        made = list(reason_letters(reasons, region, audience, Contact(), Texts()))
        assert [name for name, _ in made] == names


def test_no_name_of_a_pupil_stands_in_the_name_of_a_file(tmp_path: Path) -> None:
    region = load_region(REGION).or_raise()
    outputs = Outputs()
    letters = reason_letters([reason("Pietje", ItemKind.LEERLING)], region, Audience.SCHOOL, Contact(), Texts())
    write_letters(letters, Audience.SCHOOL, str(tmp_path), outputs, Texts())
    assert files(tmp_path) == {"school-1.txt", "school-1.html"}


@pytest.mark.parametrize("command", [("place", PLACEMENT), ("explain", REGION)])
def test_wrong_use_is_explained(
    command: tuple[str, Path], details: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kringplan(*command, "--letter", "ouders") == exit_codes.USAGE
    assert "--out" in capsys.readouterr().err
    assert kringplan(*command, "--contact", details) == exit_codes.USAGE
    assert "--letter" in capsys.readouterr().err
    details.write_text("fax = 1", "utf-8")
    words = (*command, "--letter", "ouders", "--out", tmp_path, "--contact", details)
    assert kringplan(*words) == exit_codes.REFUSED
    assert "gegevens.toml" in capsys.readouterr().err


def test_schools_hear_what_a_replanned_week_changes_for_them(tmp_path: Path) -> None:
    words = ("replan", REGION, "--plan", DATA / "plan.json", "--matrix", DATA / "table.csv", "--ill", "B1@ma-ochtend")
    assert kringplan(*words, "--letters") == exit_codes.USAGE
    assert kringplan(*words, "--out", tmp_path, "--letters") == 0
    changed = json.loads((tmp_path / "opnieuw.json").read_text("utf-8"))["changes"]
    assert changed
    names = files(tmp_path)
    assert names
    assert all(name.startswith("school-S") for name in names)
    one = (tmp_path / "brieven" / sorted(names)[1]).read_text("utf-8")
    assert "- " in one
    assert "ziek" not in one
