"""Logging to stderr; ids and counts only, never anything about a pupil."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def logger(verbose: int) -> FilteringBoundLogger:
    """Return a logger: warnings at 0, what happens at 1, details at 2 or more."""
    import sys

    import structlog

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=False, pad_event_to=24),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[min(verbose, len(_LEVELS) - 1)]),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    found: Any = structlog.get_logger()
    return found  # type: ignore[no-any-return]
