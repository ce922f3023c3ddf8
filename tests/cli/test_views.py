from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from cli.load import matrix_of, plan_of, region_of
from cli.outcome import Outcome
from cli.texts import Texts
from cli.views.changes import Change, changes_of
from cli.views.kring import short_names
from cli.views.summary import stage_table, status_line, summary
from optimizer.domain.half_day import HalfDay
from optimizer.domain.plan import Plan
from optimizer.domain.result import Certificate, StageResult, Status, StoppedBy
from optimizer.domain.vocabulary import StageKey
from optimizer.rules import check as rules
from tests.cli.helpers import PLAN, PREVIOUS, REGION, TABLE

NL = Texts("nl")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    region = region_of(str(REGION)).model_copy(update={"previous": plan_of(str(PREVIOUS))[0]})
    plan = plan_of(str(PLAN))[0]
    matrix = matrix_of(region, str(TABLE))
    values = rules.stage_values(region, plan.weeks[0], matrix)
    return Outcome(region, plan, matrix, values, rules.unserved(region, plan.weeks[0], matrix))


def text_of(renderable: object, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False)
    console.print(renderable)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_changes_are_itemised_as_the_stage_counts_them(outcome: Outcome) -> None:
    changes = changes_of(outcome)
    assert sum(change.count for change in changes) == outcome.values[StageKey.CHANGES] == 4
    b1, b2 = "B1", "B2"
    assert changes == (
        Change(
            "A1#1", frozenset({(b1, HalfDay.MA_OCHTEND)}), frozenset({(b1, HalfDay.MA_OCHTEND)}), ("L2",), ("L3",), 1
        ),
        Change(
            "H1",
            frozenset({(b1, HalfDay.MA_OCHTEND), (b1, HalfDay.DI_OCHTEND)}),
            frozenset({(b1, HalfDay.MA_MIDDAG), (b1, HalfDay.DI_OCHTEND)}),
            (),
            (),
            1,
        ),
        Change("H3", frozenset({(b2, HalfDay.DI_MIDDAG)}), frozenset({(b2, HalfDay.DI_OCHTEND)}), (), (), 1),
        Change("H4", frozenset({(b1, HalfDay.DI_MIDDAG)}), frozenset({(b2, HalfDay.DI_MIDDAG)}), (), (), 1),
    )


def test_changes_that_undo_everything_still_add_up(outcome: Outcome) -> None:
    week = outcome.week_plan.model_copy(update={"tours": (), "groups": (), "overleg": ()})
    plan = Plan(weeks=(week,))
    values = rules.stage_values(outcome.region, week, outcome.matrix)
    emptied = Outcome(outcome.region, plan, outcome.matrix, values, ())
    assert sum(c.count for c in changes_of(emptied)) == values[StageKey.CHANGES] > 10


def test_nothing_to_compare_with(outcome: Outcome) -> None:
    fresh = replace(outcome, region=outcome.region.model_copy(update={"previous": None}))
    assert changes_of(fresh) == ()


def test_short_names_are_first_names_unless_shared(outcome: Outcome) -> None:
    assert short_names(outcome.region) == {"B1": "Anna de Vries", "B2": "Bram", "B3": "Anna Jansen"}


def stages(outcome: Outcome, **bounds: int) -> tuple[StageResult, ...]:
    found, sure = [], True
    for key, value in outcome.values.items():
        bound = bounds.get(key, value)
        gap = 0.0 if bound == value else 0.0417
        found.append(StageResult(key=key, value=value, bound=bound, gap=gap, conditional=not sure))
        sure = sure and bound == value
    return tuple(found)


CERTIFICATE = Certificate(
    seed=7,
    versions={},
    instance_sha256="",
    matrix_sha256="",
    seconds=12.34,
    work=1.0,
    threads=2,
    stopped_by=StoppedBy.TIME_LIMIT,
)


@pytest.mark.parametrize(
    ("status", "bounds", "said"),
    [
        (Status.OPTIMAL, {}, "Bewezen optimaal: beter kan niet, in deze volgorde van doelen."),
        (
            Status.FEASIBLE,
            {"unmet_normal": 35},
            (
                "Beste plan tot nu toe: 3 van de 14 doelen bewezen. "
                "Eerste doel zonder bewijs: niet geleverd, normaal, hooguit 4,2 % van de vraag boven de grens."
            ),
        ),
        (
            Status.STOPPED,
            {"travel": 100},
            (
                "Gestopt; beste plan tot nu toe: 12 van de 14 doelen bewezen. "
                "Eerste doel zonder bewijs: reistijd, hooguit 21 minuten boven de grens."
            ),
        ),
    ],
)
def test_status_in_plain_words(outcome: Outcome, status: Status, bounds: dict[str, int], said: str) -> None:
    solved = replace(outcome, status=status, stages=stages(outcome, **bounds), certificate=CERTIFICATE)
    assert status_line(solved, NL).plain == said


def test_bounds_that_hold_under_a_condition_are_marked(outcome: Outcome) -> None:
    solved = replace(outcome, status=Status.FEASIBLE, stages=stages(outcome, unmet_normal=35), certificate=CERTIFICATE)
    shown = text_of(summary(solved, NL, saved_as=None, region_given="my region.json"))
    assert "Tijd op na 12,3 s (seed 7, 2 draden)" in shown
    assert "'my region.json'" in shown
    lines = {line.split("  ")[0]: line for line in shown.splitlines()}
    assert "35 " in lines["niet geleverd, normaal"]
    assert "bewezen" not in lines["niet geleverd, normaal"]
    assert "60*" in lines["niet geleverd, laag"]
    assert "* gegeven de waarden erboven" in shown
    proven = text_of(summary(replace(solved, stages=stages(outcome)), NL, saved_as=None, region_given=None))
    assert "*" not in proven


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_goal_takes_one_line_of_eighty_columns(outcome: Outcome, lang: str) -> None:
    say = Texts(lang)
    values = dict.fromkeys(outcome.values, 12_345)
    bounds = tuple(StageResult(key=k, value=12_345, bound=123, gap=0.99, conditional=True) for k in values)
    shown = text_of(stage_table(replace(outcome, values=values, stages=bounds), say), width=80)
    assert len(shown.splitlines()) == 2 + len(values)
