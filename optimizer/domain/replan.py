"""What happened to a published week, the new plan that costs least changes, and why each change is in it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from optimizer.domain.base import Flag, Frozen, FrozenDict, FrozenMap, Id
from optimizer.domain.fault import Verdict
from optimizer.domain.half_day import HALF_DAYS, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.plan import Pin, Plan
from optimizer.domain.result import Certificate, StageResult, Status
from optimizer.domain.vocabulary import StageKey


class EventKind(StrEnum):
    """What may happen to a published week."""

    ILL = "ill"
    CLOSED = "closed"
    REQUEST = "request"
    WITHOUT = "without"
    PIN = "pin"


class Event(Frozen):
    """One thing that happened: who is ill or which school is closed when, what is asked or no longer asked, a pin.

    Attributes
    ----------
    item
        The begeleider who is ill, the school that is closed, the hulpvraag, arrangement or overleg that is withdrawn.
    half_days
        When; all of the week by default.
    """

    kind: EventKind
    item: str
    half_days: tuple[HalfDay, ...] = HALF_DAYS
    hulpvraag: Hulpvraag | None = None
    pin: Pin | None = None


class FactKind(StrEnum):
    """What a change is about: who visits when, who (co-)leads when, who is a member, who meets when, and where.

    A host counts for nothing.
    """

    VISIT = "visit"
    LEAD = "lead"
    MEMBER = "member"
    OVERLEG = "overleg"
    HOST = "host"


class Fact(Frozen):
    """Somebody in a half day, or a member, or a host."""

    who: Id
    half_day: HalfDay | None = None


class Cause(StrEnum):
    """Why an item changes.

    `FORCED`: an event makes what was published impossible. `NEW`: an event asks it. `ROOM`: without it another item
    would be served less. `BETTER`: without it a stage would be worse. `FREE`: the plan is as good without it.
    `UNKNOWN`: time was up before it was known.
    """

    FORCED = "forced"
    NEW = "new"
    ROOM = "room"
    BETTER = "better"
    FREE = "free"
    UNKNOWN = "unknown"


class Change(Frozen):
    """One item that differs from the published plan, with the cause.

    Attributes
    ----------
    item
        A hulpvraag, a group or an overleg.
    gone, come
        What was published and is no more, and what is new.
    count
        What the stage `changes` counts of it.
    event
        Of a change that an event causes: its position among the events.
    room_for
        Of `ROOM`: the items that would be served less without it.
    stage
        Of `ROOM` and `BETTER`: the first stage that would be worse without it, and by how much.
    """

    item: str
    kind: FactKind
    gone: tuple[Fact, ...] = ()
    come: tuple[Fact, ...] = ()
    count: int = 0
    cause: Cause
    event: int | None = None
    room_for: tuple[str, ...] = ()
    stage: StageKey | None = None
    worse: int = 0


class Step(Frozen):
    """The best plan with so many changes more than are forced."""

    extra: int
    changes: int
    """What differs from the published plan."""
    stages: tuple[StageResult, ...]
    proven: Flag = False


class Scope(StrEnum):
    """Where may be changed.

    `NEAR`: half days in which something fell out, an event asks something, or either could be; with further changes
    also those in which what is there could be. `ALL`: everywhere.
    """

    NEAR = "near"
    ALL = "all"


class ReplanResult(Frozen):
    """A published week planned again.

    Attributes
    ----------
    forced
        The least changes of any plan that keeps every rule.
    before
        The stages of the published plan, in the region as it was.
    steps
        The best plan for every number of further changes, from none on; the last is `plan`.
    happened
        Half days that are over, and stay as they were published.
    lost
        Items of which something published cannot take place any more.
    """

    status: Status
    events: tuple[Event, ...]
    scope: Scope
    forced: int = 0
    forced_proven: Flag = False
    before: FrozenMap[StageKey, int] = Field(default_factory=FrozenDict)
    stages: tuple[StageResult, ...] = ()
    steps: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()
    lost: tuple[str, ...] = ()
    happened: tuple[HalfDay, ...] = ()
    certificate: Certificate
    checker: Verdict | None = None
    plan: Plan | None = None
