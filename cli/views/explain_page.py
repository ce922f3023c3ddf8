"""The explanation as a page to print for the meeting."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cli.views.explain import cheapest, item_name, kind_and_proof, reason_texts, sure, why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.texts import Texts
    from optimizer.domain.explain import Explanation, Reason
    from optimizer.domain.region import Region

_OWN = """
article { break-inside: avoid; } article ul { margin: .2rem 0 .6rem; } article p { margin: .4rem 0 .2rem; }
td.number, td.sure { white-space: nowrap; }
@media print { @page { size: A4 portrait; } body { font-size: 11px; } }
"""


def explain_page(found: Explanation, region: Region, say: Texts) -> str:
    """Return a page with an overview and every reason in full."""
    from optimizer.report.html import Section, document
    from optimizer.report.page_style import STYLE

    about = say("explain.about", region=region.name, week=say.week(found.week), n=len(found.reasons))
    if found.solved:
        about += f" {say('explain.solved')}"
    sections = [Section("overzicht", say("explain.title"), _overview(found, region, say))]
    if found.reasons:
        articles = [_article(one, region, say) for one in found.reasons]
        sections.append(Section("redenen", say("explain.kind_of"), articles))
    return document(say("explain.print_head"), about, STYLE + _OWN, say.lang, sections)


def _overview(found: Explanation, region: Region, say: Texts) -> Iterator[str]:
    from optimizer.report.html import table

    if not found.reasons:
        yield f'<p class="note">{escape(say("explain.none"))}</p>'
        return
    columns = [say(f"explain.{key}") for key in ("item", "missing", "kind_of", "sure", "help")]
    rows = []
    for one in found.reasons:
        missing = say("explain.minutes", n=say.number(one.minutes)) if one.minutes else say("explain.nothing")
        told = (why(one, region, say), cheapest(one, region, say))
        rest = f'<td>{escape(told[0])}</td><td class="sure">{escape(sure(one, say))}</td><td>{escape(told[1])}</td>'
        name = f'<a href="#{_anchor(one)}">{escape(item_name(one, say))}</a>'
        rows.append(f'<tr><th scope="row">{name}</th><td class="number">{escape(missing)}</td>{rest}</tr>')
    yield table(columns, rows)


def _anchor(one: Reason) -> str:
    return escape("-".join(part for part in (one.item, one.leerling) if part), quote=True)


def _article(one: Reason, region: Region, say: Texts) -> str:
    said = [f"<h3>{escape(item_name(one, say))}</h3>", f'<p class="about">{escape(kind_and_proof(one, say))}</p>']
    for part in reason_texts(one, region, say):
        said += [f"<p>{escape(part.lead)}</p>"] if part.lead else []
        if part.lines:
            said.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in part.lines) + "</ul>")
    return f'<article id="{_anchor(one)}">{"".join(said)}</article>'
