from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimizer.io.messy.match import SURE, Entry, Names
from optimizer.io.messy.schoollist import read_schools
from tests.io.messy.books import listed

PEOPLE = Names((Entry("a", "Marijke de Wit"), Entry("b", "Joost Bakker"), Entry("c", "Joost van Dam")))


@pytest.fixture(scope="module")
def schools() -> Names:
    return Names(listed().entries())


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("'t Startblok", "", "08MN00"),
        ("obs startblok", "", "08MN00"),
        ("SBO de Keerkring", "", "09PQ00"),
        ("Mozaiek", "", "05CD00"),
        ("St. Antonius", "", "06EF00"),
        ("Regenboog Nieuwkade", "", "03GH00"),
        ("De Regenboog", "Alpherveen", "12E300"),
        ("DE REGENBOOG", "nieuwkade", "03GH00"),
    ],
)
def test_what_is_certain_is_not_asked(schools: Names, text: str, place: str, expected: str) -> None:
    match = schools.match(text, place)
    assert match.entry is not None
    assert (match.entry.id, match.certainty) == (expected, SURE)


@pytest.mark.parametrize(
    ("text", "expected"), [("de wereldwijde", "07KL00"), ("Mozaik", "05CD00"), ("keerkrng", "09PQ00")]
)
def test_slips_of_the_pen_are_guessed_with_a_certainty(schools: Names, text: str, expected: str) -> None:
    match = schools.match(text)
    assert match.entry is not None
    assert match.entry.id == expected
    assert 65 <= match.certainty < SURE


@pytest.mark.parametrize(
    ("text", "expected"), [("windroos", ["04AB00", "04AB01"]), ("regenboog", ["03GH00", "12E300"])]
)
def test_names_of_several_schools_list_them(schools: Names, text: str, expected: list[str]) -> None:
    match = schools.match(text)
    assert match.entry is None
    assert [entry.id for entry, _ in match.candidates] == expected


def test_a_place_that_is_not_the_schools_takes_certainty_off(schools: Names) -> None:
    there, elsewhere = schools.match("Startblok", "Alpherveen"), schools.match("Startblok", "Nieuwkade")
    assert there.certainty == SURE
    assert elsewhere.certainty < SURE


@pytest.mark.parametrize("text", ["", "bloemkool", "school"])
def test_what_means_nothing_matches_nothing(schools: Names, text: str) -> None:
    assert schools.match(text).entry is None


def test_a_long_list_gives_the_same_match() -> None:
    many = [Entry(f"x{i}", f"Basisschool {chr(97 + i % 26)}{chr(97 + i // 26 % 26)}mstel{i}") for i in range(1000)]
    match = Names((*many, *listed().entries())).match("de wereldwijde")
    assert match.entry is not None
    assert match.entry.id == "07KL00"


@pytest.mark.parametrize(
    ("text", "expected"), [("marijke", "a"), ("De Wit", "a"), ("MdW", "a"), ("Bakker", "b"), ("joost bakker", "b")]
)
def test_people(text: str, expected: str) -> None:
    match = PEOPLE.person(text)
    assert match.entry is not None
    assert match.entry.id == expected


def test_a_first_name_of_two_people_is_asked() -> None:
    match = PEOPLE.person("Joost")
    assert match.entry is None
    assert [entry.id for entry, _ in match.candidates] == ["b", "c"]


@pytest.mark.parametrize("swv", ["rijnstreek", "westfriese_knoop", "aan_den_ijssel", "de_liemers"])
def test_real_schools_are_found_by_how_people_write_them(shared_data: Path, swv: str) -> None:
    schools = read_schools(shared_data / "nl" / "instance_nl" / f"swv_{swv}.csv")
    names, certain = Names(schools.entries()), 0
    for entry in names.entries:
        short = re.sub(r"(?i)protestants christelijke|rooms katholieke|basisschool|samenwerkingsschool", "", entry.name)
        for text in (entry.name.upper(), f"{short.strip().lower()} {entry.places[0].lower()}", f"obs {short.strip()}"):
            match = names.match(text)
            if match.certainty == SURE and match.entry is not None:
                certain += 1
                assert match.entry.id == entry.id, text
    # the others are names of several schools, and are asked
    assert certain >= 0.8 * 3 * len(names.entries)
