"""Places in the input, and which value of it is repeated."""

from __future__ import annotations

import pytest

from optimizer.domain.pointer import pointer, reading_order
from optimizer.domain.shown import WITHHELD, nearest, shown, shown_at, shown_id


def test_pointers_are_escaped_and_printable() -> None:
    assert pointer() == ""
    assert pointer("schools", 3, "name") == "/schools/3/name"
    assert pointer("a/b", "c~d", "\x1b[1m\ud800") == "/a~1b/c~0d/\ufffd[1m\ufffd"


def test_numbers_in_pointers_are_ordered_as_numbers() -> None:
    places = ["/schools/10", "/schools/9/name", "/schools", "/begeleiders/1", "", "/schools/9"]
    ordered = ["", "/begeleiders/1", "/schools", "/schools/9", "/schools/9/name", "/schools/10"]
    assert sorted(places, key=reading_order) == ordered


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.5, "1.5"), (True, "true"), (None, "null"), ({"a": 1}, "{…}"), ([1], "[…]"), (object(), "object"), ("é", "é")],
)
def test_values_are_shown_short(value: object, text: str) -> None:
    assert shown(value) == text


def test_what_tells_where_somebody_lives_is_withheld() -> None:
    assert shown_at(52.1, ("schools", 0, "location", "lat")) == "52.1"
    assert shown_at(52.1, ("begeleiders", 0, "base", "lat")) == WITHHELD
    assert shown_at("x", ("postcodes", "2401")) == WITHHELD
    assert shown_at("x", ("leerlingen", 0, "leerjaar")) == WITHHELD
    assert shown_id("2401ab", ("leerlingen", 0, "wishes", 0)) == WITHHELD
    assert shown_id("s1", ("leerlingen", 0, "wishes", 0)) == "s1"
    assert shown_id("Kees", ("pins", 0, "members", 0)) == WITHHELD
    assert shown_at("Kees", ("hulpvragen", 0, "target")) == WITHHELD
    assert shown_at("De Vliet", ("hulpvragen", 0, "school")) == "De Vliet"
    assert shown_at("45 m", ("hulpvragen", 0, "minutes")) == "45 m"
    assert shown_at("De Vliet", ("previous", "weeks", 0, "groups", 0, "host")) == WITHHELD
    assert shown_at(99, ("hulpvragen", 0, "minutes")) == "99"
    assert shown_at(123456782, ("hulpvragen", 0, "minutes")) == WITHHELD


def test_the_nearest_name_is_found_in_any_case_or_not_at_all() -> None:
    assert nearest("PRIORITY", ["priority", "status"]) == {"nearest": "priority"}
    assert nearest("zzz", ["priority", "status"]) == {}
    assert nearest(3, ["3"]) == {}
