"""Kringen for a real school list: gemeenten, large ones split by postcode area into kringen of 5 to 12 schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from instances.school_list import Row
from instances.skeleton import mean_point
from optimizer.domain.location import Location, straight_metres

LEAST, USUAL, MOST = 5, 8, 12
"""Schools in a kring: fewest, aimed at when a gemeente is split, and most."""
_SIZE_PENALTY = 400.0
"""Square kilometres that one school too few or too many in a kring weighs."""

SEED_NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("PO-28-18", "CAPELLE AAN DEN IJSSEL"): ("Capelle Noord-West", "Capelle Zuid-Oost"),
    ("PO-28-18", "ZUIDPLAS"): ("Nieuwerkerk aan den IJssel",),
    ("PO-28-18", "KRIMPEN AAN DEN IJSSEL"): ("Krimpen aan den IJssel",),
    ("PO-28-13", "ALPHEN AAN DEN RIJN"): ("Alphen 1", "Alphen 2", "Alphen 3", "Alphen 4", "Alphen 5"),
    ("PO-28-13", "NIEUWKOOP"): ("Nieuwkoop 1", "Nieuwkoop 2"),
    ("PO-28-13", "KAAG EN BRAASSEM"): ("Kaag en Braassem Oost",),
}
"""Kringen named or counted in the seeds, by SWV and gemeente; the numbers of Alphen and Nieuwkoop are ours."""


@dataclass(frozen=True)
class Part:
    """A kring in the making: its name, whether the name is given, and its sites."""

    name: str
    given: bool
    rows: tuple[Row, ...]

    @property
    def centre(self) -> Location:
        """Mean point of its sites."""
        return mean_point(r.location for r in self.rows)


def place_name(text: str) -> str:
    """Return a place name as people write it, from capitals: ``CAPELLE AAN DEN IJSSEL`` too."""
    small = {"aan", "den", "de", "der", "en", "op", "bij", "van", "het", "in", "ter", "ten"}
    if text != text.upper():
        return text
    words: list[str] = []
    for word in text.lower().split():
        parts = [p if p in small and words else p[:1].upper() + p[1:] for p in word.split("-")]
        words.append("-".join("IJ" + p[2:] if p.startswith("Ij") else p for p in parts))
    return " ".join(words)


def _units(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the postcode areas of a gemeente, those with too many sites for one kring cut in pieces."""
    by_area: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_area[row.pc4 or ""].append(row)
    found = [sorted(by_area[a], key=lambda r: (r.location.lon, r.code)) for a in sorted(by_area)]
    while any(len(u) > USUAL + 1 for u in found):
        unit = next(u for u in found if len(u) > USUAL + 1)
        found.remove(unit)
        half = len(unit) // 2
        found += [unit[:half], unit[half:]]
    return found


def _cost(group: Sequence[Row]) -> float:
    """Return how far a group is spread (square kilometres, summed) and how far its size is off."""
    if not group:
        return _SIZE_PENALTY * LEAST**2
    centre = mean_point(r.location for r in group)
    spread = sum((straight_metres(r.location, centre) / 1000) ** 2 for r in group)
    off = max(LEAST - len(group), len(group) - MOST, 0)
    return spread + _SIZE_PENALTY * off**2


def _nearest(point: Location, others: Sequence[Location]) -> int:
    """Return the number of the nearest of some points."""
    return min(range(len(others)), key=lambda k: straight_metres(point, others[k]))


def split(rows: Sequence[Row], parts: int) -> list[list[Row]]:
    """Return so many compact groups of whole postcode areas, of 5 to 12 sites where that can be.

    Starts from areas far apart, adds every area to the nearest group, then moves and swaps single areas as long as
    that makes groups more compact or sizes better. No randomness: the same list gives the same groups.
    """
    units = _units(rows)
    parts = min(parts, len(units))
    centres = [mean_point(r.location for r in u) for u in units]
    seeds = [max(range(len(units)), key=lambda i: (len(units[i]), -i))]
    while len(seeds) < parts:
        seeds.append(
            max(
                (i for i in range(len(units)) if i not in seeds),
                key=lambda i: min(straight_metres(centres[i], centres[s]) for s in seeds),
            )
        )
    of = [_nearest(c, [centres[s] for s in seeds]) for c in centres]
    _improve(units, of, parts)
    groups: list[list[Row]] = [[] for _ in range(parts)]
    for unit, k in zip(units, of, strict=True):
        groups[k] += unit
    return [g for g in groups if g]


def _improve(units: list[list[Row]], of: list[int], parts: int) -> None:
    """Move or swap single units as long as the cost falls."""

    def total(groups: set[int]) -> float:
        return sum(_cost([r for u, k in zip(units, of, strict=True) if k == g for r in u]) for g in groups)

    better = True
    while better:
        better = False
        for i in range(len(units)):
            for k in range(parts):
                old = of[i]
                if k == old:
                    continue
                before = total({old, k})
                of[i] = k
                if total({old, k}) < before - 1e-9:
                    better = True
                    continue
                of[i] = old
                better |= _swap(of, total, i, k, before)


def _swap(of: list[int], total: Callable[[set[int]], float], i: int, k: int, before: float) -> bool:
    """Swap a unit with one of group `k` when that is better."""
    old = of[i]
    for j in range(len(of)):
        if of[j] == k:
            of[i], of[j] = k, old
            if total({old, k}) < before - 1e-9:
                return True
            of[i], of[j] = old, k
    return False


_COMPASS = {"noord": (1, 0), "zuid": (-1, 0), "oost": (0, 1), "west": (0, -1)}


def _direction(name: str) -> tuple[int, int]:
    """Return north and east parts of a name such as ``Capelle Noord-West``."""
    words = name.lower().replace("-", " ").split()
    return (
        sum(_COMPASS[w][0] for w in words if w in _COMPASS),
        sum(_COMPASS[w][1] for w in words if w in _COMPASS),
    )


def _named(groups: list[list[Row]], names: Sequence[str]) -> list[Part]:
    """Give groups their names: by compass where the names say one, else by lowest postcode."""
    groups = sorted(groups, key=lambda g: min(r.pc4 or "" for r in g))
    middle = mean_point(r.location for g in groups for r in g)
    centres = [mean_point(r.location for r in g) for g in groups]

    def fit(order: tuple[int, ...]) -> float:
        found = 0.0
        for name, i in zip(names, order, strict=True):
            north, east = _direction(name)
            found += north * (centres[i].lat - middle.lat) + 0.6 * east * (centres[i].lon - middle.lon)
        return found

    order: tuple[int, ...] = tuple(range(len(groups)))
    if any(_direction(n) != (0, 0) for n in names):
        order = max(permutations(order), key=fit)
    return [Part(name, given=True, rows=tuple(groups[i])) for name, i in zip(names, order, strict=True)]


def make_kringen(rows: Sequence[Row], names: Mapping[str, Sequence[str]]) -> list[Part]:
    """Return the kringen of a school list.

    Where the list is certain, its own kring. Else the gemeente, split when it has more than 12 sites (or as many
    names are given); one with fewer than 5 sites and no name joins the nearest kring that has room, and stays a
    small kring when none has.
    """
    certain: dict[str, list[Row]] = defaultdict(list)
    rest: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        (rest[row.gemeente] if row.kring is None else certain[row.kring]).append(row)
    parts = [Part(name, given=True, rows=tuple(own)) for name, own in sorted(certain.items())]
    small: list[Part] = []
    for gemeente, own in sorted(rest.items()):
        wanted = list(names.get(gemeente, ()))
        usual = 1 if len(own) <= MOST else max(-(-len(own) // MOST), round(len(own) / USUAL))
        count = len(wanted) or usual
        groups = split(own, count)
        if len(wanted) == len(groups):
            parts += _named(groups, wanted)
            continue
        label = place_name(gemeente)
        numbered = [label] if len(groups) == 1 else [f"{label} {i + 1}" for i in range(len(groups))]
        for part in _named(groups, numbered):
            found = Part(part.name, given=False, rows=part.rows)
            (small if len(found.rows) < LEAST and len(groups) == 1 else parts).append(found)
    return _merge(parts, small)


def _merge(parts: list[Part], small: list[Part]) -> list[Part]:
    """Join small gemeenten to the nearest kring with room, smallest first."""
    found = list(parts)
    for one in sorted(small, key=lambda p: (len(p.rows), p.name)):
        room = [p for p in found if not p.given and len(p.rows) + len(one.rows) <= MOST]
        if not room:
            found.append(one)
            continue
        near = min(room, key=lambda p: (straight_metres(p.centre, one.centre), p.name))
        found[found.index(near)] = Part(f"{near.name} en {one.name}", given=False, rows=(*near.rows, *one.rows))
    return sorted(found, key=lambda p: p.name)
