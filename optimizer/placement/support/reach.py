"""Which support can reach which outcome, and where it is surely enough, surely absent, or worth a decision.

A source is *ample* when it has enough for everybody who could ever ask it. Where all that a need could use is ample
or absent, what is missing is a fact of the outcome; only the rest needs the model of `share.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components, maximum_flow

from optimizer.domain.places import school_place
from optimizer.placement.support.supply import REGULAR, Pool, Supply, fits, needs_of, supply_of

if TYPE_CHECKING:
    from optimizer.domain.arrangement import Groepsarrangement
    from optimizer.domain.vocabulary import Mode
    from optimizer.placement.arcs import Arcs
    from optimizer.placement.table import Flags, Ints

MOST = np.iinfo(np.int32).max
"""What the flow of scipy can count."""


class Travels(Protocol):
    """What groups need to know of travel: can a pupil of a school reach a host in time."""

    def minutes(self, mode: Mode, origin: str, destination: str) -> int | None:
        """Return minutes of travel, `None` when unreachable."""
        ...


@dataclass(frozen=True, eq=False)
class Reach:
    """What support may do for every outcome.

    Attributes
    ----------
    surely_missing
        (A,) minutes that nobody can give, whatever is decided.
    scarce
        (A,) whether a decision is needed on some of the minutes.
    """

    arcs: Arcs
    supply: Supply
    needs: Sequence[Mapping[str, int]]
    """By leerling: minutes over the period by expertise."""
    surely_missing: Ints
    scarce: Flags
    ample_places: frozenset[str]
    ample_groups: frozenset[str]
    scarce_pools: Mapping[Pool, int]
    """Pools that not everybody can be given all of; those that share begeleiders have the same number."""
    group_arcs: Mapping[str, Flags]
    """By arrangement: (A,) outcomes from which the leerling could have a seat for some need."""

    def contests(self, arc: int) -> list[tuple[str, str]]:
        """Return the scarce sources beyond the school that an outcome may use: kind and name."""
        region = self.arcs.table.region
        person, kring = int(self.arcs.owner[arc]), region.schools[int(self.arcs.school[arc])].kring
        found = [("group", id_) for id_, on in self.group_arcs.items() if on[arc] and id_ not in self.ample_groups]
        parts = {self.scarce_pools.get((kring, expertise)) for expertise in self.needs[person]}
        return found + [("pools", str(part)) for part in parts if part is not None]


@dataclass
class Reacher:
    """Finds what support can reach; `keep` says which outcomes are still possible."""

    arcs: Arcs
    travel: Travels
    keep: Flags
    supply: Supply = field(init=False)
    needs: list[dict[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Look up what is needed and what there is."""
        region = self.arcs.table.region
        self.supply = supply_of(region)
        weeks = region.policy.placement.starting_period_weeks
        self.needs = [needs_of(p, weeks) for p in self.arcs.table.leerlingen]

    @cached_property
    def asking(self) -> Flags:
        """(A,) whether support comes from outside at that place."""
        regular = np.array([s.kind in REGULAR for s in self.arcs.table.region.schools] or [False], dtype=bool)
        return np.asarray(self.keep & self.arcs.placed & regular[self.arcs.school])

    @cached_property
    def expertises(self) -> dict[str, Ints]:
        """By expertise: (N,) minutes over the period."""
        found: dict[str, Ints] = {}
        for number, needs in enumerate(self.needs):
            for expertise, minutes in needs.items():
                found.setdefault(expertise, np.zeros(len(self.needs), dtype=np.int64))[number] = minutes
        return found

    @cached_property
    def kring(self) -> Ints:
        """(A,) index of the kring of the school."""
        region = self.arcs.table.region
        number = {k.id: i for i, k in enumerate(region.kringen)}
        of_school = np.array([number[s.kring] for s in region.schools] or [0], dtype=np.int64)
        return of_school[self.arcs.school]

    def find(self) -> Reach:
        """Return what support can reach."""
        needing = {e: self.asking & (minutes[self.arcs.owner] > 0) for e, minutes in self.expertises.items()}
        at_school = {e: needing[e] & self._offered(e)[self.arcs.school] for e in needing}
        ample_places, enough_places = self._ample_places(at_school)
        groups = self._groups(needing)
        ample_groups, enough_groups = self._ample_groups(groups)
        parts = self._pools(needing, {e: enough_places[e] | enough_groups[e] for e in needing})
        pools = self._all_pools - parts.keys()
        missing = np.zeros(len(self.arcs.owner), dtype=np.int64)
        scarce = np.zeros(len(self.arcs.owner), dtype=bool)
        for e, arcs in needing.items():
            sure = enough_places[e] | enough_groups[e] | (arcs & self._in_kring(e, frozenset(pools)))
            may = at_school[e].copy()
            for id_, flags in groups.items():
                if e in self._arrangementen[id_].supports:
                    may |= flags & arcs
            may |= arcs & self._in_kring(e, self._all_pools)
            scarce |= arcs & ~sure & may
            missing += np.where(arcs & ~sure & ~may, self.expertises[e][self.arcs.owner], 0)
        return Reach(
            arcs=self.arcs,
            supply=self.supply,
            needs=self.needs,
            surely_missing=missing,
            scarce=scarce,
            ample_places=ample_places,
            ample_groups=ample_groups,
            scarce_pools=parts,
            group_arcs=groups,
        )

    @cached_property
    def _arrangementen(self) -> dict[str, Groepsarrangement]:
        return {a.id: a for a in self.arcs.table.region.arrangementen}

    def _offered(self, expertise: str) -> Flags:
        """(schools,) whether a school supports that expertise by itself."""
        offered = self.supply.offered
        return np.array([expertise in offered.get(s.id, ()) for s in self.arcs.table.region.schools] or [False])

    def _ample_places(self, at_school: Mapping[str, Flags]) -> tuple[frozenset[str], dict[str, Flags]]:
        schools = self.arcs.table.region.schools
        asked = np.zeros(len(self.arcs.owner), dtype=bool)
        for flags in at_school.values():
            asked |= flags
        count = np.bincount(self.arcs.school[asked], minlength=len(schools))
        ample = np.array([count[i] <= self.supply.places.get(s.id, 0) for i, s in enumerate(schools)] or [False])
        names = frozenset(s.id for i, s in enumerate(schools) if ample[i] and s.id in self.supply.places)
        return names, {e: flags & ample[self.arcs.school] for e, flags in at_school.items()}

    def _groups(self, needing: Mapping[str, Flags]) -> dict[str, Flags]:
        table = self.arcs.table
        found: dict[str, Flags] = {}
        kringen = [s.kring for s in table.region.schools]
        for id_ in self.supply.groups:
            arrangement = self._arrangementen[id_]
            asked = np.zeros(len(self.arcs.owner), dtype=bool)
            for e in arrangement.supports:
                if e in needing:
                    asked |= needing[e]
            if not asked.any():
                continue
            able = np.array([fits(arrangement, p, table.region) for p in table.leerlingen], dtype=bool)
            inside = np.array([k in arrangement.kringen for k in kringen], dtype=bool)
            asked &= able[self.arcs.owner] & inside[self.arcs.school]
            for arc in np.flatnonzero(asked):
                mode = table.leerlingen[self.arcs.owner[arc]].mode
                asked[arc] = self._near(id_, mode, int(self.arcs.school[arc]))
            if asked.any():
                found[id_] = asked
        return found

    @cached_property
    def _known_near(self) -> dict[tuple[str, Mode, int], bool]:
        return {}

    def _near(self, arrangement: str, mode: Mode, school: int) -> bool:
        """Tell whether some host of an arrangement can be reached from a school in time."""
        key = (arrangement, mode, school)
        if key not in self._known_near:
            about = self._arrangementen[arrangement]
            origin = school_place(self.arcs.table.region.schools[school].id)
            times = (self.travel.minutes(mode, origin, school_place(host)) for host in about.hosts)
            self._known_near[key] = any(t is not None and t <= about.max_travel_minutes for t in times)
        return self._known_near[key]

    def _ample_groups(self, groups: Mapping[str, Flags]) -> tuple[frozenset[str], dict[str, Flags]]:
        none = np.zeros(len(self.arcs.owner), dtype=bool)
        enough = {e: none.copy() for e in self.expertises}
        ample: set[str] = set()
        for id_, flags in groups.items():
            if len(np.unique(self.arcs.owner[flags])) <= self.supply.groups[id_]:
                ample.add(id_)
                for e in self._arrangementen[id_].supports:
                    if e in enough:
                        enough[e] |= flags & (self.expertises[e][self.arcs.owner] > 0)
        return frozenset(ample), enough

    @cached_property
    def _all_pools(self) -> frozenset[Pool]:
        found = set(self.supply.shared)
        for _, pools in self.supply.begeleiders.values():
            found |= set(pools)
        return frozenset(found)

    def _in_kring(self, expertise: str, pools: frozenset[Pool]) -> Flags:
        """Return (A,) whether the kring of the school is among pools of an expertise."""
        kringen = self.arcs.table.region.kringen
        among = np.array([(k.id, expertise) in pools for k in kringen] or [False], dtype=bool)
        return among[self.kring]

    def _pools(self, needing: Mapping[str, Flags], enough: Mapping[str, Flags]) -> dict[Pool, int]:
        """Return the pools that cannot give everything that could ever be asked of them, all at once."""
        kringen = self.arcs.table.region.kringen
        asked: dict[Pool, int] = {}
        for e, flags in needing.items():
            arcs = np.flatnonzero(flags & ~enough[e] & self._in_kring(e, self._all_pools))
            pairs = np.unique(np.column_stack([self.arcs.owner[arcs], self.kring[arcs]]), axis=0)
            for k, minutes in zip(pairs[:, 1], self.expertises[e][pairs[:, 0]], strict=True):
                pool = (kringen[k].id, e)
                asked[pool] = asked.get(pool, 0) + int(minutes)
        return scarce_pools(asked, self.supply)


def scarce_pools(asked: Mapping[Pool, int], supply: Supply) -> dict[Pool, int]:
    """Return the pools that, with all they share begeleiders with, cannot give everything that is asked at once.

    Parameters
    ----------
    asked
        Minutes by pool.

    Returns
    -------
    dict
        By pool the number of its part: pools of one part share begeleiders, directly or through others.
    """
    if not asked:
        return {}
    pools = sorted(asked)
    column = {pool: i for i, pool in enumerate(pools)}
    names = [b for b, (_, of) in supply.begeleiders.items() if any(pool in column for pool in of)]
    links = [(row, column[p]) for row, b in enumerate(names) for p in supply.begeleiders[b][1] if p in column]
    left = [max(0, asked[p] - sum(m for _, m in supply.shared.get(p, ()))) for p in pools]
    given = served(left, [supply.begeleiders[b][0] for b in names], links)
    lacking = {i for i, minutes in enumerate(left) if sum(given[i].values()) < minutes}
    size = len(pools) + len(names)
    graph = sp.coo_array(
        (np.ones(len(links)), ([len(pools) + row for row, _ in links], [c for _, c in links])), shape=(size, size)
    )
    _, label = connected_components(graph, directed=False)
    bad = {label[i] for i in lacking}
    return {pool: int(label[i]) for i, pool in enumerate(pools) if label[i] in bad}


def served(asked: Sequence[int], minutes: Sequence[int], links: Sequence[tuple[int, int]]) -> list[dict[int, int]]:
    """Return the most minutes that givers can give to those who ask: per asker, minutes by giver.

    Parameters
    ----------
    asked
        Minutes asked.
    minutes
        Minutes each giver has.
    links
        Pairs (giver, asker) who may.
    """
    people, pools = len(minutes), len(asked)
    source, sink = people + pools, people + pools + 1
    rows = [source] * people + [g for g, _ in links] + [people + a for a in range(pools)]
    columns = [*range(people), *(people + a for _, a in links), *([sink] * pools)]
    limits = [*minutes, *(min(minutes[g], asked[a]) for g, a in links), *asked]
    size = people + pools + 2
    graph = sp.csr_array((np.minimum(limits, MOST).astype(np.int32), (rows, columns)), shape=(size, size))
    flow = maximum_flow(graph, source, sink).flow
    found: list[dict[int, int]] = [{} for _ in asked]
    for giver, asker in links:
        given = int(flow[giver, people + asker])
        if given > 0:
            found[asker][giver] = given
    return found
