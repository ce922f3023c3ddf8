"""One line of the log of decisions: who did what about what, chained to the line before it by its hash."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from optimizer.domain.base import Frozen, Id, Text
from optimizer.domain.calendar import DateDay, IsoWeek
from optimizer.domain.placement import Condition

GENESIS = "0" * 64
"""What stands for the hash before the first line."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
"""A moment in UTC, whole seconds; given by the caller, for nothing here reads a clock."""
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Role(StrEnum):
    """In what capacity somebody decides."""

    COORDINATOR = "coordinator"
    SCHOOL = "school"
    SWV = "swv"
    PARENTS = "parents"


class Action(StrEnum):
    """What a line records."""

    OPEN = "open"
    """The log begins."""
    APPOINT = "appoint"
    """Somebody may decide in a role."""
    DISMISS = "dismiss"
    """Somebody may no longer."""
    RUN = "run"
    """A run is kept, so that it can be repeated."""
    PROPOSE = "propose"
    """What the run proposes."""
    APPROVE = "approve"
    REJECT = "reject"
    HEARD = "heard"
    """The child was heard, on `on`."""
    NOT_HEARD = "not-heard"
    """The child was not heard, and why."""


class Override(StrEnum):
    """Why an approval is not just what was proposed; each asks a reason."""

    OTHER_SCHOOL = "other-school"
    NOT_PROPOSED = "not-proposed"
    CONDITIONAL = "conditional"
    """The place depends on something that must still come true."""
    CHECKER = "checker"
    """The checker finds the plan against a rule, for the region as it is now."""
    BY_HAND = "by-hand"
    """No run made this plan."""


class Actor(Frozen):
    """Who decides. Officials by name; parents only as the parents of an opaque id."""

    role: Role
    name: Text


class Subject(Frozen):
    """What a decision is about: a week's plan, or one leerling's place. Equal subjects are the same proposal."""

    week: IsoWeek | None = None
    leerling: Id | None = None
    school: Id | None = None
    content: Sha256 | None = None
    """Hash of what was proposed, so that an approval holds for precisely that."""

    @property
    def name(self) -> str:
        """The week or leerling that it is about, whatever was proposed."""
        return self.leerling or self.week or ""


class Draft(Frozen):
    """What is to be written in the log, before it has a place in it."""

    action: Action
    by: Text
    """The official who does or records it."""
    actor: Actor | None = None
    """Whose decision it is; who is appointed or dismissed."""
    subject: Subject | None = None
    school: Id | None = None
    """Of an appointment: for which school."""
    run: Sha256 | None = None
    on: DateDay | None = None
    """The day of the decision, or on which the child was heard."""
    reason: Why | None = None
    overrides: tuple[Override, ...] = ()
    conditions: tuple[Condition, ...] = ()
    """Of a proposal: what must still come true."""
    region: Id | None = None
    """Of the first line: whose log this is."""


class Entry(Draft):
    """A line of the log."""

    seq: Annotated[int, Field(strict=True, ge=1)]
    at: Moment
    previous: Sha256
    hash: Sha256


def parents_of(leerling: str) -> Actor:
    """Return the parents of a leerling, who are never named."""
    return Actor(role=Role.PARENTS, name=f"ouders van {leerling}")


def canonical(data: object) -> str:
    """Return the one JSON text of a value: names in order, nothing between."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(draft: Draft, seq: int, at: str, previous: str) -> Entry:
    """Return a draft as a line with its place, moment and hash."""
    facts = {name: getattr(draft, name) for name in Draft.model_fields}
    open_end = Entry(**facts, seq=seq, at=at, previous=previous, hash=GENESIS)
    return open_end.model_copy(update={"hash": hash_of(open_end)})


def hash_of(entry: Entry) -> str:
    """Return the hash that belongs to a line: over all of it but the hash."""
    return sha256(canonical(entry.model_dump(mode="json", exclude_none=True, exclude={"hash"})))


def line_of(entry: Entry) -> str:
    """Return a line of the log as text, without its end."""
    return canonical(entry.model_dump(mode="json", exclude_none=True))
