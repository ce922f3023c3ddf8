"""Who may decide what: drafts of lines for the log, or a refusal that says what is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.decisions.entry import (
    Action,
    Actor,
    Draft,
    Entry,
    Override,
    Role,
    Subject,
    canonical,
    parents_of,
    sha256,
)
from optimizer.decisions.refused import DecisionRefusedError, refused
from optimizer.decisions.standing import Stand, appointed, asked_roles, proposal_for, standing_of, standings
from optimizer.domain.fault import Fault
from optimizer.domain.intake import check_region
from optimizer.domain.leerling import Leerling, Offer
from optimizer.domain.region import Region
from optimizer.domain.shown import shown_id

_OFFICIALS = (Role.SCHOOL, Role.SWV)
"""Who may write down what parents decide, and whether a child was heard."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to decide."""

    by: str
    """The official who decides, or who writes down what parents decide."""
    about: str
    """A leerling, or a week."""
    approve: bool
    role: Role | None = None
    """In what role; null when there is but one."""
    school: str | None = None
    """Another school than the proposed one."""
    on: date | None = None
    reason: str | None = None


def appointment(
    entries: Sequence[Entry], by: str, role: Role, name: str, school: str | None = None, *, dismiss: bool = False
) -> Draft:
    """Return the line with which somebody may decide in a role, or no longer.

    The first coordinator is appointed by whoever opens the log; after that a coordinator appoints.

    Raises
    ------
    DecisionRefusedError
        When the role takes no appointment, lacks its school, or `by` is no coordinator.
    """
    where = "--dismiss" if dismiss else "--appoint"
    if role is Role.PARENTS:
        raise refused("decide-parents-appointed", where)
    if (role is Role.SCHOOL) != (school is not None):
        raise refused("decide-appoint-school", where)
    known = appointed(entries)
    if any(actor.role is Role.COORDINATOR for actor, _ in known):
        if not _may(known, by, Role.COORDINATOR):
            raise refused("decide-not-appointed", "--by", name=by, role=Role.COORDINATOR)
    elif role is not Role.COORDINATOR:
        raise refused("decide-coordinator-first", where)
    actor = Actor(role=role, name=name)
    if dismiss and (actor, school) not in known:
        raise refused("decide-not-appointed", where, name=name, role=role)
    return Draft(action=Action.DISMISS if dismiss else Action.APPOINT, by=by, actor=actor, school=school)


def decision(
    entries: Sequence[Entry], wish: Wish, region: Region, today: date, warnings: Sequence[Override] = ()
) -> Draft:
    """Return the line of an approval or rejection.

    Parameters
    ----------
    region
        As it is now.
    today
        By the clock of whoever asks.
    warnings
        What is known against a plan of a week.

    Raises
    ------
    DecisionRefusedError
        When `by` may not decide this, nothing is proposed, a reason is lacking, the date lies ahead, or the region
        cannot hold the place.
    """
    where = "--approve" if wish.approve else "--reject"
    subject, overrides = _subject(entries, wish, region, where)
    actor = _actor(entries, wish, subject)
    if wish.on is not None and wish.on > today:
        raise refused("decide-date-ahead", "--on", on=str(wish.on))
    found = (*overrides, *warnings) if wish.approve else ()
    if not wish.approve and not wish.reason:
        raise refused("decide-reject-reason", "--reason")
    if found and not wish.reason:
        raise DecisionRefusedError(Fault(code=f"decide-override-{one}", where="--reason") for one in found)
    if wish.approve and subject.leerling is not None and subject.school is not None:
        _possible(_with_given(entries, region, subject.leerling), subject.leerling, subject.school, where)
    return Draft(
        action=Action.APPROVE if wish.approve else Action.REJECT,
        by=wish.by,
        actor=actor,
        subject=subject,
        on=wish.on,
        reason=wish.reason or None,
        overrides=found,
    )


def hearing(
    entries: Sequence[Entry],
    by: str,
    leerling: str,
    region: Region,
    today: date,
    *,
    on: date | None,
    reason: str | None,
) -> Draft:
    """Return the line that a child was heard, or, without a date, that it was not and why.

    Raises
    ------
    DecisionRefusedError
        When `by` is no official of a school or the SWV, nobody asks a place, the date lies ahead, or the reason lacks.
    """
    where = "--not-heard" if on is None else "--heard"
    asking = _asking(region, leerling, where)
    if not any(actor.name == by and actor.role in _OFFICIALS for actor, _ in appointed(entries)):
        raise refused("decide-not-appointed", "--by", name=by, role=Role.SCHOOL)
    if on is not None and on > today:
        raise refused("decide-date-ahead", "--on", on=str(on))
    if on is None and not reason:
        raise refused("decide-not-heard-reason", "--reason")
    action = Action.NOT_HEARD if on is None else Action.HEARD
    return Draft(action=action, by=by, subject=Subject(leerling=asking.id), on=on, reason=reason or None)


def offered(region: Region, leerling: str, school: str) -> Region:
    """Return the region with a place agreed."""
    changed = (
        one.model_copy(update={"offer": Offer(school=school, agreed=True)}) if one.id == leerling else one
        for one in region.leerlingen
    )
    return region.model_copy(update={"leerlingen": tuple(changed)})


def _with_given(entries: Sequence[Entry], region: Region, leerling: str) -> Region:
    """Return the region with the places that everybody who is asked already gave to others, carried into it or not."""
    for one in standings(entries):
        other, school = one.subject.leerling, one.subject.school
        given = one.status is not Stand.REJECTED and not one.lacking
        if given and other is not None and school is not None and other != leerling:
            region = offered(region, other, school)
    return region


def _possible(region: Region, leerling: str, school: str, where: str) -> None:
    """Refuse a place that the region cannot hold: one too many, or where this leerling may not go."""
    before = set(check_region(region))
    faults = [fault for fault in check_region(offered(region, leerling, school)) if fault not in before]
    if faults:
        raise DecisionRefusedError(fault.model_copy(update={"where": f"{where} {leerling}"}) for fault in faults)


def _subject(entries: Sequence[Entry], wish: Wish, region: Region, where: str) -> tuple[Subject, tuple[Override, ...]]:
    stands = None if wish.approve else standing_of(entries, wish.about)
    if stands is not None and stands.status is Stand.FINAL and wish.school in {None, stands.subject.school}:
        return stands.subject, ()  # somebody comes back on what was final, whatever was proposed since
    proposal = proposal_for(entries, wish.about)
    proposed = None if proposal is None else proposal.subject
    if proposed is not None and proposed.week is not None:
        if wish.school is not None:
            raise refused("decide-school-of-week", "--school")
        return proposed, ()
    if proposed is None:
        if wish.school is None:
            raise refused("decide-nothing-proposed", where, given=shown_id(wish.about, ("leerlingen",)))
    elif wish.school in {None, proposed.school}:
        _asking(region, proposed.name, where)
        conditional = proposal is not None and bool(proposal.conditions)
        return proposed, ((Override.CONDITIONAL,) if conditional else ())
    asking = _asking(region, wish.about, where)
    if all(school.id != wish.school for school in region.schools):
        raise refused("decide-unknown-school", "--school", given=wish.school or "")
    content = sha256(canonical({"leerling": asking.id, "school": wish.school}))
    subject = Subject(leerling=asking.id, school=wish.school, content=content)
    return subject, (Override.NOT_PROPOSED if proposed is None else Override.OTHER_SCHOOL,)


def _asking(region: Region, leerling: str, where: str) -> Leerling:
    found = next((one for one in region.leerlingen if one.id == leerling and one.kind is not None), None)
    if found is None:
        raise refused("decide-unknown-leerling", where, given=shown_id(leerling, ("leerlingen",)))
    return found


def _actor(entries: Sequence[Entry], wish: Wish, subject: Subject) -> Actor:
    """Return whose decision it is."""
    known, asked = appointed(entries), asked_roles(subject)
    if wish.role is not None and wish.role not in asked:
        raise refused("decide-other-role", "--as", role=wish.role)
    if wish.role is Role.PARENTS:
        if subject.leerling is None or not any(_may(known, wish.by, role, subject.school) for role in _OFFICIALS):
            raise refused("decide-not-appointed", "--by", name=wish.by, role=Role.SWV)
        return parents_of(subject.leerling)
    mine = [role for role in asked if _may(known, wish.by, role, subject.school)]
    if wish.role is not None:
        mine = [role for role in mine if role is wish.role]
    if not mine:
        lacking = wish.role or asked[0]
        raise refused("decide-not-appointed", "--by", name=wish.by, role=lacking)
    if len(mine) > 1:
        raise refused("decide-which-role", "--as", name=wish.by)
    return Actor(role=mine[0], name=wish.by)


def _may(known: frozenset[tuple[Actor, str | None]], name: str, role: Role, school: str | None = None) -> bool:
    """Tell whether somebody is appointed in a role; a school's people decide for their own school alone."""
    return (Actor(role=role, name=name), school if role is Role.SCHOOL else None) in known
