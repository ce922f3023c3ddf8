"""Files 02 and 09: school sites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from optimizer.domain.vocabulary import SchoolKind
from optimizer.io.duo.notes import Findings, Notice, notice
from optimizer.io.duo.table import Seen, Table, read_table

COLUMNS = (
    "bevoegd_gezag_nummer",
    "instellingscode",
    "vestigingscode",
    "vestigingsnaam",
    "postcode",
    "plaatsnaam",
    "gemeentenummer",
    "gemeentenaam",
    "denominatie",
)
"""Columns of both files that are read."""
SPECIAL_COLUMNS = ("soort_primair_onderwijs", "cluster", "onderwijs")
"""Columns of file 09 only."""
_KINDS: dict[str, SchoolKind | None] = {
    "SBAO": SchoolKind.SBO,
    "SBO": SchoolKind.SBO,
    "SO": SchoolKind.SO,
    "(V)SO": SchoolKind.SO,
    "SO/VSO": SchoolKind.SO,
    "VSO": None,
}
"""SOORT PRIMAIR ONDERWIJS; VSO is secondary education and is left out."""
_CLUSTERS = dict.fromkeys(("VGK", "MGDV"), "1") | dict.fromkeys(("DOVN", "DOBLN", "SH", "ESM", "MGA", "MGB"), "2")
_CLUSTERS |= dict.fromkeys(("ZMLK", "LG", "MGF", "LZ/S"), "3") | dict.fromkeys(("ZMOK", "LZ/P", "PI"), "4")
"""Cluster of the sorts of special education in column ONDERWIJS, for those that tell."""
LONGEST = 100
"""Characters of a name that are kept; DUO's longest has 90."""
_NUMBER = re.compile(r"[0-9]{1,6}")
_SITE = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})?")
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00e2]")


@dataclass(frozen=True)
class Site:
    """A school site as DUO has it."""

    code: str
    """BRIN and number of the site, such as ``00AB01``."""
    name: str
    kind: SchoolKind
    cluster: int | None
    postcode: str | None
    """PC6 or PC4, without a space."""
    plaats: str
    gemeente_code: str
    gemeente: str
    bestuur: str | None
    denomination: str | None
    where: str = ""
    notices: tuple[Notice, ...] = ()
    """What is odd about its rows; said only when the site turns out to be one of the SWV."""

    @property
    def pc4(self) -> str | None:
        """The four digits of its postcode."""
        return None if self.postcode is None else self.postcode[:4]


@dataclass(frozen=True)
class SiteFile:
    """The sites of one file."""

    seen: Seen
    sites: dict[str, Site]
    secondary: frozenset[str]
    """Codes of sites for VSO only, left out."""


def read_sites(path: Path, findings: Findings, *, special: bool) -> SiteFile | None:
    """Return the sites of file 02, or of file 09 when `special`; nothing when the file cannot be read."""
    table = read_table(path, findings, required=COLUMNS + (SPECIAL_COLUMNS if special else ()))
    if table is None:
        return None
    found: dict[str, Site] = {}
    secondary: set[str] = set()
    for line, cells in table.rows:
        code = cells["vestigingscode"].upper()
        if not _SITE.fullmatch(code):
            findings.note("bad-code" if code else "no-code", table.where(line), given=code)
            continue
        kind = _kind(table, line, cells, findings) if special else SchoolKind.BO
        if kind is None:
            secondary.add(code)
        elif kind != "":
            site = _site(table.where(line), code, SchoolKind(kind), cells)
            found[code] = site if code not in found else _double(found[code], site)
    return SiteFile(table.seen, found, frozenset(secondary - set(found)))


def _kind(table: Table, line: int, cells: Mapping[str, str], findings: Findings) -> SchoolKind | str | None:
    """Return the kind in a row of file 09; nothing for VSO, an empty text after noting an unknown kind."""
    given = cells["soort_primair_onderwijs"].upper().replace("_", "/")
    if given not in _KINDS:
        findings.note("bad-kind", table.where(line), given=given, code=cells["vestigingscode"])
        return ""
    kind = _KINDS[given]
    offered = [part.strip().upper() for part in cells["onderwijs"].split("+") if part.strip()]
    if kind is SchoolKind.SO and offered and all(re.match(r"(RP-)?VSO\b", part) for part in offered):
        return None
    return kind


def _site(where: str, code: str, kind: SchoolKind, cells: Mapping[str, str]) -> Site:
    notices: list[Notice] = []

    def odd(note: str, /, **facts: object) -> None:
        notices.append(notice(note, where, code=code, **facts))

    name = cells["vestigingsnaam"]
    if _MOJIBAKE.search(name):
        mended = _unscrambled(name)
        if mended != name:
            odd("name-scrambled", given=name, mended=mended)
            name = mended
    if not name:
        odd("no-name")
    if cells["instellingscode"].upper() != code[:4]:
        odd("brin-differs", given=cells["instellingscode"])
    match = _POSTCODE.fullmatch(cells["postcode"].upper())
    if match is None:
        odd("bad-postcode" if cells["postcode"] else "no-postcode", given=cells["postcode"])
    bestuur = cells["bevoegd_gezag_nummer"]
    if not _NUMBER.fullmatch(bestuur):
        odd("bad-bestuur" if bestuur else "no-bestuur", given=bestuur)
        bestuur = ""
    if not cells["gemeentenaam"]:
        odd("no-gemeente")
    cluster = cells.get("cluster", "")
    if cluster and not re.fullmatch(r"[1-4](/[1-4])?", cluster):
        odd("bad-cluster", given=cluster)
        cluster = ""
    if kind is SchoolKind.SO and not cluster:
        # a school for SO must have a cluster: it says whether the SWV or an institute decides
        offered = {c for sort, c in _CLUSTERS.items() if sort in re.split(r"[\s,+]+", cells["onderwijs"].upper())}
        cluster = offered.pop() if len(offered) == 1 else ""
        odd("cluster-by-education" if cluster else "no-cluster", given=cells["onderwijs"], taken=cluster)
    if "/" in cluster:
        odd("two-clusters", given=cluster, taken=cluster[0])
    return Site(
        code=code,
        name=(name or code)[:LONGEST],
        kind=kind,
        cluster=int(cluster[0]) if cluster and kind is SchoolKind.SO else None,
        postcode=None if match is None else match[1] + (match[2] or ""),
        plaats=cells["plaatsnaam"],
        gemeente_code=cells["gemeentenummer"].zfill(4) if cells["gemeentenummer"] else "",
        gemeente=cells["gemeentenaam"][:LONGEST],
        bestuur=bestuur or None,
        denomination=cells["denominatie"][:LONGEST] or None,
        where=where,
        notices=tuple(notices),
    )


def _unscrambled(name: str) -> str:
    """Return a name that was UTF-8 and read as Windows-1252 as it was meant; any other name as it is."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


_COMPARED = tuple(f.name for f in fields(Site) if f.name not in {"where", "notices"})


def differing(first: Site, second: Site) -> str:
    """Return the fields in which two rows about a site differ, as people read them."""
    return ", ".join(name for name in _COMPARED if getattr(first, name) != getattr(second, name))


def _double(first: Site, second: Site) -> Site:
    """Return the first of two rows about a site, with a notice about the second."""
    return with_notice(first, row_notice(first, second))


def row_notice(first: Site, second: Site) -> Notice:
    """Return what to say of a second row about a site."""
    wrong = differing(first, second)
    facts = {"code": first.code, "first": first.where, "fields": wrong}
    return notice("conflicting-row" if wrong else "double-row", second.where, **facts)


def with_notice(site: Site, *found: Notice) -> Site:
    """Return a site with more to say about it."""
    return replace(site, notices=(*site.notices, *found))
