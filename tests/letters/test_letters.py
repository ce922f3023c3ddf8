"""Letters and notes as people read them, how plain they are, and what they never say."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain.explain import Displaced, Fact, FactKey, Holder, ItemKind, Reason, ReasonKind, Repair, RepairKind
from optimizer.domain.half_day import HalfDay
from optimizer.domain.placement import Condition, Moved, Source
from optimizer.domain.region import Region
from optimizer.language import LANGUAGES, catalogue, text
from optimizer.letters.compose import changes_letter, outcome_letter, reason_letter
from optimizer.letters.contact import NAMES, Contact, load_contact
from optimizer.letters.letter import Letter, letter_page, letter_text
from optimizer.letters.names import Audience
from optimizer.letters.why import PARENTS_CAN, SCHOOL_CAN
from tests.letters.cases import OUTCOMES, PLACES, REASONS, WEEK, weeks
from tests.letters.readability import Readability, read, words

GOLDEN = Path(__file__).with_name("golden")
DAY = date(2026, 11, 24)
MOST_WORDS, LEAST_DOUMA = 15.0, 60.0
CONTACT = Contact(
    sender="A. Jansen",
    swv="SWV Kleinstreek",
    phone="0348 - 12 34 56",
    email="vragen@swv.example",
    support_point="steunpunt.swv.example",
    complaints="swv.example/klacht",
    disputes="onderwijsgeschillen.nl",
    objection="SWV Kleinstreek, Postbus 1",
)


def letters(name: str, lang: str) -> list[Letter]:
    """All letters of a case: a reason for each audience, an outcome for school and parents."""
    if name in REASONS:
        region, reason = REASONS[name]
        return [reason_letter(reason, region, one, contact=CONTACT, lang=lang, day=DAY) for one in Audience]
    audiences = (Audience.SCHOOL, Audience.PARENTS)
    return [outcome_letter(OUTCOMES[name], PLACES, one, contact=CONTACT, lang=lang, day=DAY) for one in audiences]


CASES = (*REASONS, *OUTCOMES)


def golden(name: str, shown: str) -> None:
    path = GOLDEN / name
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_letters_as_they_are_read(name: str, lang: str) -> None:
    golden(f"{name}.{lang}.txt", "\n=====\n".join(letter_text(one) for one in letters(name, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_as_it_is_printed(lang: str) -> None:
    golden(f"page.{lang}.html", letter_page(letters("place-structural", lang)[2]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_changes_at_a_school(lang: str) -> None:
    before, after = weeks()
    shown = [
        letter_text(changes_letter(before, after, WEEK, school.id, contact=CONTACT, lang=lang, day=DAY))
        for school in WEEK.schools
    ]
    golden(f"changes.{lang}.txt", "\n=====\n".join(shown))


def test_a_plan_that_stays_changes_nothing() -> None:
    _, after = weeks()
    for school in WEEK.schools:
        letter = changes_letter(after, after, WEEK, school.id)
        assert "Voor uw school verandert er niets." in letter.sentences()


def plain(found: Readability) -> bool:
    return found.sentence <= MOST_WORDS and found.douma >= LEAST_DOUMA


@pytest.mark.parametrize("name", CASES)
def test_every_dutch_letter_reads_easily(name: str) -> None:
    for letter in letters(name, "nl"):
        found = read(*letter.sentences())
        assert plain(found), (letter.title, found.sentence, found.douma)


@pytest.mark.parametrize("name", CASES)
def test_english_sentences_are_as_short(name: str) -> None:
    for letter in letters(name, "en"):
        assert read(*letter.sentences()).sentence <= MOST_WORDS


def test_letters_about_changes_read_easily() -> None:
    before, after = weeks()
    for school in WEEK.schools:
        assert plain(read(*changes_letter(before, after, WEEK, school.id, contact=CONTACT).sentences()))


@pytest.mark.parametrize(
    "table", ["fact", "repair", "kind.week", "kind.place", "kind.support", "parents_repair", "end"]
)
def test_every_table_of_sentences_reads_easily(table: str) -> None:
    known = catalogue("nl")
    said = [
        re.sub(r"\{\w+(:[^}|]*\|([^}]*))?\}", r"drie \2", known[key])
        for key in known
        if key.startswith(f"letter.{table}.")
    ]
    assert len(said) >= 5
    assert plain(read(*said))
    assert all(len(words(part)) <= 18 for one in said for part in re.split(r"(?<=[.?!])\s", one))


def keys(table: str, lang: str) -> set[str]:
    return {key.removeprefix(f"letter.{table}.") for key in catalogue(lang) if key.startswith(f"letter.{table}.")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_can_be_said_has_its_words(lang: str) -> None:
    assert keys("fact", lang) == {str(key) for key in FactKey}
    extra = {
        "intro",
        "intro_school",
        "none_known",
        "price",
        "price_euro",
        "price_none",
        "price_none_euro",
        "price_unknown",
    }
    assert keys("repair", lang) - extra == {str(kind) for kind in RepairKind} | {"some_half_day"}
    for table in ("kind.week", "kind.place", "kind.support"):
        assert keys(table, lang) == {str(kind) for kind in ReasonKind}
    for audience in Audience:
        assert keys(str(audience), lang) == {str(kind) for kind in ItemKind} | {"member", "conditional"}
    assert keys("parents_repair", lang) == {str(kind) for kind in PARENTS_CAN} | {"free"}
    assert keys("place_support", lang) == {str(source) for source in Source} | {"missing"}
    assert keys("place_condition", lang) == {str(condition) for condition in Condition}
    assert keys("contact", lang) == set(NAMES)
    assert keys("place_reason", lang) == {
        key.removeprefix("placement.reason.") for key in catalogue(lang) if key.startswith("placement.reason.")
    }


PRIVATE = ("B1", "B2", "B3", "Anna", "Bram", "H2", "H3", "A1#1", "6.635", "15 minuten per week", "75 minuten")
"""Of others: begeleiders, items, prices."""


@pytest.mark.parametrize("name", REASONS)
def test_school_and_parents_hear_nothing_of_others(name: str) -> None:
    region, reason = REASONS[name]
    own = {reason.item, reason.leerling}
    strangers = [leerling.id for leerling in region.leerlingen if leerling.id not in own]
    for audience in (Audience.SCHOOL, Audience.PARENTS):
        letter = reason_letter(reason, region, audience, contact=CONTACT)
        shown = letter_text(letter) + letter_page(letter)
        for private in (*PRIVATE, *strangers):
            assert re.search(rf"(?<![\w-]){re.escape(private)}(?![\w])", shown) is None, (private, audience)


HIDDEN = "GEHEIM-7"
FACTS = st.builds(
    Fact, key=st.sampled_from(FactKey), entities=st.just((HIDDEN,)), found=st.just(987), limit=st.just(988)
)
REPAIRS = st.builds(
    Repair,
    kind=st.sampled_from(RepairKind),
    entities=st.just((HIDDEN,)),
    half_day=st.sampled_from(HalfDay),
    price=st.just(987),
)


@given(
    name=st.sampled_from(list(REASONS)),
    kind=st.sampled_from(ReasonKind),
    facts=st.lists(FACTS, max_size=3).map(tuple),
    repairs=st.lists(REPAIRS, max_size=3).map(tuple),
    lang=st.sampled_from(LANGUAGES),
)
def test_whatever_the_reason_nothing_of_others_reaches_school_or_parents(
    name: str, kind: ReasonKind, facts: tuple[Fact, ...], repairs: tuple[Repair, ...], lang: str
) -> None:
    region, reason = REASONS[name]
    changes = {
        "kind": kind,
        "facts": facts,
        "repairs": repairs,
        "otherwise": (facts,),
        "holders": (Holder(begeleider=HIDDEN, half_day=HalfDay.MA_OCHTEND, item=HIDDEN, minutes=987),),
        "displaced": (Displaced(item=HIDDEN, minutes=987),),
        "moved": (Moved(leerling=HIDDEN, origin=HIDDEN, destination=HIDDEN),),
    }
    changed = reason.model_copy(update=changes)
    for audience in (Audience.SCHOOL, Audience.PARENTS):
        shown = letter_text(reason_letter(changed, region, audience, contact=CONTACT, lang=lang))
        assert HIDDEN not in shown
        assert "987" not in shown
    assert HIDDEN in letter_text(reason_letter(changed, region, Audience.COORDINATOR, lang=lang))


def test_parents_read_the_id_of_their_child_as_a_reference_alone() -> None:
    for name in ("place-structural", "member-structural", "support-capacity"):
        region, reason = REASONS[name]
        own = reason.leerling or reason.item
        letter = reason_letter(reason, region, Audience.PARENTS, contact=CONTACT)
        assert letter.reference == f"Ons kenmerk: {own}"
        assert letter_text(letter).count(own) == 1
    letter = outcome_letter(OUTCOMES["proposal"], PLACES, Audience.PARENTS, contact=CONTACT)
    assert letter_text(letter).count("L1") == 1


def test_a_school_hears_only_of_repairs_that_are_its_own() -> None:
    region, reason = REASONS["week-structural"]
    shown = " ".join(reason_letter(reason, region, Audience.SCHOOL).sentences())
    assert "Dit kan uw school zelf doen:" in shown
    elsewhere = tuple(one.model_copy(update={"entities": ("S99",)}) for one in reason.repairs)
    other = reason.model_copy(update={"repairs": elsewhere})
    assert "zelf doen" not in " ".join(reason_letter(other, region, Audience.SCHOOL).sentences())
    both = tuple(one.model_copy(update={"entities": (*one.entities, "B1")}) for one in reason.repairs)
    assert "zelf doen" not in " ".join(
        reason_letter(reason.model_copy(update={"repairs": both}), region, Audience.SCHOOL).sentences()
    )
    assert {kind for kind in SCHOOL_CAN if kind in PARENTS_CAN} == set()


def test_transport_is_told_to_who_has_a_right_to_it() -> None:
    outcome = OUTCOMES["proposal"]
    assert outcome.transport is not None
    right = "Volgens de regels van de gemeente is er recht op vervoer."
    assert right in outcome_letter(outcome, PLACES, Audience.PARENTS).sentences()
    none = outcome.model_copy(update={"transport": outcome.transport.model_copy(update={"entitled": False})})
    assert right not in outcome_letter(none, PLACES, Audience.PARENTS).sentences()


def everything(reason: Reason, region: Region) -> str:
    return " ".join(reason_letter(reason, region, Audience.COORDINATOR).sentences())


def test_the_coordinator_hears_everything() -> None:
    region, reason = REASONS["week-structural"]
    said = everything(reason, region)
    for part in ("Anna", "woensdagochtend", "Nu 45, de grens is 60 minuten", "Dat kost 15 minuten per week."):
        assert part in said, part
    region, reason = REASONS["place-structural"]
    assert "Dat kost 6.635 euro per jaar." in everything(reason, region)
    free = tuple(one.model_copy(update={"price": 0}) for one in reason.repairs)
    assert everything(reason.model_copy(update={"repairs": free}), region).count("Dat kost geen geld.") == 3
    region, reason = REASONS["place-capacity"]
    assert "Leerling L4 heeft geen plek meer op De Regenboog." in everything(reason, region)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_nobody_gave_is_a_blank_that_says_what_belongs_there(lang: str) -> None:
    region, reason = REASONS["place-structural"]
    shown = letter_text(reason_letter(reason, region, Audience.PARENTS, lang=lang))
    for name in set(NAMES) - {"swv"}:
        blank = text("letter.blank", lang, what=text(f"letter.contact.{name}", lang))
        assert blank in " ".join(shown.split()), name
    assert region.name in shown
    assert "[" not in letter_text(reason_letter(reason, region, Audience.PARENTS, lang=lang, contact=CONTACT))


def test_parents_read_where_to_find_help_and_how_to_object() -> None:
    for name in ("week-capacity", "place-structural", "support-capacity"):
        region, reason = REASONS[name]
        shown = " ".join(letter_text(reason_letter(reason, region, Audience.PARENTS, contact=CONTACT)).split())
        for part in ("steunpunt", "klacht", "Geschillencommissie passend onderwijs", "binnen 6 weken", "Postbus 1"):
            assert part in shown
        school = letter_text(reason_letter(reason, region, Audience.SCHOOL, contact=CONTACT))
        assert "steunpunt" not in school


@pytest.mark.parametrize("name", ["contact.toml", "contact.json"])
def test_details_come_from_a_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(
        'phone = "1"\nsender = " A "\nemail = ""\n' if name.endswith("toml") else '{"phone": "1", "sender": "A"}',
        "utf-8",
    )
    assert load_contact(path) == (Contact(phone="1", sender="A"), ())


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("weg.toml", None, [("file-missing", "weg.toml")]),
        ("a.toml", "phone = ", [("letter-contact-file", "a.toml")]),
        ("a.json", "[1]", [("letter-contact-file", "a.json")]),
        (
            "a.toml",
            "phone = 1\nfax = 'x'\n",
            [("letter-contact-field", "a.toml/phone"), ("letter-contact-field", "a.toml/fax")],
        ),
    ],
)
def test_a_file_with_faults_is_refused_whole(
    name: str, content: str | None, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    contact, faults = load_contact(tmp_path / name)
    assert contact is None
    assert [(fault.code, fault.where) for fault in faults] == found


def test_a_page_runs_nothing_and_escapes_what_it_shows() -> None:
    region, reason = REASONS["week-structural"]
    odd = CONTACT.__class__(sender="<b>x</b>")
    page = letter_page(reason_letter(reason, region, Audience.SCHOOL, contact=odd))
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page
