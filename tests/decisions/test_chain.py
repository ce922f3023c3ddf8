"""The log shows every kind of tampering, and takes lines from one writer at a time."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.decisions.chain import verified
from optimizer.decisions.entry import Action, Draft, Entry, canonical, line_of, sealed, sha256
from optimizer.decisions.log import opening, read_log, writing
from optimizer.decisions.refused import DecisionRefusedError
from tests.decisions.made import AT, staffed

ENTRIES = staffed().entries
LINES = [line_of(entry) for entry in ENTRIES]


def text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def codes(lines: str, head: str | None = None) -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in verified(lines, "log", head)[1]]


def test_a_whole_log_gives_back_its_lines() -> None:
    assert verified(text(LINES), "log") == (ENTRIES, ())
    assert verified("", "log") == ((), ())


def test_a_hash_is_over_the_canonical_text_of_all_but_the_hash() -> None:
    data = json.loads(LINES[2])
    own = data.pop("hash")
    assert own == sha256(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    assert data["previous"] == json.loads(LINES[1])["hash"]
    assert json.loads(LINES[0])["previous"] == "0" * 64
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'


def test_an_edited_line_is_named() -> None:
    lines = [*LINES]
    lines[3] = lines[3].replace("J. Visser", "J. Vissers")
    assert codes(text(lines)) == [("decide-log-edited", "log:4")]


def test_an_edit_with_its_own_new_hash_breaks_the_next_line() -> None:
    old = ENTRIES[3]
    draft = Draft(**{name: getattr(old, name) for name in Draft.model_fields} | {"reason": "anders"})
    lines = [*LINES]
    lines[3] = line_of(sealed(draft, old.seq, old.at, old.previous))
    assert codes(text(lines)) == [("decide-log-chain", "log:5")]


def test_lines_taken_away_put_in_or_swapped_are_seen() -> None:
    assert codes(text(LINES[:2] + LINES[3:])) == [("decide-log-chain", "log:3")]
    assert codes(text(LINES[1:])) == [("decide-log-chain", "log:1")]
    assert codes(text([*LINES[:3], LINES[2], *LINES[3:]])) == [("decide-log-chain", "log:4")]
    swapped = [LINES[0], LINES[2], LINES[1], *LINES[3:]]
    assert [where for _, where in codes(text(swapped))] == ["log:2", "log:3", "log:4"]


def test_a_log_that_begins_with_something_else_is_no_log() -> None:
    first = sealed(Draft(action=Action.RUN, by="x", run="a" * 64), 1, AT, "0" * 64)
    assert codes(text([line_of(first)])) == [("decide-log-begin", "log:1")]


def test_a_number_that_is_passed_over_is_seen() -> None:
    later = sealed(Draft(action=Action.RUN, by="x", run="a" * 64), ENTRIES[2].seq + 2, AT, ENTRIES[2].hash)
    assert codes(text([*LINES[:3], line_of(later)])) == [("decide-log-chain", "log:4")]


def test_what_is_no_line_is_named_and_the_rest_is_still_looked_at() -> None:
    lines = [*LINES[:2], "{}", *LINES[2:]]
    lines[4] = lines[4].replace("S3", "S4")
    assert codes(text(lines)) == [("decide-log-line", "log:3"), ("decide-log-edited", "log:5")]


def test_another_spelling_of_the_same_line_is_an_edit() -> None:
    spaced = json.dumps(json.loads(LINES[1]), sort_keys=True, ensure_ascii=False)
    assert codes(text([LINES[0], spaced])) == [("decide-log-edited", "log:2")]


def test_a_half_line_at_the_end_is_seen() -> None:
    assert codes(text(LINES)[:-1]) == [("decide-log-cut", f"log:{len(LINES)}")]
    assert codes(text(LINES)[:-20]) == [("decide-log-cut", f"log:{len(LINES)}")]


def test_a_cut_end_shows_by_the_noted_head_alone() -> None:
    head = ENTRIES[-1].hash
    shorter = text(LINES[:-1])
    assert codes(shorter) == []
    assert codes(shorter, head) == [("decide-log-head", "log")]
    assert codes(text(LINES), head) == []
    assert codes(text(LINES), ENTRIES[2].hash) == []


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, len(text(LINES)) - 1), sign=st.characters(codec="utf-8"))
def test_any_other_character_anywhere_is_seen(place: int, sign: str) -> None:
    whole = text(LINES)
    assume(whole[place] != sign)
    assert codes(whole[:place] + sign + whole[place + 1 :], ENTRIES[-1].hash)


@settings(max_examples=100, deadline=None)
@given(order=st.permutations(range(len(LINES))), kept=st.integers(0, len(LINES)))
def test_any_other_order_or_selection_is_seen(order: list[int], kept: int) -> None:
    assume(order[:kept] != list(range(len(LINES))))
    assert codes(text([LINES[place] for place in order[:kept]]), ENTRIES[-1].hash)


def noted(path: Path, *drafts: Draft, at: str = AT) -> tuple[Entry, ...]:
    with writing(path) as log:
        for draft in drafts:
            log.note(draft, at)
        return log.write()


def test_lines_are_added_to_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    first = noted(path, opening("klein", "x"))
    second = noted(path, Draft(action=Action.RUN, by="x", run="a" * 64))
    assert read_log(path) == ((*first, *second), ())
    assert [entry.seq for entry in (*first, *second)] == [1, 2]
    assert path.stat().st_mode & 0o777 == 0o600


def test_line_ends_are_written_as_they_are_on_every_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exact, modes = 0x8000, []
    monkeypatch.setattr(os, "O_BINARY", exact, raising=False)
    opened = os.open

    def spied(path: Path, mode: int, rights: int) -> int:
        modes.append(mode)
        return opened(path, mode, rights)

    monkeypatch.setattr(os, "open", spied)
    noted(tmp_path / "log.jsonl", opening("klein", "x"))
    assert [mode & exact for mode in modes] == [exact]


def test_nothing_is_added_to_a_log_that_was_tampered_with(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    noted(path, opening("klein", "x"))
    path.write_text(path.read_text("utf-8").replace("klein", "groot"), "utf-8")
    before = path.read_bytes()
    with pytest.raises(DecisionRefusedError) as caught:
        noted(path, Draft(action=Action.RUN, by="x", run="a" * 64))
    assert [fault.code for fault in caught.value.faults] == ["decide-log-edited"]
    assert path.read_bytes() == before


def test_a_refusal_half_way_writes_nothing_and_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with contextlib.suppress(KeyError), writing(path) as log:
        log.note(opening("klein", "x"), AT)
        raise KeyError
    assert not path.exists()


def test_a_clock_that_goes_back_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    noted(path, opening("klein", "x"))
    with pytest.raises(DecisionRefusedError) as caught:
        noted(path, Draft(action=Action.RUN, by="x", run="a" * 64), at="2026-11-24T08:59:59Z")
    assert caught.value.faults[0].facts == {"at": "2026-11-24T08:59:59Z", "last": AT}
    assert len(read_log(path)[0]) == 1


def test_a_disk_that_fails_leaves_the_log_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.jsonl"
    noted(path, opening("klein", "x"))
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="full"):
        noted(path, Draft(action=Action.RUN, by="x", run="a" * 64))
    assert path.read_bytes() == before


def test_a_second_writer_waits_and_then_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with writing(path) as log:
        log.note(opening("klein", "x"), AT)
        with pytest.raises(DecisionRefusedError) as caught, writing(path, patience=0.0):
            pass
        assert [fault.code for fault in caught.value.faults] == ["decide-log-busy"]
        log.write()
    assert len(read_log(path)[0]) == 1


def test_writers_in_other_processes_lose_no_line(tmp_path: Path, project_root: Path) -> None:
    path = tmp_path / "log.jsonl"
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from optimizer.decisions.entry import Action, Draft\nfrom optimizer.decisions.log import opening, writing\n"
        "for _ in range(20):\n"
        "    with writing(Path(sys.argv[1]), 60.0) as log:\n"
        "        draft = Draft(action=Action.RUN, by='x', run='a' * 64) if log.entries else opening('k', 'x')\n"
        f"        log.note(draft, '{AT}')\n"
        "        log.write()\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=project_root) for _ in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    entries, faults = read_log(path)
    assert (len(entries), faults) == (60, ())


def test_a_log_that_is_not_there_or_no_text_is_a_fault(tmp_path: Path) -> None:
    assert [fault.code for fault in read_log(tmp_path / "weg.jsonl")[1]] == ["file-missing"]
    assert [fault.code for fault in read_log(tmp_path)[1]] == ["file-is-folder"]
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"\n\xff")
    assert [(f.code, f.where) for f in read_log(path)[1]] == [("file-not-utf8", "log.jsonl:2")]
