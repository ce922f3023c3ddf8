"""People beside those the generator hires: institutes by name, trajectbegeleiders, a coordinator of the kringen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import count

from instances.presets.draft import Draft
from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider, default_availability
from optimizer.domain.clock import Window
from optimizer.domain.half_day import Day, HalfDay
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.location import straight_metres
from optimizer.domain.vocabulary import Role, Target

_TRAVEL_MINUTES = 45
"""A visit of somebody who serves all kringen, with its travel, takes so many minutes more."""


def name_institute(draft: Draft, given: str, ident: str, name: str) -> None:
    """Give an institute of the generator its name, with its people and its hulpvragen."""
    draft.put(
        begeleiders=tuple(
            b.model_copy(update={"institute": ident, "employer": name}) if b.institute == given else b
            for b in draft.region.begeleiders
        ),
        hulpvragen=tuple(
            h.model_copy(update={"institute": ident}) if h.institute == given else h for h in draft.region.hulpvragen
        ),
    )


def _on_days(*days: Day) -> FrozenDict[HalfDay, Window]:
    return FrozenDict({h: w for h, w in default_availability().items() if h.day in days})


def hire(draft: Draft, begeleider: Begeleider, minutes: int) -> None:
    """Add somebody who has so many minutes a week for this plan."""
    contract = sum(w.minutes for w in begeleider.availability.values())
    own = {"contract_minutes": contract, "reserved_minutes": contract - minutes}
    draft.put(begeleiders=(*draft.region.begeleiders, begeleider.model_copy(update=own)))


def add_institute(draft: Draft, ident: str, name: str, expertise: str, requests: int) -> None:
    """Add an institute with one person, and new hulpvragen that only its people may serve."""
    schools = draft.rng.sample(draft.schools(), requests)
    hire(
        draft,
        Begeleider(
            id=f"AD-{ident}",
            name=f"Ambulant dienstverlener {name}",
            role=Role.AD,
            employer=name,
            institute=ident,
            expertise=(expertise,),
            kringen=tuple(k.id for k in draft.region.kringen),
            base=draft.centre(draft.region.kringen[0].id),
            availability=_on_days(Day.DI, Day.DO),
            contract_minutes=0,
        ),
        requests * (60 + draft.region.policy.admin_minutes + _TRAVEL_MINUTES),
    )
    known = {h.id for h in draft.region.hulpvragen}
    numbers = (n for n in count(len(known) + 1) if f"H{n:03d}" not in known)
    added = tuple(
        Hulpvraag(
            id=f"H{next(numbers):03d}",
            school=school.id,
            expertise=expertise,
            institute=ident,
            target=Target.TEACHER,
            minutes=60,
            every_weeks=2,
            visits_left=6,
            first_contact_by=draft.monday + timedelta(days=11),
        )
        for school in schools
    )
    draft.put(hulpvragen=(*draft.region.hulpvragen, *added))


def add_trajectbegeleiders(draft: Draft, teams: Iterable[tuple[str, ...]]) -> None:
    """Add a trajectbegeleider of the SWV for every group of kringen, home kring first."""
    first = draft.staff(Role.TRAJECTBEGELEIDER)[0]
    for number, kringen in enumerate(teams, start=2):
        hire(
            draft,
            first.model_copy(
                update={
                    "id": f"TB-{number}",
                    "name": f"Trajectbegeleider {number}",
                    "employer": draft.region.name,
                    "kringen": kringen,
                    "base": draft.centre(kringen[0]),
                    "availability": _on_days(Day.MA, Day.DI, Day.DO),
                }
            ),
            180,
        )


def assign_trajectbegeleiders(draft: Draft, who: Iterable[str]) -> None:
    """Give each of these leerlingen one trajectbegeleider: the first who serves the kring of the school."""
    people = draft.staff(Role.TRAJECTBEGELEIDER)
    kring_of = {s.id: s.kring for s in draft.region.schools}
    cases = set(who)
    found = []
    for p in draft.region.leerlingen:
        school = next((s for s in (p.school_of_origin, p.school, *p.wishes) if s is not None), None)
        able = [b.id for b in people if school is None or kring_of[school] in b.kringen]
        found.append(p.model_copy(update={"trajectbegeleider": able[0]}) if p.id in cases and able else p)
    draft.put(leerlingen=tuple(found))


def add_coordinator(draft: Draft, ident: str = "KC01") -> str:
    """Add the one coordinator of all kringen: calls the kring together and advises, light requests only."""
    kringen = tuple(k.id for k in draft.region.kringen)
    hire(
        draft,
        Begeleider(
            id=ident,
            name="Coördinator van de kringen",
            # who advises and convenes serves light requests by policy, as a trajectbegeleider does
            role=Role.TRAJECTBEGELEIDER,
            employer=draft.region.name,
            expertise=("leren", "jonge-kind"),
            kringen=kringen,
            base=draft.centre(kringen[0]),
            contract_minutes=0,
        ),
        240,
    )
    return ident


def complete_kringen(draft: Draft, fields: Iterable[str]) -> None:
    """Let every kring have an AB for each of these fields: who has it and lives nearest takes the kring too."""
    for field in fields:
        for kring in draft.region.kringen:
            own = [b for b in draft.staff(Role.AB) if field in b.expertise]
            if any(kring.id in b.kringen for b in own):
                continue
            point = draft.centre(kring.id)
            taker = min(own, key=lambda b: (straight_metres(b.base, point), b.id))
            draft.put(
                begeleiders=tuple(
                    b.model_copy(update={"kringen": (*b.kringen, kring.id)}) if b.id == taker.id else b
                    for b in draft.region.begeleiders
                )
            )
