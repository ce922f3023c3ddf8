"""The shipped region, the JSON and the picture."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from instances import default_region
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.region import Region
from optimizer.language import LANGUAGES
from optimizer.provision import Net, heat_picture, net_data, net_of_provision
from optimizer.provision.picture import BLANK, COVERED, INK, SHADES, shade
from tests.provision.small import begeleider, hulpvraag, region

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def whole() -> tuple[Region, Net]:
    found = default_region()
    return found, net_of_provision(found)


def test_all_demand_of_the_shipped_region_is_in_one_cell(whole: tuple[Region, Net]) -> None:
    shipped, net = whole
    admin = shipped.policy.admin_minutes
    demand = active_hulpvragen(shipped)
    assert net.need == sum(d.minutes + d.due * admin for d in demand)
    assert sum(cell.requests for cell in net.cells) == len(demand)
    candidates = sum(len(set(a.candidates)) for a in shipped.arrangementen)
    assert sum(cell.seats.candidates for cell in net.cells) == candidates
    assert len(net.cells) == len(shipped.kringen) * len(net.expertises)
    assert 0 < net.gap < net.need
    have = sum(b.contract_minutes - b.reserved_minutes for b in shipped.begeleiders)
    assert sum(line.covered for cell in net.cells for line in cell.lines) <= have
    for cell in net.cells:
        assert 0 <= cell.gap <= cell.need
        for line in cell.lines:
            assert 0 <= line.covered <= min(line.need, line.reach)
            assert 0 <= line.nobody <= line.requests
            assert (line.affected > 0) == (line.gap > 0)
            assert line.affected <= line.requests
    assert [g.affected for g in net.gaps] == sorted((g.affected for g in net.gaps), reverse=True)


def test_json_says_the_same(whole: tuple[Region, Net]) -> None:
    shipped, net = whole
    data = json.loads(json.dumps(net_data(net, shipped)))
    assert (data["need_minutes"], data["gap_minutes"]) == (net.need, net.gap)
    assert data["affected"] == sum(gap["affected"] for gap in data["gaps"])
    assert len(data["cells"]) == len(net.cells)
    assert {gap["what"] for gap in data["gaps"]} <= {"visits", "seats"}


def test_json_of_a_small_region() -> None:
    found = region(hulpvragen=[hulpvraag("h", "sa", minutes=385)])
    data: dict[str, Any] = net_data(net_of_provision(found), found)
    cell = data["cells"][0]
    assert {k: cell[k] for k in ("kring", "name", "expertise", "need", "covered", "gap", "affected")} == {
        "kring": "a", "name": "Kring A", "expertise": "autisme", "need": 400, "covered": 300, "gap": 100, "affected": 1,
    }  # fmt: skip
    assert cell["levels"] == [
        {
            "level": "light", "requests": 1, "need": 400, "people": 1, "reach": 300, "covered": 300, "shared": 0,
            "nobody": 0, "affected": 1, "gap": 100,
        }
    ]  # fmt: skip
    assert cell["half_days"]["ma-ochtend"] == {"people": 1, "window": 225, "shared": 0, "need": 45}
    assert data["gaps"] == [
        {
            "kring": "a", "name": "Kring A", "expertise": "autisme", "what": "visits", "level": "light", "affected": 1,
            "minutes": 100, "nobody": 0,
        }
    ]  # fmt: skip


def rows_of(picture: str) -> list[str]:
    return [str(node.text) for node in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314 -- our own


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_has_every_figure_in_words(whole: tuple[Region, Net], lang: str) -> None:
    shipped, net = whole
    words = rows_of(heat_picture(net, shipped, lang))
    assert {k.name for k in shipped.kringen} <= set(words)
    for cell in net.cells:
        if cell.gap:
            assert f"{cell.gap} min" in words
            assert str(cell.affected) in words


def test_the_picture_escapes_names_and_stays_inside_its_frame() -> None:
    kringen = [{"id": "a", "name": '<b> & "Noord"' * 4}, {"id": "b", "name": "B"}]
    people = [begeleider("B1", "a", expertise=["<script>"])]
    requests = [hulpvraag("h", "sa", expertise="<script>"), hulpvraag("h2", "sb", expertise="lang" * 12)]
    found = region(kringen=kringen, begeleiders=people, hulpvragen=requests, name="A & B")
    picture = heat_picture(net_of_provision(found), found)
    tree = ET.fromstring(picture)  # noqa: S314 -- our own
    assert "<script>" in rows_of(picture)
    assert "<script>" not in picture
    width = float(tree.attrib["width"])
    assert all(
        float(r.attrib["x"]) + float(r.attrib["width"]) <= width for r in tree.iter(f"{SVG}rect") if "x" in r.attrib
    )
    assert tree.attrib["role"] == "img"
    assert {node.tag for node in tree.iter()} == {SVG + tag for tag in ("svg", "title", "desc", "rect", "text", "g")}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_ink_reads_on_every_shade() -> None:
    for fill in (BLANK, COVERED, *(fill for _, fill in SHADES)):
        assert (_luminance(fill) + 0.05) / (_luminance(INK) + 0.05) > 7


def test_shades_follow_the_pupils() -> None:
    def fill(requests: int) -> str:
        asked = [hulpvraag(f"h{i}", "sb", expertise="leren") for i in range(requests)]
        net = net_of_provision(region(hulpvragen=[*asked, hulpvraag("x", "sa")]))
        assert shade(net.cell("a", "leren")) == BLANK
        assert shade(net.cell("a", "autisme")) == COVERED
        return shade(net.cell("b", "leren"))

    assert [fill(n) for n in (1, 2, 3, 5, 6, 9, 10, 30)] == [
        "#fdebd0", "#fdebd0", "#fbd39c", "#fbd39c", "#f7b267", "#f7b267", "#f59a52", "#f59a52",
    ]  # fmt: skip
