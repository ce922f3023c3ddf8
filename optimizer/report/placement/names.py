"""Names of columns and sheets; those that are read back stand where the reader of workbooks looks."""

from __future__ import annotations

from optimizer.report.words import Words

FILLED = ("offer", "until", "agreed", "mark_school", "mark_swv", "mark_parents", "child_heard")
"""Columns that are filled in and read back."""
READ = frozenset({"leerling", *FILLED})


def column(key: str, say: Words) -> str:
    """Return the name of a column."""
    return say(f"column.{key}") if key in READ or key == "remark" else say(f"place.column.{key}")


def sheet(key: str, say: Words) -> str:
    """Return the name of a sheet."""
    return say("sheet.proposals") if key == "proposals" else say(f"place.sheet.{key}")
