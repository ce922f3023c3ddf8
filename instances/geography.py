"""Made-up towns and villages with kringen, besturen and school sites, at credible places in the Netherlands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from instances import names
from instances.skeleton import Site, Skeleton, gabriel_neighbours, mean_point
from instances.spec import GemeenteSpec, RegionSpec
from optimizer.domain.base import FrozenDict
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.organisation import Bestuur, Gemeente, Kring, TransportRule
from optimizer.domain.vocabulary import Route, SchoolKind

_METRES_PER_DEGREE = 111_320
_CLEAR_METRES = 180
"""Two school sites are at least so far apart."""
_LARGE_BESTUUR = 6
"""From so many sites a bestuur runs its own route for support."""


@dataclass(frozen=True)
class _Core:
    """A village or part of a town, with one postcode."""

    name: str
    kring: int
    pc4: str
    point: Location
    radius: float


def shift(point: Location, north_metres: float, east_metres: float) -> Location:
    """Return a point moved by metres, rounded to about 1 metre."""
    lon_metres = _METRES_PER_DEGREE * math.cos(math.radians(point.lat))
    return Location(
        lat=round(point.lat + north_metres / _METRES_PER_DEGREE, 5),
        lon=round(point.lon + east_metres / lon_metres, 5),
    )


def scatter(rng: Random, point: Location, radius: float) -> Location:
    """Return a random point in the disc of `radius` metres around a point."""
    angle, distance = rng.uniform(0, 2 * math.pi), radius * math.sqrt(rng.random())
    return shift(point, distance * math.sin(angle), distance * math.cos(angle))


def transport_rules(rng: Random) -> FrozenDict[SchoolKind, TransportRule]:
    """Return a gemeente's transport rules.

    Thresholds within WPO art. 4 (at most 6 km); local ones differ (Enschede 6 km regular, 3 km SBO and SO); the
    mean yearly cost was 3,978 euro a transported pupil in 2023/24 (Oberon monitor).
    """
    special = rng.choice((2_000, 3_000, 4_000))
    return FrozenDict(
        {
            SchoolKind.BO: TransportRule(threshold_metres=6_000, cost_euro=3_200),
            SchoolKind.SBO: TransportRule(threshold_metres=special, cost_euro=3_600),
            SchoolKind.SO: TransportRule(threshold_metres=special, cost_euro=4_600),
        }
    )


def make_besturen(sizes: dict[str, int], labels: dict[str, str]) -> tuple[Bestuur, ...]:
    """Return besturen: the large ones (at most three) run their own route, the others ask the coordinator."""
    large = sorted((b for b in sizes if sizes[b] >= _LARGE_BESTUUR), key=lambda b: (-sizes[b], b))[:3]
    return tuple(
        Bestuur(id=b, name=labels[b], route=Route.OWN if b in large else Route.COORDINATOR) for b in sorted(sizes)
    )


def _cores(spec: RegionSpec, rng: Random) -> list[_Core]:
    """Lay out the parts of every gemeente: rings of districts in a town, strings of villages elsewhere."""
    villages = iter(rng.sample(names.VILLAGES, len(names.VILLAGES)))
    found: list[_Core] = []
    kring = 0
    for gemeente in spec.gemeenten:
        centre = shift(spec.centre, gemeente.north_km * 1000, gemeente.east_km * 1000)
        for index in range(gemeente.kringen):
            # one core per kring of a town and two sides; three villages per kring elsewhere
            parts = 2 if gemeente.shape == "town" else 3
            turn = 2 * math.pi * index / gemeente.kringen + rng.uniform(-0.15, 0.15)
            out = 1_900 if gemeente.shape == "town" else (0 if gemeente.kringen == 1 else 3_200)
            middle = shift(centre, out * math.sin(turn), out * math.cos(turn))
            for part in range(parts):
                around = 2 * math.pi * part / parts + rng.uniform(-0.4, 0.4)
                reach = rng.uniform(550, 800) if gemeente.shape == "town" else rng.uniform(1_700, 2_900)
                point = shift(middle, reach * math.sin(around), reach * math.cos(around))
                name = f"{gemeente.name}-{names.WIJKEN[index]}" if gemeente.shape == "town" else next(villages)
                radius = 700 if gemeente.shape == "town" else 450
                found.append(_Core(name, kring, str(spec.first_pc4 + len(found)), point, radius))
            kring += 1
    return found


def _shares(rng: Random, cores: list[_Core], sites: int) -> list[int]:
    """Return the number of sites per core: at least one each, towns' districts larger than villages."""
    found = [1] * len(cores)
    weights = [c.radius * rng.uniform(0.8, 1.2) for c in cores]
    for _ in range(sites - len(cores)):
        found[max(range(len(cores)), key=lambda i: weights[i] / found[i])] += 1
    return found


def _spot(rng: Random, core: _Core, taken: list[Location]) -> Location:
    """Return a free spot in a core, further out when it is crowded."""
    radius = core.radius
    while True:
        point = scatter(rng, core.point, radius)
        if all(straight_metres(point, other) >= _CLEAR_METRES for other in taken):
            return point
        radius *= 1.02


def _kinds(spec: RegionSpec, rng: Random, cores: list[_Core]) -> dict[int, tuple[SchoolKind, int | None]]:
    """Return which sites (by number) are special, one per kring at most as long as there are kringen."""
    wanted = [(s.kind, s.cluster) for s in spec.special for _ in range(s.sites)]
    per_kring: dict[int, list[int]] = {}
    for number, core in enumerate(cores):
        per_kring.setdefault(core.kring, []).append(number)
    # the town has most of the special schools
    order = sorted(per_kring, key=lambda k: (k >= spec.gemeenten[0].kringen, rng.random()))
    return {per_kring[order[i % len(order)]].pop(): kind for i, kind in enumerate(wanted)}


def _pupils(rng: Random, kind: SchoolKind) -> int:
    """Return pupils of a site; BO sites average 223 in the country (DUO, 1-10-2025)."""
    if kind is SchoolKind.BO:
        return max(55, min(650, round(rng.lognormvariate(5.32, 0.42))))
    low, high = {SchoolKind.SBO: (70, 190), SchoolKind.SO: (55, 130)}.get(kind, (25, 90))
    return rng.randint(low, high)


def _kring_name(gemeente: GemeenteSpec, index: int, cores: list[_Core]) -> str:
    if gemeente.shape == "town":
        return f"{gemeente.name} {names.WIJKEN[index]}"
    return gemeente.name if gemeente.kringen == 1 else f"{gemeente.name} {cores[0].name}"


def lay_out(spec: RegionSpec, seed: int) -> Skeleton:
    """Return the bare region of a spec: the same for the same seed.

    Raises
    ------
    ValueError
        When there are fewer sites than villages and town parts.
    """
    rng = Random(f"{seed}:geography")
    cores = _cores(spec, rng)
    if spec.sites < len(cores):
        raise ValueError(f"{spec.sites} sites for {len(cores)} villages and town parts: give at least one each")
    shares = _shares(rng, cores, spec.sites)
    of_site = [core for core, n in zip(cores, shares, strict=True) for _ in range(n)]
    special = _kinds(spec, rng, of_site)

    kring_ids: list[str] = []
    kringen_of: dict[int, tuple[GemeenteSpec, int]] = {}
    for gemeente in spec.gemeenten:
        for index in range(gemeente.kringen):
            kringen_of[len(kring_ids)] = (gemeente, index)
            kring_ids.append(f"k{len(kring_ids) + 1}-{gemeente.id}")
    # a few large besturen and many small: shares fall off as 1, 1/2, 1/3, ... and the last have one site
    weights = [1 / (1 + i) ** 1.15 for i in range(spec.besturen)]
    boards = list(range(spec.besturen)) + rng.choices(range(spec.besturen), weights, k=spec.sites - spec.besturen)
    rng.shuffle(boards)
    labels = dict(enumerate(names.DENOMINATIONS))
    faith_of = {
        b: rng.choices([d for d, _ in labels.values()], [w for _, w in labels.values()])[0]
        for b in range(spec.besturen)
    }
    school_names = rng.sample(names.SCHOOLS, min(len(names.SCHOOLS), spec.sites))

    taken: list[Location] = []
    sites: list[Site] = []
    for number, core in enumerate(of_site):
        kind, cluster = special.get(number, (SchoolKind.BO, None))
        taken.append(_spot(rng, core, taken))
        gemeente, _ = kringen_of[core.kring]
        label = school_names[number % len(school_names)]
        sites.append(
            Site(
                id=f"S{number + 1:03d}",
                name=label if number < len(school_names) else f"{label} {core.name}",
                kind=kind,
                cluster=cluster,
                kring=kring_ids[core.kring],
                gemeente=gemeente.id,
                bestuur=f"b{boards[number] + 1:02d}",
                location=taken[-1],
                denomination=faith_of[boards[number]],
                pupils=_pupils(rng, kind),
                pc4=core.pc4,
            )
        )
    centres = {k: mean_point(s.location for s in sites if s.kring == k) for k in kring_ids}
    near = gabriel_neighbours(centres)
    kringen = []
    for number, kring in enumerate(kring_ids):
        own = [c for c in cores if c.kring == number]
        gemeente, index = kringen_of[number]
        kringen.append(
            Kring(
                id=kring,
                name=_kring_name(gemeente, index, own),
                gemeenten=(gemeente.id,),
                neighbours=near[kring],
                postcodes=tuple(c.pc4 for c in own),
            )
        )
    sizes = {b: sum(s.bestuur == b for s in sites) for b in {s.bestuur for s in sites}}
    board_names = {
        f"b{b + 1:02d}": names.BESTUREN[b] if b < len(names.BESTUREN) else f"Stichting {b + 1}"
        for b in range(spec.besturen)
    }
    return Skeleton(
        id=spec.id,
        name=spec.name,
        week=spec.week,
        gemeenten=tuple(Gemeente(id=g.id, name=g.name, transport=transport_rules(rng)) for g in spec.gemeenten),
        besturen=make_besturen(sizes, board_names),
        kringen=tuple(kringen),
        sites=tuple(sites),
        postcodes={c.pc4: c.point for c in cores},
    )
