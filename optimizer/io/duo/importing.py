"""From DUO's files to a region, with an account of what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from optimizer.domain.region import Region
from optimizer.domain.vocabulary import SchoolKind
from optimizer.io.duo.area import Placed, is_left_out, place, sites_of
from optimizer.io.duo.building import build_region
from optimizer.io.duo.extras import read_kringen, read_points
from optimizer.io.duo.names import swv_number
from optimizer.io.duo.notes import Findings, Notice, notice
from optimizer.io.duo.postcodes import Postcodes, read_postcodes
from optimizer.io.duo.pupils import Pupils, read_pupils
from optimizer.io.duo.sites import Site, SiteFile, read_sites, row_notice, with_notice
from optimizer.io.duo.table import Seen

NATIONAL = {"Reformatorisch": "Berséba"}
"""Denominations whose schools are mostly of a national SWV, whatever their postcode."""


@dataclass(frozen=True)
class DuoFiles:
    """The files to read."""

    schools: Path
    """File 02: all sites for basisonderwijs."""
    postcodes: tuple[Path, ...]
    """Tables of postcodes: coordinates, SWV, or both."""
    special: Path | None = None
    """File 09: SBO, SO and VSO."""
    pupils: Path | None = None
    """File 06: pupils by site and year."""
    points: Path | None = None
    """A table of points by ``vestigingscode``."""
    kringen: Path | None = None
    """A table with the kring of each school, postcode or gemeente."""


@dataclass(frozen=True)
class DuoImport:
    """A region of real schools, and how it came about."""

    region: Region
    """Without begeleiders and hulpvragen."""
    swv: str
    seen: tuple[Seen, ...]
    """What each file turned out to be, in the order in which they were read."""
    notices: tuple[Notice, ...]
    """What was odd, and what was done, in the order in which it was found."""
    year: int | None
    """Of the counts of pupils."""
    points: dict[str, int]
    """Sites by what their point stands for: address, pc6, pc4 or place."""
    sharing: int
    """Sites at a point where another site is too, so that no travel is seen between them."""
    secondary: int
    """Sites of the whole country for VSO only, left out."""

    def sites(self, kind: SchoolKind) -> int:
        """Return the number of sites of a kind."""
        return sum(school.kind is kind for school in self.region.schools)

    def pupils(self, kind: SchoolKind) -> int:
        """Return the pupils at sites of a kind whose count is known."""
        return sum(school.pupils or 0 for school in self.region.schools if school.kind is kind)

    @property
    def uncounted(self) -> int:
        """Sites whose pupils are not known."""
        return sum(school.pupils is None for school in self.region.schools)

    def boards(self, kind: SchoolKind) -> int:
        """Return the number of besturen with a site of a kind."""
        return len({s.bestuur for s in self.region.schools if s.kind is kind and s.bestuur is not None})


def import_duo(files: DuoFiles, swv: str, *, week: str, name: str | None = None) -> DuoImport:
    """Return the region of real schools of a samenwerkingsverband.

    Parameters
    ----------
    files
        Where DUO's files and the tables of postcodes are.
    swv
        Number, such as ``PO-28-13``.
    week
        ISO week of the region.
    name
        Name of the region; by default ``SWV PO-28-13``.

    Raises
    ------
    InputRefusedError
        When a file is missing or is something else, or no site is of that SWV; with all faults.
    """
    findings = Findings()
    regular = read_sites(files.schools, findings, special=False)
    special = None if files.special is None else read_sites(files.special, findings, special=True)
    pupils = None if files.pupils is None else read_pupils(files.pupils, findings)
    postcodes = read_postcodes(files.postcodes, findings)
    points = None if files.points is None else read_points(files.points, findings)
    kringen = None if files.kringen is None else read_kringen(files.kringen, findings)
    number = _number(swv, postcodes, findings)
    findings.stop_at_faults()
    listed = _listed(regular, special)
    chosen = sites_of(_kinds_of(listed, pupils), number, postcodes)
    if not chosen:
        findings.fault("duo-no-sites", files.schools.name, swv=number)
        findings.stop_at_faults()
    for pc4 in sorted({site.pc4 for site in chosen if site.pc4} | {p for p, n in postcodes.swv.items() if n == number}):
        findings.notices += postcodes.notices.get(pc4, ())
    placed = place((s for s in chosen if not is_left_out(s)), postcodes, points[1] if points else {}, findings)
    if not placed:
        findings.fault("duo-no-points", files.schools.name, swv=number)
        findings.stop_at_faults()
    counts = _counts(placed, pupils, findings)
    findings.notices += [said for site in chosen for said in site.notices]
    for site in (p.site for p in placed):
        if site.denomination in NATIONAL:
            facts = {"code": site.code, "given": site.denomination, "national": NATIONAL[site.denomination]}
            findings.notices.append(notice("national-swv", site.where, **facts))
    if pupils is not None:
        _unlisted(listed, chosen, pupils, special, findings)
    region = build_region(placed, counts, postcodes, kringen, findings, swv=number, name=name, week=week)
    at = Counter(p.point for p in placed)
    tables = [f.seen for f in (regular, special, pupils, *((kringen,) if kringen else ())) if f is not None]
    return DuoImport(
        region=region,
        swv=number,
        seen=(*tables, *postcodes.seen, *((points[0],) if points else ())),
        notices=tuple(findings.notices),
        year=None if pupils is None else pupils.years[-1],
        points=dict(Counter(p.by for p in placed)),
        sharing=sum(count for count in at.values() if count > 1),
        secondary=0 if special is None else len(special.secondary),
    )


def _number(given: str, postcodes: Postcodes, findings: Findings) -> str:
    """Return the number in one spelling; note when it is no number, or none that the tables have."""
    number = swv_number(given)
    known = sorted(set(postcodes.swv.values()))
    if number is None:
        findings.fault("duo-bad-swv", "--swv", given=given)
    elif not known:
        findings.fault("duo-no-areas", "--postcodes")
    elif number not in known:
        near = get_close_matches(number, known, n=1, cutoff=0.5)
        findings.fault("duo-unknown-swv", "--swv", given=number, **({"nearest": near[0]} if near else {}))
    return number or ""


def _listed(regular: SiteFile | None, special: SiteFile | None) -> dict[str, Site]:
    """Return the sites of both files; of a site in both the row of the first."""
    found = dict(regular.sites) if regular is not None else {}
    for code, site in special.sites.items() if special is not None else ():
        found[code] = site if code not in found else with_notice(found[code], row_notice(found[code], site))
    return found


def _kinds_of(listed: dict[str, Site], pupils: Pupils | None) -> list[Site]:
    """Return the sites but for those that file 06 knows as VSO; fill in gemeenten that have a number only."""
    names = {site.gemeente_code: site.gemeente for site in listed.values() if site.gemeente}
    found = []
    for site in listed.values():
        count = None if pupils is None else pupils.counts.get(site.code)
        if site.kind is SchoolKind.SO and count is not None and count.kind == "VSO":
            continue
        found.append(site if site.gemeente else replace(site, gemeente=names.get(site.gemeente_code, "")))
    return found


def _counts(placed: tuple[Placed, ...], pupils: Pupils | None, findings: Findings) -> dict[str, int]:
    """Return the pupils of each site in the last year, else in the last year that has a count; say what is odd."""
    found: dict[str, int] = {}
    if pupils is None:
        return found
    last = pupils.years[-1]
    for site in (p.site for p in placed):
        count = pupils.counts.get(site.code)
        if count is None:
            findings.note("no-count", site.where, code=site.code, file=pupils.seen.source)
            continue
        findings.notices += count.notices
        if count.bestuur and site.bestuur and count.bestuur != site.bestuur:
            findings.note("conflicting-bestuur", count.where, code=site.code, given=count.bestuur, taken=site.bestuur)
        if not count.pupils:
            findings.note("no-count", count.where, code=site.code, file=pupils.seen.source)
            continue
        year = max(count.pupils)
        found[site.code] = count.pupils[year]
        if year != last:
            findings.note("older-count", count.where, code=site.code, year=year, last=last)
        if year in count.small:
            findings.note("small-count", count.where, code=site.code, taken=count.pupils[year])
    return found


def _unlisted(
    listed: dict[str, Site], chosen: list[Site], pupils: Pupils, special: SiteFile | None, findings: Findings
) -> None:
    """Say which sites have pupils but stand in neither list, in gemeenten that are wholly of the SWV."""
    inside = {site.code for site in chosen}
    elsewhere = {site.gemeente_code for site in listed.values() if site.code not in inside}
    whole = {site.gemeente_code for site in chosen if site.gemeente_code} - elsewhere
    secondary = special.secondary if special is not None else frozenset()
    for code, count in pupils.counts.items():
        known = code in listed or code in secondary or count.kind == "VSO"
        if not known and count.gemeente_code in whole and count.pupils.get(pupils.years[-1]):
            facts = {"code": code, "kind": count.kind, "pupils": count.pupils[pupils.years[-1]]}
            findings.note("count-without-site", count.where, **facts)
