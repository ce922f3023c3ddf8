"""Whatever stands in the cells: reading ends, every question can be answered, and every fault has its cell."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

import pytest

from optimizer.io.messy.sheets import FORMULA, Cell, Sheet
from tests.io.messy.books import read

CELLS: tuple[Cell, ...] = (
    None, "", " ", "x", "-", "?", "1", -1, 0, 1, 60, 1e308, 1e-9, True, False, "ma", "ma-", "-ma", "t/m", "ma t/m",
    "niet", "niet niet wo", "8-", "8.30-", "99:99-100:00", "24:00-24:00", "0-0", "half", "kwart voor 0", "0x45 min",
    "99x1 uur", "1x per 0 weken", "31-12-9999", "0-0-0", "wk 99 2026", date(1900, 1, 1), datetime(9999, 12, 31),  # noqa: DTZ001
    time(0, 0), timedelta(days=-1), "=1+1", "@x", "\t", "😀", "İ", "ß", "٣", "½", "12E3", "1E400", "O0", "a" * 500,
    "ma " * 200, "(", "{x}", "%", "{}", "School", "totaal uren", "nvt", "zie boven", "Joost en Marijke", "regenboog",
    "windroos", "Startblok", "08MN00", "gedrag", "gedarg/ass, leren & iets",
)  # fmt: skip
REQUESTS = (
    "School", "Hulpvraag", "Duur", "Brin", "Plaats", "Frequentie", "Dagdeel", "Ma", "di och", "Tijdvak",
    "Laatste bezoek", "Prio", "Status", "AB'er", "Voorkeur begeleider", "Aantal bezoeken", "Doelgroep", "Zwaarte", "id",
    "Bezoeken per week", "Om de weken", "Start", "Naam leerling", "Priortieit",
)  # fmt: skip
STAFF = (
    "Naam", "Expertise", "Uren", "Kring", "Werkdagen", "Maandag", "di mi", "Rol", "Standplaats", "Vervoer", "id",
    "Max scholen", "Overhead", "Instituut",
)  # fmt: skip
SCHOOLS = (
    "School",
    "Kring",
    "Brin",
    "Plaats",
    "Gemeente",
    "Soort",
    "Schooltijden",
    "IB aanwezig",
    "Ruimtes",
    "lat",
    "lon",
)


def sheet(name: str, headers: tuple[str, ...], chance: random.Random) -> Sheet:
    chosen = (*headers[:3], *(h for h in headers[3:] if chance.random() < 0.6))
    rows = tuple(tuple(chance.choice(CELLS) for _ in chosen) for _ in range(chance.randint(1, 6)))
    merged = (((1, 0), (2, 0)),) if chance.random() < 0.2 else ()
    return Sheet(name, (chosen, *rows), merged=merged, broken={(1, 1): FORMULA} if chance.random() < 0.2 else {})


@pytest.mark.parametrize("seed", range(25))
def test_anything_in_the_cells(seed: int) -> None:
    chance = random.Random(seed)
    sheets = (sheet("Vragen", REQUESTS, chance), sheet("Team", STAFF, chance), sheet("Scholen", SCHOOLS, chance))
    answers: dict[str, str] = {}
    for _ in range(10):
        reading = read(*sheets, answers=answers, staff=False)
        if not reading.open:
            break
        assert all(question.choices and question.where for question in reading.open)
        answers |= {q.id: q.guess or q.choices[0].value for q in reading.open}
    assert reading.open == ()
    assert [fault for fault in reading.faults if "!" not in fault.where] == []
    assert (reading.intake.region is None) == bool(reading.faults)
