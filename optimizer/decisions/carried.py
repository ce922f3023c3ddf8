"""What is decided, carried into the region: agreed places and their dates, and the published plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.decisions.entry import Entry, Role
from optimizer.decisions.standing import Stand, Standing, standings
from optimizer.domain.fault import Fault
from optimizer.domain.intake import check_region
from optimizer.domain.leerling import Decisions, Leerling, Offer
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region

_DATES = {Role.SCHOOL: "school", Role.SWV: "swv", Role.PARENTS: "parents"}
"""Decisions of a leerling by the role that takes them."""


@dataclass(frozen=True)
class Carried:
    """The region as it is after what was decided."""

    region: Region | None
    """Null when it cannot be so."""
    faults: tuple[Fault, ...] = ()
    places: int = 0
    """Places that are final."""
    weeks: tuple[str, ...] = ()
    """Weeks of which the plan is final, and now published."""


def carry(entries: Sequence[Entry], region: Region, plan_of: Callable[[str], Plan]) -> Carried:
    """Return the region with all that stands in the log; doing this again changes nothing.

    A final place becomes an agreed offer; one on which somebody came back is taken away. Dates of decisions are those
    of the log where it has a word of that role; all else stays as it was.

    Parameters
    ----------
    plan_of
        Gives the plan of a run that was kept, by its name.
    """
    found = standings(entries)
    by_leerling = {one.subject.leerling: one for one in found if one.subject.leerling is not None}
    leerlingen = tuple(
        _decided(one, by_leerling[one.id]) if one.id in by_leerling else one for one in region.leerlingen
    )
    here = {one.id for one in region.leerlingen}
    weeks = [one for one in found if one.subject.week is not None and one.status is Stand.FINAL]
    changed = region.model_copy(update={"leerlingen": leerlingen, "previous": _published(region, weeks, plan_of)})
    faults = check_region(changed)
    if faults:
        return Carried(None, faults)
    final = [one for one in by_leerling.values() if one.status is Stand.FINAL and one.subject.leerling in here]
    return Carried(changed, places=len(final), weeks=tuple(one.subject.week or "" for one in weeks))


def _decided(leerling: Leerling, standing: Standing) -> Leerling:
    dates: dict[str, object] = {
        _DATES[word.actor.role]: word.on if word.approved else None
        for word in standing.words
        if word.actor.role in _DATES
    }
    if standing.heard is not None or standing.not_heard is not None:
        dates["child_heard"] = standing.heard
    offer, school = leerling.offer, standing.subject.school
    if standing.status is Stand.FINAL and school is not None:
        offer = Offer(school=school, agreed=True)
    elif standing.status is Stand.REJECTED and offer is not None and offer.agreed and offer.school == school:
        offer = None
    decisions = Decisions.model_validate(leerling.decisions.model_dump() | dates)
    return leerling.model_copy(update={"decisions": decisions, "offer": offer})


def _published(region: Region, final: Sequence[Standing], plan_of: Callable[[str], Plan]) -> Plan | None:
    """Return the published plan with the weeks that are final in it, each as it was approved."""
    published = region.previous
    for standing in final:
        if standing.run is None or standing.subject.week is None:
            continue
        plan = plan_of(standing.run)
        week = plan.week_plan(standing.subject.week)
        if week is None or (published is not None and published.week_plan(week.week) == week):
            continue
        if published is None:
            published = Plan()
        others = [one for one in published.weeks if one.week != week.week]
        weeks = tuple(sorted((*others, week), key=lambda one: one.week))
        # bound to its input only while all of it comes from one run
        bound = weeks == plan.weeks
        published = published.model_copy(
            update={
                "weeks": weeks,
                "instance_sha256": plan.instance_sha256 if bound else "",
                "matrix_sha256": plan.matrix_sha256 if bound else "",
                "proven": plan.proven and bound,
            }
        )
    return published
