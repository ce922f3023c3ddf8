"""Every view as the user sees it. Write them anew with KRINGPLAN_GOLDEN=write, and look at what changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.helpers import DATA, PREVIOUS, SAVED, kringplan

GOLDEN = Path(__file__).with_name("golden")
VIEWS: dict[str, tuple[str, ...]] = {
    "summary": ("week", *SAVED, "--previous", str(PREVIOUS)),
    "who": ("week", *SAVED, "--who", "bakker"),
    "who-trajectbegeleider": ("week", *SAVED, "--who", "B3"),
    "school": ("week", *SAVED, "--school", "ark"),
    "school-dependance": ("week", *SAVED, "--school", "S3"),
    "kring": ("week", *SAVED, "--kring", "zuid"),
    "unserved": ("week", *SAVED, "--unserved"),
    "changes": ("week", *SAVED, "--previous", str(PREVIOUS), "--changes"),
    "check-plan": ("check", *SAVED),
    "help": ("--help",),
    "help-week": ("week", "--help"),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("columns", ["100", "80"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(
    view: str, columns: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    monkeypatch.setattr("cli.options.default_threads", lambda: 2)
    # from the folder itself: a path takes room on the line, and its length differs between machines
    monkeypatch.chdir(DATA)
    assert kringplan(*(word.replace(f"{DATA}{os.sep}", "") for word in VIEWS[view])) == 0
    out, err = capsys.readouterr()
    assert err == ""
    # lines end in spaces where a table does
    shown = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
    path = GOLDEN / f"{view}.{lang}.{columns}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    assert max(map(len, shown.splitlines())) <= int(columns)
    if not view.startswith(("check", "help")):
        assert len(shown.splitlines()) <= 40
