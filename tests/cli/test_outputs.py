"""Nothing that a coordinator filled in is overwritten, and outputs fail one by one, after the summary."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from cli import exit_codes
from optimizer.io.workbook.seal import untouched
from tests.cli.helpers import PLAN, REGION, TABLE, command, environment, kringplan

SOLVE = ("week", str(REGION), "--matrix", str(TABLE), "--threads", "1", "--work-limit", "20")


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a solve of the small region wrote."""
    folder = tmp_path_factory.mktemp("outputs") / "out"
    assert kringplan(*SOLVE, "--out", folder) == exit_codes.DONE
    return folder


@pytest.fixture
def out(solved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(solved, tmp_path / "out"))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of files that do not fit on the disk any more; the others are written."""
    from optimizer.io import atomic

    names: list[str] = []
    real = atomic.write_bytes

    def write(path: Path, data: bytes) -> None:
        if path.name in names:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, data)

    monkeypatch.setattr(atomic, "write_bytes", write)
    return names


def filled_in(path: Path) -> bytes:
    """Answer a row of a roster, as a coordinator does, and return what the file then is."""
    book = openpyxl.load_workbook(path)
    sheet = book["Uitgevoerd"]
    sheet.cell(sheet.max_row, sheet.max_column).value = "ja"
    book.save(path)
    return path.read_bytes()


def words(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return " ".join(out.split()), " ".join(err.split())


class TestRoster:
    def test_one_that_nobody_touched_is_replaced(self, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert kringplan(*SOLVE, "--out", out) == exit_codes.DONE
        shown, err = words(capsys)
        assert [path.name for path in out.glob("*.xlsx")] == ["rooster.xlsx"]
        assert untouched(out / "rooster.xlsx")
        assert err == ""
        assert "rooster.xlsx om te wijzigen en in te vullen" in shown

    def test_one_that_was_filled_in_stays_and_the_new_one_gets_a_number(
        self, out: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        mine = filled_in(out / "rooster.xlsx")
        for number in (1, 2):  # the second time our own rooster-2.xlsx is replaced
            assert kringplan(*SOLVE, "--out", out) == exit_codes.DONE, number
            shown, err = words(capsys)
            assert (out / "rooster.xlsx").read_bytes() == mine
            assert sorted(path.name for path in out.glob("*.xlsx")) == ["rooster-2.xlsx", "rooster.xlsx"]
            assert untouched(out / "rooster-2.xlsx")
            told = "rooster.xlsx blijft staan: daarin kan iets zijn ingevuld of gewijzigd. Het nieuwe rooster staat in "
            assert told + str(out / "rooster-2.xlsx") in err.replace("out/ ", "out/")
            assert f"{out / 'rooster-2.xlsx'} om te wijzigen" in shown.replace("out/ ", "out/")
            assert f"{out / 'rooster.xlsx'} om te wijzigen" not in shown
        second = filled_in(out / "rooster-2.xlsx")
        assert kringplan(*SOLVE, "--out", out) == exit_codes.DONE
        assert (out / "rooster-2.xlsx").read_bytes() == second
        assert untouched(out / "rooster-3.xlsx")

    @pytest.mark.parametrize("content", [b"", b"niets van ons", b"PK\x03\x04half"])
    def test_what_cannot_be_read_counts_as_somebodys(self, content: bytes, out: Path) -> None:
        (out / "rooster.xlsx").write_bytes(content)
        assert kringplan(*SOLVE, "--out", out) == exit_codes.DONE
        assert (out / "rooster.xlsx").read_bytes() == content
        assert untouched(out / "rooster-2.xlsx")

    def test_one_that_is_read_stays_though_nobody_touched_it(self, out: Path) -> None:
        before = (out / "rooster.xlsx").read_bytes()
        assert kringplan(*SOLVE, "--previous", out / "rooster.xlsx", "--out", out) == exit_codes.DONE
        assert (out / "rooster.xlsx").read_bytes() == before
        assert untouched(out / "rooster-2.xlsx")

    def test_only_what_this_run_wrote_is_named(
        self, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from tests.cli.test_rosters import without

        without(monkeypatch, "xlsxwriter", "icalendar")
        assert kringplan(*SOLVE, "--out", out) == exit_codes.DONE
        shown, _ = words(capsys)
        assert f"Voor mensen: {out / 'rooster.html'} om te lezen en af te drukken." in shown.replace("out/ ", "out/")
        assert "rooster.xlsx om te" not in shown
        assert "voor de agenda's" not in shown

    def test_the_region_is_not_written_over(self, tmp_path: Path) -> None:
        own = tmp_path / "regio.json"
        own.write_bytes(REGION.read_bytes())
        assert kringplan("week", own, "--json", own) == exit_codes.USAGE
        assert kringplan("provision", own, "--svg", own) == exit_codes.USAGE
        assert own.read_bytes() == REGION.read_bytes()


class TestFailures:
    def test_every_output_is_tried_and_what_failed_is_told_after_the_summary(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "out"
        (out / "rooster.html").mkdir(parents=True)
        (out / "rooster.html" / "x").touch()
        (out / "agenda").touch()
        assert kringplan(*SOLVE, "--out", out) == exit_codes.FAILED
        shown, err = words(capsys)
        assert "Bewezen optimaal" in shown
        assert "--plan" in shown, "result.json is there to look into"
        assert sorted(path.name for path in out.iterdir()) == [
            "agenda", "plan.json", "result.json", "rooster.html", "rooster.xlsx",
        ]  # fmt: skip
        assert f"Niet geschreven: {out / 'rooster.html'}. Onder deze naam staat een map." in err
        assert f"Niet geschreven: {out / 'agenda'}. " in err
        assert "Voor mensen:" in shown
        assert "rooster.html om te lezen" not in shown

    def test_a_full_disk(self, full_disk: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        full_disk += ["result.json", "rooster.xlsx", *(f"school-S{n}.ics" for n in range(9))]
        assert kringplan(*SOLVE, "--out", tmp_path) == exit_codes.FAILED
        shown, err = words(capsys)
        assert f"Niet geschreven: {tmp_path / 'result.json'}. De schijf is vol. Maak ruimte" in err
        assert f"Niet geschreven: 4 bestanden in {tmp_path / 'agenda'}. De schijf is vol." in err
        assert "Bewezen optimaal" in shown
        assert "Bewaar het plan met --out" in shown, "there is no result.json to look into"
        assert (tmp_path / "rooster.html").exists()
        assert not (tmp_path / "rooster.xlsx").exists()

    def test_a_file_that_is_open_in_another_program(
        self, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = Path.replace

        def replace(self: Path, target: Path) -> Path:
            if target.name == "rooster.xlsx":
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(self, target)

        monkeypatch.setattr(Path, "replace", replace)
        before = (out / "rooster.xlsx").read_bytes()
        assert kringplan(*SOLVE, "--out", out, "--lang", "en") == exit_codes.FAILED
        _, err = words(capsys)
        assert f"Not written: {out / 'rooster.xlsx'}. Writing is not allowed here, or the file is open" in err
        assert (out / "rooster.xlsx").read_bytes() == before
        assert not list(out.glob(".*")), "no half file stays behind"

    def test_json_that_fails_keeps_the_rest(
        self, full_disk: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        full_disk.append("antwoord.json")
        target = tmp_path / "antwoord.json"
        assert kringplan(*SOLVE, "--out", tmp_path / "out", "--json", target) == exit_codes.FAILED
        assert (tmp_path / "out" / "rooster.xlsx").exists()
        assert "Niet geschreven" in capsys.readouterr().err
        asked = ("check", REGION, "--plan", PLAN, "--matrix", TABLE, "--json", target)
        assert kringplan(*asked) == exit_codes.FAILED
        shown, err = words(capsys)
        assert "Het plan houdt zich aan alle regels." in shown
        assert "De schijf is vol." in err

    def test_provision_writes_its_picture_though_its_json_fails(
        self, full_disk: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        full_disk.append("net.json")
        svg = tmp_path / "net.svg"
        assert kringplan("provision", REGION, "--json", tmp_path / "net.json", "--svg", svg) == exit_codes.FAILED
        shown, err = words(capsys)
        assert svg.exists()
        assert shown
        assert err.count("Niet geschreven") == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
    def test_stdout_that_is_full(self) -> None:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                command("check", REGION, "--json", "-"),
                stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment(), timeout=60,
            )  # fmt: skip
        assert done.returncode == exit_codes.FAILED
        assert "Niet geschreven: stdout. De schijf is vol." in done.stderr
        assert "Traceback" not in done.stderr


class TestExisting:
    """Commands that write a workbook or a region leave what is there, unless they are told not to."""

    @pytest.mark.parametrize(
        ("arguments", "name"),
        [
            (("convert", REGION), "regio.xlsx"),
            (("template",), "leeg.xlsx"),
            (("generate", "--out"), "regio.json"),
        ],
    )
    def test_what_is_there(
        self, arguments: tuple[Any, ...], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / name
        target.write_bytes(b"mijn werk")
        assert kringplan(*arguments, target) == exit_codes.USAGE
        assert target.read_bytes() == b"mijn werk"
        _, err = words(capsys)
        assert f"{name} bestaat al en wordt niet overschreven" in err
        assert "vervang het met --overwrite" in err
        assert kringplan(*arguments, target, "--overwrite") == exit_codes.DONE
        assert target.read_bytes().startswith(b"{" if name.endswith(".json") else b"PK")

    def test_a_region_that_is_there(self, tmp_path: Path) -> None:
        book, target = tmp_path / "regio.xlsx", tmp_path / "regio.json"
        assert kringplan("convert", REGION, book) == exit_codes.DONE
        target.write_text("{}", encoding="utf-8")
        assert kringplan("convert", book, target) == exit_codes.USAGE
        assert target.read_text(encoding="utf-8") == "{}"
        assert kringplan("convert", book, target, "--overwrite") == exit_codes.DONE
        assert json.loads(target.read_text(encoding="utf-8"))["week"] == "2026-W48"

    def test_a_marked_copy_that_is_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        book, copy = tmp_path / "regio.xlsx", tmp_path / "kopie.xlsx"
        assert kringplan("template", book, "--lang", "nl") == exit_codes.DONE
        copy.write_bytes(b"hersteld")
        assert kringplan("check", book, "--annotate", copy) == exit_codes.USAGE
        assert copy.read_bytes() == b"hersteld"
        assert "kopie.xlsx bestaat al" in capsys.readouterr().err
        assert kringplan("check", book, "--annotate", copy, "--overwrite") == exit_codes.REFUSED
        assert openpyxl.load_workbook(copy).sheetnames[0] == "Fouten"

    def test_the_workbook_of_a_region_that_is_accounted(self, out: Path, tmp_path: Path) -> None:
        target = tmp_path / "regio.xlsx"
        target.write_bytes(b"mijn werk")
        asked = ("account", REGION, out / "rooster.xlsx", "--matrix", TABLE, "--out", target)
        assert kringplan(*asked) == exit_codes.USAGE
        assert target.read_bytes() == b"mijn werk"
        assert kringplan(*asked, "--overwrite") == exit_codes.DONE
        assert target.read_bytes().startswith(b"PK")

    def test_a_dead_link_counts_as_there(self, tmp_path: Path) -> None:
        target = tmp_path / "leeg.xlsx"
        target.symlink_to(tmp_path / "weg.xlsx")
        assert kringplan("template", target) == exit_codes.USAGE
        assert not (tmp_path / "weg.xlsx").exists()
