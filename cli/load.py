"""Reads what the user names: regions, plans, travel tables; refuses a file with faults as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import Refused

if TYPE_CHECKING:
    from optimizer.domain.intake import Intake
    from optimizer.domain.matrix import TravelMatrix
    from optimizer.domain.plan import Plan
    from optimizer.domain.region import Region
    from optimizer.domain.result import StageResult


def shown_name(path: str) -> str:
    """Return a file as a reader knows it."""
    return "stdin" if path == "-" else Path(path).name


def intake_of(path: str) -> Intake:
    """Read a region from a JSON file, a workbook or standard input, faults and all."""
    from optimizer.io.json import load_region
    from optimizer.io.workbook.read import is_workbook, load_workbook

    load = load_workbook if is_workbook(path) else load_region
    return load(path, today=date.today())  # noqa: DTZ011 -- the user's own calendar


def region_of(path: str | None) -> Region:
    """Return the region in a file, or the shipped one when none is named; refuse a faulty one."""
    if path is None:
        from instances.default import default_region

        return default_region()
    intake = intake_of(path)
    if intake.region is None:
        raise Refused(intake.faults, shown_name(path))
    return intake.region


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
