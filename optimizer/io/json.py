"""JSON in and out: regions, plans, results and faults."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from optimizer.domain.fault import DefaultUsed, Fault, Violation
from optimizer.domain.intake import Intake, read_plan, read_region
from optimizer.domain.plan import Plan
from optimizer.domain.quiet import without_collection
from optimizer.domain.region import Region
from optimizer.domain.result import Result
from optimizer.domain.wording import default_text, fault_text, violation_text
from optimizer.io.json_text import Parsed, parse_json
from optimizer.language import DEFAULT_LANGUAGE

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read; a region of thousands of schools takes a few million bytes."""
STDIN = "-"


def load_region(path: Path | str, *, today: date | None = None) -> Intake:
    """Read a region from a JSON file, or from standard input when the path is ``-``.

    Whatever is wrong, with the file, its text or the region in it, is a fault in the result: nothing is raised.

    Parameters
    ----------
    path : Path or str
        The file.
    today : date, optional
        For a region without a week: it gets the week after today.
    """
    with without_collection():
        parsed = read_json(path)
        if parsed.value is None and parsed.faults:
            return Intake(None, parsed.faults, ())
        intake = read_region(parsed.value, today=today)
    if not parsed.faults:
        return intake
    return replace(intake, region=None, faults=_joined(parsed.faults, intake.faults))


def load_plan(path: Path | str) -> tuple[Plan | None, tuple[Fault, ...]]:
    """Read a plan from a JSON file or standard input, as `load_region`."""
    parsed = read_json(path)
    if parsed.value is None and parsed.faults:
        return None, parsed.faults
    plan, faults = read_plan(parsed.value)
    return (None if parsed.faults else plan), _joined(parsed.faults, faults)


def read_json(path: Path | str) -> Parsed:
    """Return the JSON value in a file or on standard input, or what is wrong with the file or its text."""
    if str(path) == STDIN:
        return _parse(sys.stdin.buffer.read(MAX_BYTES + 1), STDIN)
    source = Path(path).name
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _refused("file-missing", source)
    except IsADirectoryError:
        return _refused("file-is-folder", source)
    except OSError:
        return _refused("file-unreadable", source)
    return _parse(data, source)


def _parse(data: bytes, source: str) -> Parsed:
    if len(data) > MAX_BYTES:
        limit = str(MAX_BYTES // (1024 * 1024))
        return Parsed(None, (Fault(code="file-too-large", where=source, facts={"limit": limit}),))
    return parse_json(data, source)


def _refused(code: str, source: str) -> Parsed:
    return Parsed(None, (Fault(code=code, where=source),))


def _joined(first: tuple[Fault, ...], then: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return both, leaving out what is said of a place that already has a fault."""
    places = {fault.where for fault in first}
    return (*first, *(fault for fault in then if fault.where not in places))


def dump_region(region: Region) -> str:
    """Return a region as JSON text, complete; reading it gives an equal region."""
    return _text(region.model_dump(mode="json", exclude_none=True))


def dump_plan(plan: Plan) -> str:
    """Return a plan as JSON text."""
    return _text(plan.model_dump(mode="json"))


def dump_result(result: Result, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a result as JSON text, the same from command, Python and HTTP; texts in the language asked for."""
    return _text(result_data(result, lang))


def result_data(result: Result, lang: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Return a result as a JSON value."""
    data = result.model_dump(mode="json")
    if result.checker is not None:
        data["checker"]["violations"] = [violation_data(v, lang) for v in result.checker.violations]
    names = ["status", "stages", "certificate", "checker", "plan", "unserved"]
    if result.conflict:
        names.append("conflict")
    if result.weeks:
        names.append("weeks")
    return {name: data[name] for name in names}


def violation_data(violation: Violation, lang: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Return a violation as a JSON value, with its sentence as `text`."""
    return violation.model_dump(mode="json", exclude_none=True) | {"text": violation_text(violation, lang)}


def fault_data(fault: Fault, lang: str = DEFAULT_LANGUAGE) -> dict[str, str]:
    """Return a fault as a JSON value: code, where, what is wrong and how to mend it."""
    what, mend = fault_text(fault, lang)
    return {"code": fault.code, "where": fault.where, "what": what, "mend": mend}


def default_data(default: DefaultUsed, lang: str = DEFAULT_LANGUAGE) -> dict[str, str | int]:
    """Return a default that was used as a JSON value, with a readable line as `text`."""
    return {
        "where": default.where,
        "value": default.value,
        "count": default.count,
        "text": default_text(default, lang),
    }


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
