"""The net of provision on a screen: a grid of figures, the gaps, one kring in full, special education."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.domain.region import Region
    from optimizer.provision import Cell, Gap, Net

SHOWN = 12
"""Gaps that are written out."""
NARROW = 80
"""Columns that a screen has at least."""
_LETTERS = 26


def whole_net(net: Net, region: Region, say: Texts) -> RenderableType:
    """Return totals, the grid, the gaps, and special education."""
    affected = sum(cell.affected for cell in net.cells)
    head = heading(
        say("provision.title", name=region.name, week=say.week(net.week)),
        say(
            "provision.about",
            need=say.number(net.need),
            gap=say.number(net.gap),
            affected=say.count("provision.pupils_count", affected),
        ),
        say("provision.travel"),
    )
    parts = (_grid(net, region, say), _gaps(net, region, say), _social(region, None, say), _special(net, region, say))
    return Group(head, *(line for part in parts for line in (Text(), part)))


def _grid(net: Net, region: Region, say: Texts) -> RenderableType:
    """Return a row for each kring and a column for each expertise that is asked anywhere."""
    asked = [e for e in net.expertises if any(net.cell(k.id, e).asked for k in region.kringen)]
    rows = [(k.name, [_figure(net.cell(k.id, e), say) for e in asked]) for k in region.kringen]
    title = say("provision.grid", none=say("provision.none"))
    return Group(Text(title, style="bold"), *_columns(say("provision.kring"), asked, rows))


def _columns(first: str, names: Sequence[str], rows: Sequence[tuple[str, Sequence[Text]]]) -> list[RenderableType]:
    """Return a table of narrow figures; where its column names have no room, letters with a key under it."""
    cells = [max((len(row[i]) for _, row in rows), default=0) for i in range(len(names))]
    wide = max((len(name) for name, _ in rows), default=0)
    wide += sum(max(len(name), cell) + 1 for name, cell in zip(names, cells, strict=True))
    letters = wide >= NARROW
    heads = [_letter(i) for i in range(len(names))] if letters else names
    found = table(first, *((head, "right") for head in heads), flexible=(0,))
    found.padding = (0, 1, 0, 0)
    for name, row in rows:
        found.add_row(name, *row)
    key = ", ".join(f"{head} {name}" for head, name in zip(heads, names, strict=True))
    return [found, note(key)] if letters else [found]


def _letter(position: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, ..."""
    return ("" if position < _LETTERS else _letter(position // _LETTERS - 1)) + chr(ord("a") + position % _LETTERS)


def _figure(cell: Cell, say: Texts) -> Text:
    if not cell.asked:
        return Text(say("provision.none"), style="dim")
    return Text(say.number(cell.affected), style="bold" if cell.affected else "")


def _gaps(net: Net, region: Region, say: Texts) -> RenderableType:
    if not net.gaps:
        return note(say("provision.no_gaps"))
    names = {kring.id: kring.name for kring in region.kringen}
    found = table(
        say("provision.kring"),
        say("provision.expertise"),
        say("provision.level"),
        (say("provision.affected"), "right"),
        (say("provision.short"), "right"),
        say("provision.why"),
        flexible=(0, 1, 5),
        title=say("provision.gaps"),
    )
    for gap in net.gaps[:SHOWN]:
        found.add_row(
            names[gap.kring],
            gap.expertise,
            say("provision.seats_level") if gap.level is None else say(f"provision.level_word.{gap.level}"),
            say.number(gap.affected),
            say("provision.seats", n=gap.affected) if gap.level is None else say("provision.minutes", n=gap.minutes),
            _why(gap, say),
        )
    rest = len(net.gaps) - SHOWN
    return Group(found, note(say("provision.more", n=rest))) if rest > 0 else found


def _why(gap: Gap, say: Texts) -> str:
    if gap.level is None:
        return say("provision.too_few_seats")
    if gap.nobody >= gap.affected:
        return say("provision.nobody_all")
    if gap.nobody:
        return f"{say('provision.too_little')}; {say('provision.nobody', n=gap.nobody)}"
    return say("provision.too_little")


def kring_net(net: Net, region: Region, kring: str, say: Texts) -> RenderableType:
    """Return all figures of one kring: by expertise and level, and by half day."""
    name = next(k.name for k in region.kringen if k.id == kring)
    cells = [net.cell(kring, expertise) for expertise in net.expertises]
    found = table(
        say("provision.expertise"),
        say("provision.level"),
        *((say(f"provision.{c}"), "right") for c in ("need", "covered", "short", "affected", "people", "reach")),
        (say("provision.seats_of"), "right"),
    )
    found.padding = (0, 1, 0, 0)
    for cell in cells:
        of = {"need": cell.seats.candidates, "window": cell.seats.seated}
        seats = say("provision.of", **of) if cell.seats.candidates else ""
        for line in cell.lines:
            covered = line.covered + line.shared
            figures = (line.need, covered, line.gap, line.affected, line.people, line.reach)
            level = say(f"provision.level_word.{line.level}")
            found.add_row(cell.expertise, level, *(say.number(n) for n in figures), seats)
            seats = ""
        if seats:
            found.add_row(cell.expertise, say("provision.seats_level"), *[""] * 6, seats)
    social = _social(region, kring, say)
    title = say("provision.title", name=name, week=say.week(net.week))
    return Group(heading(title, say("provision.reading")), Text(), found, Text(), social, Text(), *_days(cells, say))


def _social(region: Region, kring: str | None, say: Texts) -> RenderableType:
    """Return the partners of the sociaal domein by gemeente, and the gemeenten of which none are known."""
    from optimizer.provision import social_offer

    offers = social_offer(region, kring)
    found = table(
        say("provision.gemeente"),
        say("provision.partner"),
        say("provision.offer"),
        say("provision.expertise"),
        (say("provision.places"), "right"),
        flexible=(0, 1, 2, 3),
        title=say("provision.social"),
    )
    for offer in offers:
        for number, partner in enumerate(offer.partners):
            name = "" if number else offer.gemeente.name
            places = say("nothing") if partner.places is None else say.number(partner.places)
            found.add_row(name, partner.name, partner.offer, ", ".join(partner.expertise), places)
    without = [offer.gemeente.name for offer in offers if not offer.partners]
    if len(without) == len(offers):
        return note(say("provision.no_partners"))
    if not without:
        return found
    names = ", ".join([*without[:SHOWN], *(["\N{HORIZONTAL ELLIPSIS}"] if len(without) > SHOWN else [])])
    return Group(found, note(say("provision.without_partners", gemeenten=names)))


def _days(cells: Sequence[Cell], say: Texts) -> list[RenderableType]:
    """Return a row for each half day and a column for each expertise that is asked."""
    asked = [cell for cell in cells if cell.need]
    rows = []
    for half_day in asked[0].half_days if asked else ():
        figures = [cell.half_days[half_day] for cell in asked]
        shown = [Text(say("provision.of", need=f.need, window=f.window + f.shared)) for f in figures]
        rows.append((say(f"half_day.{half_day}"), shown))
    columns = _columns(say("provision.half_day"), [cell.expertise for cell in asked], rows)
    return [Text(say("provision.half_days"), style="bold"), *columns]


def _special(net: Net, region: Region, say: Texts) -> RenderableType:
    special = net.special
    names: dict[str | None, str] = {kring.id: kring.name for kring in region.kringen}
    lines = [say("provision.inflow", inflow=special.inflow, returning=special.returning, held=special.held)]
    if special.kinds:
        kinds = ", ".join(f"{say(f'provision.kind_word.{kind}')} {n}" for kind, n in special.kinds.items())
        lines.append(say("provision.kinds", kinds=kinds))
    if special.flows:
        unknown = say("provision.unknown_kring")
        flows = ", ".join(f"{names.get(f.kring, unknown)} {f.inflow}/{f.returning}" for f in special.flows)
        lines.append(say("provision.flows", flows=flows))
    parts: list[RenderableType] = [heading(say("provision.special"), *lines)]
    if special.admissions:
        columns = ("valid", "later", "pending", "expired")
        found = table(say("provision.admission"), *((say(f"provision.{c}"), "right") for c in columns))
        for one in special.admissions:
            numbers = (one.valid, one.later, one.pending, one.expired)
            found.add_row(say(f"provision.admission_word.{one.kind}"), *(say.number(n) for n in numbers))
        parts += [Text(), found]
    if special.places:
        found = table(
            say("provision.site_kind"), *((say(f"provision.{c}"), "right") for c in ("sites", "pupils", "free"))
        )
        for place in special.places:
            kind = say.school_kind(place.kind)
            kind = kind if place.within_swv else say("provision.outside", kind=kind)
            found.add_row(kind, *(say.number(n) for n in (place.sites, place.pupils, place.free)))
        parts += [Text(), found]
    return Group(*parts)
