"""Seats in groups against candidates."""

from __future__ import annotations

from collections import defaultdict

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.demand import active_arrangementen
from optimizer.domain.index import RegionIndex
from optimizer.domain.leerling import Leerling
from optimizer.provision.share import proportional
from optimizer.provision.types import Seats
from optimizer.rules.eligibility import may_lead


def kring_of_leerling(index: RegionIndex, leerling: Leerling) -> str | None:
    """Return the own kring of a leerling: of the home's postcode, else of the school, else of the school of origin."""
    if isinstance(leerling.home, str):
        for kring in index.region.kringen:
            if leerling.home[:4] in kring.postcodes:
                return kring.id
    for school in (leerling.school, leerling.school_of_origin):
        if school in index.schools:
            return index.schools[school].kring
    return None


def seats_of(index: RegionIndex, arrangement: Groepsarrangement) -> int:
    """Return the most pupils that the groups of an arrangement can hold.

    None when nobody may lead at any of its hosts, or when there are too few candidates for one group.
    """
    hosts = [index.schools[h] for h in arrangement.hosts if h in index.schools]
    led = any(
        may_lead(index, b, arrangement.expertise, host)
        for host in hosts
        if host.kring in arrangement.kringen
        for b in index.region.begeleiders
    )
    if not led or len(set(arrangement.candidates)) < arrangement.size.min:
        return 0
    return arrangement.max_groups * arrangement.size.max


def seats(index: RegionIndex) -> dict[tuple[str, str], Seats]:
    """Return candidates and seats by kring and expertise of the leader, over the arrangementen active in the week.

    A candidate of two arrangementen counts in both. The seats of an arrangement are shared over the kringen of its
    candidates in proportion. A candidate of whom no kring is known counts in the first kring of the arrangement.
    """
    candidates: dict[tuple[str, str], int] = defaultdict(int)
    seated: dict[tuple[str, str], int] = defaultdict(int)
    order = {kring.id: position for position, kring in enumerate(index.region.kringen)}
    for arrangement in active_arrangementen(index.region):
        by_kring: dict[str, int] = defaultdict(int)
        for leerling in (index.leerlingen[c] for c in dict.fromkeys(arrangement.candidates) if c in index.leerlingen):
            by_kring[kring_of_leerling(index, leerling) or arrangement.kringen[0]] += 1
        kringen = sorted(by_kring, key=lambda k: order.get(k, len(order)))
        shares = proportional([by_kring[k] for k in kringen], seats_of(index, arrangement))
        for kring, share in zip(kringen, shares, strict=True):
            candidates[kring, arrangement.expertise] += by_kring[kring]
            seated[kring, arrangement.expertise] += share
    return {key: Seats(number, seated[key]) for key, number in candidates.items()}
