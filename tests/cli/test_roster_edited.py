"""A roster that the coordinator changed: judged with its cells, given out anew, taken in in its own week."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]

from cli import exit_codes, load
from optimizer.domain.hashing import instance_sha256
from tests.cli.helpers import PLAN, REGION, TABLE, kringplan
from tests.report.small import MADE, columns, opened, row_of

MATRIX = ("--matrix", str(TABLE))


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Both streams on one line."""
    found = capsys.readouterr()
    return " ".join((found.out + found.err).split())


def change(made: Workbook, item: str, **cells: object) -> None:
    sheet = made["Rooster"]
    row, at = row_of(sheet, item), columns(sheet)
    for key, value in cells.items():
        sheet.cell(row, at[key]).value = value


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A roster in a folder of its own, without the last visit, and with one row marked as fixed."""
    made = opened()
    change(made, "H9", vast="ja")
    sheet = made["Rooster"]
    sheet.delete_rows(row_of(sheet, "H7"))
    path = tmp_path / "mijn" / "rooster.xlsx"
    path.parent.mkdir()
    made.save(path)
    return path


# violations


def test_a_violation_has_the_cells_of_its_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = opened()
    change(made, "H9", begeleider="Anna Jansen")
    made.save(tmp_path / "eigen.xlsx")
    arguments = ("check", REGION, *MATRIX, "--plan", tmp_path / "eigen.xlsx")
    assert kringplan(*arguments) == exit_codes.FAILED
    assert "gevonden traject, gevraagd autisme. in het rooster: Rooster!E13" in said(capsys)
    assert kringplan(*arguments, "--json", "-") == exit_codes.FAILED
    found = {one["rule"]: one for one in json.loads(capsys.readouterr().out)["violations"]}
    assert found["expertise"]["cells"] == ["Rooster!E13"]
    assert found["availability"]["cells"] == ["Rooster!B13"]


def test_of_a_plan_file_no_cells_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(PLAN.read_text(encoding="utf-8"))
    data["weeks"][0]["tours"][0]["stops"][0] |= {"start": "07:00", "end": "09:00"}
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    arguments = ("check", REGION, *MATRIX, "--plan", tmp_path / "plan.json", "--json", "-")
    assert kringplan(*arguments) == exit_codes.FAILED
    assert all("cells" not in one for one in json.loads(capsys.readouterr().out)["violations"])


def test_a_rule_broken_in_one_week_names_the_row_of_that_week(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.report.test_took_place import block

    made = block()
    change(made, "H9", begeleider="Anna Jansen")  # of the first week
    made.save(tmp_path / "blok.xlsx")
    arguments = ("check", REGION, *MATRIX, "--plan", tmp_path / "blok.xlsx", "--json", "-")
    assert kringplan(*arguments) == exit_codes.FAILED
    row = row_of(made["Rooster"], "H9")
    found = [one for one in json.loads(capsys.readouterr().out)["violations"] if one["rule"] == "expertise"]
    assert [one["cells"] for one in found] == [[f"Rooster!E{row}"]]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Het bezoek H9 van Anna de Vries kan niet op wo-middag"),
        ("en", "The visit H9 by Anna de Vries cannot be on Wed afternoon"),
    ],
)
def test_what_is_possible_nowhere_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, text: str
) -> None:
    region = json.loads(REGION.read_text(encoding="utf-8"))
    [h] = [h for h in region["hulpvragen"] if h["id"] == "H9"]
    del h["location"], h["kring"]
    h["school"] = "S1"
    (tmp_path / "region.json").write_text(json.dumps(region), encoding="utf-8")
    made = opened()
    change(made, "H9", dagdeel="wo-middag", school="S1", begin=time(13, 0), einde=time(14, 0))
    made.save(tmp_path / "eigen.xlsx")
    arguments = ("check", tmp_path / "region.json", *MATRIX, "--plan", tmp_path / "eigen.xlsx", "--lang", lang)
    assert kringplan(*arguments) == exit_codes.FAILED
    told = said(capsys)
    assert text in told
    assert "moet binnen" not in told
    assert "begeleider: \N{EN DASH}" not in told


def test_which_input_changed_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = json.loads(PLAN.read_text(encoding="utf-8")) | {"instance_sha256": "0" * 64, "matrix_sha256": "1" * 64}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    arguments = ("check", REGION, *MATRIX, "--plan", path)
    assert kringplan(*arguments) == exit_codes.FAILED
    told = said(capsys)
    assert "Het plan is afgekeurd: 2 overtredingen" in told
    assert "Dit plan is voor andere gegevens gemaakt, de regio is sindsdien veranderd" in told
    assert "of het is gemaakt met een --previous die nu anders is of ontbreekt" in told
    assert "Dit plan is met andere reistijden gemaakt" in told
    assert "0000" not in told
    assert kringplan(*arguments, "--json", "-", "--lang", "en") == exit_codes.FAILED
    texts = [one["text"] for one in json.loads(capsys.readouterr().out)["violations"]]
    assert len(texts) == 2
    assert all("00000" not in text and "11111" not in text for text in texts)


# given out anew


def test_a_changed_roster_is_given_out_anew(edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "nieuw"
    assert kringplan("week", REGION, *MATRIX, "--plan", edited, "--out", out) == exit_codes.DONE
    assert str(out / "rooster.html") in capsys.readouterr().out.replace("\n", "")
    names = {path.name for path in out.iterdir()}
    assert names == {"agenda", "plan.json", "result.json", "rooster.html", "rooster.xlsx"}
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    items = [stop["item"] for tour in plan["weeks"][0]["tours"] for stop in tour["stops"]]
    assert "H9" in items
    assert "H7" not in items
    assert not (out / "agenda" / "begeleider-B3.ics").exists()
    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert (result["status"], result["plan"], result["checker"]["ok"]) == ("feasible", plan, True)
    # what was marked stays marked, and the new one is as good as the old
    marked = load_workbook(out / "rooster.xlsx")["Rooster"]
    assert marked.cell(row_of(marked, "H9"), columns(marked)["vast"]).value == "ja"
    for name in ("plan.json", "result.json", "rooster.xlsx"):
        assert kringplan("check", REGION, *MATRIX, "--plan", out / name) == exit_codes.DONE


def test_the_roster_that_is_read_stays(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = edited.read_bytes()
    assert kringplan("week", REGION, *MATRIX, "--plan", edited, "--out", edited.parent) == exit_codes.DONE
    assert edited.read_bytes() == before
    assert (edited.parent / "rooster-2.xlsx").exists()
    assert (edited.parent / "rooster.html").exists()
    assert "rooster-2.xlsx" in capsys.readouterr().out.replace("\n", "")


@pytest.mark.parametrize("name", ["plan.json", "result.json"])
def test_the_plan_that_is_read_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PLAN.read_bytes())
    assert kringplan("week", REGION, *MATRIX, "--plan", path, "--out", tmp_path) == exit_codes.USAGE
    assert path.read_bytes() == PLAN.read_bytes()
    assert f"{name} in die map wordt gelezen: kies een andere map" in said(capsys)
    assert kringplan("week", REGION, *MATRIX, "--plan", path, "--json", path) == exit_codes.USAGE
    assert path.read_bytes() == PLAN.read_bytes()


def test_a_saved_plan_is_a_result_as_json(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("week", REGION, *MATRIX, "--plan", edited, "--json", "-") == exit_codes.DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(found) == ["status", "stages", "certificate", "checker", "plan", "unserved"]
    assert found["certificate"]["stopped_by"] == "unchanged"
    assert "H7" in [one["id"] for one in found["unserved"]]


def test_a_roster_that_breaks_rules_is_not_given_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = opened()
    change(made, "H9", begeleider="Anna Jansen")
    made.save(tmp_path / "eigen.xlsx")
    out = tmp_path / "nieuw"
    arguments = ("week", REGION, *MATRIX, "--plan", tmp_path / "eigen.xlsx", "--out", out)
    assert kringplan(*arguments) == exit_codes.FAILED
    told = said(capsys)
    assert "Rooster!E13" in told
    assert "Er is niets geschreven" in told
    assert list(out.iterdir()) == []


def test_a_number_of_weeks_does_not_go_with_a_plan(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("week", REGION, *MATRIX, "--plan", edited, "--weeks", "1")
    assert kringplan(*arguments) == exit_codes.USAGE
    assert "--weeks hoort bij het maken van een plan" in said(capsys)
    assert kringplan(*arguments, "--lang", "en") == exit_codes.USAGE
    assert "--weeks belongs to making a plan" in said(capsys)


# the week


@pytest.fixture
def timeless(tmp_path: Path) -> Path:
    """The small region without its week."""
    data = json.loads(REGION.read_text(encoding="utf-8"))
    del data["week"]
    path = tmp_path / "sjabloon.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some weeks after the roster was made."""

    class Later(date):
        @classmethod
        def today(cls) -> Later:
            return cls(2026, 12, 9)

    monkeypatch.setattr(load, "date", Later)
    assert MADE.date() < Later.today()


@pytest.mark.usefixtures("later")
def test_a_region_without_a_week_is_in_that_of_the_roster(
    timeless: Path, edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "De regio noemt geen week; genomen is die van het rooster: week 48, 23\N{EN DASH}27 november 2026."
    assert kringplan("check", timeless, *MATRIX, "--plan", edited) == exit_codes.DONE
    assert note in said(capsys)
    assert kringplan("week", timeless, *MATRIX, "--plan", edited) == exit_codes.DONE
    told = said(capsys)
    assert note in told
    assert "SWV Kleinstreek · week 48" in told
    bound = json.loads(PLAN.read_text(encoding="utf-8"))
    (tmp_path / "plan.json").write_text(json.dumps(bound), encoding="utf-8")
    assert kringplan("check", timeless, *MATRIX, "--plan", tmp_path / "plan.json") == exit_codes.DONE
    assert note in said(capsys)


@pytest.mark.usefixtures("later")
def test_a_plan_that_begins_after_a_closed_week_is_of_the_closed_week(
    timeless: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(timeless.read_text(encoding="utf-8"))
    data["calendar"] = {"holidays": [{"name": "vrij", "from": "2026-11-16", "until": "2026-11-20"}]}
    timeless.write_text(json.dumps(data), encoding="utf-8")
    own = tmp_path / "regio.json"
    own.write_text(json.dumps(data | {"week": "2026-W47"}), encoding="utf-8")
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    made = load.intake_of(str(own)).or_raise()
    plan["instance_sha256"] = instance_sha256(made)
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    kringplan("check", timeless, *MATRIX, "--plan", tmp_path / "plan.json")
    told = said(capsys)
    assert "genomen is die van het rooster: week 47" in told
    assert "andere gegevens" not in told


@pytest.mark.usefixtures("later")
def test_what_took_place_is_taken_into_the_week_of_the_roster(
    timeless: Path, edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = load_workbook(edited)
    made["Uitgevoerd"].cell(2, columns(made["Uitgevoerd"])["uitgevoerd"]).value = "ja"
    made.save(edited)
    after = tmp_path / "na.json"
    assert kringplan("account", timeless, edited, *MATRIX, "--out", after) == exit_codes.DONE
    told = said(capsys)
    assert "8 bezoeken verwerkt; 1 niet doorgegaan." in told
    assert "Week 48 is helemaal ingevuld: de regio staat nu in week 49" in told
    found = json.loads(after.read_text(encoding="utf-8"))
    assert found["week"] == "2026-W49"
    assert "last_visit" not in {h["id"]: h for h in found["hulpvragen"]}["H7"]


@pytest.mark.usefixtures("later")
def test_without_any_week_nothing_is_taken_in_and_a_check_says_what_it_assumes(
    timeless: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Workbook()
    sheet = made.active
    sheet.title = "Uitgevoerd"
    sheet.append(["hulpvraag", "uitgevoerd", "begeleider", "dagdeel", "begin"])
    sheet.append(["H9", "ja", "Anna de Vries", "di-middag", "14:09"])
    made.save(tmp_path / "eigen.xlsx")
    after = tmp_path / "na.json"
    assert kringplan("account", timeless, tmp_path / "eigen.xlsx", *MATRIX, "--out", after) == exit_codes.REFUSED
    assert "Noch de regio noch het rooster zegt over welke week dit gaat." in said(capsys)
    assert not after.exists()
    kringplan("check", timeless, *MATRIX, "--plan", tmp_path / "eigen.xlsx")
    assert "aangenomen is week 51" in said(capsys)


def test_a_visit_told_late_and_one_put_right_are_said(
    edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = load_workbook(edited)
    sheet = made["Uitgevoerd"]
    at = columns(sheet)
    sheet.cell(row_of(sheet, "H9"), at["uitgevoerd"]).value = "ja"
    made.save(edited)
    first, second = tmp_path / "een.json", tmp_path / "twee.json"
    assert kringplan("account", REGION, edited, *MATRIX, "--out", first) == exit_codes.DONE
    sheet.cell(row_of(sheet, "H9"), at["op andere datum"]).value = date(2026, 11, 26)
    made.save(edited)
    assert kringplan("account", first, edited, *MATRIX, "--out", second) == exit_codes.DONE
    assert "1 eerder verwerkt bezoek is verbeterd of teruggenomen." in said(capsys)
    asked = {h["id"]: h for h in json.loads(second.read_text(encoding="utf-8"))["hulpvragen"]}
    assert asked["H9"]["last_visit"] == "2026-11-26"


# a block of which the first week has been


@pytest.fixture(scope="module")
def block(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a block of two weeks, the first filled in, and the region after that was taken in."""
    folder = tmp_path_factory.mktemp("blok")
    solve = ("week", REGION, *MATRIX, "--weeks", "2", "--work-limit", "5", "--threads", "1", "--out", folder)
    assert kringplan(*solve) == exit_codes.DONE
    made = load_workbook(folder / "rooster.xlsx")
    sheet = made["Uitgevoerd"]
    sheet.cell(2, columns(sheet)["uitgevoerd"]).value = "ja"
    made.save(folder / "week48.xlsx")
    taken = ("account", REGION, folder / "week48.xlsx", *MATRIX, "--out", folder / "na.json")
    assert kringplan(*taken) == exit_codes.DONE
    return folder


@pytest.mark.parametrize("name", ["week48.xlsx", "rooster.xlsx", "plan.json", "result.json"])
def test_a_block_is_looked_at_from_the_week_of_the_region(
    block: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert kringplan("week", block / "na.json", *MATRIX, "--plan", block / name) == exit_codes.DONE
    told = said(capsys)
    assert "SWV Kleinstreek · week 49" in told
    assert "48 (vanaf" not in told
    assert "2026-W48 is voorbij: die week wordt niet beoordeeld en niet getoond." in told
    assert kringplan("check", block / "na.json", *MATRIX, "--plan", block / name, "--lang", "en") == exit_codes.DONE
    told = said(capsys)
    assert "The plan keeps every rule." in told
    assert "2026-W48 is past: that week is not judged and not shown." in told


def test_what_is_left_of_a_block_is_given_out_anew_and_judged(
    block: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    look = ("week", block / "na.json", *MATRIX, "--plan", block / "week48.xlsx", "--out", tmp_path)
    assert kringplan(*look) == exit_codes.DONE
    assert [one["week"] for one in json.loads((tmp_path / "plan.json").read_text())["weeks"]] == ["2026-W49"]
    made = load_workbook(block / "week48.xlsx")
    change(made, "H9", begeleider="Anna Jansen")
    sheet = made["Rooster"]
    for row in range(4, sheet.max_row + 1):
        cell = sheet.cell(row, columns(sheet)["hulpvraag"])
        if cell.value == "H2" and sheet.cell(row, 1).value == "2026-W49":
            sheet.cell(row, columns(sheet)["begeleider"]).value = "Anna Jansen"
            place = f"Rooster!E{row}"
    made.save(tmp_path / "eigen.xlsx")
    capsys.readouterr()
    arguments = ("check", block / "na.json", *MATRIX, "--plan", tmp_path / "eigen.xlsx", "--json", "-")
    assert kringplan(*arguments) == exit_codes.FAILED
    found = json.loads(capsys.readouterr().out)["violations"]
    assert [one["cells"] for one in found if one["rule"] == "expertise"] == [[place]]


def test_a_plan_that_is_wholly_past_is_refused(block: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = tmp_path / "later.json"
    later.write_text(json.dumps(json.loads(REGION.read_text(encoding="utf-8")) | {"week": "2026-W50"}))
    assert kringplan("week", later, *MATRIX, "--plan", block / "plan.json") == exit_codes.REFUSED
    told = said(capsys)
    assert "Dit plan gaat over 2026-W48, 2026-W49, en die tijd is voorbij: de regio staat in week 2026-W50." in told
    assert kringplan("check", later, *MATRIX, "--plan", block / "plan.json", "--lang", "en") == exit_codes.REFUSED
    assert "This plan is about 2026-W48, 2026-W49, and that time is past" in said(capsys)


def test_an_account_tells_what_closed_and_then_what_is_open(
    block: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = ("account", REGION, block / "week48.xlsx", *MATRIX, "--out")
    assert kringplan(*taken, tmp_path / "nl.json") == exit_codes.DONE
    told = said(capsys)
    closed, left = "Week 48 is helemaal ingevuld: de regio staat nu in week 49", "Nog niet ingevuld: "
    assert closed in told
    assert told.index(closed) < told.index(left)
    assert "van week 49, 30 november\N{EN DASH}4 december 2026 of later." in told
    assert "blijft in" not in told
    assert kringplan(*taken, tmp_path / "en.json", "--lang", "en") == exit_codes.DONE
    assert "Not filled in yet: " in said(capsys)


def test_of_an_older_copy_only_what_is_not_known_is_open(
    block: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = load_workbook(block / "rooster.xlsx")["Uitgevoerd"]
    later = [row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == "2026-W49"]
    capsys.readouterr()
    taken = ("account", block / "na.json", block / "rooster.xlsx", *MATRIX, "--out", tmp_path / "twee.json")
    assert kringplan(*taken) == exit_codes.DONE
    assert f"{len(later)} regels zijn nog niet ingevuld: de regio blijft in week 49" in said(capsys)
    # of a week that is not over: the visit that is counted is not open
    made = opened()
    sheet = made["Uitgevoerd"]
    sheet.cell(row_of(sheet, "H9"), columns(sheet)["uitgevoerd"]).value = "ja"
    made.save(tmp_path / "een.xlsx")
    opened().save(tmp_path / "oud.xlsx")
    taken = ("account", REGION, tmp_path / "een.xlsx", *MATRIX, "--out", tmp_path / "een.json")
    assert kringplan(*taken) == exit_codes.DONE
    assert "10 regels zijn nog niet ingevuld" in said(capsys)
    taken = ("account", tmp_path / "een.json", tmp_path / "oud.xlsx", *MATRIX, "--out", tmp_path / "drie.json")
    assert kringplan(*taken) == exit_codes.DONE
    assert "10 regels zijn nog niet ingevuld" in said(capsys)


def test_the_next_command_is_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = opened()
    change(made, "H9", vast="ja")
    made.save(tmp_path / "vast.xlsx")
    out = tmp_path / "w"
    solve = ("week", REGION, *MATRIX, "--previous", tmp_path / "vast.xlsx", "--week", "48", "--work-limit", "5")
    assert kringplan(*solve, "--out", out) == exit_codes.DONE
    told = "".join(capsys.readouterr().out.split())
    words: list[str | Path] = ["week", REGION, "--plan", out / "result.json"]
    words += ["--previous", tmp_path / "vast.xlsx", *MATRIX, "--week", "48"]
    assert f"Meerzien:kringplan{''.join(map(str, words))}metdaarbij" in told
    assert kringplan(*words, "--changes") == exit_codes.DONE
    capsys.readouterr()
    # without it the plan is another's, and that is said
    assert kringplan("week", REGION, *MATRIX, "--plan", out / "result.json") == exit_codes.FAILED
    assert "geef dezelfde --previous" in said(capsys)
    assert kringplan("week", REGION, *MATRIX, "--plan", out / "result.json", "--lang", "en") == exit_codes.FAILED
    assert "give the same --previous" in said(capsys)
