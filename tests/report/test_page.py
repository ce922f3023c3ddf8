from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from optimizer.domain.plan import Plan, WeekPlan
from optimizer.domain.vocabulary import UNMET_STAGE, StopKind
from optimizer.language import LANGUAGES
from optimizer.report.goodness import lost_text
from optimizer.report.map import map_svg, school_numbers
from optimizer.report.page import page
from optimizer.report.roster import roster_of
from optimizer.report.words import Words
from tests.report.small import matrix, plan, region, roster

_VOID = {"meta", "line", "circle", "rect", "polygon", "br"}


class Outline(HTMLParser):
    """What a page is made of: tags, ids, links, and whether every tag that opens closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_whole_and_every_link_leads_somewhere_in_it(lang: str) -> None:
    found = Outline(page(roster(), Words(lang)))
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert found.links
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert all(link.startswith("#") for link in found.links)


def test_nothing_comes_from_outside_and_nothing_runs() -> None:
    text = page(roster(), Words())
    found = Outline(text)
    assert {"script", "img", "link", "iframe", "object"} & set(found.tags) == set()
    assert not [name for _, name, _ in found.attributes if name.startswith("on") or name in {"src", "style"}]
    assert not re.search(r"https?:|url\(|@import", text)


def test_the_policy_allows_the_style_that_stands_in_it_and_nothing_else() -> None:
    text = page(roster(), Words())
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_tables_have_headings_for_rows_and_columns() -> None:
    found = Outline(page(roster(), Words()))
    scopes = [value for tag, name, value in found.attributes if (tag, name) == ("th", "scope")]
    assert len(scopes) == found.tags.count("th")
    assert set(scopes) == {"col", "row"}


def test_who_is_where_is_one_link_away() -> None:
    text = page(roster(), Words())
    link = re.search(r'<a href="#(b\d+)">Anna de Vries</a>', text)
    assert link is not None
    article = text[text.index(f'<article id="{link[1]}">') :].partition("</article>")[0]
    assert "08:30\N{EN DASH}09:30 De Regenboog" in article
    assert "8 min reis" in article


def test_why_a_school_is_not_served_stands_at_the_school_and_in_the_list() -> None:
    text = page(roster(), Words())
    number = school_numbers(roster())["S4"]
    article = text[text.index(f'<article id="s{number}">') :].partition("</article>")[0]
    assert "niemand met deze deskundigheid" in article
    assert f'<a href="#s{number}">{number}. De Ark</a>' in text


def test_what_people_typed_is_text_and_never_a_tag() -> None:
    evil = '<script>alert("x")</script>&'
    here = region().model_copy(
        update={
            "name": evil,
            "schools": (region().schools[0].model_copy(update={"name": evil}), *region().schools[1:]),
            "kringen": (region().kringen[0].model_copy(update={"name": evil}), *region().kringen[1:]),
            "begeleiders": (region().begeleiders[0].model_copy(update={"name": evil}), *region().begeleiders[1:]),
        }
    )
    text = page(roster_of(here, plan(), matrix()), Words())
    assert "<script" not in text
    assert Outline(text).open == []


def test_no_pupil_no_home_and_no_base_is_on_the_page() -> None:
    text = page(roster(), Words())
    for word in ("L1", "L2", "L3", "2465KX", "52.1512", "52.14", "4.68"):
        assert word not in text


def test_a_square_marks_where_something_is_not_served() -> None:
    lacking = {one.school for one in roster().weeks[0].missing if one.school is not None}
    drawn = map_svg(roster(), Words())
    assert drawn.count("<rect") == len(lacking)
    assert drawn.count('<circle class="served"') == len(region().schools) - len(lacking)


def test_marks_on_the_map_do_not_cover_each_other_and_stay_inside() -> None:
    school = region().schools[0]
    crowd = tuple(school.model_copy(update={"id": f"T{n}", "name": f"T{n}"}) for n in range(30))
    here = region().model_copy(update={"schools": (*region().schools, *crowd)})
    drawn = map_svg(roster_of(here, plan(), matrix()), Words())
    spots = [(float(x), float(y)) for x, y in re.findall(r'class="number[^"]*" x="([\d.]+)" y="([\d.]+)"', drawn)]
    assert len(spots) == 34
    assert all(0 <= x <= 900 and 0 <= y <= 620 for x, y in spots)
    near = [
        (a, b) for n, a in enumerate(spots) for b in spots[n + 1 :] if abs(a[0] - b[0]) < 10 and abs(a[1] - b[1]) < 10
    ]
    assert near == []


def test_a_block_has_a_table_a_week() -> None:
    week = plan().weeks[0]
    block = Plan(weeks=(week, week.model_copy(update={"week": "2026-W49"})))
    text = page(roster_of(region(), block, matrix()), Words())
    count = len(region().begeleiders) + len(region().schools) + len(region().kringen)
    assert text.count("<caption>week 49, 30 november") == count
    assert Outline(text).open == []


def test_what_is_not_served_is_one_sum_on_the_page_and_in_the_goals() -> None:
    nothing = roster_of(region(), Plan(weeks=(WeekPlan(week=region().week),)), matrix())
    for found, visits, groups in ((roster(), 120, 0), (nothing, 735, 60)):
        week = found.weeks[0]
        assert (week.lost(StopKind.VISIT), week.lost(StopKind.SESSION)) == (visits, groups)
        assert visits + groups == sum(week.values[stage] for stage in UNMET_STAGE.values())
        told = (
            f"Niet geleverd: {visits + groups} minuten, waarvan {visits} van hulpvragen en {groups} van groepen "
            "(een plek telt als haar deel van de groepstijd). Zo tellen ook de doelen."
        )
        assert lost_text(week, Words()) == told
        assert told in page(found, Words())
        shown = f"<td>{Words().hours(visits)}</td><td>{Words().hours(groups)}</td>"
        assert shown in page(found, Words())


def test_a_week_in_which_all_is_served_says_so() -> None:
    asked = region()
    calm = asked.model_copy(update={"hulpvragen": (), "arrangementen": (), "pins": (), "previous": None})
    week = WeekPlan(week=asked.week, tours=())
    found = roster_of(calm, Plan(weeks=(week,)), matrix()).weeks[0]
    assert lost_text(found, Words()) == "Alles wordt geleverd: geen minuut van hulpvragen of groepen blijft liggen."
