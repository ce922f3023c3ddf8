"""`kringplan plan` as the user sees it: views, files, the plans one after the other, and a saved plan judged."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from cli import exit_codes
from optimizer.domain.half_day import HalfDay
from optimizer.domain.joint import JointResult
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.region import Region
from optimizer.domain.result import Status, StoppedBy
from optimizer.io.joint import load_joint
from optimizer.rules.joint.check import check_joint
from tests.cli.helpers import kringplan
from tests.cli.joint_plan import made, named, table_of
from tests.rules.joint.region import Raw
from tests.rules.witness import At

GOLDEN = Path(__file__).with_name("golden")
VIEWS: dict[str, tuple[str, ...]] = {
    "plan": (),
    "plan-who": ("--who", "l4"),
    "plan-who-missing": ("--who", "L2"),
    "plan-who-group": ("--who", "L3"),
    "plan-begeleider": ("--begeleider", "anna"),
    "plan-school": ("--school", "linde"),
    "plan-kring": ("--kring", "kring 1"),
    "plan-compare": ("--compare",),
    "help-plan": ("--help",),
}
HOMES = ("2401", "52.1")
Run = Callable[..., int]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command on the small region, whose joint plan is written out by hand; in its folder."""

    def solve(region: Region, *, matrix: TravelMatrix, after: str | None = None, **_: object) -> JointResult:
        if after == "placement":  # somebody could have come for H2, were it not for the order
            return made(region, matrix, L1=At("C1", "L1~gedrag", HalfDay.WO_OCHTEND, 600))
        return made(region, matrix)

    monkeypatch.setattr("optimizer.solve_joint", solve)
    monkeypatch.setattr("cli.options.default_threads", lambda: 2)
    region, table = table_of(tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> int:
        return kringplan("plan", region.name, "--matrix", table.name, *arguments)

    return run


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Both streams on one line."""
    found = capsys.readouterr()
    return " ".join((found.out + found.err).split())


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("columns", ["100", "80"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(
    view: str,
    columns: str,
    lang: str,
    plan: Run,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    assert plan(*VIEWS[view]) == exit_codes.DONE
    out, err = capsys.readouterr()
    assert bool(err) is (view == "plan-compare")
    found = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
    path = GOLDEN / f"{view}.{lang}.{columns}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
    assert max(map(len, found.splitlines())) <= int(columns)


# what is refused


def test_placement_that_is_switched_off_is_said(plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = named() | {"policy": {"placement": {"enabled": False}}}
    (tmp_path / "samen.json").write_text(json.dumps(data), encoding="utf-8")
    assert plan() == exit_codes.USAGE
    assert "Plaatsing staat uit" in said(capsys)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--who", "L6"), "vraagt niemand met dit nummer om een plek: L6"),
        (("--begeleider", "zus"), "--begeleider zus: niet gevonden"),
        (("--school", "de"), "past op meer dan één"),
        (("--kring", "noord"), "--kring noord: niet gevonden"),
        (("--compare", "--json", "-"), "--compare zet de plannen naast elkaar op het scherm"),
    ],
)
def test_a_slip_is_told_before_the_work(
    arguments: tuple[str, ...],
    text: str,
    plan: Run,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object, **__: object) -> JointResult:
        raise AssertionError

    monkeypatch.setattr("optimizer.solve_joint", never)
    assert plan(*arguments) == exit_codes.USAGE
    assert text in said(capsys)


def test_a_region_without_begeleiders_is_refused(plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = named() | {"begeleiders": [], "hulpvragen": [], "arrangementen": []}
    (tmp_path / "samen.json").write_text(json.dumps(data), encoding="utf-8")
    assert plan() == exit_codes.REFUSED
    assert "/begeleiders" in said(capsys)


def test_support_is_not_asked_twice(plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("--out", tmp_path / "uit") == exit_codes.DONE
    capsys.readouterr()
    assert kringplan("plan", tmp_path / "uit" / "regio-met-begeleiding.json") == exit_codes.USAGE
    assert "staat al als hulpvraag in deze regio (L1~gedrag)" in said(capsys)


@pytest.mark.parametrize("of", ["arrangementen", "overleggen"])
def test_a_group_or_overleg_with_the_id_of_support_is_told_before_the_work(
    of: str, plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = named()
    meeting: Raw = {"id": "L1~gedrag", "kind": "kring", "kring": data["kringen"][0]["id"], "half_days": ["ma-ochtend"]}
    meeting |= {"hosts": ["B1"], "participants": {"begeleiders": ["C1"]}}
    found = {
        "arrangementen": [data["arrangementen"][0] | {"id": "L1~gedrag"}, *data["arrangementen"][1:]],
        "overleggen": [meeting],
    }
    (tmp_path / "samen.json").write_text(json.dumps(data | {of: found[of]}), encoding="utf-8")
    assert plan() == exit_codes.USAGE
    assert "L1~gedrag is hier het id van een groep of overleg" in said(capsys)


@pytest.mark.parametrize("name", ["plan.json", "result.json", "regio-met-begeleiding.json"])
def test_nothing_is_written_over_the_region_that_is_read(
    name: str, plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = (tmp_path / "samen.json").rename(tmp_path / name)
    before = own.read_bytes()
    assert kringplan("plan", own, "--out", tmp_path) == exit_codes.USAGE
    assert f"{name} wordt gelezen en niet overschreven" in said(capsys)
    assert own.read_bytes() == before
    assert plan() == exit_codes.REFUSED  # the region is not where it was


def test_a_plan_that_the_checker_refuses_is_not_shown(
    plan: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import optimizer

    def refused(region: Region, *, matrix: TravelMatrix, **_: object) -> JointResult:
        verdict = made(region, matrix).checker
        assert verdict is not None
        raise optimizer.JointCheckFailedError(verdict, "travel is 1, the model says 2 to 3")

    monkeypatch.setattr("optimizer.solve_joint", refused)
    assert plan() == exit_codes.FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert "travel is 1" in err


@pytest.mark.parametrize(
    ("status", "code", "text"),
    [
        (Status.INFEASIBLE, exit_codes.INFEASIBLE, "Er is geen plan mogelijk."),
        (Status.STOPPED, exit_codes.STOPPED, "plan"),
    ],
)
def test_no_plan_is_said(
    status: Status,
    code: int,
    text: str,
    plan: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(region: Region, *, matrix: TravelMatrix, **_: object) -> JointResult:
        nothing = {"status": status, "plan": None, "placement": None, "checker": None, "conflict": ("H1",)}
        return made(region, matrix).model_copy(update=nothing)

    monkeypatch.setattr("optimizer.solve_joint", none)
    assert plan("--out", tmp_path / "uit") == code
    out, err = capsys.readouterr()
    assert out == ""
    assert text in err
    assert list((tmp_path / "uit").iterdir()) == []


# files


def test_the_files_hold_the_plan_for_programs_and_people(plan: Run, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    assert plan("--out", folder, "--json", tmp_path / "antwoord.json") == exit_codes.DONE
    assert {path.name for path in folder.iterdir()} == {
        "plan.json", "result.json", "regio-met-begeleiding.json", "rooster.html", "rooster.xlsx", "agenda",
        "plaatsing.html", "plaatsing.xlsx",
    }  # fmt: skip
    assert (folder / "result.json").read_bytes() == (tmp_path / "antwoord.json").read_bytes()
    result = JointResult.model_validate_json((folder / "result.json").read_text(encoding="utf-8"))
    saved, faults = load_joint(folder / "plan.json")
    assert faults == ()
    assert saved is not None
    assert (saved.plan, saved.placement) == (result.plan, result.placement)


def test_visits_to_new_leerlingen_are_told_as_such_everywhere(plan: Run, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    assert plan("--out", folder) == exit_codes.DONE
    label = "gedrag, begeleiding nieuwe leerling L1"
    assert label in (folder / "rooster.html").read_text(encoding="utf-8")
    book = load_workbook(folder / "rooster.xlsx")
    assert label in {str(cell.value) for sheet in book for row in sheet for cell in row}
    agenda = (folder / "agenda" / "begeleider-C1.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert "SUMMARY:gedrag\\, begeleiding nieuwe leerling L1 · De Linde" in agenda
    assert "SUMMARY:gedrag · De Linde" in agenda


def test_no_file_holds_a_home(plan: Run, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    assert plan("--out", folder) == exit_codes.DONE
    for path in [*folder.glob("*.json"), *folder.glob("agenda/*.ics")]:
        if path.name != "regio-met-begeleiding.json":  # a region is what was given
            assert not re.search(r"\b2401\b|home:", path.read_text(encoding="utf-8"))
    page = (folder / "plaatsing.html").read_text(encoding="utf-8")
    assert not re.search(r"\b2401\b", re.sub(r"<svg.*</svg>|<style.*</style>", "", page, flags=re.DOTALL))


def test_the_page_of_proposals_says_nothing_of_a_lottery_that_was_not_held(plan: Run, tmp_path: Path) -> None:
    assert plan("--out", tmp_path / "uit") == exit_codes.DONE
    page = (tmp_path / "uit" / "plaatsing.html").read_text(encoding="utf-8")
    assert "Twee manieren" not in page
    assert "Er is geen mogelijkheid" not in page


def test_what_a_special_school_costs_is_in_the_proposals(plan: Run, tmp_path: Path) -> None:
    assert plan("--out", tmp_path / "uit") == exit_codes.DONE
    page = (tmp_path / "uit" / "plaatsing.html").read_text(encoding="utf-8")
    assert "6.635" in re.sub(r"<[^>]+>", " ", page)


def test_a_limit_on_schools_is_told_where_it_belongs(
    plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def solve(region: Region, *, matrix: TravelMatrix, candidates_limit: int, **_: object) -> JointResult:
        return made(region, matrix).model_copy(update={"candidates_limit": candidates_limit})

    monkeypatch.setattr("optimizer.solve_joint", solve)
    assert plan("--candidates", "2", "--out", tmp_path / "uit") == exit_codes.DONE
    assert "Voor begeleiding in het rooster is van elke leerling alleen naar 2 scholen gekeken." in said(capsys)
    assert "dichtstbijzijnde" not in (tmp_path / "uit" / "plaatsing.html").read_text(encoding="utf-8")


def test_the_roster_is_read_back_in_the_region_with_the_support(
    plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "uit"
    assert plan("--out", folder) == exit_codes.DONE
    region, book = folder / "regio-met-begeleiding.json", folder / "rooster.xlsx"
    capsys.readouterr()
    assert kringplan("check", region, "--plan", book, "--matrix", tmp_path / "reistijden.csv") == exit_codes.DONE
    assert "houdt zich aan alle regels" in said(capsys)
    after = tmp_path / "daarna.json"
    assert kringplan("account", region, book, "--out", after) == exit_codes.DONE
    asked = {one["id"] for one in json.loads(after.read_text(encoding="utf-8"))["hulpvragen"]}
    assert asked == {"H1", "H2", "L1~gedrag", "L2~tos", "L3~gedrag", "L4~gedrag", "L4~tos", "L8~gedrag"}


def test_json_on_stdout_is_the_result_alone(plan: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("--json", "-") == exit_codes.DONE
    assert JointResult.model_validate_json(capsys.readouterr().out).checker is not None


# one after the other


def test_the_plans_one_after_the_other_are_made_and_the_first_difference_is_told(
    plan: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("--compare") == exit_codes.DONE
    out, err = capsys.readouterr()
    assert "plaatsing eerst" in err
    assert "rooster eerst" in err
    told = " ".join(out.split())
    assert "Plaatsing eerst: samen is beter, op reistijd 60 in plaats van 80." in told
    assert "Rooster eerst: op alle doelen gelijk aan samen." in told
    (row,) = (line for line in out.splitlines() if line.endswith("←"))
    assert row.split()[:4] == ["reistijd", "60", "80", "60"]


def test_who_stopped_the_plan_wants_no_others(
    plan: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str | None] = []

    def solve(region: Region, *, matrix: TravelMatrix, after: str | None = None, **_: object) -> JointResult:
        runs.append(after)
        result = made(region, matrix, Status.STOPPED)
        certificate = result.certificate.model_copy(update={"stopped_by": StoppedBy.INTERRUPT})
        return result.model_copy(update={"certificate": certificate})

    monkeypatch.setattr("optimizer.solve_joint", solve)
    assert plan("--compare") == exit_codes.DONE
    assert runs == [None]
    told = said(capsys)
    assert "Gestopt; beste plan tot nu toe" in told
    assert "Plaatsing eerst" not in told


# a saved plan judged


@pytest.mark.parametrize("name", ["plan.json", "result.json"])
def test_a_saved_joint_plan_is_judged_by_its_own_checker(
    name: str, plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("--out", tmp_path / "uit") == exit_codes.DONE
    capsys.readouterr()
    given = (tmp_path / "samen.json", "--plan", tmp_path / "uit" / name, "--matrix", tmp_path / "reistijden.csv")
    assert kringplan("check", *given) == exit_codes.DONE
    told = said(capsys)
    assert "Het plan houdt zich aan alle regels." in told
    assert "ondersteuning die ontbreekt 3.060 minuten" in told
    assert kringplan("check", *given, "--json", "-") == exit_codes.DONE
    data = json.loads(capsys.readouterr().out)
    assert (data["ok"], data["violations"], data["placement_violations"]) == (True, [], [])
    assert len(data["stages"]) == 32


def test_what_is_wrong_with_a_joint_plan_is_told(plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("--out", tmp_path / "uit") == exit_codes.DONE
    path = tmp_path / "uit" / "plan.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["plan"]["weeks"][0]["tours"] = [one for one in data["plan"]["weeks"][0]["tours"] if one["begeleider"] != "X1"]
    path.write_text(json.dumps(data), encoding="utf-8")
    capsys.readouterr()
    given = (tmp_path / "samen.json", "--plan", path, "--matrix", tmp_path / "reistijden.csv")
    assert kringplan("check", *given) == exit_codes.FAILED
    told = said(capsys)
    assert "1 overtreding bij de plaatsing" in told
    assert "ondersteuning (support) leerling L4, school B1: gevonden: kring: X1; mag: " in told
    assert kringplan("check", *given, "--json", "-") == exit_codes.FAILED
    (one,) = json.loads(capsys.readouterr().out)["placement_violations"]
    assert one == {"rule": "support", "leerlingen": ["L4"], "school": "B1", "found": "kring: X1"}


def test_a_joint_plan_that_cannot_be_read_is_refused_as_a_whole(
    plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("--out", tmp_path / "uit") == exit_codes.DONE
    path = tmp_path / "uit" / "plan.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["placement"]["placements"][0]["wish"] = "geen"
    data["placement"]["placements"][1]["naam"] = "Jansen"
    path.write_text(json.dumps(data), encoding="utf-8")
    capsys.readouterr()
    assert kringplan("check", tmp_path / "samen.json", "--plan", path) == exit_codes.REFUSED
    told = said(capsys)
    assert "/placement/placements/0/wish" in told
    assert "Jansen" not in told


def test_a_joint_plan_is_not_compared_with_another(
    plan: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("--out", tmp_path / "uit") == exit_codes.DONE
    path = tmp_path / "uit" / "plan.json"
    assert kringplan("check", tmp_path / "samen.json", "--plan", path, "--plan", path) == exit_codes.USAGE
    assert "plan.json is een plan van rooster en plaatsing samen" in said(capsys)


# for real


def test_the_small_region_is_planned_and_the_plan_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    region, table = table_of(tmp_path)
    given = ("plan", region, "--matrix", table, "--work-limit", "20", "--threads", "1")
    assert kringplan(*given, "--json", tmp_path / "antwoord.json", "--compare") == exit_codes.DONE
    told = said(capsys)
    assert "Rooster en plaatsing samen · Samen" in told
    assert "binnen deze tijd beter dan samen" not in told
    from cli.load import matrix_of, region_of

    saved, faults = load_joint(tmp_path / "antwoord.json")
    assert (saved is not None, faults) == (True, ())
    here = region_of(str(region))
    assert saved is not None
    assert check_joint(here, saved.plan, saved.placement, matrix_of(here, str(table))).ok
