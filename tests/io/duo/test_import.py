"""The region that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain.intake import check_region, read_region
from optimizer.domain.school import default_school_hours
from optimizer.domain.vocabulary import SchoolKind
from optimizer.io.duo import Seen
from optimizer.io.duo.names import fresh, place_name, swv_number
from optimizer.io.duo.notes import Findings
from optimizer.io.duo.sites import read_sites
from optimizer.io.json import dump_region
from tests.io.duo.made_up import AREAS, ARK, BRUG, FAR, POINTS, SBO, SO, count, files, read


def test_schools_gemeenten_besturen_kringen_and_hours(tmp_path: Path) -> None:
    pupils = (count("00AA00", "200", "210"), count("01BB00", "90", "85", bestuur="22222"))
    found = read(files(tmp_path, pupils=pupils))
    region = found.region
    assert (region.id, region.name, region.week) == ("po-99-01", "SWV PO-99-01", "2026-W48")
    assert [(s.id, s.name, s.kind, s.bestuur, s.pupils) for s in region.schools] == [
        ("00AA00", "De Ark", SchoolKind.BO, "11111", 210),
        ("01BB00", "\N{RIGHT SINGLE QUOTATION MARK}t Pompeblêd", SchoolKind.BO, "22222", 85),
    ]
    assert [(s.location.lat, s.location.lon) for s in region.schools] == [(52.10, 4.60), (52.12, 4.62)]
    assert all(s.hours == s.ib_hours == default_school_hours() for s in region.schools)
    assert all(s.denomination == "Openbaar" and s.gemeente == "veen-aan-den-rijn" for s in region.schools)
    assert [(g.id, g.name) for g in region.gemeenten] == [("veen-aan-den-rijn", "Veen aan den Rijn")]
    assert [(b.id, b.name) for b in region.besturen] == [("11111", "Bestuur 11111"), ("22222", "Bestuur 22222")]
    (kring,) = region.kringen
    assert (kring.name, kring.gemeenten, kring.postcodes) == (
        "Veen aan den Rijn",
        ("veen-aan-den-rijn",),
        ("2401", "2402"),
    )
    assert set(region.postcodes) == {"2401", "2402"}
    assert found.seen == (
        Seen("02.csv", "cp1252", ";", 3),
        Seen("06.csv", "utf-8-sig", ";", 2),
        Seen("pc0.csv", "utf-8", ",", 3),
        Seen("pc1.csv", "utf-8", ",", 4),
    )
    assert (found.year, found.uncounted, found.points, found.sharing) == (2025, 0, {"pc4": 2}, 0)
    assert (found.sites(SchoolKind.BO), found.pupils(SchoolKind.BO), found.boards(SchoolKind.BO)) == (2, 295, 2)


def test_the_region_is_valid_but_for_the_begeleiders_that_duo_does_not_know(tmp_path: Path) -> None:
    region = read(files(tmp_path, special=(SBO, SO))).region
    assert check_region(region) == ()
    data = region.model_dump(mode="json", exclude_none=True)
    data["begeleiders"] = [{"id": "B1", "name": "Anna", "expertise": ["gedrag"]}]
    read_back = read_region(data).or_raise()
    assert read_back.schools == region.schools
    assert read_back.kringen == region.kringen
    assert '"De Ark"' in dump_region(region)


def test_file_09_gives_sbo_and_so_and_leaves_secondary_out(tmp_path: Path) -> None:
    rows = (
        SBO,
        SO,
        SO | {"VESTIGINGSCODE": "03DD01", "SOORT PRIMAIR ONDERWIJS": "SO", "CLUSTER": "2", "ONDERWIJS": "SO SH"},
        SO | {"VESTIGINGSCODE": "03DD02", "SOORT PRIMAIR ONDERWIJS": "VSO"},
        SO | {"VESTIGINGSCODE": "03DD03", "ONDERWIJS": "VSO ZMLK + RP-VSO ZMLK"},
        SO | {"VESTIGINGSCODE": "03DD04", "SOORT PRIMAIR ONDERWIJS": "so_vso", "CLUSTER": "3"},
        SO | {"VESTIGINGSCODE": "03DD06", "CLUSTER": "1"},
        SO | {"VESTIGINGSCODE": "03DD05"},
    )
    # file 06 knows that the last one has secondary education only
    pupils = (count("00AA00", "1", "1"), count("03DD05", "1", "9", kind="VSO"))
    found = read(files(tmp_path, special=rows, pupils=pupils))
    special = [(s.id, s.kind, s.cluster, s.within_swv) for s in found.region.schools if s.kind is not SchoolKind.BO]
    assert special == [
        ("02CC00", SchoolKind.SBO, None, True),
        ("03DD00", SchoolKind.SO, 4, True),
        ("03DD01", SchoolKind.SO, 2, False),
        ("03DD04", SchoolKind.SO, 3, True),
        ("03DD06", SchoolKind.SO, 1, False),
    ]
    assert found.secondary == 2


def test_a_site_for_secondary_in_one_row_and_primary_in_another_is_kept(tmp_path: Path) -> None:
    rows = (SO | {"SOORT PRIMAIR ONDERWIJS": "VSO"}, SO)
    found = read_sites(files(tmp_path, special=rows).special or tmp_path, Findings(), special=True)
    assert found is not None
    assert (list(found.sites), found.secondary) == (["03DD00"], frozenset())


def test_points_of_the_school_come_before_pc6_and_that_before_pc4(tmp_path: Path) -> None:
    third = BRUG | {"VESTIGINGSCODE": "01BB01", "POSTCODE": "2401 AB"}
    fourth = BRUG | {"VESTIGINGSCODE": "01BB02"}
    tables = (AREAS, POINTS, "pc6;lat;lon\n2401 ab;52,101;4,601\n")
    own = "vestigingscode,lat,lon\n00aa00,52.1234,4.6\n"
    found = read(files(tmp_path, schools=(ARK, BRUG, third, fourth), postcodes=tables, points=own))
    assert [s.location.lat for s in found.region.schools] == [52.1234, 52.12, 52.101, 52.12]
    assert found.points == {"address": 1, "pc4": 2, "pc6": 1}
    assert found.sharing == 2


def test_given_kringen_by_school_postcode_or_gemeente(tmp_path: Path) -> None:
    by_school = read(files(tmp_path, kringen="vestigingscode,kring\n00AA00,Noord\n01bb00,Zuid\n")).region
    assert [(s.id, s.kring) for s in by_school.schools] == [("00AA00", "noord"), ("01BB00", "zuid")]
    assert [k.postcodes for k in by_school.kringen] == [("2401",), ("2402",)]
    by_postcode = read(files(tmp_path, kringen="pc4,kring\n2401,Zuid\n2402,Noord\n")).region
    assert [s.kring for s in by_postcode.schools] == ["zuid", "noord"]
    by_gemeente = read(files(tmp_path, kringen="gemeente,kring\nveen aan den rijn,Één\n")).region
    assert [(k.id, k.name) for k in by_gemeente.kringen] == [("een", "Één")]


def test_a_postcode_without_a_school_belongs_to_the_kring_of_the_nearest(tmp_path: Path) -> None:
    areas = AREAS + "2405,Veen,PO9901,V\n2406,Veen,PO9901,V\n"
    points = POINTS + "2405,52.13,4.63\n"
    kringen = "pc4,kring\n2401,A\n2402,B\n"
    region = read(files(tmp_path, postcodes=(areas, points), kringen=kringen)).region
    # 2406 has no point, so nobody can say to which kring it belongs
    assert [k.postcodes for k in region.kringen] == [("2401",), ("2402", "2405")]
    assert set(region.postcodes) == {"2401", "2402", "2405"}


@pytest.mark.parametrize("given", ["PO-99-02", "PO9902", "po 99 02", "po-9902"])
def test_the_number_is_read_in_any_spelling(given: str, tmp_path: Path) -> None:
    found = read(files(tmp_path, schools=(ARK, FAR)), given)
    assert (found.swv, [s.id for s in found.region.schools]) == ("PO-99-02", ["09ZZ00"])


def test_names() -> None:
    assert swv_number("PO-28-13-1") is None
    assert swv_number("VO-28-13") is None
    shown = {
        "CAPELLE AAN DEN IJSSEL": "Capelle aan den IJssel",
        "'S-GRAVENHAGE": "'s-Gravenhage",
        "S GRAVENHAGE": "'s-Gravenhage",
        "BERGEN OP ZOOM": "Bergen op Zoom",
        "STEDE BROEC": "Stede Broec",
        "DE RONDE VENEN": "De Ronde Venen",
        "NOARDEAST-FRYSLAN": "Noardeast-Fryslan",
        "Veen": "Veen",
    }
    assert {name: place_name(name) for name in shown} == shown
    assert fresh("Noord-West", ("noord-west", "noord-west-2")) == "noord-west-3"
    assert fresh("***", ()) == "x"


def test_what_is_no_concern_of_this_swv_is_not_said(tmp_path: Path) -> None:
    third = FAR | {"VESTIGINGSCODE": "09ZZ01", "POSTCODE": "9722 AA"}
    # its gemeente is divided over two others, and nobody knows where it is
    unknown = FAR | {"VESTIGINGSCODE": "09ZZ02", "POSTCODE": "9799 AA", "VESTIGINGSNAAM": ""}
    # a school with pupils that is in no list, in a gemeente that is only partly of this SWV
    here = ARK | {"VESTIGINGSCODE": "09ZZ03", "POSTCODE": "9711 AA"}
    pupils = (count("00AA00", "1", "9"), count("77XX00", "1", "9"), count("09ZZ00", "x", "y", bestuur="7"))
    areas = AREAS + "9722,Verweg,PO9903,VO1\n"
    schools = (ARK, here, FAR, third, unknown)
    assert read(files(tmp_path, schools=schools, pupils=pupils, postcodes=(areas, POINTS))).notices == ()
