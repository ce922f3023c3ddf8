"""The measure itself, against words and texts that were counted by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.letters.readability import read, syllables, words

COUNTED = {
    "kat": 1,
    "school": 1,
    "kind": 1,
    "hulp": 1,
    "plek": 1,
    "mooi": 1,
    "leeuw": 1,
    "nieuw": 1,
    "huis": 1,
    "tijd": 1,
    "bij": 1,
    "goed": 1,
    "fout": 1,
    "lopen": 2,
    "ouder": 2,
    "reis": 1,
    "vragen": 2,
    "minuten": 3,
    "ideeën": 3,
    "coördinator": 5,
    "zoëven": 3,
    "begeleider": 4,
    "leerling": 2,
    "samenwerkingsverband": 6,
    "toelating": 3,
    "commissie": 3,
    "onderwijs": 3,
    "bezwaar": 2,
    "computer": 3,
    "ochtend": 2,
    "maandagochtend": 4,
    "expertise": 4,
    "SWV": 3,
    "48": 2,
    "2026": 3,
    "L1": 2,
}


@pytest.mark.parametrize(("word", "count"), COUNTED.items(), ids=COUNTED)
def test_syllables_as_counted_by_hand(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_text_counted_by_hand() -> None:
    # de kat zat op de mat (6 words, 6 syllables); hij sliep daar lekker (4 words, 5 syllables)
    found = read("De kat zat op de mat. Hij sliep daar lekker.")
    assert (found.sentences, found.words, found.syllables) == (2, 10, 11)
    assert found.sentence == 5.0
    assert found.douma == pytest.approx(206.84 - 0.93 * 5 - 77 * 1.1)
    assert round(found.douma, 2) == 117.49


def test_a_hard_sentence_scores_low() -> None:
    hard = "De ontoereikendheid van beschikbare begeleidingscapaciteit verhindert vooralsnog een adequate honorering."
    assert read(hard).douma < 0


def test_words_and_ends_of_texts() -> None:
    assert words("IB'er, ma-ochtend 30 min.") == ["IB'er", "ma-ochtend", "30", "min"]
    assert read("Een", "twee drie", "").sentences == 2
    assert read("Dit is de reden: er is geen plek.").sentences == 2


def test_the_explanation_for_the_public_reads_easily(project_root: Path) -> None:
    text = (project_root / "docs" / "uitleg-algoritme.md").read_text("utf-8")
    prose = [line.lstrip("#-0123456789. ") for line in text.splitlines() if line and not line.startswith("|")]
    found = read(*(re.sub(r"`[^`]*`|\[([^\]]*)\](\([^)]*\))?", r"\1", line) for line in prose))
    assert found.sentences > 80
    assert found.sentence <= 15.0
    assert found.douma >= 60.0
