"""The pages name the tests that show each sentence: all that are there, and none that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instances.presets import PRESETS

HERE = Path(__file__).parent


@pytest.mark.parametrize("key", PRESETS)
def test_a_page_names_every_test_of_its_preset_and_no_other(project_root: Path, key: str) -> None:
    page = (project_root / "docs" / "swv" / f"{key}.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "`test_" in line]
    named = [test for row in rows for test in re.findall(r"`(test_\w+)`", row)]
    files = HERE.glob(f"test_{key.replace('-', '_')}*.py")
    tests = [
        t for file in files for t in re.findall(r"^def (test_\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(named) == sorted(tests)
    # a sentence in every row, what carries it out, and a test
    assert all(len([cell for cell in row.split("|") if cell.strip()]) == 3 for row in rows)


def test_the_first_page_leads_to_all(project_root: Path) -> None:
    page = (project_root / "docs" / "swv" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([\w-]+)`", page, re.MULTILINE) == list(PRESETS)
    assert all(f"({key}.md)" in page for key in PRESETS)
