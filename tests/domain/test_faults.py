"""Every fault of a region, alone and all together."""

from __future__ import annotations

import copy
import datetime as dt
import json

import pytest

from optimizer.domain.intake import InputRefusedError, check_region, read_plan, read_region
from optimizer.domain.region import Region
from optimizer.domain.wording import fault_text
from optimizer.language import LANGUAGES
from tests.domain.fault_cases import CASES, ENTITIES, PINS, Case
from tests.domain.regions import add, drop, put, small, whole


def found(data: object) -> list[tuple[str, str]]:
    """Return code and place of every fault."""
    return [(fault.code, fault.where) for fault in read_region(data).faults]


def test_the_golden_region_has_no_fault() -> None:
    intake = read_region(whole())
    assert intake.faults == ()
    assert intake.region is not None
    assert check_region(intake.region) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.where}")
def test_the_smallest_change_gives_exactly_its_fault(case: Case) -> None:
    data = whole()
    case.change(data)
    intake = read_region(data)
    assert [(fault.code, fault.where) for fault in intake.faults] == [(case.code, case.where)]
    assert intake.region is None
    for lang in LANGUAGES:
        what, mend = fault_text(intake.faults[0], lang)
        assert what
        assert mend


_NO_REGION = {"school-without-kring", "no-schools", "payer-id-missing"}
"""Cases whose change takes away what only intake fills in, so that there is no region to check."""


@pytest.mark.parametrize(
    "case",
    [case for case in (*ENTITIES, *PINS) if case.code not in _NO_REGION],
    ids=lambda case: f"{case.code} {case.where}",
)
def test_a_region_built_in_python_gets_the_same_cross_checks(case: Case) -> None:
    data = read_region(whole()).or_raise().model_dump(mode="json")
    case.change(data)
    region = Region.model_validate(data)
    assert [(fault.code, fault.where) for fault in check_region(region)] == [(case.code, case.where)]


def test_what_is_no_object_is_refused() -> None:
    assert found([]) == [("not-an-object", "")]
    assert found(None) == [("not-an-object", "")]


def test_many_faults_of_different_kinds_are_told_at_once_in_a_fixed_order() -> None:
    data = whole()
    expected = [
        ("too-large", "/policy/min_break", put("policy/min_break", 20_000)),
        ("neighbour-of-itself", "/kringen/0/neighbours/1", add("kringen/0/neighbours", "noord")),
        ("payer-id-missing", "/budgets/0/payer/id", drop("budgets/0/payer/id")),
        ("cluster-not-of-kind", "/schools/1/cluster", put("schools/1/cluster", 2)),
        ("window-reversed", "/schools/2/hours/ma-ochtend", put("schools/2/hours", {"ma-ochtend": "12:00-09:00"})),
        ("outside-country", "/schools/3/location", put("schools/3/location", {"lat": 0, "lon": 0})),
        ("reserved-above-contract", "/begeleiders/0/reserved_minutes", put("begeleiders/0/reserved_minutes", 2000)),
        ("not-a-choice", "/begeleiders/1/role", put("begeleiders/1/role", "ab")),
        ("missing-field", "/begeleiders/3/expertise", drop("begeleiders/3/expertise")),
        ("dangling-id", "/hulpvragen/0/current", put("hulpvragen/0/current", "ab9")),
        ("bad-half-day", "/hulpvragen/1/half_days/0", put("hulpvragen/1/half_days", ["zaterdag"])),
        ("unknown-field", "/hulpvragen/2/minuten", put("hulpvragen/2/minuten", 60)),
        ("size-disordered", "/arrangementen/0/size", put("arrangementen/0/size/min", 3)),
        ("protected-attribute", "/leerlingen/0/bsn", put("leerlingen/0/bsn", "123456782")),
        ("postcode-without-point", "/leerlingen/1/home", put("leerlingen/1/home", "9999ZZ")),
        ("overleg-without-people", "/overleggen/0/participants", put("overleggen/0/participants", {})),
        ("bad-week", "/previous/weeks/0/week", put("previous/weeks/0/week", "2026-48")),
        ("dangling-id", "/hulpvragen/2/school", put("hulpvragen/2/school", "03CC99")),
        ("pin-says-nothing", "/pins/3", add("pins", {"item": "h3"})),
    ]
    for _, _, change in expected:
        change(data)
    assert len({code for code, _, _ in expected}) >= 15
    assert sorted(found(data)) == sorted((code, where) for code, where, _ in expected)
    lists = [where.split("/")[1] for _, where in found(data)]
    assert lists == sorted(lists)


def test_a_broken_entity_makes_no_reference_to_it_dangle() -> None:
    data = whole()
    put("begeleiders/0/contract_minutes", "veel")(data)
    assert found(data) == [("wrong-type", "/begeleiders/0/contract_minutes")]
    data = whole()
    drop("leerlingen/0/id")(data)
    assert found(data) == [("missing-field", "/leerlingen/0/id")]
    data = whole()
    put("kringen", "zuid")(data)
    assert found(data) == [("wrong-type", "/kringen")]


def test_ids_that_lead_nowhere_are_told_when_no_unreadable_id_explains_them() -> None:
    data = whole()
    drop("leerlingen/0/id")(data)
    add("arrangementen/0/candidates", "p9")(data)
    assert ("dangling-id", "/arrangementen/0/candidates/3") in found(data)


def test_a_broken_entity_does_not_hide_its_own_references_to_nothing() -> None:
    data = whole()
    data["hulpvragen"][0] |= {"minutes": "veel", "current": "ab9", "preferred": ["ab8", 3]}
    assert found(data) == [
        ("dangling-id", "/hulpvragen/0/current"),
        ("wrong-type", "/hulpvragen/0/minutes"),
        ("dangling-id", "/hulpvragen/0/preferred/0"),
        ("wrong-type", "/hulpvragen/0/preferred/1"),
    ]


def test_a_default_taken_from_something_broken_is_no_fault_of_its_own() -> None:
    data = small()
    data["schools"][0]["hours"] = {"ma-ochtend": "8-12"}
    data["schools"][1]["location"] = {"lat": 4.64, "lon": 52.1}
    del data["schools"][2]["location"]
    intake = read_region(data, today=dt.date(2026, 11, 18))
    assert [(f.code, f.where) for f in intake.faults] == [
        ("bad-window", "/schools/0/hours/ma-ochtend"),
        ("outside-country", "/schools/1/location"),
        ("missing-field", "/schools/2/location"),
    ]


def test_the_nearest_valid_name_is_offered() -> None:
    data = whole()
    put("hulpvragen/0/priorty", "urgent")(data)
    put("hulpvragen/1/priority", "Norml")(data)
    put("hulpvragen/2/school", "3CC00")(data)
    nearest = {fault.where: fault.facts.get("nearest") for fault in read_region(data).faults}
    assert nearest == {
        "/hulpvragen/0/priorty": "priority",
        "/hulpvragen/1/priority": "normal",
        "/hulpvragen/2/school": "03CC00",
    }
    what, mend = fault_text(read_region(data).faults[0])
    assert what == 'Het veld "priorty" bestaat hier niet.'
    assert mend.startswith('Bedoelt u "priority"? ')


@pytest.mark.parametrize(
    "name",
    [
        "herkomst", "nationaliteit", "nationality", "etniciteit", "ethnicity", "taal", "thuistaal", "home_language",
        "inkomen", "income", "religie", "geloof", "religion", "SES", "ses_woa", "wijkstatus", "neighbourhoodStatus",
        "naam", "name", "achternaam", "adres", "homeAddress", "BSN", "bsn-nummer", "geboortedatum", "birth_date",
        "leerlinggewicht", "gender", "geslacht", "Étniciteit", "migratieachtergrond", "diagnose",
    ],
)  # fmt: skip
def test_protected_attributes_are_refused_and_their_value_is_not_repeated(name: str) -> None:
    data = whole()
    data["leerlingen"][1][name] = "Xq7 vertrouwelijk"
    (fault,) = read_region(data).faults
    assert (fault.code, fault.where) == ("protected-attribute", f"/leerlingen/1/{name}")
    texts = [str(fault), *(text for lang in LANGUAGES for text in fault_text(fault, lang))]
    assert not [text for text in texts if "Xq7" in text]


@pytest.mark.parametrize("name", ["schol", "school_origin", "wensen", "denomination", "leerjaren"])
def test_a_mistyped_field_of_a_pupil_is_not_called_protected(name: str) -> None:
    data = whole()
    data["leerlingen"][1][name] = "x"
    # nor is it repeated: somebody may have typed a name
    assert found(data) == [("unknown-field", "/leerlingen/1")]


@pytest.mark.parametrize(
    "home",
    ["2421 ZX", "Kerkstraat 12", 2421, {"lat": 52.98765, "lon": "4.98765"}, {"lat": 61.98765, "lon": 4.98765},
     {"lat": 98.98765, "lon": 4.98765}, {"lat": 98.98765}, ["52.98765"], "9876ZX"],
)  # fmt: skip
def test_a_fault_on_a_pupil_never_repeats_where_it_lives(home: object) -> None:
    data = whole()
    data["leerlingen"][1] |= {"home": home, "wishes": ["2421ZX"], "gemeente": "2421"}
    faults = read_region(data).faults
    assert len(faults) >= 3
    written = json.dumps([[*fault_text(f, lang), f.where, dict(f.facts)] for f in faults for lang in LANGUAGES])
    for secret in ("2421", "Kerkstraat", "98765", "9876"):
        assert secret not in written


def test_a_place_of_a_request_or_a_base_is_not_repeated_either() -> None:
    data = whole()
    put("hulpvragen/1/location", {"lat": 98.98765, "lon": 4.6})(data)
    put("begeleiders/0/base", "Kerkstraat 12")(data)
    written = json.dumps([dict(fault.facts) for fault in read_region(data).faults])
    assert "98765" not in written
    assert "Kerkstraat" not in written


def test_texts_of_the_input_are_shown_on_one_short_printable_line() -> None:
    data = whole()
    put("hulpvragen/0/priority", "a\n\x1b[31m" + "b" * 500)(data)
    (fault,) = read_region(data).faults
    assert fault.facts["given"].isprintable()
    assert len(fault.facts["given"]) <= 60


def test_or_raise_gives_the_region_or_all_faults() -> None:
    assert read_region(whole()).or_raise().id == "rijnstreek"
    data = whole()
    put("week", "x")(data)
    with pytest.raises(InputRefusedError, match="/week: bad-week") as refused:
        read_region(data).or_raise()
    assert [fault.code for fault in refused.value.faults] == ["bad-week"]


def test_a_plan_is_read_by_itself() -> None:
    plan, faults = read_plan(whole()["previous"])
    assert faults == ()
    assert plan is not None
    assert plan.weeks[0].tours[0].legs[0].origin == "base:ab1"
    plan, faults = read_plan({"weeks": [{"week": "2026-W60"}, {"wek": 1}], "schema_version": 1})
    assert plan is None
    assert [(f.code, f.where) for f in faults] == [
        ("bad-week", "/weeks/0/week"),
        ("missing-field", "/weeks/1/week"),
        ("unknown-field", "/weeks/1/wek"),
    ]
    assert [f.code for f in read_plan(3)[1]] == ["not-an-object"]


@pytest.mark.parametrize("junk", [None, 0, 1.5, "x", True, [], {}, [None], [{"id": []}]])
def test_nothing_however_odd_makes_reading_fail_itself(junk: object) -> None:
    for field in Region.model_fields:
        assert read_region(whole() | {field: junk}, today=dt.date(2026, 1, 1)) is not None
    for nth in range(25):
        data = whole() if nth % 2 else small()
        for entities in data.values():
            for entity in entities if isinstance(entities, list) else ():
                keys = list(entity)
                entity[keys[nth % len(keys)]] = copy.deepcopy(junk)
        assert read_region(data).faults
