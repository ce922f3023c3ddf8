"""Exit codes, the same for every command."""

from __future__ import annotations

DONE = 0
FAILED = 1
"""Also: a plan that breaks rules."""
USAGE = 2
REFUSED = 3
"""The input has faults."""
INFEASIBLE = 4
STOPPED = 5
"""Interrupted, or out of time, before there was any plan."""
