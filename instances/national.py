"""The whole country as one region: every real school site of a list, and invented leerlingen who ask for a place."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from instances.geography import scatter, transport_rules
from instances.kring_split import MOST, USUAL, place_name
from instances.luck import chance
from instances.pupils import PC6_LETTERS, needs_of
from instances.real import area_of, slug
from instances.school_days import fill_school
from instances.school_list import Row, read_school_list
from instances.skeleton import Site, mean_point
from optimizer.domain.base import FrozenDict
from optimizer.domain.calendar import monday_of
from optimizer.domain.leerling import Admission, Application, Decisions, Leerling
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.organisation import Gemeente, Kring
from optimizer.domain.region import Region
from optimizer.domain.school import Places, School
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, Mode, Rung, SchoolKind

WEEK = "2026-W48"
LEERLINGEN = 60_000
SHORT = 0.035
"""Share of the first wishes for which there is no place."""
_SPARE = (0, 0, 0, 1, 1, 2)
"""Places beyond the first wishes at a school that is not short."""
_STAGED = 0.2
"""Share of the pools whose last places come free only later."""
_NEAR = 10
"""Nearest regular schools that may be wished."""
_WEEKS = (1, 2, 4, 6, 8)
_REGULAR = (Rung.REGULAR_KRING, Rung.REGULAR_GEMEENTE, Rung.REGULAR_SWV)
_KINDS: tuple[tuple[LeerlingKind, int], ...] = (
    (LeerlingKind.APPLICATION, 40),
    (LeerlingKind.MOVE, 24),
    (LeerlingKind.PRESCHOOL, 20),
    (LeerlingKind.RETURN, 6),
    (LeerlingKind.FROM_INSTITUTION, 2),
    (LeerlingKind.ABSENT, 8),
)
_SPECIAL = 0.08
"""Share with an admission for SBO or SO, for whom no regular school is eligible."""


def national(path: str | Path, *, leerlingen: int = LEERLINGEN, seed: int = 0) -> Region:
    """Return one region of all sites of a school list, with leerlingen who ask and places that are just too few.

    About 3.5 % of the first wishes have no place, spread over the country. Sites of secondary special education are
    in it without places.

    Parameters
    ----------
    path
        As of `read_school_list`, of any number of SWVs.
    leerlingen
        How many ask.
    seed
        Of everything that the list does not hold; the same seed gives the same region.

    Raises
    ------
    SchoolListRefusedError
        When the list has faults, with all of them.
    """
    rows = _with_gemeente(read_school_list(path, many=True, secondary=True))
    area = area_of(rows)
    kringen, kring_of = _kringen(rows, area)
    schools = tuple(_school(row, area[row.code], kring_of[row.code], seed) for row in rows)
    drawn = _Country(rows, schools, area, seed).draw(leerlingen)
    points: dict[str, list[Location]] = defaultdict(list)
    for row in rows:
        points[area[row.code]].append(row.location)
    used = {str(p.home)[:4] for p in drawn if isinstance(p.home, str)}
    rng = Random(f"{seed}:gemeenten")
    return Region(
        id="nederland",
        name="Nederland",
        week=WEEK,
        gemeenten=tuple(
            Gemeente(id=gemeente, name=place_name(name), transport=transport_rules(rng))
            for gemeente, name in sorted({slug(r.gemeente): r.gemeente for r in rows}.items())
        ),
        kringen=kringen,
        schools=_with_places(schools, drawn, seed),
        begeleiders=(),
        hulpvragen=(),
        leerlingen=drawn,
        postcodes=FrozenDict({pc4: mean_point(found) for pc4, found in sorted(points.items()) if pc4 in used}),
    )


def _with_gemeente(rows: Sequence[Row]) -> list[Row]:
    """Return the sites; one without a gemeente is in that of the nearest site that has one."""
    known = [row for row in rows if row.gemeente]
    return [
        row
        if row.gemeente
        else replace(row, gemeente=min(known, key=lambda r: straight_metres(r.location, row.location)).gemeente)
        for row in rows
    ]


def _kringen(rows: Sequence[Row], area: dict[str, str]) -> tuple[tuple[Kring, ...], dict[str, str]]:
    """Return kringen of about 8 sites within a gemeente, by postcode, and the kring of every site."""
    by_gemeente: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_gemeente[slug(row.gemeente)].append(row)
    made: list[Kring] = []
    of: dict[str, str] = {}
    for gemeente, own in sorted(by_gemeente.items()):
        name = place_name(own[0].gemeente)
        own.sort(key=lambda r: (area[r.code], r.code))
        parts = 1 if len(own) <= MOST else math.ceil(len(own) / USUAL)
        for part in range(parts):
            sites = own[part * len(own) // parts : (part + 1) * len(own) // parts]
            ident = f"{gemeente[:36]}-{part + 1}"
            made.append(Kring(id=ident, name=f"{name} {part + 1}", gemeenten=(gemeente,)))
            of |= {r.code: ident for r in sites}
    return tuple(made), of


def _school(row: Row, pc4: str, kring: str, seed: int) -> School:
    site = Site(
        id=row.code,
        name=row.name,
        kind=row.kind,
        # of a few the list does not say it
        cluster=row.cluster or (4 if row.kind is SchoolKind.SO else None),
        kring=kring,
        gemeente=slug(row.gemeente),
        bestuur=row.bestuur,
        location=row.location,
        denomination=row.denomination,
        pupils=row.pupils,
        pc4=pc4,
    )
    # places are all there is: support in all the country at once is no question anybody has
    bare = {"bestuur": None, "places": (), "support_places": 0, "expertise": (), "shared_minutes": ()}
    return fill_school(site, WEEK, str(seed)).model_copy(update=bare)


class _Country:
    """Draws leerlingen who ask, over the whole country."""

    def __init__(self, rows: Sequence[Row], schools: Sequence[School], area: dict[str, str], seed: int) -> None:
        self.rng = Random(f"{seed}:leerlingen")
        self.rows, self.schools, self.area = rows, schools, area
        self.monday = monday_of(WEEK)
        self.regular = [n for n, s in enumerate(schools) if s.kind is SchoolKind.BO]
        self.near = _nearest(schools, self.regular, self.regular, _NEAR)
        self.special = {
            AdmissionKind.SBO: [n for n, s in enumerate(schools) if s.kind is SchoolKind.SBO],
            AdmissionKind.SO: [
                n for n, s in enumerate(schools) if s.kind is SchoolKind.SO and s.within_swv and not rows[n].secondary
            ],
        }
        self.near_special = {k: _nearest(schools, self.regular, own, 3) for k, own in self.special.items()}

    def draw(self, count: int) -> tuple[Leerling, ...]:
        """Return leerlingen in the order of their ids, which say nothing."""
        sizes = [max(1, self.rows[n].pupils or 1) for n in self.regular]
        homes = self.rng.choices(range(len(self.regular)), sizes, k=count)
        kinds = self.rng.choices([k for k, _ in _KINDS], [w for _, w in _KINDS], k=count)
        ids = self.rng.sample(range(1 << 28), count)
        found = [self._leerling(f"p{own:07x}", home, kind) for own, home, kind in zip(ids, homes, kinds, strict=True)]
        return tuple(sorted(found, key=lambda p: p.id))

    def _leerling(self, own: str, home: int, kind: LeerlingKind) -> Leerling:
        rng = self.rng
        site = self.schools[self.regular[home]]
        special = chance(rng, _SPECIAL) and kind in (LeerlingKind.APPLICATION, LeerlingKind.MOVE)
        admission, rungs = self._admission() if special else (None, _REGULAR)
        pool = self.near_special[admission.kind][home] if admission is not None else self.near[home]
        wishes = self._wishes(pool, 1 if special else rng.choice((1, 2, 2, 3)))
        returning = kind in (LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION)
        applied = self._applications(wishes) if kind in (LeerlingKind.APPLICATION, LeerlingKind.MOVE) else ()
        mode = Mode.CAR if special else rng.choices((Mode.BICYCLE, Mode.CAR), (2, 3))[0]
        return Leerling(
            id=own,
            home=self._home(site, self.regular[home]),
            gemeente=site.gemeente,
            leerjaar=1 if kind is LeerlingKind.PRESCHOOL else rng.randint(1, 8),
            school=rng.choice(self._current(home)) if kind in (LeerlingKind.MOVE, LeerlingKind.ABSENT) else None,
            school_of_origin=wishes[0] if returning else None,
            kind=kind,
            since=self.monday - timedelta(days=rng.randint(7, 200)) if kind is LeerlingKind.ABSENT else None,
            needs=needs_of(rng) if chance(rng, 0.3) else (),
            wishes=wishes,
            eligible_rungs=rungs,
            siblings_at=(wishes[0],) if chance(rng, 0.25) else (),
            admission=admission,
            applications=applied,
            start_on=self.monday + timedelta(weeks=rng.choice(_WEEKS)),
            mode=mode,
            max_travel_minutes=rng.choice((None, None, None, 30, 45)) if mode is Mode.CAR else None,
            decisions=Decisions(team=self.monday - timedelta(days=rng.randint(10, 30))),
        )

    def _current(self, home: int) -> tuple[str, ...]:
        """Return the schools somebody may come from: not those nearby that may be wished."""
        away = self.near[(home * 7919 + 13) % len(self.near)]
        return tuple(self.schools[n].id for n in away[:3])

    def _home(self, site: School, number: int) -> Location | str:
        known = self.rng.choices(("point", "pc4", "pc6"), (6, 2, 2))[0]
        if known == "point":
            return scatter(self.rng, site.location, 1_400)
        pc4 = self.area[self.rows[number].code]
        return pc4 if known == "pc4" else pc4 + "".join(self.rng.choice(PC6_LETTERS) for _ in range(2))

    def _wishes(self, pool: Sequence[int], count: int) -> tuple[str, ...]:
        """Return different schools of a pool, the nearer the likelier."""
        left = list(pool)
        found: list[int] = []
        while left and len(found) < count:
            found.append(left.pop(min(int(self.rng.expovariate(0.6)), len(left) - 1)))
        return tuple(self.schools[n].id for n in found)

    def _admission(self) -> tuple[Admission, tuple[Rung, ...]]:
        until = date(self.monday.year + 1, 7, 31)
        start = self.monday - timedelta(days=self.rng.randint(0, 60))
        pending = chance(self.rng, 0.25)
        if chance(self.rng, 0.6):
            return Admission(kind=AdmissionKind.SBO, from_date=start, until=until, pending=pending), (Rung.SBO,)
        category = self.rng.choice((1, 1, 2, 3))
        found = Admission(kind=AdmissionKind.SO, category=category, from_date=start, until=until, pending=pending)
        return found, (Rung.SO, Rung.SO_OUTSIDE)

    def _applications(self, wishes: tuple[str, ...]) -> tuple[Application, ...]:
        day = self.monday - timedelta(days=self.rng.randint(5, 80))
        return tuple(Application(school=s, date=day + timedelta(days=i), order=i + 1) for i, s in enumerate(wishes[:2]))


def _nearest(
    schools: Sequence[School], origins: Sequence[int], others: Sequence[int], count: int
) -> list[tuple[int, ...]]:
    """Return the nearest of some schools to every origin, nearest first; right within one country."""
    import numpy as np
    from scipy.spatial import KDTree

    points = np.array([(s.location.lat, s.location.lon) for s in schools]) * (111.32, 68.7)
    _, found = KDTree(points[list(others)]).query(points[list(origins)], k=min(count, len(others)))
    return [tuple(others[n] for n in row) for row in np.asarray(found).reshape(len(origins), -1).tolist()]


def _with_places(schools: Sequence[School], leerlingen: Sequence[Leerling], seed: int) -> tuple[School, ...]:
    """Return the schools with places for nearly all first wishes, by leerjaar at regular schools."""
    rng = Random(f"{seed}:places")
    regular = {s.id for s in schools if s.kind is SchoolKind.BO}
    asked: dict[tuple[str, int | None], list[date]] = defaultdict(list)
    for leerling in leerlingen:
        if leerling.start_on is not None:
            wished = leerling.wishes[0]
            asked[wished, leerling.leerjaar if wished in regular else None].append(leerling.start_on)
    found = []
    for school in schools:
        leerjaren: tuple[int | None, ...] = tuple(range(1, 9)) if school.id in regular else (None,)
        places = [
            entry
            for leerjaar in leerjaren
            for entry in _pool(rng, leerjaar, sorted(asked.get((school.id, leerjaar), ())))
            if school.id in regular or (school.id, leerjaar) in asked
        ]
        found.append(school.model_copy(update={"places": tuple(places)}))
    return tuple(found)


def _pool(rng: Random, leerjaar: int | None, starts: list[date]) -> Iterator[Places]:
    """Yield the entries of a pool: some short of a place for every so many wishes, the others with some to spare."""
    short = sum(chance(rng, SHORT) for _ in starts)
    free = len(starts) - short + (0 if short else rng.choice(_SPARE))
    today = monday_of(WEEK)
    if starts and chance(rng, _STAGED):
        later = starts[-1]
        early = sum(start < later for start in starts)
        yield Places(leerjaar=leerjaar, from_date=today, free=min(early, free))
        yield Places(leerjaar=leerjaar, from_date=later, free=free)
    else:
        yield Places(leerjaar=leerjaar, from_date=today, free=free)
