"""The printable page, word for word. Write anew with KRINGPLAN_GOLDEN=write, and look at what changed."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from optimizer.domain.organisation import Bestuur, Budget, Payer
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import PayerKind
from optimizer.language import LANGUAGES
from optimizer.report.accountability import Period, accountability_of
from optimizer.report.accountability.page import accountability_page
from optimizer.report.words import Words
from tests.report.small import filled, region, taken

GOLDEN = Path(__file__).with_name("golden")
PERIOD = Period(date(2026, 11, 16), date(2026, 11, 27))


def told() -> Region:
    found = taken(filled(("H2", 1, "uitgevoerd", "nee"), ("H9", 1, "uitgevoerd", "ja"))).region
    assert found is not None
    budgets = (
        Budget(id="b1", payer=Payer(kind=PayerKind.BESTUUR, id="sb"), minutes=45),
        Budget(id="b2", payer=Payer(kind=PayerKind.SWV), expertise="autisme", minutes=25, hard=True),
        Budget(id="b3", payer=Payer(kind=PayerKind.KRING, id="zuid"), minutes=400),
    )
    return found.model_copy(update={"budgets": budgets})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page(lang: str) -> None:
    page = accountability_page(accountability_of(told(), PERIOD), Words(lang))
    shown = re.sub(r"<style>.*</style>|sha256-[^']+", "", page, flags=re.DOTALL)
    path = GOLDEN / f"page.{lang}.html"
    if os.environ.get("KRINGPLAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_names_stay_text() -> None:
    here = told()
    besturen = (*here.besturen, Bestuur(id="x", name="<b>Zo & zo"))
    page = accountability_page(accountability_of(here.model_copy(update={"besturen": besturen}), PERIOD), Words("nl"))
    assert "&lt;b&gt;Zo &amp; zo" in page
    assert "<b>Zo" not in page


def test_without_budgets_that_is_said() -> None:
    page = accountability_page(accountability_of(region(), PERIOD), Words("nl"))
    assert "De regio noemt geen budgetten." in page
    assert "Over deze periode is niets gepland of gemeld." in page
    assert "Zonder gepubliceerd rooster, dus zonder planning: 47\N{EN DASH}48." in page
