"""The region of the sites that were found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from optimizer.domain.base import FrozenDict
from optimizer.domain.intake import InputRefusedError, check_region
from optimizer.domain.location import straight_metres
from optimizer.domain.organisation import Bestuur, Gemeente, Kring
from optimizer.domain.region import Region
from optimizer.domain.school import School, default_school_hours
from optimizer.io.duo.area import Placed
from optimizer.io.duo.extras import Kringen
from optimizer.io.duo.names import fresh, place_name
from optimizer.io.duo.notes import Findings
from optimizer.io.duo.postcodes import Postcodes


def build_region(
    placed: Sequence[Placed],
    pupils: Mapping[str, int],
    postcodes: Postcodes,
    own_kringen: Kringen | None,
    findings: Findings,
    *,
    swv: str,
    name: str | None,
    week: str,
) -> Region:
    """Return a region with gemeenten, besturen, kringen and schools; school hours have their default.

    It has no begeleiders and no hulpvragen: DUO does not know these. Everything else that a region must be, it is.

    Raises
    ------
    InputRefusedError
        When the parts contradict each other.
    """
    gemeente_ids = _gemeente_ids(placed)
    gemeente_of = {p.site.code: gemeente_ids[_gemeente_key(p)] for p in placed}
    kring_names = _kring_names(placed, own_kringen, findings)
    kring_ids: dict[str, str] = {}
    for kring in kring_names.values():
        if kring not in kring_ids:
            kring_ids[kring] = fresh(kring, set(kring_ids.values()))
    kring_of = {code: kring_ids[kring] for code, kring in kring_names.items()}
    owners = _postcode_owners(placed, kring_of, postcodes, swv)
    hours = default_school_hours()
    besturen = sorted({p.site.bestuur for p in placed if p.site.bestuur is not None})
    region = Region(
        id=swv.lower(),
        name=name or f"SWV {swv}",
        week=week,
        gemeenten=tuple(
            Gemeente(id=own, name=place_name(_gemeente_name(key))) for key, own in sorted(gemeente_ids.items())
        ),
        besturen=tuple(Bestuur(id=number, name=f"Bestuur {number}") for number in besturen),
        kringen=tuple(
            Kring(
                id=own,
                name=kring,
                gemeenten=tuple(sorted({gemeente_of[code] for code in kring_of if kring_of[code] == own})),
                postcodes=tuple(sorted(pc4 for pc4, owner in owners.items() if owner == own)),
            )
            for kring, own in sorted(kring_ids.items())
        ),
        schools=tuple(
            School(
                id=p.site.code,
                name=p.site.name,
                kind=p.site.kind,
                cluster=p.site.cluster,
                kring=kring_of[p.site.code],
                gemeente=gemeente_of[p.site.code],
                bestuur=p.site.bestuur,
                location=p.point,
                denomination=p.site.denomination,
                # clusters 1 and 2 fall outside the samenwerkingsverband (WEC art. 2(4), WPO art. 18a(2))
                within_swv=p.site.cluster not in (1, 2),
                hours=hours,
                ib_hours=hours,
                pupils=pupils.get(p.site.code),
            )
            for p in placed
        ),
        begeleiders=(),
        hulpvragen=(),
        postcodes=FrozenDict({pc4: postcodes.points[pc4] for pc4 in sorted(owners) if pc4 in postcodes.points}),
    )
    faults = check_region(region)
    if faults:
        raise InputRefusedError(faults)
    return region


def _gemeente_key(placed: Placed) -> str:
    """Return what gemeenten are told apart by: name, or number where a row has no name."""
    return placed.site.gemeente or placed.site.gemeente_code or "-"


def _gemeente_name(key: str) -> str:
    return f"Gemeente {key}" if key.isdigit() or key == "-" else key


def _gemeente_ids(placed: Sequence[Placed]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in sorted({_gemeente_key(p) for p in placed}):
        found[key] = fresh(_gemeente_name(key), set(found.values()))
    return found


def _kring_names(placed: Sequence[Placed], own: Kringen | None, findings: Findings) -> dict[str, str]:
    """Return the kring of every site: as the SWV's own table has it, else its gemeente."""
    found: dict[str, str] = {}
    for p in placed:
        given = None if own is None else own.of(p.site.code, p.site.pc4, p.site.gemeente)
        if own is not None and given is None:
            findings.note("no-kring", own.seen.source, code=p.site.code)
        found[p.site.code] = given or place_name(_gemeente_name(_gemeente_key(p)))
    return found


def _postcode_owners(
    placed: Sequence[Placed], kring_of: Mapping[str, str], postcodes: Postcodes, swv: str
) -> dict[str, str]:
    """Return the kring of every postcode of the SWV: of most of its schools, else of the nearest school.

    A postcode without a school and without a point has no kring.
    """
    sites: dict[str, Counter[str]] = defaultdict(Counter)
    for p in placed:
        if p.site.pc4 is not None:
            sites[p.site.pc4][kring_of[p.site.code]] += 1
    found = {pc4: min(count, key=lambda k: (-count[k], k)) for pc4, count in sites.items()}
    for pc4, number in postcodes.swv.items():
        point = postcodes.points.get(pc4)
        if number == swv and pc4 not in found and point is not None:
            near = min(placed, key=lambda p: (straight_metres(point, p.point), p.site.code))
            found[pc4] = kring_of[near.site.code]
    return found
