"""Leerlingen: opaque ids, homes near their school; candidates for groups and pupils who need a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from instances.geography import scatter
from instances.luck import chance
from instances.skeleton import Site, Skeleton
from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.calendar import monday_of
from optimizer.domain.half_day import HALF_DAYS
from optimizer.domain.leerling import Admission, Application, Attendance, Decisions, Leerling, Need, Offer
from optimizer.domain.location import Location
from optimizer.domain.school import School
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, Mode, Rung, SchoolKind

_GROUP_SHARE = 0.66
"""Share of the leerlingen who are at a school and candidates for a group; the others need a place."""
_KINDS: tuple[tuple[LeerlingKind, int], ...] = (
    (LeerlingKind.APPLICATION, 7),
    (LeerlingKind.MOVE, 5),
    (LeerlingKind.RETURN, 4),
    (LeerlingKind.PRESCHOOL, 3),
    (LeerlingKind.NEWCOMER, 2),
    (LeerlingKind.ABSENT, 2),
    (LeerlingKind.FROM_INSTITUTION, 1),
)
_REGULAR = (Rung.REGULAR_KRING, Rung.REGULAR_GEMEENTE, Rung.REGULAR_SWV)
_FIELDS = ("cluster-4", "autisme", "leren", "cluster-3", "hoogbegaafd", "jonge-kind", "cluster-2")
_MOST_WISHES = 3
_OFFERED = 0.05
"""Share of those who could have an offer that have one."""
PC6_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


def needs_of(rng: Random) -> tuple[Need, ...]:
    """Return one or two needs with minutes a week."""
    chosen = rng.sample(_FIELDS, rng.choice((1, 1, 2)))
    return tuple(Need(expertise=e, minutes=rng.choice((30, 45, 60, 90))) for e in chosen)


class _Register:
    """Draws leerlingen of one region from one random stream."""

    def __init__(self, skeleton: Skeleton, arrangementen: Sequence[Groepsarrangement], seed: str) -> None:
        self.rng = Random(f"{seed}:leerlingen")
        self.skeleton = skeleton
        self.arrangementen = arrangementen
        self.regular = [s for s in skeleton.sites if s.kind is SchoolKind.BO]
        self.special = [s for s in skeleton.sites if s.kind in (SchoolKind.SBO, SchoolKind.SO)]
        self.monday = monday_of(skeleton.week)
        self.ids: set[str] = set()

    def opaque(self) -> str:
        """Return a new id that says nothing."""
        while (found := f"p{self.rng.getrandbits(24):06x}") in self.ids:
            pass
        self.ids.add(found)
        return found

    def home(self, site: Site) -> Location | str:
        """Return a home near a site: a point, or only a postcode."""
        known = self.rng.choices(("point", "pc4", "pc6"), (4, 3, 3))[0]
        if known == "point":
            return scatter(self.rng, site.location, 1_400)
        if known == "pc4":
            return site.pc4
        return site.pc4 + "".join(self.rng.choice(PC6_LETTERS) for _ in range(2))

    def wishes(self, site: Site) -> tuple[str, ...]:
        """Return up to three wished schools, mostly of the own kring."""
        near = [s for s in self.regular if s.kring == site.kring] or self.regular
        pool = near if len(near) >= _MOST_WISHES else self.regular
        return tuple(s.id for s in self.rng.sample(pool, min(len(pool), self.rng.choice((1, 2, 2, 3)))))

    def in_group(self, arrangement: Groepsarrangement) -> Leerling:
        """Return a leerling at a school of an arrangement's kringen who fits it."""
        rng = self.rng
        pool = [s for s in self.regular if s.kring in arrangement.kringen] or self.regular
        site = rng.choice(pool)
        supports = arrangement.supports
        chosen = rng.sample(supports, 1 if len(supports) == 1 else rng.choice((1, 1, 2)))
        return Leerling(
            id=self.opaque(),
            home=self.home(site),
            gemeente=site.gemeente,
            leerjaar=rng.choice(arrangement.leerjaren),
            school=site.id,
            needs=tuple(Need(expertise=e, minutes=rng.choice((30, 45, 60))) for e in chosen),
            eligible_rungs=(Rung.OWN_SCHOOL, *_REGULAR),
            siblings_at=(site.id,) if chance(rng, 0.3) else (),
            mode=rng.choices((Mode.CAR, Mode.BICYCLE), (3, 1))[0],
            max_travel_minutes=rng.choice((None, None, None, 25, 30)),
        )

    def to_place(self, kind: LeerlingKind) -> Leerling:
        """Return a leerling who needs a place, for one of the reasons of the statement."""
        rng = self.rng
        site = rng.choice(self.regular)
        away = kind in (LeerlingKind.RETURN, LeerlingKind.FROM_INSTITUTION)
        at = rng.choice(self.special) if away and self.special else site
        in_school = kind in (LeerlingKind.MOVE, LeerlingKind.ABSENT, LeerlingKind.RETURN)
        first = kind in (LeerlingKind.APPLICATION, LeerlingKind.PRESCHOOL)
        wishes = self.wishes(site)
        admission, rungs = self._admission(kind)
        since = {LeerlingKind.NEWCOMER: rng.randint(90, 560), LeerlingKind.ABSENT: rng.randint(21, 200)}.get(kind)
        return Leerling(
            id=self.opaque(),
            home=self.home(site),
            gemeente=site.gemeente,
            leerjaar=1 if kind is LeerlingKind.PRESCHOOL else rng.randint(1 if first else 2, 7),
            school=at.id if in_school else self._newcomers_school() if kind is LeerlingKind.NEWCOMER else None,
            school_of_origin=site.id if away else None,
            kind=kind,
            since=None if since is None else self.monday - timedelta(days=since),
            needs=needs_of(rng),
            wishes=wishes,
            eligible_rungs=((Rung.OWN_SCHOOL,) if in_school and not away else ()) + rungs,
            denominations=(site.denomination,) if site.denomination is not None and chance(rng, 0.12) else (),
            siblings_at=(wishes[0],) if chance(rng, 0.25) else (),
            admission=admission,
            applications=self._applications(wishes) if first or kind is LeerlingKind.MOVE else (),
            start_on=self.monday + timedelta(weeks=rng.choice((1, 2, 4, 6, 8))),
            max_travel_minutes=rng.choice((None, 20, 30)),
            travel_waived=chance(rng, 0.1),
            attendance=self._attendance(kind, at, wishes),
            decisions=self._decisions(),
        )

    def _newcomers_school(self) -> str | None:
        return next((s.id for s in self.skeleton.sites if s.kind is SchoolKind.NEWCOMERS), None)

    def _admission(self, kind: LeerlingKind) -> tuple[Admission | None, tuple[Rung, ...]]:
        """Return a TLV for about a quarter of those who may need one, with the rungs it opens."""
        if kind in (LeerlingKind.NEWCOMER, LeerlingKind.PRESCHOOL) or not chance(self.rng, 0.3):
            return None, _REGULAR
        pending = chance(self.rng, 0.25)
        until = date(self.monday.year + 1, 7, 31)
        start = self.monday + timedelta(days=self.rng.randint(-60, 7))
        if chance(self.rng, 0.6):
            found = Admission(kind=AdmissionKind.SBO, from_date=start, until=until, pending=pending)
            return found, (Rung.REGULAR_KRING, Rung.REGULAR_GEMEENTE, Rung.SBO, Rung.REGULAR_SWV)
        category = self.rng.choice((1, 1, 2, 3))
        found = Admission(kind=AdmissionKind.SO, category=category, from_date=start, until=until, pending=pending)
        return found, (*_REGULAR, Rung.SO, Rung.SO_OUTSIDE)

    def _applications(self, wishes: tuple[str, ...]) -> tuple[Application, ...]:
        """Return applications of the last eight weeks; the first carries the zorgplicht."""
        day = self.monday - timedelta(days=self.rng.randint(5, 56))
        return tuple(
            Application(school=s, date=day + timedelta(days=3 * i), order=i + 1) for i, s in enumerate(wishes[:2])
        )

    def _attendance(self, kind: LeerlingKind, at: Site, wishes: tuple[str, ...]) -> tuple[Attendance, ...]:
        """Return a part of the week at the next school for some who return."""
        if kind is not LeerlingKind.RETURN or at.id == wishes[0] or chance(self.rng, 0.4):
            return ()
        half_days = tuple(self.rng.sample([h for h in HALF_DAYS if h.is_morning], 2))
        start = self.monday - timedelta(weeks=3)
        return (Attendance(place=wishes[0], half_days=half_days, from_date=start, until=start + timedelta(weeks=12)),)

    def _decisions(self) -> Decisions:
        team = self.monday - timedelta(days=self.rng.randint(10, 30))
        parents = team + timedelta(days=self.rng.randint(0, 7)) if chance(self.rng, 0.8) else None
        heard = team - timedelta(days=self.rng.randint(1, 9)) if chance(self.rng, 0.7) else None
        return Decisions(team=team, parents=parents, child_heard=heard)


def enrol(
    skeleton: Skeleton, arrangementen: Sequence[Groepsarrangement], count: int, seed: str
) -> tuple[Leerling, ...]:
    """Return `count` leerlingen: candidates turn by turn for every arrangement, the others in need of a place."""
    register = _Register(skeleton, arrangementen, seed)
    in_groups = round(_GROUP_SHARE * count) if arrangementen else 0
    found = [register.in_group(arrangementen[i % len(arrangementen)]) for i in range(in_groups)]
    given = dict.fromkeys((k for k, _ in _KINDS), 0)
    for _ in range(count - in_groups):
        # every kind once, then by share
        missing = [k for k, _ in _KINDS if not given[k]]
        kind = missing[0] if missing else max(_KINDS, key=lambda k: k[1] / (given[k[0]] + 1))[0]
        given[kind] += 1
        found.append(register.to_place(kind))
    return tuple(sorted(found, key=lambda p: p.id))


def ask_places(
    skeleton: Skeleton, schools: Sequence[School], leerlingen: Sequence[Leerling], count: int, seed: str
) -> tuple[Leerling, ...]:
    """Return leerlingen with `count` more who ask for a place, by the shares of the kinds; a few have an offer."""
    if not count:
        return tuple(leerlingen)
    register = _Register(skeleton, (), f"{seed}:asking")
    register.ids |= {p.id for p in leerlingen}
    kinds = register.rng.choices([k for k, _ in _KINDS], [w for _, w in _KINDS], k=count)
    found = [register.to_place(kind) for kind in kinds]
    return tuple(sorted((*leerlingen, *_with_offers(register, schools, found)), key=lambda p: p.id))


def _with_offers(register: _Register, schools: Sequence[School], asking: Sequence[Leerling]) -> list[Leerling]:
    """Give some an offer of the first wish: never two of one school, and only where there is a place for good."""
    by_id = {s.id: s for s in schools}
    taken: set[str] = set()
    found = []
    for leerling in asking:
        school = by_id[leerling.wishes[0]]
        free = [p.free for p in school.places if p.leerjaar == leerling.leerjaar]
        fits = not leerling.denominations or school.denomination in (None, *leerling.denominations)
        near = leerling.max_travel_minutes is None or leerling.travel_waived
        possible = min(free, default=0) > 0 and fits and near and school.id not in {leerling.school, *taken}
        if possible and chance(register.rng, _OFFERED):
            taken.add(school.id)
            agreed = chance(register.rng, 0.4)
            until = None if agreed else register.monday + timedelta(days=register.rng.randint(3, 14))
            offer = Offer(school=school.id, until=until, agreed=agreed)
            found.append(leerling.model_copy(update={"offer": offer}))
        else:
            found.append(leerling)
    return found


def assign_trajectbegeleider(leerlingen: Sequence[Leerling], trajectbegeleiders: Sequence[str]) -> tuple[Leerling, ...]:
    """Give those who come back or were long absent a trajectbegeleider, when there is one."""
    cases = (LeerlingKind.RETURN, LeerlingKind.ABSENT, LeerlingKind.FROM_INSTITUTION)
    if not trajectbegeleiders:
        return tuple(leerlingen)
    return tuple(
        p.model_copy(update={"trajectbegeleider": trajectbegeleiders[0]}) if p.kind in cases else p for p in leerlingen
    )
