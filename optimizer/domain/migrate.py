"""Brings the JSON of an older schema version to the current one, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.domain.pointer import Step, pointer
from optimizer.domain.region import SCHEMA_VERSION
from optimizer.domain.shown import shown_at

Data = dict[str, Any]
Migration = Callable[[Data], Data]

MIGRATIONS: dict[int, Migration] = {}
"""Of a region without its `previous` plan: from the version that is the key to the next one."""
PLAN_MIGRATIONS: dict[int, Migration] = {}
"""The same for a plan."""


def migrate(
    data: Data,
    migrations: Mapping[int, Migration] | None = None,
    *,
    current: int = SCHEMA_VERSION,
    path: tuple[Step, ...] = (),
) -> tuple[Data | None, tuple[Fault, ...]]:
    """Return data in the current schema version, or the fault that makes that impossible.

    Parameters
    ----------
    data : dict
        A region or a plan as JSON gave it; it is not changed. Without a version it is taken as current.
    migrations : mapping of int to callable
        The steps; by default those of a region. A step gets a copy it may change, and need not set the version.
    current : int
        The version to reach.
    path : tuple of str or int
        Where the data is in the input.
    """
    steps = MIGRATIONS if migrations is None else migrations
    version = data.get("schema_version", current)
    where = pointer(*path, "schema_version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        return None, (
            Fault(code="schema-version-unreadable", where=where, facts={"given": shown_at(version, (*path, "weeks"))}),
        )
    facts = {"given": shown_at(version, (*path, "weeks")), "current": str(current)}
    if version > current:
        return None, (Fault(code="schema-version-newer", where=where, facts=facts),)
    if any(passed not in steps for passed in range(version, current)):
        return None, (Fault(code="schema-version-too-old", where=where, facts=facts),)
    for passed in range(version, current):
        data = steps[passed](dict(data))
    return {**data, "schema_version": current}, ()
