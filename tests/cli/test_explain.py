"""`kringplan explain` and `kringplan why-not`, as the user sees them and as files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli import exit_codes
from tests.cli.helpers import DATA, PLAN, REGION, SAVED, TABLE, kringplan

GOLDEN = Path(__file__).with_name("golden")
PATIENT = ("--seconds", "60")
VIEWS: dict[str, tuple[str, ...]] = {
    "explain": ("explain", *SAVED, *PATIENT),
    "explain-all": ("explain", *SAVED, *PATIENT, "--all"),
    "explain-item": ("explain", str(REGION), "H8", *SAVED[1:], *PATIENT),
    "why-not": ("why-not", "H2", *SAVED, *PATIENT, "--begeleider", "B1", "--half-day", "ma-ochtend"),
    "why-not-never": ("why-not", "H6", *SAVED, *PATIENT),
    "why-not-already": ("why-not", "A1", *SAVED, *PATIENT),
    "help-explain": ("explain", "--help"),
    "help-why-not": ("why-not", "--help"),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("columns", ["100", "80"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(
    view: str, columns: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("KRINGPLAN_LANG", lang)
    monkeypatch.chdir(DATA)  # a path takes room on the line
    assert kringplan(*(word.replace(f"{DATA}{os.sep}", "") for word in VIEWS[view])) == exit_codes.DONE
    out, err = capsys.readouterr()
    assert err == ""
    shown = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
    path = GOLDEN / f"{view}.{lang}.{columns}.txt"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_files_for_the_meeting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("explain", str(REGION), "H6", *SAVED[1:], *PATIENT, "--out", tmp_path) == exit_codes.DONE
    assert "uitleg.html" in capsys.readouterr().err
    found = json.loads((tmp_path / "uitleg.json").read_text(encoding="utf-8"))
    (reason,) = found["reasons"]
    assert (reason["item"], reason["kind"], reason["proven"]) == ("H6", "structural", True)
    assert found["solved"] is False
    page = (tmp_path / "uitleg.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<article id="H6">' in page
    assert "<script" not in page


def test_json_on_stdout_is_all_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("why-not", "H2", *SAVED, *PATIENT, "--half-day", "di-ochtend", "--json", "-")
    assert kringplan(*words) == exit_codes.DONE
    answer = json.loads(capsys.readouterr().out)
    assert answer["asked"] == {"item": "H2", "begeleider": None, "half_day": "di-ochtend", "host": None}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explain", str(REGION), "H99", *SAVED[1:]), "H99 is geen hulpvraag"),
        (("why-not", "H99", *SAVED), "H99 is geen hulpvraag"),
        (("why-not", "H2", *SAVED, "--half-day", "maandag"), "maandag is geen dagdeel"),
        (("why-not", "H2", *SAVED, "--begeleider", "niemand"), "niet gevonden"),
        (("why-not", "L1", *SAVED, "--begeleider", "bakker"), "alleen --host"),
    ],
)
def test_a_slip_is_told(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan(*words) == exit_codes.USAGE
    assert said in capsys.readouterr().err


def test_what_is_served_needs_no_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("explain", str(REGION), "H2", *SAVED[1:]) == exit_codes.DONE
    assert "H2: daar mist niets aan." in capsys.readouterr().out


def test_nothing_that_is_read_is_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("explain", *SAVED, "--json", str(PLAN)) == exit_codes.USAGE
    assert kringplan("why-not", "H2", *SAVED, "--json", str(TABLE)) == exit_codes.USAGE
    assert "niet overschreven" in capsys.readouterr().err


def test_support_that_nobody_can_give_is_said_of_the_proposed_school_alone() -> None:
    from cli.texts import Texts
    from cli.views.explain import kind_and_proof, kind_of
    from optimizer.domain.explain import Freedom, FreedomKind, ItemKind, Reason, ReasonKind

    told = Reason(
        item="L1",
        item_kind=ItemKind.LEERLING,
        kind=ReasonKind.STRUCTURAL,
        proven=True,
        conditional=True,
        freedom=Freedom(kind=FreedomKind.ALL),
    )
    say = Texts("nl")
    assert kind_of(told, say) == "niemand kan de hulp daar geven"
    assert kind_of(told.model_copy(update={"conditional": False}), say) == "kan in geen enkel plan"
    unknown = told.model_copy(update={"kind": ReasonKind.UNKNOWN, "proven": False})
    assert kind_and_proof(unknown, say) == "nog niet bekend"
