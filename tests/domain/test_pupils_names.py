"""The name of a pupil, typed wherever something else belongs, is repeated in no fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain.fault import Fault
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.intake import read_plan, read_region
from optimizer.domain.leerling import Leerling
from optimizer.domain.protected import protected_attribute
from optimizer.domain.references import REFERENCES
from optimizer.domain.shown import WITHHELD, is_opaque
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES
from tests.domain.regions import Data, at, put, whole

PLANTED = ("Kees Jansen", "Kees", "Kees2014", "Kees#1", 123456782, "123456782")
"""Names of a pupil, and a national number."""
SECRETS = ("kees", "jansen", "12345678")
Steps = tuple[str, ...]


def told(faults: tuple[Fault, ...]) -> str:
    """Everything that a reader can see of faults."""
    texts = [text for fault in faults for lang in LANGUAGES for text in fault_text(fault, lang)]
    return "\n".join([*(fault.where for fault in faults), *texts, *(json.dumps(f.facts) for f in faults)]).casefold()


def places(node: object, path: Steps = ()) -> Iterator[Steps]:
    """Yield the path of everything that stands in raw JSON."""
    if path:
        yield path
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in inside:
        yield from places(value, (*path, str(step)))


def of_leerlingen() -> list[str]:
    """Return every place of a pupil that has every field, and of fields that the golden region lacks."""
    data = whole()
    of_one = {"/".join(("leerlingen", "0", *path)) for path in places(data["leerlingen"][0])}
    return sorted(of_one | {f"leerlingen/0/{f.alias or name}" for name, f in Leerling.model_fields.items()})


def of_references() -> list[str]:
    """Return every place that refers to a pupil, and every place that holds such a place."""
    found = {"leerlingen", "leerlingen/0", "arrangementen/0", "hulpvragen/0", "pins/0", "previous"}
    data = prepared()
    for reference in (r for r in REFERENCES if "leerlingen" in r.targets):
        steps = tuple("0" if step == "*" else step for step in reference.path)
        found |= {"/".join((reference.source, "0", *steps[:end])) for end in range(1, len(steps) + 1)}
    found |= {"/".join(path) for path in places(data) if path[0] == "previous" and path[-1].isdigit() and len(path) > 1}
    found |= {"/".join(path) for path in places(data) if path[0] in {"previous", "pins"} and "members" in path}
    return sorted(found)


OF_REQUESTS = sorted(
    set(Hulpvraag.model_fields) - {"school", "kring", "current", "preferred", "forbidden", "institute", "expertise"}
)
"""Fields of a hulpvraag that name no school, kring, begeleider or expertise."""


def prepared() -> Data:
    """Return the golden region with something at every place that a test changes."""
    data = whole()
    data["hulpvragen"][0]["leerling"] = "p1"
    members = data["arrangementen"][0]["candidates"]
    data["pins"].insert(0, {"item": data["arrangementen"][0]["id"], "members": list(members[:1])})
    data["arrangementen"][0].setdefault("running", {})["members"] = list(members[:1])
    return data


@pytest.mark.parametrize("name", PLANTED)
@pytest.mark.parametrize("place", [*of_leerlingen(), *of_references(), *(f"hulpvragen/0/{f}" for f in OF_REQUESTS)])
def test_a_name_in_any_field_is_in_no_fault(place: str, name: object) -> None:
    data = prepared()
    put(place, name)(data)
    seen = told(read_region(data).faults)
    assert [secret for secret in SECRETS if secret in seen] == []


def test_most_of_these_places_refuse_a_name() -> None:
    refused = []
    for place in (*of_leerlingen(), *of_references()):
        data = prepared()
        put(place, "Kees Jansen")(data)
        refused += [place] if read_region(data).faults else []
    accepting = set(of_leerlingen()) - set(refused)
    # texts that the coordinator words, in which nothing can be wrong
    assert accepting == {
        "leerlingen/0/needs/0/expertise",
        "leerlingen/0/denominations/0",
        "leerlingen/0/denominations/1",
    }
    assert set(of_references()) <= set(refused)


@pytest.mark.parametrize("name", ["Kees", "Kees Jansen", "kees_jansen", "naam_kees", "naamKees"])
@pytest.mark.parametrize(
    "place", ["leerlingen/0", "leerlingen/0/needs/0", "leerlingen/0/home", "leerlingen/0/decisions"]
)
def test_a_name_for_a_field_is_in_no_fault(place: str, name: str) -> None:
    data = prepared()
    at(data, place.split("/"))[name] = "x"
    faults = read_region(data).faults
    assert {fault.code for fault in faults} <= {"unknown-field", "protected-attribute"}
    assert faults
    seen = told(faults)
    assert [secret for secret in SECRETS if secret in seen] == []


def test_a_name_for_two_pupils_is_not_repeated_and_a_number_is() -> None:
    for own, shown in (("Kees", WITHHELD), ("p9", "p9")):
        data = whole()
        for leerling in data["leerlingen"]:
            leerling["id"] = own
        double = [f for f in read_region(data).faults if f.code == "duplicate-id"]
        assert {fault.facts["given"] for fault in double} == {shown}
        assert {fault.where for fault in double} == {f"/leerlingen/{n}/id" for n in range(1, len(data["leerlingen"]))}


def test_the_sentence_without_the_value_is_whole() -> None:
    data = whole()
    data["leerlingen"][0]["leerjaar"] = "Kees"
    (fault,) = read_region(data).faults
    expected = ("Wat hier staat, is niet wat hier hoort te staan.", "Vul hier een geheel getal in.")
    assert fault_text(fault) == expected
    data = whole()
    data["hulpvragen"][0]["target"] = "Kees"
    (fault,) = read_region(data).faults
    assert fault_text(fault) == ("Wat hier staat, kan hier niet.", "Mogelijk zijn: IB, teacher, group, child.")
    data = whole()
    data["hulpvragen"][0]["leerling"] = "Kees"
    (fault,) = read_region(data).faults
    assert fault_text(fault)[0] == "Wat hier staat, staat niet bij de leerlingen."
    data["hulpvragen"][0]["leerling"] = "p99"
    (fault,) = read_region(data).faults
    assert fault_text(fault)[0] == "p99 staat niet bij de leerlingen."


@pytest.mark.parametrize("name", PLANTED)
def test_a_plan_of_its_own_repeats_no_name(name: object) -> None:
    plan: dict[str, Any] = whole()["previous"]
    for path in places(plan):
        if path[-1] in {"members", "item", "groups", "weeks"} or path[-1].isdigit():
            changed = json.loads(json.dumps(plan))
            put("/".join(path), name)(changed)
            seen = told(read_plan(changed)[1])
            assert [secret for secret in SECRETS if secret in seen] == [], path
    seen = told(read_plan(name)[1])
    assert [secret for secret in SECRETS if secret in seen] == []


OPAQUE = ("p039f46", "L1", "00AB01", "leerling-12", "pupil_7", "12345", "LL-003", "A.3")
TELLING = (
    *("Kees", "kees12", "Jan1", "leerlingkees1", "Kees J 1", "123456", "2401AB", "2401 ab", "1234", "12-11-2014"),
    *("", "J.K.", "\u00e9\u00e92", "1" * 21, "a1" * 11),
)


@pytest.mark.parametrize("value", OPAQUE)
def test_a_well_formed_id_may_be_named(value: str) -> None:
    assert is_opaque(value)


@pytest.mark.parametrize("value", TELLING)
def test_what_may_tell_who_it_is_may_not(value: str) -> None:
    assert not is_opaque(value)


@given(st.from_regex(r"[A-Z][a-z]{2,12}([ -.]?[A-Z]?[a-z]{0,12})?[0-9]{0,4}", fullmatch=True))
def test_no_word_of_three_letters_is_opaque(value: str) -> None:
    assert not is_opaque(value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("naam", "naam"),
        ("Naam leerling", "Naam leerling"),
        ("naam_kees", "naam"),
        ("bsnKees", "bsn"),
        ("\u0416naam", "naam"),
    ],
)
def test_of_a_protected_name_no_more_is_said_than_what_is_protected(name: str, said: str) -> None:
    found = protected_attribute(name)
    assert found is not None
    assert (found.name, found.reason) == (said, "identity")
