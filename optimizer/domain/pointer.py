"""JSON pointers (RFC 6901): where in the input a fault or a default is."""

from __future__ import annotations

Step = str | int


def pointer(*steps: Step) -> str:
    """Return the JSON pointer of a path; the empty pointer is the whole document."""
    return "".join(f"/{_escape(step)}" for step in steps)


def _escape(step: Step) -> str:
    # a name that would confuse a terminal is shown, not obeyed
    printable = "".join(c if c.isprintable() else "\ufffd" for c in str(step))
    return printable.replace("~", "~0").replace("/", "~1")


def reading_order(where: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which ``/schools/9`` comes before ``/schools/10``."""
    return tuple((0, int(step), "") if step.isdecimal() else (1, 0, step) for step in where.split("/")[1:])
