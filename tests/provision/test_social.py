"""What the sociaal domein offers, by gemeente: in figures, in the picture and on the screen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from optimizer.domain.organisation import Gemeente, Partner
from optimizer.domain.region import Region
from optimizer.io.json import dump_region, load_region
from optimizer.provision import heat_picture, net_data, net_of_provision, social_offer
from tests.cli.helpers import REGION, kringplan

PARTNERS = (
    Partner(id="p1", name="CJG Waterdorp", gemeente="waterdorp", offer="opvoedhulp"),
    Partner(id="p2", name="Wijkteam", gemeente="polder", offer="jeugdhulp", expertise=("gedrag", "leren"), places=6),
    Partner(id="p3", name="Schoolarts", gemeente="waterdorp", offer="consult & advies", places=0),
)


def region(partners: tuple[Partner, ...] = PARTNERS) -> Region:
    """The small region with a gemeente more, and one more that has nothing and no kring."""
    found = load_region(REGION).or_raise()
    named = {"waterdorp": "Waterdorp", "polder": "Polder", "leeg": "Leegveld"}
    kringen = tuple(k.model_copy(update={"gemeenten": ("polder",)}) if k.id == "zuid" else k for k in found.kringen)
    schools = tuple(
        s.model_copy(update={"gemeente": "polder" if s.kring == "zuid" else "waterdorp"}) for s in found.schools
    )
    gemeenten = tuple(Gemeente(id=own, name=name) for own, name in named.items())
    changed = {"gemeenten": gemeenten, "kringen": kringen, "schools": schools, "partners": partners}
    return found.model_copy(update=changed)


def ids(offers: Any) -> list[tuple[str, list[str]]]:  # noqa: ANN401 -- of the region or of a kring
    return [(one.gemeente.id, [partner.id for partner in one.partners]) for one in offers]


def test_every_gemeente_has_its_own_partners_whatever_is_asked() -> None:
    assert ids(social_offer(region())) == [("waterdorp", ["p1", "p3"]), ("polder", ["p2"]), ("leeg", [])]


def test_a_kring_has_those_of_its_gemeenten_and_of_its_schools() -> None:
    assert ids(social_offer(region(), "zuid")) == [("polder", ["p2"])]
    other = region()
    schools = tuple(s.model_copy(update={"gemeente": "leeg"}) if s.kring == "zuid" else s for s in other.schools)
    assert [one for one, _ in ids(social_offer(other.model_copy(update={"schools": schools}), "zuid"))] == [
        "polder", "leeg",
    ]  # fmt: skip


def test_the_json_holds_them_all() -> None:
    here = region()
    assert net_data(net_of_provision(here), here)["social"] == [
        {
            "gemeente": "waterdorp",
            "name": "Waterdorp",
            "partners": [
                {"id": "p1", "name": "CJG Waterdorp", "offer": "opvoedhulp", "expertise": [], "places": None},
                {"id": "p3", "name": "Schoolarts", "offer": "consult & advies", "expertise": [], "places": 0},
            ],
        },
        {
            "gemeente": "polder",
            "name": "Polder",
            "partners": [
                {"id": "p2", "name": "Wijkteam", "offer": "jeugdhulp", "expertise": ["gedrag", "leren"], "places": 6}
            ],
        },
        {"gemeente": "leeg", "name": "Leegveld", "partners": []},
    ]


def height(svg: str) -> int:
    found = re.search(r'height="(\d+)"', svg)
    assert found is not None
    return int(found[1])


def test_the_picture_says_them_under_it() -> None:
    here = region()
    svg = heat_picture(net_of_provision(here), here, "nl")
    assert "Waterdorp: CJG Waterdorp: opvoedhulp; Schoolarts: consult &amp; advies (0 pl.)" in svg
    assert "Polder: Wijkteam: jeugdhulp (gedrag, leren, 6 pl.)" in svg
    assert "Leegveld" not in svg
    bare = region(())
    without = heat_picture(net_of_provision(bare), bare, "nl")
    assert "Sociaal domein" not in without
    assert height(svg) == height(without) + 3 * 19 + 12
    lowest = max(float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', svg))
    assert height(without) < lowest < height(svg)


def test_a_long_line_of_the_picture_is_wrapped() -> None:
    many = tuple(PARTNERS[0].model_copy(update={"id": f"q{n}", "name": f"Partner {n}"}) for n in range(40))
    here = region(many)
    svg = heat_picture(net_of_provision(here), here, "nl")
    width = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    lines = re.findall(r'font-weight="normal"[^>]*>([^<]*)</text>', svg)
    assert max(map(len, lines)) * 7 < width
    assert sum(line.count("Partner ") for line in lines) == 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "regio.json"
    path.write_text(dump_region(region()), encoding="utf-8")
    return path


def rows(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_the_screen_says_them_and_who_has_none(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("provision", file) == 0
    found = rows(capsys)
    assert "Sociaal domein per gemeente" in found
    assert "Waterdorp CJG Waterdorp opvoedhulp \N{EN DASH} Schoolarts consult & advies 0" in found
    assert "Polder Wijkteam jeugdhulp gedrag, leren 6" in found
    assert "Zonder bekend aanbod: Leegveld." in found
    assert kringplan("provision", file, "--kring", "zuid", "--lang", "en") == 0
    kring = rows(capsys)
    assert "Polder Wijkteam jeugdhulp gedrag, leren 6" in kring
    assert "CJG" not in kring
    assert kringplan("provision", file, "--json", "-") == 0
    assert len(json.loads(capsys.readouterr().out)["social"]) == 3


def test_no_partners_at_all_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "regio.json"
    path.write_text(dump_region(region(())), encoding="utf-8")
    assert kringplan("provision", path) == 0
    assert "Van het sociaal domein is geen aanbod bekend." in rows(capsys)
