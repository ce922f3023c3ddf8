"""What people decide about proposals: who approves, a log that shows tampering, and runs that can be repeated."""

from __future__ import annotations
