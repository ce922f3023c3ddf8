"""Special schools in words, on the page and in the workbook."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from optimizer.domain.leerling import Leerling
from optimizer.domain.placement import SchoolRefusal
from optimizer.domain.vocabulary import Rung
from optimizer.io.workbook.cells import cells_of
from optimizer.io.workbook.safety import unpack_bytes
from optimizer.language.phrases import Phrases
from optimizer.proposals import propose_placements
from optimizer.report.placement import special
from optimizer.report.placement.facts import Proposals
from optimizer.report.placement.page import placement_page
from optimizer.report.placement.workbook import placement_workbook
from optimizer.report.words import Words
from tests.placement.test_own_kring import BOTH, pupil, school, wijk

NL, EN = Phrases("nl"), Phrases("en")
MADE = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def proposals(*people: Leerling) -> Proposals:
    region = wijk(*people, schools=(school("a", free=0), school("b", name="De <Berk>")))
    return Proposals(region, propose_placements(region))


@pytest.fixture(scope="module")
def found() -> Proposals:
    """Two at SBO, one at a regular school."""
    return proposals(pupil("p1"), pupil("p2", home=None, school=None, gemeente=None), pupil("p3", *BOTH))


def sheets(found: Proposals) -> dict[str, list[tuple[object, ...]]]:
    book = cells_of(unpack_bytes(placement_workbook(found, Words("nl"), MADE), "plaatsing.xlsx"))
    return {sheet.name: [tuple(row) for row in sheet.rows] for sheet in book.sheets}


@pytest.mark.parametrize(
    ("reason", "eligible", "said"),
    [
        ("no-place-free", True, "vol"),
        ("no-place-free", False, "vol; bovendien niet op de lijst van team en ouders"),
        ("agreed-beyond", False, "er is plek, maar de lijst van team en ouders begint verderop"),
        ("current-school", False, "is de eigen school, en daar blijven staat niet op de lijst van team en ouders"),
    ],
)
def test_why_in_words(reason: str, eligible: bool, said: str) -> None:
    assert special.why_text(SchoolRefusal(school="a", reason=reason, eligible=eligible), NL) == said


def test_a_proposal_says_it_of_every_school_and_another_does_not(found: Proposals) -> None:
    first, second, third = found.result.leerlingen
    assert special.kring_heading(first, found, NL) == "Waarom geen gewone school in de eigen kring (k)"
    # one place at b, and it is for who may go there
    assert special.why_lines(first, found, EN) == [
        "a: full; not on the list of team and parents either",
        "De <Berk>: the places go to others; not on the list of team and parents either",
    ]
    assert special.kring_heading(second, found, NL).startswith("De eigen kring is niet bekend")
    assert special.why_lines(second, found, NL) == []
    assert [special.asks_why(one) for one in (first, second, third)] == [True, True, False]


def test_a_kring_without_a_regular_school() -> None:
    region = wijk(pupil("p", home=None, school="x"), schools=(school("x", free=0, kring="ver", within_swv=False),))
    here = Proposals(region, propose_placements(region))
    [outcome] = here.result.leerlingen
    assert special.kring_heading(outcome, here, NL) == "In de eigen kring (ver) is geen gewone school."


def test_costs_in_words(found: Proposals) -> None:
    assert special.cost_text(found, NL) == "2 op SBO en 0 op SO: € 13.270 per jaar"
    assert special.shares(found, NL) == [
        "per kring: k 1 (€ 6.635), niet bekend 1 (€ 6.635)",
        "per gemeente: g 1 (€ 6.635), niet bekend 1 (€ 6.635)",
    ]


def test_what_there_is_to_say_beside_the_sum(found: Proposals) -> None:
    total = found.result.special.total.model_copy(update={"staying": 1, "category_unknown": 2, "institute": 3})
    told = found.result.special.model_copy(update={"total": total})
    here = Proposals(found.region, found.result.model_copy(update={"special": told}))
    assert special.cost_text(here, NL) == (
        "2 op SBO en 0 op SO: € 13.270 per jaar; 1 leerling is er al; "
        "2 keer is de SO-categorie niet bekend en als categorie 1 gerekend; "
        "3 leerlingen bij een instelling (cluster 1 en 2), die het SWV niet betaalt"
    )


def test_the_page_has_both(found: Proposals) -> None:
    page = placement_page(found, Words("nl"))
    assert "De &lt;Berk&gt;: de plekken gaan naar anderen" in page
    assert page.count("Waarom geen gewone school in de eigen kring (k)") == 1
    assert 'id="costs"' in page
    assert "SBO € 6.635; SO € 12.938, € 21.053 en € 31.420" in page
    assert "2 op SBO en 0 op SO: € 13.270 per jaar" in page


def test_the_workbook_has_both(found: Proposals) -> None:
    rows = sheets(found)
    why = [row[:5] for row in rows["Waarom niet in de kring"][3:]]
    assert why == [
        ("p1", "sbo", "k", "a", "vol; bovendien niet op de lijst van team en ouders"),
        ("p1", "sbo", "k", "De <Berk>", "de plekken gaan naar anderen; bovendien niet op de lijst van team en ouders"),
        ("p2", "sbo", "niet bekend", "", special.kring_heading(found.result.leerlingen[1], found, NL)),
    ]
    costs = [row[:2] + row[8:9] for row in rows["Kosten SBO en SO"][3:] if row and row[0]]
    assert costs == [
        ("k", 1, 6635),
        ("niet bekend", 1, 6635),
        ("Totaal", 2, 13270),
        ("gemeente van de leerling", "op SBO", "€ per jaar"),
        ("g", 1, 6635),
        ("niet bekend", 1, 6635),
        ("Totaal", 2, 13270),
    ]


def test_nobody_at_a_special_school_says_so() -> None:
    here = proposals(pupil("p3", Rung.REGULAR_KRING))
    assert not special.has_costs(here)
    assert "<p>niemand</p>" in placement_page(here, Words("nl"))
    assert len(sheets(here)["Waarom niet in de kring"]) == 3
