"""Saved plans of any kind: plan and result files, and rosters with the cells that their rows came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cli.load import intake_of, plan_of, shown_name

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.domain.fault import Fault, Verdict, Violation
    from optimizer.domain.intake import Intake
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Pin, Plan
    from optimizer.domain.region import Region
    from optimizer.domain.result import StageResult
    from optimizer.report.readback.rows import RosterRow

STDIN = "-"


@dataclass(frozen=True)
class SavedPlan:
    """A plan from a file, with the region and matrix that it is looked at with."""

    plan: Plan
    region: Region
    matrix: TravelMatrix
    stages: Mapping[str, tuple[StageResult, ...]] = field(default_factory=dict)
    """Per week the stages with bounds that a result carries."""
    rows: tuple[RosterRow, ...] = ()
    """The rows of a roster."""
    pins: tuple[Pin, ...] | None = None
    """The region's pins with the rows of a roster that are marked as fixed; null for any other plan."""
    past: tuple[str, ...] = ()
    """Weeks before the region's, which the plan held and are left out: what took place then is in the region."""

    @cached_property
    def verdict(self) -> Verdict:
        """What the checker says of it."""
        import optimizer

        return optimizer.check(self.region, self.plan, self.matrix)

    @cached_property
    def _weeks(self) -> dict[Violation, set[str]]:
        """Return the weeks in which each rule is broken."""
        from optimizer.rules.check import check

        found: dict[Violation, set[str]] = defaultdict(set)
        for one in self.plan.weeks:
            for violation in check(self.region, self.plan, self.matrix, one.week).violations:
                found[violation].add(one.week)
        return found

    def places(self, violation: Violation) -> tuple[str, ...]:
        """Return the cells of a roster that a violation is about; none for any other plan."""
        if not self.rows:
            return ()
        from optimizer.report.readback.places import places_of

        weeks = self._weeks.get(violation) if len(self.plan.weeks) > 1 else None
        return places_of(violation, self.rows, weeks)

    def other_input(self, violation: Violation) -> str | None:
        """Return the key of the text that says which input changed, of a violation that compares hashes."""
        from optimizer.domain.hashing import instance_sha256

        if not self.plan.instance_sha256 and not self.plan.matrix_sha256:
            return None
        if (violation.found, violation.limit) == (self.plan.instance_sha256, instance_sha256(self.region)):
            return "verdict.other_input"
        if (violation.found, violation.limit) == (self.plan.matrix_sha256, self.matrix.sha256):
            return "verdict.other_matrix"
        return None


def saved_plan(path: str, region: Region, matrix: TravelMatrix) -> SavedPlan:
    """Read a plan, result or roster file; refuse one with faults."""
    from cli.rosters import is_workbook, roster_in

    if not is_workbook(path):
        plan, stages = plan_of(path)
        return _without_past(SavedPlan(plan, region, matrix, stages), path)
    found = roster_in(path, region, matrix)
    assert found.plan is not None  # noqa: S101 -- refused otherwise
    return _without_past(SavedPlan(found.plan, region, matrix, {}, found.rows, found.pins), path)


def _without_past(saved: SavedPlan, path: str) -> SavedPlan:
    """Return the plan from the region's week on: in weeks before it the region was another, so they cannot be judged.

    What is left was made for the region as it was, so it is not bound to this one and judged on its merits.

    Raises
    ------
    Refused
        When nothing is left.
    """
    from cli.errors import Refused
    from optimizer.domain.fault import Fault

    week = saved.region.week
    past = tuple(one.week for one in saved.plan.weeks if one.week < week)
    if not past:
        return saved
    left = tuple(one for one in saved.plan.weeks if one.week >= week)
    if not left:
        facts = {"weeks": ", ".join(past), "week": week}
        raise Refused((Fault(code="plan-past", where=shown_name(path), facts=facts),), shown_name(path))
    return replace(
        saved,
        plan=saved.plan.model_copy(update={"weeks": left, "instance_sha256": "", "proven": False}),
        stages={},
        rows=tuple(one for one in saved.rows if one.row.week >= week),
        past=past,
    )


def past_weeks(saved: SavedPlan, say: Texts) -> list[str]:
    """Return the note that weeks of the plan are left out, if any are."""
    if not saved.past:
        return []
    key = "readback.past_one" if len(saved.past) == 1 else "readback.past_many"
    return [say(key, weeks=", ".join(saved.past))]


def region_for(path: str | None, plan: str, say: Texts, notes: list[str]) -> Region:
    """Return the region to look at a plan with, as `cli.load.region_of`, in the week of the plan: see `intake_for`."""
    from cli.errors import Refused
    from cli.load import region_of

    if path is None:
        return region_of(path)
    intake = intake_for(path, plan, say, notes)
    if intake.region is None:
        raise Refused(intake.faults, shown_name(path))
    return intake.region


def intake_for(path: str, plan: str, say: Texts, notes: list[str], *, strict: bool = False) -> Intake:
    """Read a region to look at a plan with: one that names no week is in that of the plan, today and some days later.

    Parameters
    ----------
    notes
        Gets what is taken for the week, in the reader's words.
    strict
        Refuse a roster that names no week either; else the week after today is assumed, and said.

    Raises
    ------
    Refused
        When the plan cannot be read, or nothing says which week it is about.
    """
    from cli.errors import Refused

    intake = None if path == STDIN else intake_of(path)
    if intake is not None and (intake.region is None or _names_its_week(intake)):
        return intake
    week = _week_of(plan)
    if intake is None or isinstance(week, str):
        intake = intake_of(path, week if isinstance(week, str) else None)
        if intake.region is None or _names_its_week(intake):
            return intake
    if isinstance(week, str):
        if path != STDIN:
            intake = _closed_before(path, plan, intake)
        found = intake.or_raise().week
        notes.append(say("readback.week_of_roster", week=say.week(found)))
    elif strict and week is not None:
        raise Refused((week,), shown_name(plan))
    else:
        notes.append(say("readback.week_of_today", week=say.week(intake.or_raise().week)))
    return intake


def _names_its_week(intake: Intake) -> bool:
    return all(default.where != "/week" for default in intake.defaults)


def _week_of(path: str) -> str | Fault | None:
    """Return the week that a plan is about, or begins with; a fault or nothing when it does not tell."""
    from cli.rosters import book_of, is_workbook
    from optimizer.domain.calendar import week_of

    if is_workbook(path):
        from optimizer.report.readback.week import week_of_book

        return week_of_book(book_of(path), week_of(date.today()))  # noqa: DTZ011 -- the user's own calendar
    if path == STDIN:
        return None  # it can be read only once
    return min((one.week for one in plan_of(path)[0].weeks), default=None)


def _closed_before(path: str, plan: str, intake: Intake) -> Intake:
    """Return the region as it was for a plan file, when its own week was closed and the plan begins later."""
    from cli.rosters import is_workbook
    from optimizer.domain.calendar import add_weeks, open_half_days
    from optimizer.domain.hashing import instance_sha256

    wanted = "" if is_workbook(plan) else plan_of(plan)[0].instance_sha256
    found = intake
    while wanted and found.region is not None and instance_sha256(found.region) != wanted:
        before = add_weeks(found.region.week, -1)
        if open_half_days(found.region.calendar, before):
            return intake
        found = intake_of(path, before)
    return found if found.region is not None else intake
