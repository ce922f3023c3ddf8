"""What was found in DUO's files: the schools, and everything that was odd."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table
from optimizer.domain.vocabulary import SchoolKind
from optimizer.io.duo import notice_data, notice_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.io.duo import DuoFiles, DuoImport, Notice, Seen

SHOWN = 3
"""Findings of a kind that are written out; the others are counted."""
KINDS = (SchoolKind.BO, SchoolKind.SBO, SchoolKind.SO)
_SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
_POINTS = ("address", "pc6", "pc4", "place")


def duo_summary(found: DuoImport, files: DuoFiles, out: str, say: Texts) -> RenderableType:
    """Return files, schools by kind, and findings grouped by what they are."""
    region = found.region
    sites = say.count("duo.sites", len(region.schools))
    head = heading(say("duo.title", name=region.name, sites=sites), *(_file(seen, say) for seen in found.seen))
    kinds = table(
        say("duo.kind"),
        (say("duo.sites_column"), "right"),
        (say("duo.pupils_column"), "right"),
        (say("duo.boards_column"), "right"),
    )
    for kind in KINDS:
        numbers = (found.sites(kind), found.pupils(kind), found.boards(kind))
        if numbers[0]:
            pupils = "" if found.year is None else say.number(numbers[1])
            kinds.add_row(kind.value, say.number(numbers[0]), pupils, say.number(numbers[2]))
    lines = [
        say("duo.gemeenten", names=", ".join(g.name for g in region.gemeenten)),
        say("duo.kringen", names=", ".join(k.name for k in region.kringen)),
        say("duo.points", **{by: found.points.get(by, 0) for by in _POINTS}),
        say("duo.no_year") if found.year is None else say("duo.year", year=found.year, unknown=found.uncounted),
    ]
    if files.special is None:
        lines.append(say("duo.no_special"))
    else:
        lines.append(say("duo.secondary", n=say.number(found.secondary)))
        lines.append(say("duo.outside", n=sum(not s.within_swv for s in region.schools)))
    if found.sharing:
        lines.append(say("duo.sharing", n=say.number(found.sharing)))
    parts: list[RenderableType] = [head, Text(), kinds, Text(), Text("\n".join(lines)), Text()]
    return Group(*parts, _notices(found.notices, say), Text(), note(say("duo.next", file=out)))


def _file(seen: Seen, say: Texts) -> str:
    return say(
        "duo.file",
        source=seen.source,
        encoding=say.of(f"duo.encoding.{seen.encoding}"),
        separator=say.of(f"duo.separator.{_SEPARATORS[seen.separator]}"),
        rows=say.number(seen.rows),
    )


def _notices(notices: tuple[Notice, ...], say: Texts) -> RenderableType:
    """Return findings by kind, most frequent last, each with its place; the first few of a kind in full."""
    if not notices:
        return note(say("duo.none"))
    groups: dict[str, list[Notice]] = defaultdict(list)
    for one in notices:
        groups[one.code].append(one)
    found = Text(say("duo.notices"), style="bold")
    for group in sorted(groups.values(), key=lambda g: (len(g), g[0].code)):
        for one in group[:SHOWN]:
            what, done = notice_text(one, say.lang)
            found.append(f"\n{one.where}", style="not bold cyan")
            found.append(f"  {what} ", style="not bold")
            found.append(f"→ {done}", style="not bold green")
        if len(group) > SHOWN:
            found.append(f"\n  {say('duo.more', n=len(group) - SHOWN)}", style="not bold dim")
    return found


def duo_json(found: DuoImport, say: Texts) -> str:
    """Return the summary as JSON text."""
    region = found.region
    data: dict[str, Any] = {
        "swv": found.swv,
        "name": region.name,
        "files": [
            {"file": s.source, "encoding": s.encoding, "separator": s.separator, "rows": s.rows} for s in found.seen
        ],
        "year": found.year,
        "kinds": {
            kind.value: {"sites": found.sites(kind), "pupils": found.pupils(kind), "boards": found.boards(kind)}
            for kind in KINDS
        },
        "pupils_unknown": found.uncounted,
        "gemeenten": [g.name for g in region.gemeenten],
        "kringen": [k.name for k in region.kringen],
        "points": {by: found.points.get(by, 0) for by in _POINTS},
        "sharing_a_point": found.sharing,
        "secondary_left_out": found.secondary,
        "notices": [notice_data(one, say.lang) for one in found.notices],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
