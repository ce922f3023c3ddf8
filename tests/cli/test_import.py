from __future__ import annotations

import json
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

import optimizer
from cli import exit_codes
from optimizer.io.messy.plain import key_of
from tests.cli.helpers import kringplan
from tests.io.messy.workbooks import write_book, write_schools

MOST_CONFIRMATIONS = 10


class Terminal:
    """Somebody at a terminal who types these answers, the last one time and again, and counts."""

    def __init__(self, *typed: str) -> None:
        self.typed, self.times = typed, 0

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        self.times += 1
        return self.typed[min(self.times, len(self.typed)) - 1] + "\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Workbook, school list and the region to be written."""
    return write_book(tmp_path), write_schools(tmp_path), tmp_path / "regio.json"


def test_from_a_messy_workbook_to_a_first_plan(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    # hidden sheet; which of two schools named De Windroos (no guess: the first); cells; rows; names
    terminal = Terminal("", "1", "")
    monkeypatch.setattr("sys.stdin", terminal)
    assert kringplan("import", book, "--schools", schools, "--out", out) == exit_codes.DONE
    assert 0 < terminal.times <= MOST_CONFIRMATIONS
    shown = capsys.readouterr().out
    assert "12000 is een code die een getal is geworden" in shown
    assert f"{terminal.times} keer gevraagd" in shown

    region = optimizer.load(out)
    assert {s.id for s in region.schools} == {
        "12E300", "03GH00", "04AB00", "05CD00", "06EF00", "07KL00", "08MN00", "09PQ00",
    }  # fmt: skip
    assert len(region.begeleiders) == 3
    assert len(region.hulpvragen) == 10
    result = optimizer.solve_week(region, work_limit=2)
    assert result.checker is not None
    assert result.checker.ok
    assert result.plan is not None
    assert any(tour.stops for tour in result.plan.weeks[0].tours)

    # the same layout, with one more row of what is known: nobody is asked anything
    again = write_book(
        book.parent, extra=("windroos", "Zoë", "gedarg", "Joost", 1, "om de week", "ma och", *[None] * 5)
    )
    nobody = Terminal("?")
    monkeypatch.setattr("sys.stdin", nobody)
    before = out.read_bytes()
    assert kringplan("import", again, "--schools", schools, "--out", out) == exit_codes.USAGE
    assert out.read_bytes() == before
    assert kringplan("import", again, "--schools", schools, "--out", out, "--overwrite") == exit_codes.DONE
    assert nobody.times == 0
    assert "Er hoefde niets gevraagd te worden." in capsys.readouterr().out
    assert len(optimizer.load(out).hulpvragen) == 11


def test_nothing_about_pupils_is_shown_or_kept(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    monkeypatch.setattr("sys.stdin", Terminal("", "1", ""))
    assert kringplan("import", book, "--schools", schools, "--out", out) == exit_codes.DONE
    captured = capsys.readouterr()
    kept = "".join(path.read_text(encoding="utf-8") for path in out.parent.glob("*.json"))
    for pupil in ("Tim", "Els", "Jip", "Noa", "let op!"):
        assert pupil not in captured.out + captured.err + kept


def test_a_typed_answer_is_read_in_place_of_the_cell(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, schools, out = files
    mapping = out.with_name("kolommen.json")
    # one by one through the cells: the fourth unreadable one is a duration
    typed = ["", "1", "e", "", "", "", "90 min", ""]
    monkeypatch.setattr("sys.stdin", Terminal(*typed))
    assert kringplan("import", book, "--schools", schools, "--out", out, "--mapping", mapping) == exit_codes.DONE
    answers = next(iter(json.loads(mapping.read_text(encoding="utf-8"))["layouts"].values()))["answers"]
    assert answers[f"value:hulpvragen.minutes:{key_of('veel')}"] == "90 min"
    asked = next(h for h in optimizer.load(out).hulpvragen if h.school == "08MN00")
    assert asked.minutes == 90


def test_without_a_terminal_the_questions_go_into_a_file(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    answers = out.with_name("antwoorden.json")
    command = ("import", book, "--schools", schools, "--out", out, "--answers", answers)
    for _ in range(4):
        if kringplan(*command) == exit_codes.DONE:
            break
        assert not out.exists()
        assert "vragen zijn nog open" in capsys.readouterr().err
        text = answers.read_text(encoding="utf-8")
        data = json.loads(text)
        for entry in data["questions"]:
            entry["answer"] = entry["answer"] or "04AB00"
        answers.write_text(json.dumps(data), encoding="utf-8")
    assert len(optimizer.load(out).hulpvragen) == 10
    told = " ".join(capsys.readouterr().out.split())
    assert "16 antwoorden uit antwoorden.json overgenomen." in told
    assert "Er hoefde niets gevraagd te worden" not in told
    assert kringplan(*command, "--overwrite", "--lang", "en") == exit_codes.DONE
    assert "16 answers taken from antwoorden.json." in " ".join(capsys.readouterr().out.split())


def test_all_guesses_at_once_leaves_open_what_has_none(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    assert kringplan("import", book, "--schools", schools, "--out", out, "--yes") == exit_codes.REFUSED
    told = capsys.readouterr().err
    assert "Scholen!B6" in told
    assert "04AB01" in told
    assert not out.exists()
    answers = out.with_name("antwoorden.json")
    known = {f"school:{key_of('pcbs De Windroos (hoofdlocatie)', 'Alpherveen')}": "04AB00"}
    answers.write_text(json.dumps(known), encoding="utf-8")
    command = ("import", book, "--schools", schools, "--out", out, "--yes", "--answers", answers)
    assert kringplan(*command) == exit_codes.DONE
    assert len(optimizer.load(out).hulpvragen) == 10


def test_in_english(files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    book, schools, out = files
    assert kringplan("import", book, "--schools", schools, "--out", out, "--lang", "en") == exit_codes.REFUSED
    assert "questions are still open" in capsys.readouterr().err


def test_an_interrupted_dialogue_writes_nothing(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, schools, out = files

    class Gone(Terminal):
        def readline(self) -> str:
            return ""

    monkeypatch.setattr("sys.stdin", Gone())
    assert kringplan("import", book, "--schools", schools, "--out", out) == exit_codes.STOPPED
    assert not out.exists()
    assert not list(out.parent.glob("*.kolommen.json"))


def test_without_a_school_list_the_workbook_needs_coordinates(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    book, _, out = files
    assert kringplan("import", book, "--out", out, "--yes") == exit_codes.REFUSED
    assert not out.exists()
    assert "--schools" in capsys.readouterr().err
    assert kringplan("import", book, "--out", out) == exit_codes.REFUSED
    assert "--schools" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--out", "--mapping", "--answers"])
def test_the_input_is_never_written_over(
    files: tuple[Path, Path, Path], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    before = book.read_bytes()
    others = () if option == "--out" else ("--out", out)
    assert kringplan("import", book, "--schools", schools, *others, option, book) == exit_codes.REFUSED
    assert "overschreven" in capsys.readouterr().err
    assert book.read_bytes() == before


def test_a_zip_that_would_fill_the_memory_is_refused_before_it_is_unpacked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(200 * 1024 * 1024))
    schools = write_schools(tmp_path)
    assert kringplan("import", book, "--schools", schools, "--out", tmp_path / "r.json") == exit_codes.REFUSED
    assert "bom.xlsx" in capsys.readouterr().err


def test_a_school_list_with_faults_is_refused_with_its_line(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    schools.write_text("a,b\n", encoding="utf-8")
    assert kringplan("import", book, "--schools", schools, "--out", out) == exit_codes.REFUSED
    assert "scholen.csv:1" in capsys.readouterr().err


def test_without_the_packages_for_workbooks_it_says_what_to_install(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert kringplan("import", book, "--schools", schools, "--out", out) == exit_codes.FAILED
    assert "kringplan[excel]" in capsys.readouterr().err


def test_a_quotation_mark_that_is_never_closed_is_said_with_its_line(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    lines = schools.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("Protestants", '"Protestants')
    schools.write_text("\n".join(lines), encoding="utf-8")
    assert kringplan("import", book, "--schools", schools, "--out", out, "--yes") == exit_codes.REFUSED
    told = capsys.readouterr().err
    assert "scholen.csv:4" in told
    assert "aanhalingsteken" in told
    assert not out.exists()


def test_a_mapping_of_an_earlier_version_is_said_not_used_and_replaced(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    mapping = out.with_name("Inzet najaar.kolommen.json")
    earlier = {"version": 1, "layouts": {"x": {"sheets": {}, "answers": {"no-expertise:Hulpvragen nov!3": "leren"}}}}
    mapping.write_text(json.dumps(earlier), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", Terminal("", "1", ""))
    assert kringplan("import", book, "--schools", schools, "--out", out) == exit_codes.DONE
    assert "is van een oudere versie en wordt niet gebruikt" in " ".join(capsys.readouterr().err.split())
    kept = mapping.read_text(encoding="utf-8")
    assert json.loads(kept)["version"] == 2
    assert "no-expertise:Hulpvragen nov!3" not in kept


def test_a_name_where_a_number_or_word_belongs_is_in_no_file_and_on_no_screen(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book, schools, out = files
    row = ("Mozaiek", None, "Quiryn", "Quiryn", "1 uur Quiryn", "Quiryn", "Quiryn", "Quiryn", "hoog Quiryn", "Quiryn")
    write_book(book.parent, extra=(*row, "loopt, Quiryn", "Quiryn"))
    answers = out.with_name("antwoorden.json")
    command = ("import", book, "--schools", schools, "--out", out, "--answers", answers)
    assert kringplan(*command) == exit_codes.REFUSED
    # whatever is not guessed: the first of the choices
    monkeypatch.setattr("sys.stdin", Terminal("", "1", "", "", "", "", "1", ""))
    assert kringplan(*command[:-2]) == exit_codes.DONE
    captured = capsys.readouterr()
    kept = "".join(path.read_text(encoding="utf-8") for path in out.parent.glob("*.json"))
    assert "quiryn" not in (captured.out + captured.err + kept).casefold()
    assert "tekst van 6 tekens" in captured.err


def test_one_open_question_is_one(files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    _, schools, out = files
    book = out.with_name("klein.xlsx")
    workbook = import_module("openpyxl").Workbook()
    asked = workbook.active
    asked.title = "Vragen"
    for row in (("School", "Hulpvraag", "Duur"), ("regenboog", "gedrag", 60)):
        asked.append(row)
    staff = workbook.create_sheet("Team")
    for row in (("Naam", "Expertise", "Uren"), ("Marijke", "gedrag", 24)):
        staff.append(row)
    workbook.save(book)
    answers = out.with_name("antwoorden.json")
    command = ("import", book, "--schools", schools, "--out", out, "--answers", answers)
    assert kringplan(*command) == exit_codes.REFUSED
    told = " ".join(capsys.readouterr().err.split())
    assert "1 vraag is nog open; er is geen regio geschreven. Beantwoord die op een terminal" in told
    assert "De open vraag staat in antwoorden.json" in told
    answers.write_text(
        answers.read_text(encoding="utf-8").replace('"answer": ""', '"answer": "12E300"'), encoding="utf-8"
    )
    assert kringplan(*command) == exit_codes.DONE
    assert "klein: 9 scholen, 1 begeleider, 1 hulpvraag. Geschreven in regio.json." in capsys.readouterr().out
