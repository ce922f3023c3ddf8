"""A letter, or a note: parts in order, and its text and page."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape

WIDTH = 78
"""Characters on a line of plain text."""


@dataclass(frozen=True)
class Part:
    """A paragraph, a list, or a paragraph with a list under it; perhaps with a heading above."""

    lead: str = ""
    lines: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class Letter:
    """All that is on the paper, in order."""

    title: str
    lang: str
    date: str
    """In words; empty leaves it out."""
    sender: tuple[str, ...]
    greeting: str
    parts: tuple[Part, ...]
    end: tuple[str, ...] = ()
    reference: str = ""
    """The number by which the SWV knows what it is about; empty leaves it out."""

    @property
    def above(self) -> tuple[str, ...]:
        """The lines above the title."""
        return tuple(line for line in (*self.sender, self.date, self.reference) if line)

    def sentences(self) -> tuple[str, ...]:
        """Return the running text, part by part, without title, sender and end."""
        return tuple(line for part in self.parts for line in (part.heading, part.lead, *part.lines) if line)


def letter_text(letter: Letter) -> str:
    """Return a letter as plain text."""
    import textwrap

    def wrapped(line: str, first: str = "", rest: str = "") -> str:
        return textwrap.fill(line, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)

    blocks = ["\n".join(letter.above), letter.title]
    if letter.greeting:
        blocks.append(letter.greeting)
    for part in letter.parts:
        block = [part.heading] if part.heading else []
        block += [wrapped(part.lead)] if part.lead else []
        block += [wrapped(line, "- ", "  ") for line in part.lines]
        blocks.append("\n".join(block))
    blocks.append("\n".join(letter.end))
    return "\n\n".join(block for block in blocks if block) + "\n"


_STYLE = """
:root { --ink: #1c2b33; --dark: #1f4e5f; }
body { margin: 2rem auto; max-width: 42rem; padding: 0 1rem; color: var(--ink); background: #fff;
  font: 17px/1.55 "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 2rem 0 1rem; font-size: 1.45rem; color: var(--dark); }
h2 { margin: 1.6rem 0 .3rem; font-size: 1.1rem; color: var(--dark); }
p { margin: .7rem 0; } ul { margin: .3rem 0 .7rem; padding-left: 1.3rem; } li { margin: .25rem 0; }
address { font-style: normal; text-align: right; } .end { margin-top: 2rem; }
@media print { @page { size: A4; margin: 22mm; } body { margin: 0; max-width: none; padding: 0; font-size: 11.5pt; }
  h2, li, p { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def letter_page(letter: Letter) -> str:
    """Return a letter as a page to print: whole in itself, no scripts, nothing from outside."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = [f"<address>{'<br>'.join(map(escape, letter.above))}</address>"] if letter.above else []
    body.append(f"<h1>{escape(letter.title)}</h1>")
    body += [f"<p>{escape(letter.greeting)}</p>"] if letter.greeting else []
    for part in letter.parts:
        body += [f"<h2>{escape(part.heading)}</h2>"] if part.heading else []
        body += [f"<p>{escape(part.lead)}</p>"] if part.lead else []
        if part.lines:
            body.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in part.lines) + "</ul>")
    if letter.end:
        body.append(f'<p class="end">{"<br>".join(map(escape, letter.end))}</p>')
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{letter.lang}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(letter.title)}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *body,
            "</main>",
            "</body>",
            "</html>\n",
        )
    )
