"""Days and half days (dagdelen): ten a week, from ``ma-ochtend`` to ``vr-middag``."""

from __future__ import annotations

from enum import StrEnum


class Day(StrEnum):
    """A school day."""

    MA = "ma"
    DI = "di"
    WO = "wo"
    DO = "do"
    VR = "vr"

    @property
    def order(self) -> int:
        """0 for Monday to 4 for Friday."""
        return _DAY_INDEX[self.value]


class Part(StrEnum):
    """Morning or afternoon."""

    OCHTEND = "ochtend"
    MIDDAG = "middag"


class HalfDay(StrEnum):
    """A dagdeel, named by day and part; the JSON spelling is the value."""

    MA_OCHTEND = "ma-ochtend"
    MA_MIDDAG = "ma-middag"
    DI_OCHTEND = "di-ochtend"
    DI_MIDDAG = "di-middag"
    WO_OCHTEND = "wo-ochtend"
    WO_MIDDAG = "wo-middag"
    DO_OCHTEND = "do-ochtend"
    DO_MIDDAG = "do-middag"
    VR_OCHTEND = "vr-ochtend"
    VR_MIDDAG = "vr-middag"

    @property
    def order(self) -> int:
        """0 for Monday morning to 9 for Friday afternoon."""
        return _HALF_DAY_INDEX[self.value]

    @property
    def day(self) -> Day:
        """The day it is part of."""
        return DAYS[self.order // 2]

    @property
    def part(self) -> Part:
        """Morning or afternoon."""
        return Part.MIDDAG if self.order % 2 else Part.OCHTEND

    @property
    def is_morning(self) -> bool:
        """Whether it is the first half of its day."""
        return self.order % 2 == 0


DAYS: tuple[Day, ...] = tuple(Day)
HALF_DAYS: tuple[HalfDay, ...] = tuple(HalfDay)
_DAY_INDEX = {day.value: index for index, day in enumerate(DAYS)}
_HALF_DAY_INDEX = {half_day.value: index for index, half_day in enumerate(HALF_DAYS)}
