"""Numbers and the words after them agree."""

from __future__ import annotations

import re

import pytest

from optimizer.language import LANGUAGES, catalogue, text

PLURALS = {
    "nl": "scholen leerlingen bezoeken begeleiders hulpvragen minuten weken dagen draden cellen regels velden plekken",
    "en": "schools pupils visits begeleiders hulpvragen minutes weeks days threads cells rows lines fields seats",
}
ALWAYS_SEVERAL = re.compile(r"\.(many|unplanned_one|unplanned_many|failed_many|workbook-cells\.what)$")
"""Texts for several only; of the last the limit is large."""


EXCEPT = "".join(f"(?<!{words} )" for words in ("van de", "of the", "minder dan", "fewer than"))
"""What "1 of the 3 begeleiders" says agrees with all of them, and fewer than 1 is never said."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_stands_before_a_word_that_is_always_plural(lang: str) -> None:
    pattern = re.compile(rf"{EXCEPT}\{{(?!begeleider\}})[a-z_]+\}} ({PLURALS[lang].replace(' ', '|')})\b")
    rooms = ("cli.", "default.", "fault.", "report.", "violation.", "provision.")
    found = {
        key: template
        for key, template in catalogue(lang).items()
        if key.startswith(rooms) and not ALWAYS_SEVERAL.search(key) and pattern.search(template)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("nl", "1", "1 leerling zonder plek"),
        ("nl", 1, "1 leerling zonder plek"),
        ("nl", 2, "2 leerlingen zonder plek"),
        ("nl", "1.000", "1.000 leerlingen zonder plek"),
        ("en", 0, "0 pupils without a seat"),
        ("en", 1, "1 pupil without a seat"),
    ],
)
def test_the_word_agrees(lang: str, number: object, said: str) -> None:
    assert text("report.missing.session", lang, what="groep taal", item="A1", n=number) == f"groep taal (A1): {said}"


def test_a_verb_agrees_too() -> None:
    visits = {"given": 3, "gap": 1, "limit": 2}
    assert text("fault.visits-do-not-fit.what", "nl", **visits) == (
        "3 bezoeken met telkens 1 dag ertussen passen niet in één week."
    )
    lost = {"schools": "1 school", "people": "1 begeleider", "lost": 1}
    assert text("cli.kring.about", "nl", **lost) == (
        "1 school, bediend door 1 begeleider; 1 minuut van hulpvragen lukt niet."
    )
