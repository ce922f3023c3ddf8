"""Leerlingenvervoer by each gemeente's own rule: who is entitled, what it costs, and whose entitlement moves on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.domain.placement import Transport, TransportTotals
from optimizer.domain.vocabulary import SchoolKind
from optimizer.placement.ground import NONE, Ground
from optimizer.placement.kring import belonging
from optimizer.placement.table import NO_SEAT, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from optimizer.domain.organisation import TransportRule
    from optimizer.placement.table import Candidates, Flags, Ints

RULE_KIND: dict[SchoolKind, SchoolKind] = {
    SchoolKind.BO: SchoolKind.BO,
    SchoolKind.HYBRID: SchoolKind.BO,
    SchoolKind.NEWCOMERS: SchoolKind.BO,
    SchoolKind.SBO: SchoolKind.SBO,
    SchoolKind.SO: SchoolKind.SO,
    SchoolKind.CARE_AND_EDUCATION: SchoolKind.SO,
}
"""By which of a gemeente's rules a kind of school goes."""
_KINDS = (SchoolKind.BO, SchoolKind.SBO, SchoolKind.SO)
_FAR = np.iinfo(np.int64).max


def transport(candidates: Candidates, chosen: Ints, asked: Iterable[int] | None = None) -> dict[int, Transport]:
    """Return the transport to some candidates, given where everybody goes.

    Parameters
    ----------
    candidates
        M candidates of N leerlingen.
    chosen
        (N,) the proposal of each leerling, -1 without one.
    asked
        Candidates; by default the proposals.

    Returns
    -------
    dict[int, Transport]
        By candidate. Only schools that are a candidate, or would be if they had a place, are suitable.
    """
    wanted = np.array(sorted(set(chosen[chosen >= 0].tolist() if asked is None else asked)), dtype=np.int64)
    rules = _rules(candidates, set(candidates.owner[wanted].tolist()))
    near = _near(candidates, chosen)
    metres, minutes = candidates.metres[wanted].tolist(), candidates.minutes[wanted].tolist()
    owners, groups = candidates.owner[wanted].tolist(), near.group[wanted].tolist()
    open_at, full_at = near.open[groups].tolist(), near.full[groups].tolist()
    found = {}
    for i, candidate in enumerate(wanted.tolist()):
        rule = rules[owners[i]].get(_KINDS[groups[i] % len(_KINDS)])
        if rule is None or metres[i] == UNKNOWN:
            found[candidate] = Transport(entitled=False, metres=None if metres[i] == UNKNOWN else metres[i])
            continue
        far = metres[i] > rule.threshold_metres
        other = far and open_at[i] < near.key(metres[i])
        entitled = far and not other
        passed: tuple[str, ...] = ()
        if far and full_at[i] < (limit := min(open_at[i], near.key(metres[i]))):
            passed = near.passed(owners[i], groups[i], limit)
        found[candidate] = Transport(
            entitled=entitled,
            metres=metres[i],
            threshold_metres=rule.threshold_metres,
            cost_euro=rule.cost_euro if entitled else 0,
            nearer=passed,
            nearest=near.school(open_at[i]) if other else None,
            too_long=entitled and minutes[i] > rule.max_ride_minutes,
        )
    return found


def transport_totals(chosen: Ints, found: Mapping[int, Transport]) -> TransportTotals:
    """Return the totals of the proposals.

    Parameters
    ----------
    chosen
        (N,) the proposal of each leerling, -1 without one.
    found
        Transport by candidate, with every proposal in it.
    """
    entitled = [t for t in (found[candidate] for candidate in chosen[chosen >= 0].tolist()) if t.entitled]
    return TransportTotals(
        entitled=len(entitled),
        cost_euro=sum(t.cost_euro for t in entitled),
        moved=sum(bool(t.nearer) for t in entitled),
    )


class _Near(NamedTuple):
    """What is nearest, by leerling and kind of rule: a *group*.

    Keys order schools by metres and then by id: metres times the number of schools, plus the position of the id.
    """

    candidates: Candidates
    group: Ints
    """(M,) three times the leerling plus the kind."""
    by: Ints
    """(M,) the key; `_FAR` where the metres are not known."""
    taken: Flags
    """(M,) whether there is no place."""
    open: Ints
    """(groups,) least key where there is a place."""
    full: Ints
    """(groups,) least key where there is none."""
    never: Ints
    """(F,) the keys of schools that have no place to begin with, by leerling."""
    never_group: Ints
    """(F,) their groups."""
    names: tuple[str, ...]
    """Ids of schools, sorted."""

    def key(self, metres: int) -> int:
        """Return what the key of every school at less than so many metres is below."""
        return metres * len(self.names)

    def school(self, key: int) -> str:
        return self.names[key % len(self.names)]

    def passed(self, owner: int, group: int, limit: int) -> tuple[str, ...]:
        """Return the full schools of a group below a key, nearest first."""
        where = self.candidates.of(owner)
        keys = self.by[where][self.taken[where] & (self.group[where] == group)]
        never = slice(*np.searchsorted(self.never_group // len(_KINDS), [owner, owner + 1]))
        keys = np.append(keys, self.never[never][self.never_group[never] == group])
        keys = keys[keys < limit]
        # full schools as far as the nearest open one are not nearer
        nearest = limit // len(self.names)
        return tuple(self.school(key) for key in sorted(keys.tolist()) if key // len(self.names) < nearest)


def _near(candidates: Candidates, chosen: Ints) -> _Near:
    schools = candidates.region.schools
    names = tuple(sorted(school.id for school in schools))
    position = {name: i for i, name in enumerate(names)}
    rank = np.array([position[school.id] for school in schools], dtype=np.int64)
    kind = np.array([_KINDS.index(RULE_KIND[school.kind]) for school in schools], dtype=np.int64)

    def grouped(owner: Ints, school: Ints, metres: Ints) -> tuple[Ints, Ints]:
        by = np.where(metres == UNKNOWN, _FAR, metres * len(names) + rank[school])
        return owner * len(_KINDS) + kind[school], by

    group, by = grouped(candidates.owner, candidates.school, candidates.metres)
    nobody = np.empty(0, dtype=np.int64)
    full = candidates.full
    never_group, never = grouped(full.owner, full.school, full.metres) if full is not None else (nobody, nobody)
    taken = np.append(_left(candidates, chosen) <= 0, False)[candidates.seat]  # NO_SEAT is the entry behind all
    taken[chosen[chosen >= 0]] = False
    nearest = np.full((2, len(candidates.leerlingen) * len(_KINDS)), _FAR, dtype=np.int64)
    np.minimum.at(nearest[0], group[~taken], by[~taken])
    np.minimum.at(nearest[1], group[taken], by[taken])
    np.minimum.at(nearest[1], never_group, never)
    return _Near(candidates, group, by, taken, nearest[0], nearest[1], never, never_group, names)


def _left(candidates: Candidates, chosen: Ints) -> Ints:
    """Return of each node, (nodes,), the places left in it and in all above it."""
    seats = candidates.seats
    at = candidates.seat[chosen[chosen >= 0]]
    left = (seats.capacity - np.bincount(at[at != NO_SEAT], minlength=len(seats.capacity))).tolist()
    parent, capacity = seats.parent.tolist(), seats.capacity.tolist()
    for node, above in enumerate(parent):
        if above >= 0:
            left[above] -= capacity[node] - left[node]
    for node in range(len(parent) - 1, -1, -1):
        if parent[node] >= 0:
            left[node] = min(left[node], left[parent[node]])
    return np.array(left, dtype=np.int64)


def _rules(candidates: Candidates, owners: set[int]) -> dict[int, Mapping[SchoolKind, TransportRule]]:
    """Return the rules of the gemeente of each of some leerlingen: that named, else their own one."""
    region = candidates.region
    rules: dict[str | None, Mapping[SchoolKind, TransportRule]] = {g.id: g.transport for g in region.gemeenten}
    nameless = sorted(one for one in owners if candidates.leerlingen[one].gemeente is None)
    found = {one: rules.get(candidates.leerlingen[one].gemeente, {}) for one in owners}
    if nameless:
        ground = Ground.of(region)
        _, gemeenten = belonging(region, [candidates.leerlingen[one] for one in nameless], ground)
        for one, gemeente in zip(nameless, gemeenten.tolist(), strict=True):
            found[one] = {} if gemeente == NONE else region.gemeenten[gemeente].transport
    return found
