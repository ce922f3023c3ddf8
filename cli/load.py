"""Reads what the user names: regions, plans, travel tables; refuses a file with faults as a whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import Refused

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.domain.intake import Intake
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region
    from optimizer.domain.result import StageResult


def shown_name(path: str) -> str:
    """Return a file as a reader knows it."""
    return "stdin" if path == "-" else Path(path).name


def intake_of(path: str, week: str | None = None) -> Intake:
    """Read a region from a JSON file, a workbook or standard input, faults and all.

    Parameters
    ----------
    week
        The week of a region that names none; by default the one after today.
    """
    from optimizer.domain.calendar import monday_of
    from optimizer.io.json import load_region
    from optimizer.io.workbook.read import is_workbook, load_workbook

    load = load_workbook if is_workbook(path) else load_region
    today = date.today() if week is None else monday_of(week) - timedelta(weeks=1)  # noqa: DTZ011 -- the user's own calendar
    return load(path, today=today)


def region_of(path: str | None) -> Region:
    """Return the region in a file, or the shipped one when none is named; refuse a faulty one."""
    if path is None:
        from instances.default import default_region

        return default_region()
    intake = intake_of(path)
    if intake.region is None:
        raise Refused(intake.faults, shown_name(path))
    return intake.region


def staffed(region: Region, path: str | None, say: Texts) -> None:
    """Refuse a region without begeleiders, for which no week can be planned.

    Raises
    ------
    Refused
        With the place where they are lacking.
    """
    from optimizer.domain.fault import Fault

    if region.begeleiders:
        return
    from optimizer.io.workbook.read import is_workbook
    from optimizer.io.workbook.words import sheet_title

    name = path or region.id
    where = sheet_title("begeleiders", say.lang) if is_workbook(name) else "/begeleiders"
    raise Refused((Fault(code="no-begeleiders", where=where),), shown_name(name))


def plan_of(path: str) -> tuple[Plan, dict[str, tuple[StageResult, ...]]]:
    """Return the plan in a plan or result file, and per week the stages with bounds that a result carries."""
    from pydantic import TypeAdapter, ValidationError

    from optimizer.domain.intake import read_plan
    from optimizer.domain.result import StageResult, WeekResult
    from optimizer.io.json import read_json

    parsed = read_json(path)
    value = parsed.value
    stages: tuple[StageResult, ...] = ()
    weeks: tuple[WeekResult, ...] = ()
    if isinstance(value, dict) and isinstance(value.get("plan"), dict):
        try:
            stages = TypeAdapter(tuple[StageResult, ...]).validate_python(value.get("stages", ()))
            weeks = TypeAdapter(tuple[WeekResult, ...]).validate_python(value.get("weeks", ()))
        except ValidationError:
            stages, weeks = (), ()  # a plan made by hand may carry anything here; its bounds are then unknown
        value = value["plan"]
    if parsed.faults:
        raise Refused(parsed.faults, shown_name(path))
    plan, faults = read_plan(value)
    if plan is None or faults:
        raise Refused(faults, shown_name(path))
    known = {one.week: one.stages for one in weeks}
    return plan, known or ({plan.weeks[0].week: stages} if len(plan.weeks) == 1 else {})


def matrix_of(region: Region, table: str | None) -> TravelMatrix:
    """Return the travel matrix: by the user's table where one is named, else the estimate."""
    from optimizer.travel import for_region
    from optimizer.travel.table import TravelTableError

    try:
        return for_region(region, None if table is None else Path(table))
    except TravelTableError as error:
        raise Refused(error.faults, shown_name(table or "")) from None
