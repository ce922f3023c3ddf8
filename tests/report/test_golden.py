"""What people read, word for word. Write anew with KRINGPLAN_GOLDEN=write, and look at what changed."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from optimizer.io.workbook.scan import cell_name
from optimizer.language import LANGUAGES
from optimizer.report.agenda import agendas
from optimizer.report.page import page
from optimizer.report.words import Words
from tests.report.small import MADE, book, roster, written

GOLDEN = Path(__file__).with_name("golden")


def same_as(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page(lang: str) -> None:
    without_look = re.sub(r"<style>.*</style>|sha256-[^']+", "", page(roster(), Words(lang)), flags=re.DOTALL)
    same_as(f"page.{lang}.html", without_look)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_workbook(lang: str) -> None:
    lines = []
    for sheet in book(written(lang)).sheets:
        if not sheet.name.startswith("_"):
            lines.append(f"== {sheet.name}")
            for row, values in enumerate(sheet.rows):
                lines += [f"{cell_name(row, n)}: {value!r}" for n, value in enumerate(values) if value != ""]
    same_as(f"workbook.{lang}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_agenda(lang: str) -> None:
    files = agendas(roster(), Words(lang), MADE)
    same_as(f"begeleider.{lang}.ics.txt", files["begeleider-B2.ics"].decode().replace("\r\n", "\n"))
