"""The roster as one page to read in a browser or print: no scripts, nothing from outside, tables that are tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from optimizer.domain.half_day import DAYS, HALF_DAYS
from optimizer.domain.vocabulary import StopKind
from optimizer.report.goodness import how_good, lost_text, weeks_text
from optimizer.report.grid import Cell, Grid, begeleider_grids, kring_grids, reason_text, school_grids
from optimizer.report.html import Section, document, table
from optimizer.report.map import map_svg, school_numbers
from optimizer.report.page_style import STYLE
from optimizer.report.roster import Roster
from optimizer.report.words import Words, what_of


def page(roster: Roster, say: Words) -> str:
    """Return the page as HTML, whole in itself."""
    numbers = school_numbers(roster)
    schools = sorted(school_grids(roster, say), key=lambda grid: numbers[grid.key])
    named = {i: f"{number}. {roster.school_names[i]}" for i, number in numbers.items()}
    ids = {i: f"s{number}" for i, number in numbers.items()}
    parts = {
        "summary": _summary(roster, say),
        "missing": _missing(roster, named, ids, say),
        "begeleiders": _grids(list(begeleider_grids(roster, say)), "b", roster, say),
        "kringen": _grids(list(kring_grids(roster, say)), "k", roster, say),
        "schools": _grids(schools, "s", roster, say, named),
        "map": (map_svg(roster, say), f"<p>{escape(say('map.about'))}</p>"),
        "stages": _stages(roster, say),
    }
    sections = [Section(name, say(f"page_section.{name}"), own) for name, own in parts.items()]
    return document(say("title", name=roster.region.name), weeks_text(roster, say), STYLE, say.lang, sections)


def _summary(roster: Roster, say: Words) -> Iterator[str]:
    for week in roster.weeks:
        label = f"{say('week_short', week=int(week.week[6:]))}: " if len(roster.weeks) > 1 else ""
        yield f'<p class="good">{escape(label + how_good(week, say))}</p>'
    rows = []
    for week in roster.weeks:
        view = week.view
        cells = (
            say.percent(week.served_share()),
            say.hours(week.lost(StopKind.VISIT)),
            say.hours(week.lost(StopKind.SESSION)),
            say("of", n=len({g.arrangement for g in view.groups.values()}), of=len(view.arrangementen)),
            say("of", n=len(view.slots), of=len(view.overleggen)),
            say.hours(sum(leg.minutes for tour in week.plan.tours for leg in tour.legs)),
        )
        head = f'<th scope="row">{escape(say.week(week.week))}</th>'
        rows.append(f"<tr>{head}{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
    columns = [say(f"column.{key}") for key in ("week", "served", "lost", "lost_groups", "groups", "meetings", "road")]
    yield table(columns, rows)
    for week in roster.weeks:
        label = f"{say('week_short', week=int(week.week[6:]))}: " if len(roster.weeks) > 1 else ""
        yield f"<p>{escape(label + lost_text(week, say))}</p>"


def _missing(roster: Roster, named: dict[str, str], ids: dict[str, str], say: Words) -> Iterator[str]:
    rows = []
    for week in roster.weeks:
        for one in week.missing:
            school = ""
            if one.school is not None:
                school = f'<a href="#{ids[one.school]}">{escape(named[one.school])}</a>'
            able = ", ".join(
                say("able", who=roster.begeleider_names[who], hours=say.hours(left)) for who, left in one.able
            )
            texts = (what_of(one.kind, one.what, say), one.item)
            priority = "" if one.priority is None else say.word("priority", one.priority)
            rows.append(
                f"<tr><td>{int(week.week[6:])}</td>"
                f'<th scope="row">{school}</th><td>{escape(week.kring_names(one))}</td>'
                f"{''.join(f'<td>{escape(text)}</td>' for text in texts)}<td>{escape(priority)}</td>"
                f'<td class="number">{say.number(one.minutes)}</td>'
                f"<td>{escape(say('of', n=one.lacking, of=one.due))}</td>"
                f"<td>{escape(reason_text(one, say))}</td><td>{escape(able)}</td></tr>"
            )
    if not rows:
        yield f"<p>{escape(say('none_missing'))}</p>"
        return
    keys = ("week", "school", "kring", "what", "item", "priority", "minutes", "lacking", "why", "able")
    yield table([say(f"column.{key}") for key in keys], rows)


def _grids(
    grids: Sequence[Grid], letter: str, roster: Roster, say: Words, named: dict[str, str] | None = None
) -> Iterator[str]:
    """Yield an index and an article for every entity, with a table a week."""
    weeks: dict[str, list[Grid]] = {}
    for grid in grids:
        weeks.setdefault(grid.key, []).append(grid)
    numbers = {key: number for number, key in enumerate(weeks, start=1)}
    titles = {key: (named or {}).get(key, own[0].title) for key, own in weeks.items()}
    links = (f'<li><a href="#{letter}{numbers[key]}">{escape(title)}</a></li>' for key, title in titles.items())
    yield f'<ul class="index">{"".join(links)}</ul>'
    for key, own in weeks.items():
        tables = "\n".join(_week_table(grid, say, several=len(roster.weeks) > 1) for grid in own)
        yield (
            f'<article id="{letter}{numbers[key]}"><h3>{escape(titles[key])}</h3>\n'
            f'<p class="about">{escape(" · ".join(own[0].about))}</p>\n{tables}</article>'
        )


def _week_table(grid: Grid, say: Words, *, several: bool) -> str:
    caption = f"<caption>{escape(say.week(grid.week))}</caption>" if several else ""
    days = "".join(f'<th scope="col">{escape(say.day(HALF_DAYS[2 * day.order]))}</th>' for day in DAYS)
    rows = []
    for part in (0, 1):
        cells = "".join(_cell(grid.cells[HALF_DAYS[2 * day.order + part]]) for day in DAYS)
        rows.append(f'<tr><th scope="row">{escape(say.part(morning=part == 0))}</th>{cells}</tr>')
    notes = [f'<p class="note">{escape(note)}</p>' for note in grid.notes]
    notes += [f'<p class="lacks-note">{escape(text)}</p>' for text in grid.warnings]
    head = f'<thead><tr><th scope="col">{escape(say("column.part"))}</th>{days}</tr></thead>'
    return (
        f'<div class="wide"><table class="week">{caption}{head}\n<tbody>{"".join(rows)}</tbody></table></div>\n'
        f"{''.join(notes)}"
    )


def _cell(cell: Cell) -> str:
    entries = []
    for head, under in cell.entries:
        if under:
            both = f'<span class="head">{escape(head)}</span><span class="under">{escape(under)}</span>'
        else:
            both = escape(head)
        entries.append(f'<div class="entry">{both}</div>')
    return f'<td class="{cell.look}">{"".join(entries)}</td>'


def _stages(roster: Roster, say: Words) -> Iterator[str]:
    weeks = [say("week_short", week=int(week.week[6:])) for week in roster.weeks]
    rows = []
    for key in roster.weeks[0].values:
        cells = []
        for week in roster.weeks:
            stage = next((stage for stage in week.stages if stage.key == key), None)
            proof = f" ({say('proven')})" if stage is not None and stage.proven and not stage.conditional else ""
            cells.append(f'<td class="number">{say.number(week.values[key])}{escape(proof)}</td>')
        rows.append(
            f'<tr><th scope="row">{escape(say.of(f"stage.{key}"))}</th><td>{escape(say.of(f"unit.{key}"))}</td>'
            f"{''.join(cells)}</tr>"
        )
    yield table([say("column.stage"), say("column.unit"), *weeks], rows)
