"""The cells that a broken rule is about."""

from __future__ import annotations

from datetime import time

import pytest

from optimizer.domain.fault import Violation
from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import RuleKey
from optimizer.report.readback.places import places_of
from optimizer.report.readback.plan import read_roster
from optimizer.report.readback.rows import RosterRow
from optimizer.rules.check import check
from tests.report.small import book, columns, matrix, opened, region, row_of, saved, written


def rows() -> tuple[RosterRow, ...]:
    return read_roster(book(written()), region(), matrix()).rows


@pytest.mark.parametrize(
    ("violation", "cells"),
    [
        (Violation(rule=RuleKey.EXPERTISE, items=("H9",), begeleider="B1"), ("Rooster!E13",)),
        (Violation(rule=RuleKey.WINDOW, items=("H1",), half_day=HalfDay.DI_OCHTEND), ("Rooster!C6",)),
        # no row of it in that half day: then all of them
        (Violation(rule=RuleKey.WINDOW, items=("H1",), half_day=HalfDay.VR_OCHTEND), ("Rooster!C5", "Rooster!C6")),
        (Violation(rule=RuleKey.SPREAD, items=("H1",)), ("Rooster!B5", "Rooster!B6")),
        (Violation(rule=RuleKey.GROUP_SIZE, items=("A1#1",)), ("Rooster!J4",)),
        (Violation(rule=RuleKey.GROUP_SIZE, items=("A1",)), ("Rooster!J4",)),
        (Violation(rule=RuleKey.OVERLEG, items=("O1",), begeleider="B2"), ("Rooster!C11",)),
        (Violation(rule=RuleKey.BUDGET, items=("geld", "H9", "H7")), ("Rooster!G13", "Rooster!G15")),
        (Violation(rule=RuleKey.WITNESS, items=("di",), begeleider="B3"), ("Rooster!G15",)),
        (Violation(rule=RuleKey.WITNESS, items=("klein",), found="a", limit="b"), ()),
    ],
)
def test_a_broken_rule_has_the_cells_of_its_rows(violation: Violation, cells: tuple[str, ...]) -> None:
    assert places_of(violation, rows()) == cells


def test_only_rows_of_the_weeks_in_which_a_rule_is_broken_are_named() -> None:
    violation = Violation(rule=RuleKey.EXPERTISE, items=("H9",), begeleider="B1")
    assert places_of(violation, rows(), {"2026-W48"}) == ("Rooster!E13",)
    assert places_of(violation, rows(), {"2026-W49"}) == ()


def test_every_violation_of_a_changed_row_names_it() -> None:
    made = opened()
    sheet = made["Rooster"]
    row, at = row_of(sheet, "H9"), columns(sheet)
    sheet.cell(row, at["begeleider"]).value = "Anna Jansen"
    sheet.cell(row, at["begin"]).value = time(7, 0)
    found = read_roster(saved(made), region(), matrix())
    assert found.plan is not None
    violations = check(region(), found.plan, matrix()).violations
    assert {"expertise", "availability", "witness"} <= {violation.rule for violation in violations}
    for violation in violations:
        assert any(place[len("Rooster!") + 1 :] == str(row) for place in places_of(violation, found.rows))
