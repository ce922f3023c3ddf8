"""A region that a preset is shaping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from instances.geography import scatter
from instances.skeleton import mean_point
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.calendar import monday_of
from optimizer.domain.leerling import Decisions, Leerling
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.region import Region
from optimizer.domain.school import Places, School
from optimizer.domain.vocabulary import LeerlingKind, Role, SchoolKind


class Draft:
    """A region in the making; every draw comes from one seeded stream."""

    def __init__(self, region: Region, seed: int) -> None:
        self.region = region
        self.seed = seed
        self.rng = Random(f"{seed}:preset:{region.id}")
        self.monday = monday_of(region.week)

    def put(self, **fields: object) -> None:
        """Replace fields of the region."""
        self.region = self.region.model_copy(update=fields)

    def school(self, ident: str) -> School:
        """Return a school by id."""
        return next(s for s in self.region.schools if s.id == ident)

    def schools(self, kind: SchoolKind = SchoolKind.BO, kring: str | None = None) -> list[School]:
        """Return the schools of a kind within the SWV, of one kring or of all."""
        return [s for s in self.region.schools if s.kind is kind and s.within_swv and kring in (None, s.kring)]

    def centre(self, kring: str) -> Location:
        """Return the mean point of the regular schools of a kring."""
        return mean_point(s.location for s in self.schools(kring=kring))

    def nearest(self, point: Location, schools: Sequence[School]) -> School:
        """Return the nearest of some schools."""
        return min(schools, key=lambda s: (straight_metres(s.location, point), s.id))

    def staff(self, role: Role) -> list[Begeleider]:
        """Return the begeleiders of a role."""
        return [b for b in self.region.begeleiders if b.role is role]

    def change_school(self, ident: str, **fields: object) -> None:
        """Replace fields of one school."""
        self.put(schools=tuple(s.model_copy(update=fields) if s.id == ident else s for s in self.region.schools))

    def room(self, school: str, leerjaar: int, free: int) -> None:
        """Set the free places of a leerjaar of a school, from the region's week on."""
        others = tuple(p for p in self.school(school).places if p.leerjaar != leerjaar)
        self.change_school(school, places=(*others, Places(leerjaar=leerjaar, from_date=self.monday, free=free)))

    def more_room(self, school: str, leerjaar: int) -> None:
        """Add a place to a leerjaar of a school, on every date."""
        places = self.school(school).places
        if any(p.leerjaar == leerjaar for p in places):
            found = (p.model_copy(update={"free": p.free + 1}) if p.leerjaar == leerjaar else p for p in places)
            self.change_school(school, places=tuple(found))
        else:
            self.room(school, leerjaar, 1)

    def ask(self, near: School, kind: LeerlingKind | None, **fields: object) -> Leerling:
        """Add a leerling who lives near a school; the child was heard before the team met."""
        known = {p.id for p in self.region.leerlingen}
        while (ident := f"p{self.rng.getrandbits(24):06x}") in known:
            pass
        team = self.monday - timedelta(days=12)
        own: dict[str, object] = {
            "id": ident,
            "home": scatter(self.rng, near.location, 600),
            "gemeente": near.gemeente,
            "leerjaar": 6,
            "kind": kind,
            "start_on": None if kind is None else self.monday + timedelta(days=14),
            "decisions": Decisions(team=team, child_heard=team - timedelta(days=4)),
        }
        leerling = Leerling.model_validate(own | fields)
        self.put(leerlingen=tuple(sorted((*self.region.leerlingen, leerling), key=lambda p: p.id)))
        return leerling

    def change_leerling(self, ident: str, **fields: object) -> None:
        """Replace fields of one leerling."""
        found = (p.model_copy(update=fields) if p.id == ident else p for p in self.region.leerlingen)
        self.put(leerlingen=tuple(found))
