"""Visits are counted once, whatever order they are told in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.plan import Visited
from optimizer.report.readback.counted import KEPT, count
from optimizer.report.readback.took_place import Delivery

FIRST = date(2026, 8, 31)


def visit(number: int, *, done: bool | None = True, shift: int = 0, moment: int | None = None) -> Delivery:
    """The visit of a day, planned for that day or another."""
    day = FIRST + timedelta(days=number)
    year, week, _ = day.isocalendar()
    name = f"{year}-W{week:02}/{number if moment is None else moment}/H1"
    return Delivery("H1", f"{year}-W{week:02}", name, day + timedelta(days=shift), "B1", done)


def told(
    h: Hulpvraag, memory: dict[str, Visited], *visits: Delivery, book: str = "b"
) -> tuple[Hulpvraag, dict[str, Visited]]:
    [after], tally = count((h,), memory, visits, book, {one.week for one in visits})
    return after, tally.visited


def asked(left: int | None = 9, last: date | None = None) -> Hulpvraag:
    return Hulpvraag(id="H1", school="S1", expertise="leren", visits_left=left, last_visit=last)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([True, False, None])), max_size=12), st.integers(0, 6))
def test_the_last_answer_about_every_visit_is_what_counts(answers: list[tuple[int, bool | None]], left: int) -> None:
    h = asked(left)
    memory: dict[str, Visited] = {}
    known: dict[int, bool] = {}
    for number, done in answers:
        known |= {} if done is None else {number: done}
        # the workbook says all that it said before, too
        sheet = [visit(n, done=known.get(n)) for n in range(5)]
        h, memory = told(h, memory, *sheet)
        again = told(h, memory, *sheet)
        assert again == (h, memory)
    made = [number for number, done in known.items() if done]
    assert h.visits_left == max(0, left - len(made))
    assert h.last_visit == (FIRST + timedelta(days=max(made)) if made else None)


def test_two_workbooks_about_one_week_tell_of_the_same_visit() -> None:
    h, memory = told(asked(), {}, visit(1), book="one")
    h, memory = told(h, memory, visit(1), visit(3), book="two")
    assert (h.visits_left, h.last_visit) == (7, FIRST + timedelta(days=3))
    # what only the other workbook tells of stays
    h, memory = told(h, memory, visit(3), book="two")
    assert h.visits_left == 7
    # and one made on the same day is the same, whatever it was planned for
    h, memory = told(h, memory, visit(1, moment=4), book="three")
    assert h.visits_left == 7


def test_a_day_before_all_that_is_known_was_counted_by_hand() -> None:
    h, memory = told(asked(9, FIRST + timedelta(days=2)), {}, visit(1), visit(2), visit(3))
    assert (h.visits_left, h.last_visit) == (8, FIRST + timedelta(days=3))
    assert memory["H1"].since == FIRST + timedelta(days=2)


def test_visits_granted_by_hand_are_kept() -> None:
    h, memory = told(asked(2), {}, visit(1), visit(2), visit(3))
    assert h.visits_left == 0
    more = h.model_copy(update={"visits_left": 4})
    after, memory = told(more, memory, visit(1), visit(2), visit(3), visit(4))
    assert after.visits_left == 3


def test_old_visits_are_remembered_as_made_and_no_more() -> None:
    h, memory = told(asked(100), {}, *(visit(7 * n) for n in range(KEPT)))
    assert memory["H1"].since is None
    h, memory = told(h, memory, visit(7 * KEPT))
    assert (memory["H1"].since, memory["H1"].left, len(memory["H1"].made)) == (FIRST, 99, KEPT)
    assert h.visits_left == 99 - KEPT
    h, memory = told(h, memory, visit(0), visit(7 * KEPT))
    assert h.visits_left == 99 - KEPT


def test_of_two_visits_the_one_that_is_left_says_who_comes() -> None:
    by = [replace(visit(0), begeleider="B1"), replace(visit(2), begeleider="B2")]
    h, memory = told(asked(), {}, *by)
    assert (h.current, memory["H1"].current) == ("B2", "B2")
    h, memory = told(h, memory, by[0], replace(by[1], done=False))
    assert (h.current, h.visits_left) == ("B1", 8)
    h, memory = told(h, memory, replace(by[0], done=False), replace(by[1], done=False))
    assert (h.current, h.visits_left, memory) == (None, 9, {})


def test_a_later_visit_does_not_change_what_taking_back_restores() -> None:
    h, memory = told(asked(), {}, visit(0))
    h, memory = told(h, memory, visit(0), visit(7))
    assert memory["H1"].current_by == "2026-W36/0/b"
    h, memory = told(h, memory, visit(0), visit(7, done=False))
    assert (h.current, h.visits_left) == ("B1", 8)
    h, memory = told(h, memory, visit(0, done=False), visit(7, done=False))
    assert (h.current, h.visits_left) == (None, 9)
