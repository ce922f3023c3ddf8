"""Offer and need put side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from optimizer.domain.calendar import open_half_days
from optimizer.domain.half_day import HalfDay
from optimizer.domain.index import RegionIndex
from optimizer.domain.organisation import Kring
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import Level
from optimizer.provision.groups import seats
from optimizer.provision.need import Key, Need, needs
from optimizer.provision.offer import may_work, minutes_of, shared_minutes
from optimizer.provision.share import fair_shares
from optimizer.provision.special import special
from optimizer.provision.types import Cell, Gap, HalfDayFigures, Line, Net, Seats

Shared = Mapping[tuple[str, str], Mapping[HalfDay, int]]


def net_of_provision(region: Region) -> Net:
    """Return the net of provision of a region in its own week; every figure as ``docs/provision.md`` defines it."""
    index = RegionIndex(region)
    half_days = open_half_days(region.calendar, region.week)
    need = needs(index, half_days)
    have = minutes_of(index, half_days)
    may = {key: _people(index, key) for key in need}
    covered = fair_shares(have, {key: n.servable for key, n in need.items()}, may)
    shared, groups = shared_minutes(index, half_days), seats(index)
    asked = {key[1] for key in need} | {expertise for _, expertise in groups}
    offered = {e for b in region.begeleiders for e in b.expertise} | {e for s in region.schools for e in s.expertise}
    offered |= {e for p in region.partners for e in p.expertise}
    expertises = tuple(sorted(asked | offered))
    by_cell: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in need:
        by_cell[key[0], key[1]].append(key)
    cells = []
    for kring in region.kringen:
        for expertise in expertises:
            own = (kring.id, expertise)
            keys = by_cell.get(own, [])
            lines = _lines(keys, need, have, may, covered, sum(shared.get(own, {}).values()))
            figures = _half_days(index, half_days, own, keys, need, shared)
            cells.append(_cell(index, kring, expertise, lines, groups.get(own, Seats(0, 0)), figures))
    return Net(region.week, tuple(cells), expertises, _gaps(cells), special(index))


def _people(index: RegionIndex, key: Key) -> tuple[str, ...]:
    return tuple(b.id for b in index.region.begeleiders if may_work(index, b, *key))


def _lines(
    keys: Sequence[Key],
    need: Mapping[Key, Need],
    have: Mapping[str, int],
    may: Mapping[Key, Sequence[str]],
    covered: Mapping[Key, int],
    shared_offer: int,
) -> tuple[Line, ...]:
    """Return a line per level that is asked; what schools share fills what is left of the light one.

    Requests of an institute's own staff are in the line of their level, but are not for schools to fill.
    """
    found = []
    for level in Level:
        own = [key for key in keys if key[2] is level]
        if not own:
            continue
        people = {b for key in own for b in may[key]}
        open_gap = sum(need[k].minutes - covered[k] for k in own if k[3] is None)
        shared = min(shared_offer, open_gap) if level is Level.LIGHT else 0
        missing = {k: need[k].servable - covered[k] for k in own}
        nobody = sum(need[k].nobody for k in own)
        touched = sum(_touched(need[k], missing[k]) for k in own)
        if shared:
            # minutes that schools share go to any request alike, so the touched fall with the gap
            gap = sum(need[k].minutes - covered[k] for k in own)
            touched = ceil(Fraction((touched + nobody) * (gap - shared), gap))
        else:
            touched += nobody
        found.append(
            Line(
                level=level,
                requests=sum(need[k].requests for k in own),
                need=sum(need[k].minutes for k in own),
                people=len(people),
                reach=sum(have[b] for b in people),
                covered=sum(covered[k] for k in own),
                shared=shared,
                nobody=nobody,
                affected=touched,
            )
        )
    return tuple(found)


def _touched(need: Need, missing: int) -> int:
    """Return how many of the hulpvragen that can be served a gap touches: their number times its part, rounded up."""
    return ceil(Fraction((need.requests - need.nobody) * missing, need.servable)) if need.servable else 0


def _half_days(
    index: RegionIndex,
    half_days: Sequence[HalfDay],
    own: tuple[str, str],
    keys: Sequence[Key],
    need: Mapping[Key, Need],
    shared: Shared,
) -> dict[HalfDay, HalfDayFigures]:
    everybody = index.region.begeleiders
    people = [b for b in everybody if any(may_work(index, b, *own, level, b.institute) for level in Level)]
    found = {}
    for half_day in half_days:
        windows = [w for b in people if (w := b.availability.get(half_day)) is not None]
        asked = sum((need[key].by_half_day.get(half_day, Fraction()) for key in keys), Fraction())
        found[half_day] = HalfDayFigures(
            people=len(windows),
            window=sum(window.minutes for window in windows),
            shared=shared.get(own, {}).get(half_day, 0),
            need=ceil(asked),
        )
    return found


def _cell(
    index: RegionIndex,
    kring: Kring,
    expertise: str,
    lines: tuple[Line, ...],
    found_seats: Seats,
    half_days: dict[HalfDay, HalfDayFigures],
) -> Cell:
    schools = [s for s in index.region.schools if s.kring == kring.id]
    gemeenten = {*kring.gemeenten, *(s.gemeente for s in schools)}
    partners = [p for p in index.region.partners if p.gemeente in gemeenten and expertise in p.expertise]
    return Cell(
        kring=kring.id,
        expertise=expertise,
        lines=lines,
        seats=found_seats,
        shared_offer=sum(figures.shared for figures in half_days.values()),
        schools=tuple(s.id for s in schools if expertise in s.expertise),
        partners=tuple(p.id for p in partners),
        partner_places=sum(p.places or 0 for p in partners),
        half_days=half_days,
    )


def _gaps(cells: Sequence[Cell]) -> tuple[Gap, ...]:
    """Return what is short: most pupils first, then most minutes, then in the order of the cells."""
    found = []
    for cell in cells:
        found += [
            Gap(cell.kring, cell.expertise, line.level, line.affected, line.gap, line.nobody)
            for line in cell.lines
            if line.gap > 0
        ]
        if cell.seats.short:
            found.append(Gap(cell.kring, cell.expertise, None, cell.seats.short, 0, 0))
    return tuple(sorted(found, key=lambda gap: (-gap.affected, -gap.minutes)))
