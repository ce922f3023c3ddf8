"""The net of provision as a heat picture: an SVG of its own making, that reads without colour too."""

from __future__ import annotations

import textwrap
from html import escape

from optimizer.domain.region import Region
from optimizer.language import DEFAULT_LANGUAGE, text
from optimizer.provision.social import social_offer
from optimizer.provision.types import Cell, Net

INK = "#1a1a1a"
BLANK, COVERED = "#ffffff", "#e4efe6"
SHADES = ((1, "#fdebd0"), (3, "#fbd39c"), (6, "#f7b267"), (10, "#f59a52"))
"""Least number of pupils affected, and the shade from there on. Ink on the darkest has a contrast above 7."""
_ROW, _HEAD, _TOP, _LEGEND, _PAD = 46, 40, 64, 54, 12
_LETTER = 8.4
"""Width of a bold letter at 13 px, generously."""
_INDENT = "\N{NO-BREAK SPACE}" * 4
_PLAIN, _LINE = 7.2, 19
"""Width of a plain letter at 13 px, generously, and the height of a line."""


def shade(cell: Cell) -> str:
    """Return the fill of a cell."""
    if not cell.asked:
        return BLANK
    return next((fill for least, fill in reversed(SHADES) if cell.affected >= least), COVERED)


def heat_picture(net: Net, region: Region, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return an SVG with a row for each kring and a column for each expertise that is asked anywhere.

    A cell says how many pupils what is short touches, and under it the minutes and seats that are short, so that the
    colour only repeats what stands there. Under it stands what the sociaal domein offers, by gemeente.
    """

    def say(key: str, **facts: object) -> str:
        return text(f"provision.picture.{key}", lang, **facts)

    asked = [e for e in net.expertises if any(net.cell(k.id, e).asked for k in region.kringen)]
    left = _PAD * 2 + _LETTER * max((len(k.name) for k in region.kringen), default=0)
    column = max(104.0, 2 * _PAD + _LETTER * max((len(e) for e in asked), default=0))
    legend = [(BLANK, say("blank")), (COVERED, say("covered"))]
    tops = [least for least, _ in SHADES[1:]]
    legend += [
        (fill, say("from_to", low=least, high=top - 1) if top else say("more", low=least))
        for (least, fill), top in zip(SHADES, [*tops, None], strict=True)
    ]
    wide = _PAD + sum(30 + _LETTER * len(words) + _PAD for _, words in legend)
    width = round(max(left + column * len(asked) + _PAD, wide, _PAD * 2 + _LETTER * len(say("about"))))
    social = _social(region, round((width - 2 * _PAD) / _PLAIN), lang)
    bottom = _TOP + _HEAD + _ROW * len(region.kringen) + _LEGEND
    height = bottom + _LINE * len(social) + (_PAD if social else 0)
    title = say("title", name=region.name, week=net.week)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    about = f'role="img" aria-labelledby="net-title net-about" lang="{lang}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {about} font-family="sans-serif" font-size="13">',
        f'<title id="net-title">{escape(title)}</title>',
        f'<desc id="net-about">{escape(say("about"))}</desc>',
        f'<rect width="{width}" height="{height}" fill="{BLANK}"/>',
        _text(_PAD, 26, title, size=16, weight="bold"),
        _text(_PAD, 48, say("about")),
    ]
    for i, expertise in enumerate(asked):
        parts.append(_text(left + column * (i + 0.5), _TOP + _HEAD - 12, expertise, anchor="middle", weight="bold"))
    for j, kring in enumerate(region.kringen):
        top = _TOP + _HEAD + _ROW * j
        parts.append(_text(_PAD, top + _ROW / 2 + 5, kring.name, weight="bold"))
        for i, expertise in enumerate(asked):
            cell = net.cell(kring.id, expertise)
            x, middle = left + column * i, left + column * (i + 0.5)
            big, small = _figures(cell, lang)
            parts.append(
                f"<g><title>{escape(f'{kring.name}, {expertise}: {big} {small}'.strip())}</title>"
                f'<rect x="{x:.1f}" y="{top}" width="{column:.1f}" height="{_ROW}" fill="{shade(cell)}" '
                f'stroke="#8a8a8a"/>'
                + _text(middle, top + (20 if small else 28), big, anchor="middle", size=16, weight="bold")
                + (_text(middle, top + 37, small, anchor="middle", size=11) if small else "")
                + "</g>"
            )
    x, y = float(_PAD), bottom - _LEGEND + 20
    for fill, words in legend:
        parts.append(f'<rect x="{x:.1f}" y="{y}" width="18" height="18" fill="{fill}" stroke="#8a8a8a"/>')
        parts.append(_text(x + 24, y + 14, words))
        x += 30 + _LETTER * len(words) + _PAD
    for number, (words, weight) in enumerate(social, start=1):
        parts.append(_text(_PAD, bottom + _LINE * number - 5, words, weight=weight))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _social(region: Region, letters: int, lang: str) -> list[tuple[str, str]]:
    """Return lines of so many letters with their weight: a title, then the partners of every gemeente that has any."""

    def say(key: str, **facts: object) -> str:
        return text(f"provision.picture.{key}", lang, **facts)

    lines: list[tuple[str, str]] = []
    for offer in social_offer(region):
        told = []
        for partner in offer.partners:
            more = [*partner.expertise, *([] if partner.places is None else [say("places", n=partner.places)])]
            told.append(f"{partner.name}: {partner.offer}" + (f" ({', '.join(more)})" if more else ""))
        if told:
            line = say("gemeente", name=offer.gemeente.name, partners="; ".join(told))
            lines += [
                (part, "normal") for part in textwrap.wrap(line, letters, subsequent_indent="\N{NO-BREAK SPACE}" * 4)
            ]
    return [(say("social"), "bold"), *lines] if lines else []


def _figures(cell: Cell, lang: str) -> tuple[str, str]:
    """Return the two lines in a cell."""

    def say(key: str, **facts: object) -> str:
        return text(f"provision.picture.{key}", lang, **facts)

    if not cell.asked:
        return say("none"), ""
    if not cell.affected:
        return "0", say("all_covered")
    short = []
    if cell.gap:
        short.append(say("minutes", n=cell.gap))
    if cell.seats.short:
        short.append(say("seats", n=cell.seats.short))
    return str(cell.affected), ", ".join(short)


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 13, weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{INK}">{escape(words)}</text>'
    )
