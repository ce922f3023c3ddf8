"""The command that keeps the catalogue: small instances are solved again, plans are judged, files are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks import catalogue_once, keeping
from benchmarks.__main__ import main
from benchmarks.kept_table import sizes
from benchmarks.pinning import list_one
from benchmarks.problems import PROBLEMS, Asked, Judged, plan_from
from instances.catalogue.best_known import FILE, Known, best_known
from instances.catalogue.families import FAMILIES, Size
from instances.catalogue.index import index, instance
from optimizer.domain.joint import JointResult
from optimizer.domain.region import Region
from optimizer.io.json import dump_plan

NAME = "town-small-3"
VILLAGE = "village-small-3"
QUICK = (
    VILLAGE,
    NAME,
    "city-small-1",
    "island-small-1",
    "scarce-expertise-small-3",
    "overloaded-small-3",
    "split-kringen-small-1",
)
"""The instance of each family that is proven soonest."""


@cache
def region(name: str) -> Region:
    return instance(name)


@cache
def solved(name: str, problem: str) -> Any:  # noqa: ANN401 - of every problem its own
    """Return a result without a limit on the clock: a busy machine changes nothing."""
    asked = Asked(seconds=None, seed=0, threads=2)
    return PROBLEMS[problem].solve(region(name), asked)


@pytest.mark.parametrize("problem", ["week", "placement"])
@pytest.mark.parametrize("name", QUICK)
def test_a_small_instance_is_solved_to_the_known_optimum(name: str, problem: str) -> None:
    known = best_known()[name, problem]
    result = solved(name, problem)
    assert {s.key.value: (s.value, s.bound) for s in result.stages} == {s.key: (s.value, s.value) for s in known.stages}
    plan = PROBLEMS[problem].plan_of(result)
    assert PROBLEMS[problem].judge(region(name), plan) == ((), dict(zip(known.keys, known.values, strict=True)))


def test_one_of_every_family_is_solved() -> None:
    assert [index()[name].family for name in QUICK] == list(FAMILIES)


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["catalogue", *map(str, arguments)])
    return done.exit_code, done.output


def row_of(known: Known, **changes: object) -> dict[str, Any]:
    stages = [[s.key, s.value, s.bound] for s in known.stages]
    versions = {"kringplan": "0.1.0", "ortools": "9.15"}
    return {"broken": [], "stages": stages, "seconds": 2.04, "versions": versions} | changes


@pytest.fixture
def known() -> Known:
    return best_known()[NAME, "week"]


def test_what_a_run_finds_is_kept_once_and_then_as_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: Known
) -> None:
    asked: list[dict[str, object]] = []

    def apart(module: str, arguments: dict[str, object], _seconds: float) -> dict[str, Any]:
        assert module == "benchmarks.catalogue_once"
        asked.append(arguments)
        return row_of(known)

    monkeypatch.setattr("benchmarks.quality.catalogue.run_apart", apart)
    arguments = ("--instance", NAME, "--problem", "week", "--time-limit", 7, "--folder", tmp_path)
    code, said = run(*arguments)
    assert (code, f"{NAME} week: 2.0 s, new; proven" in said) == (0, True)
    assert not (tmp_path / FILE).exists()
    assert run(*arguments, "--update")[0] == 0
    kept = keeping.table_in(tmp_path)[NAME, "week"]
    assert kept.stages == known.stages
    assert kept.values_by.command == (
        f"python -m benchmarks catalogue --instance {NAME} --problem week --time-limit 7 --seed 0 --threads 2 --update"
    )
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "as known; proven" in run(*arguments, "--update")[1]
    assert (tmp_path / FILE).read_text(encoding="utf-8") == before
    assert asked[0] == {"instance": NAME, "problem": "week", "seconds": 7.0, "seed": 0, "threads": 2}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"broken": ["window"]}, "the rules refuse the plan: window"),
        ({"stages": "lower"}, "at least"),
        ({"stages": "higher"}, "worse: kept as it was"),
    ],
)
def test_what_is_wrong_or_worse_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: Known, changes: dict[str, Any], said: str
) -> None:
    keeping.keep(tmp_path, known)
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    at = next(i for i, s in enumerate(known.stages) if s.value > 0)
    if "stages" in changes:
        by = {"lower": -1, "higher": 1}[changes["stages"]]
        moved = [[s.key, s.value + (by if i == at else 0), 0] for i, s in enumerate(known.stages)]
        changes = {"stages": moved}
    monkeypatch.setattr("benchmarks.quality.catalogue.run_apart", lambda *_: row_of(known, **changes))
    code, output = run("--instance", NAME, "--problem", "week", "--update", "--folder", tmp_path)
    assert code == 1
    assert said in output
    assert (tmp_path / FILE).read_text(encoding="utf-8") == before


def test_a_plan_that_somebody_sends_is_judged_and_brings_no_bounds(tmp_path: Path) -> None:
    name = VILLAGE
    plan = tmp_path / "plan.json"
    plan.write_text(dump_plan(solved(name, "week").plan), encoding="utf-8")
    code, said = run("--instance", name, "--problem", "week", "--plan", plan, "--update", "--folder", tmp_path)
    assert (code, "new; open" in said) == (0, True)
    kept = keeping.table_in(tmp_path)[name, "week"]
    assert kept.values == best_known()[name, "week"].values
    assert {s.bound for s in kept.stages} == {0}
    found = keeping.news_of(best_known(), kept)
    assert (found.text, found.known) == (keeping.SAME, best_known()[name, "week"])


def test_a_plan_that_breaks_a_rule_is_refused(tmp_path: Path) -> None:
    name = VILLAGE
    value = json.loads(dump_plan(solved(name, "week").plan))
    value["weeks"][0]["tours"][0]["stops"][0]["end"] = "17:55"
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    arguments = ("--instance", name, "--problem", "week", "--folder", tmp_path, "--update", "--plan", file)
    code, said = run(*arguments)
    assert (code, "the rules refuse the plan" in said, (tmp_path / FILE).exists()) == (1, True, False)
    file.write_text("{}", encoding="utf-8")
    assert run(*arguments)[0] == 1
    file.write_text('{"plan": 3}', encoding="utf-8")
    code, said = run(*arguments)
    assert (code, "holds no plan" in said) == (1, True)


@pytest.mark.parametrize("problem", ["week", "placement"])
def test_a_plan_is_read_from_a_result_too(problem: str, tmp_path: Path) -> None:
    result = solved(VILLAGE, problem)
    file = tmp_path / "result.json"
    file.write_text(result.model_dump_json(by_alias=True), encoding="utf-8")
    assert plan_from(file, problem) == PROBLEMS[problem].plan_of(result)


def test_a_joint_plan_is_a_week_and_placements_judged_together(tmp_path: Path) -> None:
    week, placements = solved(VILLAGE, "week"), solved(VILLAGE, "placement")
    file = tmp_path / "joint.json"
    file.write_text(dump_plan(week.plan), encoding="utf-8")
    with pytest.raises(ValueError, match="a plan and a placement"):
        plan_from(file, "joint")
    alone = {"plan": week.plan.model_dump(mode="json"), "placement": {}}
    file.write_text(json.dumps(alone), encoding="utf-8")
    joint = PROBLEMS["joint"]
    broken, values = joint.judge(region(VILLAGE), plan_from(file, "joint"))
    assert broken == ()
    assert values["unmet_normal"] == {s.key: s.value for s in week.stages}["unmet_normal"]
    assert sum(v for key, v in values.items() if key.startswith("unplaced")) == index()[VILLAGE].figures.asking
    # begeleiders who support a placement have to be in the roster
    both = {"plan": alone["plan"], "placement": placements.plan.model_dump(mode="json")}
    file.write_text(json.dumps(both), encoding="utf-8")
    assert joint.judge(region(VILLAGE), plan_from(file, "joint"))[0] != ()


def test_of_a_joint_result_both_halves_are_judged_or_none() -> None:
    week, placements = solved(VILLAGE, "week"), solved(VILLAGE, "placement")
    result = JointResult(status=week.status, certificate=week.certificate, plan=week.plan, placement=placements.plan)
    assert PROBLEMS["joint"].plan_of(result) == (week.plan, placements.plan)
    assert PROBLEMS["joint"].plan_of(result.model_copy(update={"plan": None})) is None


def test_a_run_of_its_own_solves_judges_and_says_it_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"instance": VILLAGE, "problem": "placement", "seconds": 60, "seed": 0, "threads": 1}
    monkeypatch.setattr("sys.argv", ["once", json.dumps(asked)])
    catalogue_once.main()
    row = json.loads(capsys.readouterr().out)
    known = best_known()[VILLAGE, "placement"]
    assert row["broken"] == []
    assert row["stages"] == [[s.key, s.value, s.bound] for s in known.stages]
    assert set(row["versions"]) == {"kringplan", "ortools"}
    no_plan = replace(PROBLEMS["placement"], plan_of=lambda _: None)
    monkeypatch.setitem(PROBLEMS, "placement", no_plan)
    with pytest.raises(SystemExit, match="no plan"):
        catalogue_once.main()


def test_a_run_whose_values_are_not_those_of_the_rules_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"instance": VILLAGE, "problem": "placement", "seconds": 60, "seed": 0, "threads": 1}
    monkeypatch.setattr("sys.argv", ["once", json.dumps(asked)])
    judge = PROBLEMS["placement"].judge

    def other(region: Region, plan: object) -> Judged:
        broken, values = judge(region, plan)
        return broken, {**values, "wish_sum": values["wish_sum"] + 1}

    monkeypatch.setitem(PROBLEMS, "placement", replace(PROBLEMS["placement"], judge=other))
    catalogue_once.main()
    assert json.loads(capsys.readouterr().out)["broken"] == ["wish_sum"]


@pytest.mark.parametrize(
    "arguments",
    [("--instance", "nowhere-1"), ("--plan", __file__), ("--plan", __file__, "--instance", NAME), ("--family", "sea")],
)
def test_what_does_not_go_together_is_said(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_instances_are_chosen_by_family_and_size(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[object] = []

    def apart(_module: str, arguments: dict[str, object], _seconds: float) -> dict[str, Any]:
        seen.append(arguments["instance"])
        raise RuntimeError("not today")

    monkeypatch.setattr("benchmarks.quality.catalogue.run_apart", apart)
    code, said = run(
        "--family", "city", "--family", "town", "--size", "ordinary", "--problem", "week", "--folder", tmp_path
    )
    assert (code, said.count("REFUSED, not today")) == (1, 4)
    assert seen == ["town-ordinary-1", "town-ordinary-2", "city-ordinary-1", "city-ordinary-2"]


def test_an_instance_is_listed_with_its_figures() -> None:
    assert list_one("village", Size.SMALL, 3) == index()[VILLAGE]


def test_the_page_for_researchers_has_the_sizes_of_the_catalogue(project_root: Path) -> None:
    page = (project_root / "docs" / "benchmark.md").read_text(encoding="utf-8")
    assert "\n".join(sizes(index().values())) in page


def test_what_is_known_is_shown_in_a_table(tmp_path: Path, known: Known) -> None:
    lower = known.model_copy(update={"stages": tuple(s.model_copy(update={"bound": 0}) for s in known.stages)})
    keeping.keep(tmp_path, lower)
    code, said = run("--table", "--instance", NAME, "--folder", tmp_path)
    zero = sum(s.value == 0 for s in known.stages)
    unmet = [s.value for s in known.stages if s.key.startswith("unmet")]
    cells = ", ".join(f"{v} (0)" if v else "0" for v in unmet)
    gaps = ", ".join(f"{v / d:.1%}" for v, d in zip(unmet, index()[NAME].figures.demand, strict=True))
    row = f"| {NAME} | week | {zero} of {len(known.stages)} | {cells} | {gaps} | {known.bounds_by.seconds:g} |"
    assert (code, row in said) == (0, True)
    assert f"| {NAME} | placement | not yet run |" in said
    keeping.keep(tmp_path, known)
    assert f"| {NAME} | week | all |" in run("--table", "--instance", NAME, "--folder", tmp_path)[1]
