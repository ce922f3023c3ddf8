"""Made-up towns and villages with kringen, besturen and school sites, at credible places in the Netherlands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count as count_from
from random import Random

from instances import names
from instances.luck import chance
from instances.skeleton import Site, Skeleton, gabriel_neighbours, mean_point
from instances.spec import GemeenteSpec, Likeness, RegionSpec
from optimizer.domain.base import FrozenDict
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.organisation import Bestuur, Gemeente, Kring, TransportRule
from optimizer.domain.vocabulary import Route, SchoolKind

_METRES_PER_DEGREE = 111_320
_PLOT_METRES = 40
"""Two sites that share a plot are at most so far apart."""
_FREE_PC4 = (
    (3654, 3699),
    (4065, 4099),
    (4945, 4999),
    (6746, 6799),
    (7166, 7199),
    (8659, 8699),
    (8942, 8999),
    (9368, 9399),
)
"""Blocks of postcodes that are not in use."""
_CITY_METRES = 1_150
"""Scale of a city: its kringen have about four square kilometres each."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_MOST_IN_RING = 6
"""Kringen of villages that lie in the narrowest ring; more of them take a wider one."""
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


def _postcodes(first: int) -> Iterator[str]:
    """Yield postcodes that are not in use, from `first` on and round by the other blocks."""
    later = [block for block in _FREE_PC4 if block[0] > first]
    earlier = [block for block in _FREE_PC4 if block[1] < first]
    here = next((end for start, end in _FREE_PC4 if start <= first <= end), first)
    for start, end in ((first, here), *later, *earlier):
        yield from map(str, range(start, end + 1))


def _villages(drawn: Sequence[str]) -> Iterator[str]:
    """Yield names of villages; when all are used they come again, with a number."""
    yield from drawn
    for turn in count_from(2):
        yield from (f"{name} {turn}" for name in drawn)


def _wijk(index: int) -> str:
    return names.WIJKEN[index] if index < len(names.WIJKEN) else f"Wijk {index + 1}"


def _out(gemeente: GemeenteSpec, index: int, turn: float) -> tuple[float, float]:
    """Return how far and in what direction the middle of a kring lies from that of its gemeente."""
    if gemeente.shape == "city":
        # a sunflower: every kring has as much room, whatever their number
        return _CITY_METRES * math.sqrt(index + 0.5), _GOLDEN_ANGLE * index + turn
    turn += 2 * math.pi * index / gemeente.kringen
    if gemeente.shape == "town":
        return 1_900, turn
    return (0 if gemeente.kringen == 1 else 3_200 * max(1.0, gemeente.kringen / _MOST_IN_RING)), turn


def _cores(spec: RegionSpec, rng: Random) -> list[_Core]:
    """Lay out the parts of every gemeente: rings of districts in a town, strings of villages elsewhere."""
    like = spec.likeness
    villages = _villages(rng.sample(names.VILLAGES, len(names.VILLAGES)))
    postcodes = _postcodes(spec.first_pc4)
    found: list[_Core] = []
    kring = 0
    for gemeente in spec.gemeenten:
        centre = shift(spec.centre, gemeente.north_km * 1000, gemeente.east_km * 1000)
        built = gemeente.shape != "villages"
        for index in range(gemeente.kringen):
            # one core per kring of a town and two sides; some villages per kring elsewhere
            parts = 2 if built else like.village_cores
            out, turn = _out(gemeente, index, rng.uniform(-0.15, 0.15))
            middle = shift(centre, out * math.sin(turn), out * math.cos(turn))
            for part in range(parts):
                around = 2 * math.pi * part / parts + rng.uniform(-0.4, 0.4)
                reach = rng.uniform(550, 800) if built else rng.uniform(*like.village_reach)
                point = shift(middle, reach * math.sin(around), reach * math.cos(around))
                name = f"{gemeente.name}-{_wijk(index)}" if built else next(villages)
                found.append(_Core(name, kring, next(postcodes), point, 700 if built else 450))
            kring += 1
    return found


def _shares(rng: Random, cores: list[_Core], sites: int, luck: tuple[float, float]) -> list[int]:
    """Return the number of sites per core: at least one each, towns' districts larger than villages."""
    found = [1] * len(cores)
    weights = [c.radius * rng.uniform(*luck) for c in cores]
    for _ in range(sites - len(cores)):
        found[max(range(len(cores)), key=lambda i: weights[i] / found[i])] += 1
    return found


def _spot(rng: Random, core: _Core, taken: list[Location], own: list[Location], like: Likeness) -> Location:
    """Return a free spot in a core, further out when it is crowded; or a plot beside one of its `own` sites."""
    if like.shared_plot and own and chance(rng, like.shared_plot):
        return scatter(rng, rng.choice(own), _PLOT_METRES)
    radius = core.radius
    while True:
        point = scatter(rng, core.point, radius)
        if all(straight_metres(point, other) >= like.clear_metres for other in taken):
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


def _pupils(rng: Random, kind: SchoolKind, like: Likeness) -> int:
    """Return pupils of a site; BO sites average 223 in the country (DUO, 1-10-2025)."""
    drawn = like.pupils if kind is SchoolKind.BO else like.special_pupils
    if drawn is not None:
        mean, deviation, least, most = drawn
        return max(least, min(most, round(rng.lognormvariate(mean, deviation))))
    low, high = {SchoolKind.SBO: (70, 190), SchoolKind.SO: (55, 130)}.get(kind, (25, 90))
    return rng.randint(low, high)


def _kring_name(gemeente: GemeenteSpec, index: int, cores: list[_Core]) -> str:
    if gemeente.shape != "villages":
        return f"{gemeente.name} {_wijk(index)}"
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
    shares = _shares(rng, cores, spec.sites, spec.likeness.core_weights)
    of_site = [core for core, n in zip(cores, shares, strict=True) for _ in range(n)]
    special = _kinds(spec, rng, of_site)

    kring_ids: list[str] = []
    kringen_of: dict[int, tuple[GemeenteSpec, int]] = {}
    for gemeente in spec.gemeenten:
        for index in range(gemeente.kringen):
            kringen_of[len(kring_ids)] = (gemeente, index)
            kring_ids.append(f"k{len(kring_ids) + 1}-{gemeente.id}")
    # a few large besturen and many small, and the last have one site
    fall = spec.likeness.board_fall
    weights = [
        1 / (1 + i) ** 1.15 if fall is None else math.exp(-i / (fall * spec.besturen)) for i in range(spec.besturen)
    ]
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
        beside = [s.location for s in sites if s.pc4 == core.pc4]
        taken.append(_spot(rng, core, taken, beside, spec.likeness))
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
                pupils=_pupils(rng, kind, spec.likeness),
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
