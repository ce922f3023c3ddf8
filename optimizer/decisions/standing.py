"""How far proposals are, from the log alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from optimizer.decisions.entry import Action, Actor, Entry, Override, Role, Subject
from optimizer.domain.base import Frozen
from optimizer.domain.placement import Condition

ASKED: dict[str, tuple[Role, ...]] = {
    "plan": (Role.COORDINATOR,),
    "placement": (Role.SCHOOL, Role.SWV, Role.PARENTS),
}
"""Who must all approve."""


class Stand(StrEnum):
    """How far a proposal is."""

    OPEN = "open"
    REJECTED = "rejected"
    FINAL = "final"


class Word(Frozen):
    """The last word of one role."""

    actor: Actor
    approved: bool
    on: date
    reason: str | None = None
    overrides: tuple[Override, ...] = ()
    seq: int


class Standing(Frozen):
    """How far a proposal is, and what made it so."""

    subject: Subject
    status: Stand
    words: tuple[Word, ...] = ()
    lacking: tuple[Role, ...] = ()
    """Who has not spoken yet."""
    hearing_lacking: bool = False
    """Of a placement: nobody recorded whether the child was heard."""
    heard: date | None = None
    not_heard: str | None = None
    """Why the child was not heard."""
    conditions: tuple[Condition, ...] = ()
    run: str | None = None
    """The run that proposed it."""


def asked_roles(subject: Subject) -> tuple[Role, ...]:
    """Return who must all approve."""
    return ASKED["plan" if subject.leerling is None else "placement"]


def status_of(entries: Iterable[Entry], subject: Subject) -> Standing:
    """Return how far one proposal is.

    Of every role its last word counts. It is final when all who are asked approved and, of a placement, the log tells
    whether the child was heard; rejected when the last word of anyone is no.
    """
    words: dict[Role, Word] = {}
    heard: date | None = None
    not_heard, run = None, None
    conditions: tuple[Condition, ...] = ()
    for entry in entries:
        about = entry.subject
        if about is None:
            continue
        if about.leerling is not None and about.leerling == subject.leerling:
            if entry.action is Action.HEARD:
                heard, not_heard = _day(entry), None
            elif entry.action is Action.NOT_HEARD:
                heard, not_heard = None, entry.reason
        if about != subject:
            continue
        if entry.action is Action.PROPOSE:
            run, conditions = entry.run, entry.conditions
        elif entry.action in {Action.APPROVE, Action.REJECT} and entry.actor is not None:
            words[entry.actor.role] = Word(
                actor=entry.actor,
                approved=entry.action is Action.APPROVE,
                on=_day(entry),
                reason=entry.reason,
                overrides=entry.overrides,
                seq=entry.seq,
            )
    asked = asked_roles(subject)
    lacking = tuple(role for role in asked if role not in words)
    unheard = subject.leerling is not None and heard is None and not_heard is None
    if any(not word.approved for word in words.values()):
        status = Stand.REJECTED
    else:
        status = Stand.OPEN if lacking or unheard else Stand.FINAL
    return Standing(
        subject=subject,
        status=status,
        words=tuple(words[role] for role in asked if role in words),
        lacking=lacking,
        hearing_lacking=unheard,
        heard=heard,
        not_heard=not_heard,
        conditions=conditions,
        run=run,
    )


def standing_of(entries: Sequence[Entry], name: str) -> Standing | None:
    """Return what stands of one week or leerling, as `standings`; nothing where nothing was proposed."""
    return _standing([entry for entry in entries if entry.subject is not None and entry.subject.name == name])


def standings(entries: Sequence[Entry]) -> tuple[Standing, ...]:
    """Return of every week and leerling what stands: what became final last, else what was proposed or decided last.

    Weeks go first, then leerlingen in the order in which they came into the log.
    """
    of_name: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.subject is not None:
            of_name.setdefault(entry.subject.name, []).append(entry)
    found = [one for mine in of_name.values() if (one := _standing(mine)) is not None]
    return tuple(sorted(found, key=lambda one: one.subject.leerling is not None))


def _standing(mine: Sequence[Entry]) -> Standing | None:
    """Return what stands, from all that is about one week or leerling; nothing where nothing was proposed."""
    decided = {Action.PROPOSE, Action.APPROVE, Action.REJECT}
    subjects = [entry.subject for entry in reversed(mine) if entry.subject is not None and entry.action in decided]
    known = [status_of(mine, subject) for subject in dict.fromkeys(subjects)]
    final = [one for one in known if one.status is Stand.FINAL]
    if final:
        return max(final, key=lambda one: max(word.seq for word in one.words))
    return known[0] if known else None


def proposal_for(entries: Iterable[Entry], name: str) -> Entry | None:
    """Return what was proposed last for a week or leerling."""
    mine = (entry for entry in entries if entry.action is Action.PROPOSE)
    return next((e for e in reversed(list(mine)) if e.subject is not None and e.subject.name == name), None)


def appointed(entries: Iterable[Entry]) -> frozenset[tuple[Actor, str | None]]:
    """Return who may decide in which role and, of a school's people, for which school."""
    found: set[tuple[Actor, str | None]] = set()
    for entry in entries:
        if entry.actor is not None and entry.action is Action.APPOINT:
            found.add((entry.actor, entry.school))
        elif entry.actor is not None and entry.action is Action.DISMISS:
            found.discard((entry.actor, entry.school))
    return frozenset(found)


def _day(entry: Entry) -> date:
    return date.fromisoformat(entry.at[:10]) if entry.on is None else entry.on
