"""What every page here is made of: whole in itself, no scripts, nothing from outside, tables that are tables."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Section:
    """A part of a page that can be jumped to; its parts are HTML."""

    name: str
    heading: str
    parts: Iterable[str]


def document(title: str, about: str, style: str, lang: str, sections: Sequence[Section]) -> str:
    """Return a page as HTML; title, about and headings are plain text."""
    # only the style that stands here may be used; scripts, images and everything else from anywhere may not
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    jumps = "".join(f'<a href="#{section.name}">{escape(section.heading)}</a>' for section in sections)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{escape(title)}</h1><p>{escape(about)}</p></header>",
        f"<nav>{jumps}</nav>",
        "<main>",
        *(_section(section, first=not number) for number, section in enumerate(sections)),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _section(section: Section, *, first: bool) -> str:
    mark = ' class="first"' if first else ""
    body = "\n".join(section.parts)
    return f'<section id="{section.name}"><h2{mark}>{escape(section.heading)}</h2>\n{body}\n</section>'


def table(columns: Sequence[str], rows: Iterable[str], caption: str = "") -> str:
    """Return a table with a heading row; the rows are HTML."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    top = f"<caption>{escape(caption)}</caption>" if caption else ""
    body = "\n".join(rows)
    return f'<div class="wide"><table>{top}<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>'
