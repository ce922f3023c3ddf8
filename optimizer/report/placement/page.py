"""Proposals as one page to read in a browser or print: no scripts, nothing from outside, nobody's home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from optimizer.domain.placement import LeerlingOutcome, Placement
from optimizer.report.html import Section, document, table
from optimizer.report.page_style import STYLE
from optimizer.report.placement import special, told
from optimizer.report.placement.cards import card, is_priced
from optimizer.report.placement.facts import Proposals, in_order
from optimizer.report.placement.map import placement_map
from optimizer.report.placement.names import column as column_name
from optimizer.report.words import Words

CARDS = 2_000
"""Leerlingen who get a card of their own, most urgent first; more makes a page that no browser shows."""
_LOOK = (
    STYLE
    + """
.decide { padding: .5rem .8rem; background: #fff9db; border-left: 4px solid #e0a100; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(30rem, 1fr)); gap: .8rem 1.4rem; }
.cards article { border: 1px solid var(--line); padding: .4rem .8rem .6rem; break-inside: avoid; }
.cards h3 { margin: .2rem 0; } .cards table { font-size: .9em; } .cards tr.own td { background: #e4f1dd; }
.why { margin: .2rem 0 .5rem; padding-left: 1.2rem; } .late { font-weight: 600; } .condition { background: #fde9d9; }
.map .none { fill: #9fb0b8; }
@media (max-width: 40rem) { .cards { grid-template-columns: 1fr; } }
@media print { .cards { display: block; } .cards article { margin-bottom: .6rem; } }
"""
)


def placement_page(found: Proposals, say: Words) -> str:
    """Return the page as HTML, whole in itself."""
    shown = in_order(found.result.leerlingen)[:CARDS]
    cards = {outcome.leerling for outcome in shown}
    schools = {school: f"s{number}" for number, school in enumerate(_schools(found), start=1)}
    parts = {
        "summary": _summary(found, say),
        "without": _without(found, cards, say),
        "kringen": _kringen(found, cards, schools, say),
        "cards": _cards(shown, found, say),
        "map": (placement_map(found, schools, say), f"<p>{escape(say('place.map.about'))}</p>"),
        "costs": special.cost_html(found, say),
        "lens": _lens(found, cards, say),
        "stages": _stages(found, say),
    }
    if found.result.lens is None and found.result.leerlingen:  # no lottery was held beside it
        del parts["lens"]
    sections = [Section(name, say(f"place.section.{name}"), own) for name, own in parts.items()]
    about = say("place.week", week=say.week(found.region.week))
    return document(say("place.title", name=found.region.name), about, _LOOK, say.lang, sections)


def _link(leerling: str, cards: set[str]) -> str:
    name = escape(leerling)
    return f'<a href="#p-{name}">{name}</a>' if leerling in cards else name


def _schools(found: Proposals) -> list[str]:
    """Return the schools with proposals, by kring and name."""
    order = {kring.id: number for number, kring in enumerate(found.region.kringen)}
    schools = found.index.schools
    return sorted(found.at_school, key=lambda s: (order[schools[s].kring], found.school_names[s]))


def summary_lines(found: Proposals, say: Words) -> list[str]:
    """Return what there is to say of all proposals together, a sentence each."""
    result = found.result
    lines = [say("place.placed", n=say.number(len(found.placed)), of=say.number(len(result.leerlingen)))]
    conditional = sum(bool(placement.conditions) for _, placement in found.placed)
    if conditional:
        minutes = say.number(found.missing_minutes)
        lines.append(say("place.conditional", n=say.number(conditional), minutes=minutes))
    transport = result.transport
    line = say("place.transport", n=say.number(transport.entitled), euro=say.number(transport.cost_euro))
    if transport.moved:
        line += f"; {say('place.transport_moved', n=say.number(transport.moved))}"
    lines.append(line)
    if special.has_costs(found):
        lines.append(special.cost_text(found, say))
    if result.candidates_limit is not None:
        lines.append(say("place.limited", n=say.number(result.candidates_limit)))
    return lines


def _summary(found: Proposals, say: Words) -> Iterator[str]:
    yield f'<p class="decide">{escape(say.of("placement.people_decide"))}</p>'
    yield f'<p class="good">{escape(told.how_good(found.result, say))}</p>'
    yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in summary_lines(found, say))}</ul>"
    rows = [
        f'<tr><th scope="row">{rung}</th><td class="number">{say.number(n)}</td></tr>'
        for rung, n in sorted(found.rungs.items())
    ]
    if rows:
        yield table([column_name("rung", say), column_name("number", say)], rows)


def _without(found: Proposals, cards: set[str], say: Words) -> Iterator[str]:
    if not found.unplaced:
        yield f"<p>{escape(say('place.nobody'))}</p>"
        return
    rows = []
    for outcome in found.unplaced:
        why = [
            told.reason_text(outcome, say),
            *(told.refusal_text(one, found.school_names, say) for one in outcome.refusals),
        ]
        rows.append(
            f'<tr><th scope="row">{_link(outcome.leerling, cards)}</th>{clock_cell(outcome, say)}'
            f"<td>{'<br>'.join(escape(line) for line in why)}</td></tr>"
        )
    yield table([column_name(key, say) for key in ("leerling", "clock", "why")], rows)


def clock_cell(outcome: LeerlingOutcome, say: Words) -> str:
    """Return the clock as a cell; what is over its time stands out in bold, too."""
    late = ' class="late"' if outcome.clock.urgency in {"absent", "past", "overdue"} else ""
    return f"<td{late}>{escape(told.clock_text(outcome.clock, say))}</td>"


def _kringen(found: Proposals, cards: set[str], schools: dict[str, str], say: Words) -> Iterator[str]:
    keys = ("name", "leerling", "clock", "rung", "wish", "minutes", "conditions", "status")
    for kring in found.region.kringen:
        here = found.in_kring(kring.id)
        if not here:
            continue
        yield f"<h3>{escape(kring.name)}</h3>"
        rows, last = [], ""
        for outcome, placement in here:
            mark = f' id="{schools[placement.school]}"' if placement.school != last else ""
            name = found.school_names[placement.school] if placement.school != last else ""
            last = placement.school
            rows.append(
                f'<tr{mark}><th scope="row">{escape(name)}</th>{_row(outcome, placement, found, cards, say)}</tr>'
            )
        yield table([column_name(key, say) for key in keys], rows)
    if not found.placed:
        yield f"<p>{escape(say('place.nobody'))}</p>"


def _row(outcome: LeerlingOutcome, placement: Placement, found: Proposals, cards: set[str], say: Words) -> str:
    conditions = told.conditions_text(placement.conditions, told.missing_of(placement), say)
    mark = ' class="condition"' if conditions else ""
    minutes = say("place.none") if placement.minutes is None else say.number(placement.minutes)
    return (
        f"<td>{_link(outcome.leerling, cards)}</td>{clock_cell(outcome, say)}"
        f"<td>{escape(told.rung_text(placement.rung, placement.rung_number, say))}</td>"
        f"<td>{escape(told.wish_text(placement.wish, found.wishes_of(outcome.leerling), say))}</td>"
        f'<td class="number">{minutes}</td>'
        f"<td{mark}>{escape(conditions or say('place.none'))}</td>"
        f"<td>{escape(told.status_text(outcome, say))}</td>"
    )


def _cards(shown: Sequence[LeerlingOutcome], found: Proposals, say: Words) -> Iterator[str]:
    rest = len(found.result.leerlingen) - len(shown)
    if rest:
        yield f"<p>{escape(say('place.more_cards', n=say.number(len(shown)), rest=say.number(rest)))}</p>"
    if not all(is_priced(outcome) for outcome in shown if len(outcome.options) > 1):
        yield f"<p>{escape(say('place.not_reckoned'))}</p>"
    links = (f'<li><a href="#p-{escape(o.leerling)}">{escape(o.leerling)}</a></li>' for o in shown)
    yield f'<ul class="index">{"".join(links)}</ul>'
    yield f'<div class="cards">{"".join(card(outcome, found, say) for outcome in shown)}</div>'


def _lens(found: Proposals, cards: set[str], say: Words) -> Iterator[str]:
    lens = found.result.lens
    if lens is None:
        yield f"<p>{escape(say('place.nobody'))}</p>"
        return
    yield f"<p>{escape(lens_line(found, say))}</p>"
    values = {stage.key: stage.value for stage in found.result.stages}
    rows = [
        f'<tr><th scope="row">{escape(say.of(f"stage.{one.key}"))}</th><td>{escape(say.of(f"unit.{one.key}"))}</td>'
        f'<td class="number">{say.number(values[one.key])}</td>'
        f'<td class="number">{say.number(values[one.key] + one.change)}</td></tr>'
        for one in lens.stages
        if one.key in values
    ]
    yield table([column_name(key, say) for key in ("stage", "unit", "optimum", "lottery")], rows)
    if lens.assignment:
        names = found.school_names
        rows = [
            f'<tr><th scope="row">{_link(one.leerling, cards)}</th>'
            f"<td>{escape(told.place_text(one.origin, names, say))}</td>"
            f"<td>{escape(told.place_text(one.destination, names, say))}</td></tr>"
            for one in lens.assignment
        ]
        yield table([column_name(key, say) for key in ("leerling", "from", "to")], rows)


def lens_line(found: Proposals, say: Words) -> str:
    """Return how the other lens compares, in a sentence or two."""
    lens = found.result.lens
    if lens is None:
        return ""
    return say(
        "place.lens",
        seed=lens.seed,
        placed=say.number(lens.placed),
        same=say.number(lens.same),
        pairs=say.number(len(lens.blocking)),
    )


def _stages(found: Proposals, say: Words) -> Iterator[str]:
    rows = []
    for stage in found.result.stages:
        proof = say("place.proven") if stage.proven else say("place.not_proven", n=say.number(stage.gap))
        rows.append(
            f'<tr><th scope="row">{escape(say.of(f"stage.{stage.key}"))}</th>'
            f'<td class="number">{say.number(stage.value)}</td><td>{escape(say.of(f"unit.{stage.key}"))}</td>'
            f'<td class="number">{say.number(stage.bound)}</td><td>{escape(proof)}</td></tr>'
        )
    yield table([column_name(key, say) for key in ("stage", "value", "unit", "bound", "proof")], rows)
