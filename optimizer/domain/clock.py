"""Clock times and clock windows: ``"HH:MM"`` in JSON, minutes since midnight in Python."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import (
    BeforeValidator,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from optimizer.domain.base import Frozen

MINUTES_PER_DAY = 24 * 60
_CLOCK = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)$", re.ASCII)


def parse_clock(text: str) -> int:
    """Return the minutes since midnight of ``"HH:MM"``.

    Raises
    ------
    ValueError
        When the text is not a clock time from 00:00 to 23:59.
    """
    match = _CLOCK.match(text.strip())
    if match is None:
        raise ValueError(text)
    return int(match.group(1)) * 60 + int(match.group(2))


def format_clock(minutes: int) -> str:
    """Return ``"HH:MM"`` for minutes since midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def is_json(info: ValidationInfo) -> bool:
    """Tell whether the data being validated came out of a file, where a bare number is no clock time."""
    return isinstance(info.context, dict) and bool(info.context.get("json"))


def _read_clock(value: object, info: ValidationInfo) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and not is_json(info):
        if 0 <= value < MINUTES_PER_DAY:
            return value
    elif isinstance(value, str):
        try:
            return parse_clock(value)
        except ValueError:
            pass
    raise PydanticCustomError("bad-clock", "not a clock time", {"given": str(value)})


Clock = Annotated[
    int,
    BeforeValidator(_read_clock),
    PlainSerializer(format_clock, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": _CLOCK.pattern, "examples": ["09:00"]}),
]
"""Minutes since midnight; ``"HH:MM"`` in JSON."""


class Window(Frozen):
    """A clock window ``[start, end]`` in minutes since midnight; ``"08:30-12:15"`` in JSON.

    A visit lies inside when it starts at or after `start` and ends at or before `end`.
    """

    start: Clock
    end: Clock

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if isinstance(value, str):
            start, dash, end = value.partition("-")
            if not dash or not _CLOCK.match(start.strip()) or not _CLOCK.match(end.strip()):
                raise PydanticCustomError("bad-window", "not a clock window", {"given": value})
            return {"start": start.strip(), "end": end.strip()}
        if not isinstance(value, dict | Window):
            raise PydanticCustomError("bad-window", "not a clock window", {"given": str(value)})
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Window:
        if self.end <= self.start:
            raise PydanticCustomError("window-reversed", "ends before it starts", {"given": str(self)})
        return self

    @model_serializer(mode="plain", when_used="json")
    def _write(self) -> str:
        return str(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: object, handler: object) -> dict[str, object]:
        """Describe the window as the string people write."""
        del core_schema, handler
        clock = _CLOCK.pattern.strip("^$")
        return {
            "type": "string",
            "pattern": f"^{clock}-{clock}$",
            "examples": ["08:30-12:15"],
            "title": "Window",
        }

    def __str__(self) -> str:
        """Return ``"08:30-12:15"``."""
        return f"{format_clock(self.start)}-{format_clock(self.end)}"

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end - self.start

    def holds(self, start: int, end: int) -> bool:
        """Tell whether ``[start, end]`` lies inside, both in minutes since midnight."""
        return self.start <= start and end <= self.end
