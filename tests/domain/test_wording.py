"""What people read of faults and defaults is in words, in their language, in the right number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from optimizer.domain import vocabulary
from optimizer.domain.defaults.readable import readable
from optimizer.domain.fault import DefaultUsed, Fault, Violation
from optimizer.domain.intake import read_region
from optimizer.domain.locate import options
from optimizer.domain.region import Region
from optimizer.domain.wording import default_key, default_text, fault_text, violation_text
from optimizer.language import catalogue
from optimizer.language.phrases import Phrases
from tests.domain.fault_cases import CASES
from tests.domain.program_words import keys_in
from tests.domain.regions import Data, put, small, whole

TODAY = dt.date(2026, 11, 18)


def gaps() -> Data:
    """Return a region with one entity of every kind, of which nothing is given that has a default."""
    data = small()
    data["arrangementen"] = [{"id": "A1", "kind": "rekenen", "expertise": "taal"}]
    data["leerlingen"] = [{"id": "p1"}]
    data["overleggen"] = [{"id": "O1", "participants": {"ibs": ["03CC00"]}}]
    data["budgets"] = [{"payer": {"kind": "swv"}, "minutes": 5}]
    data["partners"] = [{"name": "CJG", "gemeente": "Nieuwkoop", "offer": "x"}]
    data["besturen"] = [{"name": "Prisma"}]
    return data


def lines(lang: str) -> dict[str, str]:
    """Return the line of every default of a region of gaps, by field."""
    intake = read_region(gaps(), today=TODAY)
    assert intake.faults == ()
    return {default.where: default_text(default, lang) for default in intake.defaults}


def test_every_default_has_a_line_of_its_own() -> None:
    intake = read_region(gaps(), today=TODAY)
    assert len(intake.defaults) > 60
    assert [one.where for one in intake.defaults if default_key(one) not in catalogue("nl")] == []


UNTOLD = ("/previous", "/pins", "/gemeenten/*/transport/*")
"""Places of which defaults are not told: what is published, what says nothing, and entries of mappings."""


def fields(pattern: str, model: type[BaseModel]) -> Iterator[str]:
    """Yield every field of a model, however deep, that has a default that is shown."""
    for name, field in model.model_fields.items():
        here = f"{pattern}/{field.alias or name}"
        default = None if field.is_required() else field.get_default(call_default_factory=True)
        if not isinstance(default, BaseModel) and readable(default):
            yield here
        for option in options(field.annotation):
            for part in (option, *(o for argument in get_args(option) for o in options(argument))):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    yield from fields(here if part is option else f"{here}/*", part)


def test_every_default_that_there_can_be_has_a_line_of_its_own() -> None:
    possible = [place for place in dict.fromkeys(fields("", Region)) if not place.startswith(UNTOLD)]
    assert len(possible) > 60
    missing = [p for p in possible if default_key(DefaultUsed(where=p, value="")) not in catalogue("nl")]
    assert missing == []


def test_no_default_shows_a_key_of_the_program() -> None:
    for line in lines("nl").values():
        assert keys_in(line) == set(), line


def test_words_of_the_policy_are_those_of_the_catalogue() -> None:
    nl, en = lines("nl"), lines("en")
    assert nl["/policy/paid_travel"] == "beleid: betaalde reistijd: tussen bezoeken, tussen ochtend en middag"
    assert nl["/policy/levels"] == "beleid: welke rol welk niveau doet: licht: AB, AD, trajectbegeleider; zwaar: AB, AD"
    assert nl["/leerlingen/*/eligible_rungs"] == (
        "1 leerling: mogelijke treden eigen school, regulier in de kring, regulier in de gemeente, regulier in het SWV"
    )
    assert nl["/policy/placement/rungs"].startswith(
        "plaatsing: volgorde van mogelijkheden per soort leerling: aanmelding, verhuizing, nieuwkomer, thuiszitter, "
        "voorschool: eigen school, regulier in de kring, "
    )
    assert nl["/begeleiders/*/base"] == "2 begeleiders: vertrekken van school De-Boog"
    assert en["/policy/session_starts"] == "policy: starts of groups and overleg: morning: 09:00; afternoon: 13:00"
    assert en["/hulpvragen/*/half_days"] == "2 hulpvragen: half days Mon morning … Fri afternoon"
    assert en["/schools/*/hours"] == "3 schools: hours 08:30-12:00, 12:30-15:00 (Wed afternoon closed)"


def test_one_is_not_several() -> None:
    nl = lines("nl")
    assert nl["/schools/*/name"] == "naam van 1 school: 03CC00"
    assert nl["/schools/*/kind"] == "3 scholen: soort BO"
    assert nl["/arrangementen/*/minutes"] == "1 groepsarrangement: 120 minuten"
    assert nl["/hulpvragen/*/every_weeks"] == "2 hulpvragen: om de hoeveel weken: 1"
    assert [line for line in nl.values() if re.match(r"1 \w+(en|s):", line)] == []


def test_a_name_that_is_also_a_word_of_the_program_stays() -> None:
    default = DefaultUsed(where="/schools/*/kring", value="light | first", count=2)
    assert default_text(default) == "kring van 2 scholen: light | first"


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("schools/0/cluster", 3, "Een school van het soort BO heeft geen cluster, en hier staat 3."),
        ("policy/levels", {"light": ["AB"], "heavy": []}, "Bij het niveau zwaar staat geen enkele rol."),
    ],
)
def test_facts_of_faults_are_in_words(place: str, value: object, said: str) -> None:
    data = whole()
    put(place, value)(data)
    assert said in [fault_text(fault)[0] for fault in read_region(data).faults]


def test_kinds_and_stages_are_in_words() -> None:
    since = Fault(code="since-missing", where="", facts={"kind": "absent"})
    assert fault_text(since)[0] == "Bij een leerling van het soort thuiszitter hoort de datum sinds wanneer."
    stages = Fault(code="stages-incomplete", where="", facts={"missing": "travel, running_broken", "twice": "-"})
    assert fault_text(stages)[0] == (
        "De volgorde van de doelen is niet volledig: ontbreekt reistijd, lopende afspraken verbroken, dubbel -."
    )


def test_a_value_that_is_withheld_has_words_too() -> None:
    fault = Fault(code="file-empty", where="", facts={})
    assert fault_text(fault)[0] == "Het bestand is leeg."
    shown = Fault(code="window-reversed", where="", facts={"given": "…"})
    assert fault_text(shown)[0] == "Het tijdvak (niet getoond) eindigt niet na zijn begin."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"limit": "di", "begeleider": "B1"}, "H1 kan niet op wo-middag (begeleider: B1); wel mogelijk: di."),
        ({"limit": "di-ochtend"}, "H1 kan niet op wo-middag; wel mogelijk: di-ochtend."),
        (
            {"begeleider": "B1"},
            "H1 kan niet op wo-middag (begeleider: B1), en ook op geen ander dagdeel van deze week.",
        ),
        ({}, "H1 kan niet op wo-middag, en ook op geen ander dagdeel van deze week."),
    ],
)
def test_a_broken_rule_has_no_dash_where_nothing_is_possible(facts: dict[str, str], said: str) -> None:
    rule = vocabulary.RuleKey.AVAILABILITY
    violation = Violation.model_validate({"rule": rule, "items": ("H1",), "half_day": "wo-middag"} | facts)
    assert violation_text(violation) == said


@pytest.mark.parametrize(
    ("facts", "nl", "en"),
    [
        (
            {"found": 3, "limit": 1},
            "H1 heeft 3 bezoeken, en in deze week mogen het er hoogstens 1 zijn.",
            "H1 has 3 visits, and in this week there may be at most 1.",
        ),
        (
            {"begeleider": "B1", "half_day": "wo-middag", "found": 0, "limit": 1},
            (
                "Twee bezoeken van H1 op één dag (wo-middag, B1); "
                "er moet ten minste 1 dag tussen het ene en het andere liggen."
            ),
            "Two visits of H1 on one day (wo-middag, B1); at least 1 day should lie between the one and the other.",
        ),
        (
            {"begeleider": "B1", "half_day": "wo-middag", "found": 1, "limit": 2},
            (
                "Twee bezoeken van H1 liggen te dicht op elkaar: dat op wo-middag (B1) is 1 dag na het vorige, "
                "en het moeten er ten minste 2 zijn."
            ),
            (
                "Two visits of H1 are too close together: the one on wo-middag (B1) is 1 day after the one before, "
                "and it should be at least 2."
            ),
        ),
    ],
)
def test_of_visits_it_is_said_whether_number_or_distance_is_wrong(facts: dict[str, object], nl: str, en: str) -> None:
    rule = vocabulary.RuleKey.SPREAD
    violation = Violation.model_validate({"rule": rule, "items": ("H1",)} | facts)
    assert (violation_text(violation), violation_text(violation, "en")) == (nl, en)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_words_for_what_lacks_are_of_a_rule(lang: str) -> None:
    keys = [key for key in catalogue(lang) if key.startswith("violation-without-")]
    assert len(keys) == 15
    assert {key.rpartition(".")[2] for key in keys} <= {rule.value for rule in vocabulary.RuleKey}


def test_no_fault_shows_a_key_of_the_program() -> None:
    shown = {}
    for case in CASES:
        data = whole()
        case.change(data)
        for fault in read_region(data).faults:
            what, mend = fault_text(fault)
            for name in ("choices", "first", "given", "nearest"):
                # what a JSON file says, and where, is told as it stands there
                what, mend = (text.replace(fault.facts.get(name) or "-", "") for text in (what, mend))
            if found := keys_in(f"{what} {mend}") - {"true", "false"}:
                shown[fault.code] = found
    assert shown == {}


def test_an_empty_cell_of_a_roster_is_told_by_its_column() -> None:
    fault = Fault(code="roster-missing-cell", where="Rooster!C4", facts={"column": "half_day"})
    assert fault_text(fault)[0] == "Deze cel is leeg (dagdeel)."


def test_kinds_of_schools_are_in_words() -> None:
    assert [Phrases(lang).school_kind("newcomers") for lang in ("nl", "en")] == ["nieuwkomers", "newcomers"]
    assert Phrases("nl").school_kind("BO") == "BO"
