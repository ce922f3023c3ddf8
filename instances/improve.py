"""Improvement of a greedy plan: take some visits out and put them back better, as long as the stages gain."""

from __future__ import annotations

from random import Random

from instances.insertion import Search
from instances.roster import Spot
from optimizer.domain.vocabulary import Priority

_RANK = {Priority.URGENT: 0, Priority.NORMAL: 1, Priority.LOW: 2}

Loss = tuple[int, int, int, int]
"""Running commitments broken, and minutes unmet: urgent, normal, low."""


def _loss(search: Search, name: str) -> Loss:
    """Return what one request adds to the stages."""
    d, served = search.roster.demand[name], search.roster.served.get(name)
    current = d.hulpvraag.current
    unmet = [0, 0, 0]
    unmet[_RANK[d.priority]] = d.minutes - d.hulpvraag.minutes * (0 if served is None else len(served[1]))
    broken = int(current is not None and (served is None or served[0] != current))
    return broken, unmet[0], unmet[1], unmet[2]


def _total(search: Search, names: list[str]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(_loss(search, n) for n in names), strict=True)))


def _choose(search: Search, rng: Random) -> list[str]:
    """Return served requests to take out: those of an unserved one's begeleiders, on all or on a few days."""
    roster = search.roster
    unserved = [n for n in roster.demand if n not in roster.served and roster.eligible[n]]
    if not unserved:
        return []
    wanted = rng.choice(unserved)
    people = [b.id for b in roster.eligible[wanted]]
    chosen = set(rng.sample(people, min(len(people), 2)))
    if len(chosen) == 1:
        chosen.add(rng.choice(roster.region.begeleiders).id)
    own = [n for n, (b, _) in roster.served.items() if b in chosen]
    keep = rng.choice((0.0, 0.3, 0.6))
    return [n for n in own if rng.random() >= keep]


def _restore(search: Search, out: list[tuple[str, str, tuple[Spot, ...]]], before: set[str]) -> None:
    """Undo a round: remove what it put in, and put back, in reverse, what it took out."""
    roster = search.roster
    taken = {name for name, _, _ in out}
    for name in [n for n in roster.served if n not in before or n in taken]:
        roster.remove(name)
    for name, begeleider, spots in reversed(out):
        # visits of one request lie in different half days, so their order does not matter
        roster.add(name, begeleider, spots)


def improve(search: Search, rounds: int) -> None:
    """Take visits out around an unserved request and insert all again; keep what is not worse in the stages.

    Rounds are counted and no clock is read, so that the plan is the same on every machine.
    """
    roster = search.roster
    rng = Random(0)
    for _ in range(rounds):
        chosen = _choose(search, rng)
        if not chosen:
            return
        before = set(roster.served)
        pool = chosen + [n for n in roster.demand if n not in before]
        old = _total(search, pool)
        out = [(name, *roster.remove(name)) for name in chosen]
        search.insert_by_class(pool)
        if _total(search, pool) > old:
            _restore(search, out, before)
