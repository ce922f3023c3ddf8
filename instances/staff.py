"""Begeleiders: part-time, a home kring and neighbours, one to three fields, some of an institute."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from instances import names
from instances.fields import FIELDS, OWN, TRAJECT
from instances.geography import scatter
from instances.luck import chance
from instances.skeleton import Skeleton
from optimizer.domain.base import FrozenDict
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.clock import Window
from optimizer.domain.half_day import DAYS, HALF_DAYS, HalfDay
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.vocabulary import Mode, Role

_MOST_KRINGEN = 4
"""Home kring and one to three neighbours."""
_MOST_FIELDS = 3
_LEAST_STAFF = ((19, 3), (11, 2), (0, 1))
"""Staff that every kring should have for a field, by how often the field is asked."""
_BICYCLE_METRES = 4_500
"""Centres of all served kringen lie this near the home kring's for one who cycles."""
_SECOND_AD_FROM = 22
"""Staff from which the institute for language and hearing sends two people."""
_VISUAL_AD_FROM = 10
_TRAJECT_FROM = 6
_MEAN_DAYS = 3.7


@dataclass
class _Draft:
    """A begeleider in the making."""

    role: Role
    home: str
    kringen: list[str]
    expertise: list[str]
    institute: str | None = None
    locked: bool = field(default=False)
    """External staff and the trajectbegeleider keep what they were given."""


def _availability(rng: Random, days: int) -> FrozenDict[HalfDay, Window]:
    """Return windows on so many days; free Wednesday afternoons are the rule, other afternoons the exception."""
    present = set(rng.sample(DAYS, days))
    begin = rng.choice((495, 510, 510, 520))
    end = rng.choice((915, 930, 945, 960, 960))
    found: dict[HalfDay, Window] = {}
    for half_day in HALF_DAYS:
        if half_day.day not in present:
            continue
        if half_day.is_morning:
            found[half_day] = Window(start=begin, end=735)
        elif not chance(rng, 0.7 if half_day is HalfDay.WO_MIDDAG else 0.1):
            found[half_day] = Window(start=765, end=end)
    return FrozenDict(found)


def _spread_homes(rng: Random, skeleton: Skeleton, count: int) -> list[str]:
    """Return a home kring per begeleider, in proportion to the sites of the kringen."""
    sizes = Counter(s.kring for s in skeleton.sites)
    given: Counter[str] = Counter()
    order = sorted(sizes, key=lambda k: (k, rng.random()))
    rng.shuffle(order)
    for _ in range(count):
        given[max(order, key=lambda k: sizes[k] / (given[k] + 1))] += 1
    homes = [k for k in order for _ in range(given[k])]
    rng.shuffle(homes)
    return homes


def _around(rng: Random, skeleton: Skeleton, home: str, extra: int) -> list[str]:
    """Return the home kring and `extra` others: neighbours first, then neighbours' neighbours."""
    near = {k.id: k.neighbours for k in skeleton.kringen}
    found = [home]
    while len(found) <= extra:
        ring = sorted({n for k in found for n in near[k]} - set(found))
        if not ring:
            break
        own = [n for n in ring if n in near[home]]
        found.append(rng.choice(own or ring))
    return found


def _external(rng: Random, skeleton: Skeleton, count: int) -> list[_Draft]:
    """Return the institutes' staff: language and hearing everywhere, visual in most kringen."""
    kringen = [k.id for k in skeleton.kringen]
    found = []
    per_institute = {"cluster-2": 2 if count >= _SECOND_AD_FROM else 1, "cluster-1": int(count >= _VISUAL_AD_FROM)}
    for f in FIELDS:
        people = per_institute.get(f.name, 0)
        for turn in range(people):
            own = kringen[turn::people] if people > 1 else list(kringen)
            if f.name == "cluster-1" and len(kringen) > _MOST_KRINGEN:
                own = [k for k in own if k != rng.choice(kringen)]
            home = rng.choice(own)
            own = [home, *(k for k in own if k != home)]
            found.append(_Draft(Role.AD, home, own, [f.name], f.institute, locked=True))
    return found


def _primary_fields(rng: Random, count: int) -> list[str]:
    """Return a first field per begeleider by largest share, so that each field that fits has somebody."""
    given: Counter[str] = Counter()
    for _ in range(count):
        given[max(OWN, key=lambda f: f.staffed / (given[f.name] + 1)).name] += 1
    found = [name for name, n in given.items() for _ in range(n)]
    rng.shuffle(found)
    return found


def _cover(rng: Random, skeleton: Skeleton, drafts: list[_Draft]) -> None:
    """Extend people until every kring has enough of every field: two of the common ones, one of the others.

    Somebody with the field takes one kring more, or somebody in the kring one field more; who is full stays so,
    and what is then missing stays missing: that is the scarcity.
    """
    near = {k.id: set(k.neighbours) for k in skeleton.kringen}
    for f in OWN:
        least = next(people for asked, people in _LEAST_STAFF if f.asked >= asked)
        for kring, around in near.items():
            for _ in range(least):
                if sum(kring in d.kringen and f.name in d.expertise for d in drafts) >= least:
                    break
                free = [d for d in drafts if not d.locked]
                wider = [
                    d
                    for d in free
                    if f.name in d.expertise
                    and kring not in d.kringen
                    and len(d.kringen) < _MOST_KRINGEN
                    and around & set(d.kringen)
                ]
                deeper = [
                    d
                    for d in free
                    if kring in d.kringen and f.name not in d.expertise and len(d.expertise) < _MOST_FIELDS
                ]
                if wider:
                    min(wider, key=lambda d: (len(d.kringen), rng.random())).kringen.append(kring)
                elif deeper:
                    min(deeper, key=lambda d: (len(d.expertise), rng.random())).expertise.append(f.name)


def _drafts(rng: Random, skeleton: Skeleton, count: int) -> list[_Draft]:
    drafts = _external(rng, skeleton, count)
    if count >= _TRAJECT_FROM:
        home = rng.choice(skeleton.kringen).id
        drafts.append(
            _Draft(
                Role.TRAJECTBEGELEIDER,
                home,
                _around(rng, skeleton, home, _MOST_KRINGEN - 1),
                list(TRAJECT),
                locked=True,
            )
        )
    rest = count - len(drafts)
    homes, fields = _spread_homes(rng, skeleton, rest), _primary_fields(rng, rest)
    for home, first in zip(homes, fields, strict=True):
        others = [f for f in OWN if f.name != first]
        second = rng.choices([f.name for f in others], [f.staffed for f in others])[0]
        expertise = [first] if chance(rng, 0.3) else [first, second]
        drafts.append(
            _Draft(Role.AB, home, _around(rng, skeleton, home, rng.choices((1, 2, 3), (3, 4, 2))[0]), expertise)
        )
    _cover(rng, skeleton, drafts)
    return drafts


def _days(rng: Random, skeleton: Skeleton, drafts: list[_Draft]) -> list[int]:
    """Return 2 to 5 days per begeleider, more for who is asked more: the mean is between 3 and 4."""
    asked = dict.fromkeys(range(len(drafts)), 0.0)
    for kring, sites in Counter(s.kring for s in skeleton.sites).items():
        for f in FIELDS:
            able = [i for i, d in enumerate(drafts) if kring in d.kringen and f.name in d.expertise]
            for i in able:
                asked[i] += sites * f.asked / len(able)
    mean = sum(asked.values()) / len(asked)
    return [min(5, max(2, round(_MEAN_DAYS * asked[i] / mean + rng.uniform(-0.6, 0.6)))) for i in asked]


def _mode(rng: Random, draft: _Draft, centres: dict[str, Location]) -> Mode:
    compact = all(straight_metres(centres[draft.home], centres[k]) <= _BICYCLE_METRES for k in draft.kringen)
    return Mode.BICYCLE if compact and chance(rng, 0.5) else Mode.CAR


def hire(skeleton: Skeleton, count: int, seed: str) -> tuple[Begeleider, ...]:
    """Return `count` begeleiders; contract is the sum of the windows, reserved minutes are still 0."""
    rng = Random(f"{seed}:staff")
    centres = {k.id: skeleton.centre_of(k.id) for k in skeleton.kringen}
    given = rng.sample(names.GIVEN, min(count, len(names.GIVEN)))
    found = []
    drafts = _drafts(rng, skeleton, count)
    for number, (draft, days) in enumerate(zip(drafts, _days(rng, skeleton, drafts), strict=True), start=1):
        availability = _availability(rng, days)
        mode = _mode(rng, draft, centres)
        found.append(
            Begeleider(
                id=f"{'AD' if draft.institute else 'TB' if draft.role is Role.TRAJECTBEGELEIDER else 'AB'}{number:02d}",
                name=f"{given[(number - 1) % len(given)]} {rng.choice(names.INITIALS)}.",
                role=draft.role,
                employer=draft.institute or skeleton.name,
                institute=draft.institute,
                expertise=tuple(draft.expertise),
                kringen=tuple(draft.kringen),
                base=scatter(rng, centres[draft.home], 1_500 if mode is Mode.BICYCLE else 4_000),
                mode=mode,
                availability=availability,
                contract_minutes=sum(w.minutes for w in availability.values()),
                max_schools_per_half_day=rng.choices((2, 3), (1, 2))[0],
            )
        )
    return tuple(found)
