"""Every notice: what is odd in a small made-up file, where it is said, and what becomes of the region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from optimizer.domain.region import Region
from optimizer.domain.school import School
from optimizer.io.duo import notice_data, notice_text
from optimizer.language import LANGUAGES, catalogue
from tests.io.duo.made_up import AREAS, ARK, BRUG, FAR, HEADER_02, POINTS, SBO, SO, count, files, read

NEW = ARK | {"VESTIGINGSCODE": "00AA01"}


@dataclass(frozen=True)
class Case:
    code: str
    where: str
    given: dict[str, Any]
    then: Callable[[Region], bool]
    others: frozenset[str] = field(default=frozenset())
    """Notices that come with it."""


def schools(*rows: object) -> dict[str, Any]:
    return {"schools": (*rows, FAR)}


def codes(*names: str) -> Callable[[Region], bool]:
    return lambda region: [s.id for s in region.schools] == list(names)


def school(region: Region, code: str = "00AA00") -> School:
    return next(s for s in region.schools if s.id == code)


BOTH = codes("00AA00", "01BB00")
FIRST = codes("00AA00")
NO_AREA = BRUG | {"POSTCODE": "2409 AB"}
DIVIDED = FAR | {"GEMEENTENUMMER": "0484", "VESTIGINGSCODE": "09ZZ01"}

CASES = (
    Case("row-width", "02.csv:3", schools(ARK, "1;2;3", BRUG), BOTH),
    Case("header-again", "02.csv:2", schools(";".join(HEADER_02), ARK, BRUG), BOTH),
    Case("no-code", "02.csv:3", schools(ARK, BRUG | {"VESTIGINGSCODE": ""}), FIRST),
    Case(
        "no-code",
        "06.csv:3",
        {"pupils": (count("00AA00", "1", "9"), count("", "1", "2"), count("01BB00", "1", "2", bestuur="22222"))},
        BOTH,
    ),
    Case("bad-code", "02.csv:3", schools(ARK, BRUG | {"VESTIGINGSCODE": "12E+03"}), FIRST),
    Case("bad-kind", "09.csv:2", {"special": (SBO | {"SOORT PRIMAIR ONDERWIJS": "WO"},)}, BOTH),
    Case(
        "name-scrambled",
        "02.csv:2",
        schools(ARK | {"VESTIGINGSNAAM": "Skoalle WrÃ¢ld"}, BRUG),
        lambda r: school(r).name == "Skoalle Wrâld",
    ),
    Case("no-name", "02.csv:2", schools(ARK | {"VESTIGINGSNAAM": ""}), lambda r: school(r).name == "00AA00"),
    Case("brin-differs", "02.csv:2", schools(ARK | {"INSTELLINGSCODE": "00AB"}), FIRST),
    Case(
        "no-postcode",
        "02.csv:3",
        schools(ARK, BRUG | {"POSTCODE": ""}),
        lambda r: school(r, "01BB00").location == school(r).location,
        frozenset({"area-by-gemeente", "point-of-place"}),
    ),
    Case(
        "bad-postcode",
        "02.csv:3",
        schools(ARK, BRUG | {"POSTCODE": "24O2 CD"}),
        BOTH,
        frozenset({"area-by-gemeente", "point-of-place"}),
    ),
    Case("bad-bestuur", "02.csv:2", schools(ARK | {"BEVOEGD GEZAG NUMMER": "4 1/2"}), lambda r: not school(r).bestuur),
    Case("no-bestuur", "02.csv:2", schools(ARK | {"BEVOEGD GEZAG NUMMER": ""}), lambda r: school(r).bestuur is None),
    Case(
        "no-gemeente",
        "02.csv:3",
        schools(ARK, BRUG | {"GEMEENTENAAM": ""}),
        lambda r: [g.name for g in r.gemeenten] == ["Veen aan den Rijn"],
    ),
    Case(
        "no-gemeente",
        "02.csv:2",
        schools(ARK | {"GEMEENTENAAM": ""}),
        lambda r: [g.name for g in r.gemeenten] == ["Gemeente 0484"],
    ),
    Case(
        "bad-cluster",
        "09.csv:2",
        {"special": (SO | {"CLUSTER": "7"},)},
        lambda r: school(r, "03DD00").cluster == 4,
        frozenset({"cluster-by-education"}),
    ),
    Case(
        "cluster-by-education",
        "09.csv:2",
        {"special": (SO | {"CLUSTER": "", "ONDERWIJS": "SO DOVN,SH"},)},
        lambda r: school(r, "03DD00").cluster == 2 and not school(r, "03DD00").within_swv,
    ),
    Case("no-cluster", "09.csv:2", {"special": (SO | {"CLUSTER": "", "ONDERWIJS": "SO ZMOK + SO ZMLK"},)}, BOTH),
    Case(
        "two-clusters", "09.csv:2", {"special": (SO | {"CLUSTER": "3/4"},)}, lambda r: school(r, "03DD00").cluster == 3
    ),
    Case("double-row", "02.csv:3", schools(ARK, ARK), FIRST),
    Case(
        "conflicting-row",
        "02.csv:3",
        schools(ARK, ARK | {"VESTIGINGSNAAM": "De Boot"}),
        lambda r: school(r).name == "De Ark",
    ),
    Case(
        "conflicting-row",
        "09.csv:2",
        {"special": (SBO | {"VESTIGINGSCODE": "01BB00", "INSTELLINGSCODE": "01BB"},)},
        lambda r: school(r, "01BB00").kind == "BO",
    ),
    Case(
        "bad-count",
        "06.csv:2",
        {**schools(ARK), "pupils": (count("00AA00", "9", "1e2"),)},
        lambda r: school(r).pupils == 9,
        frozenset({"older-count"}),
    ),
    Case(
        "double-count",
        "06.csv:3",
        {**schools(ARK), "pupils": (count("00AA00", "1", "9"),) * 2},
        lambda r: school(r).pupils == 9,
    ),
    Case(
        "conflicting-count",
        "06.csv:3",
        {**schools(ARK), "pupils": (count("00AA00", "1", "9"), count("00AA00", "1", "8"))},
        lambda r: school(r).pupils == 9,
    ),
    Case(
        "no-count",
        "02.csv:2",
        {**schools(ARK), "pupils": (count("77XX00", "1", "9", gemeente="1"),)},
        lambda r: school(r).pupils is None,
    ),
    Case(
        "no-count",
        "06.csv:2",
        {**schools(ARK), "pupils": (count("00AA00", "", ""),)},
        lambda r: school(r).pupils is None,
    ),
    Case(
        "older-count",
        "06.csv:2",
        {**schools(ARK), "pupils": (count("00AA00", "12", ""),)},
        lambda r: school(r).pupils == 12,
    ),
    Case(
        "small-count",
        "06.csv:2",
        {**schools(ARK), "pupils": (count("00AA00", "12", "<5"),)},
        lambda r: school(r).pupils == 4,
    ),
    Case(
        "conflicting-bestuur",
        "06.csv:2",
        {**schools(ARK), "pupils": (count("00AA00", "1", "9", bestuur="3"),)},
        lambda r: school(r).bestuur == "11111",
    ),
    Case(
        "count-without-site",
        "06.csv:3",
        {**schools(ARK), "pupils": (count("00AA00", "1", "9"), count("02CC00", "1", "70", kind="SBO"))},
        FIRST,
    ),
    Case("bad-table-postcode", "pc0.csv:5", {"postcodes": (AREAS + "24x1,V,PO9901,V\n", POINTS)}, BOTH),
    Case("bad-point", "pc1.csv:6", {"postcodes": (AREAS, POINTS + "2401,4.6,52.1\n")}, BOTH),
    Case("bad-point", "points.csv:2", {"points": "vestigingscode,lat,lon\n00AA00,4.6,52.1\n"}, BOTH),
    Case(
        "second-point",
        "points.csv:3",
        {"points": "vestigingscode,lat,lon\n00AA00,52.2,4.6\n00AA00,52.3,4.6\n00AA00,52.2,4.6\n"},
        lambda r: school(r).location.lat == 52.2,
    ),
    Case(
        "conflicting-point",
        "pc1.csv:6",
        {"postcodes": (AREAS, POINTS + "2401,52.2,4.6\n2402,52.121,4.62\n")},
        lambda r: school(r).location.lat == 52.1,
    ),
    Case("bad-swv", "pc0.csv:5", {"postcodes": (AREAS + "2401,V,PO99,V\n", POINTS)}, BOTH),
    Case("conflicting-swv", "pc0.csv:5", {"postcodes": (AREAS + "2401,V,PO9902,V\n", POINTS)}, BOTH),
    Case(
        "conflicting-kring",
        "kringen.csv:4",
        {"kringen": "gemeente,kring\nVeen aan den Rijn,Noord\nelders,X\nVEEN AAN DEN RIJN,Zuid\n"},
        lambda r: [k.name for k in r.kringen] == ["Noord"],
    ),
    Case(
        "no-kring",
        "kringen.csv",
        {"kringen": "vestigingscode;kring\n00AA00;Noord\n01BB00;Veen (onbekend)\n"},
        lambda r: [k.name for k in r.kringen] == ["Noord", "Veen aan den Rijn"],
    ),
    Case("area-by-gemeente", "02.csv:3", schools(ARK, NO_AREA), lambda r: school(r, "01BB00").location.lat == 52.11),
    Case("area-by-nearest", "02.csv:3", schools(ARK, NO_AREA, DIVIDED), BOTH),
    Case("area-unknown", "02.csv:3", schools(ARK, BRUG | {"POSTCODE": "2408 AB"}, DIVIDED), FIRST),
    Case(
        "point-of-place",
        "02.csv:3",
        {**schools(ARK, BRUG), "postcodes": (AREAS, "pc4,lat,lon\n2401,52.1,4.6\n")},
        lambda r: school(r, "01BB00").location.lat == 52.1,
    ),
    Case(
        "no-point",
        "02.csv:3",
        {
            **schools(ARK, BRUG | {"PLAATSNAAM": "EIND", "GEMEENTENUMMER": "0001", "GEMEENTENAAM": "EIND"}),
            "postcodes": (AREAS, "pc4,lat,lon\n2401,52.1,4.6\n"),
        },
        FIRST,
    ),
    Case("national-swv", "02.csv:2", schools(ARK | {"DENOMINATIE": "Reformatorisch"}), FIRST),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.where}")
def test_what_is_odd_is_said_where_it_is_and_what_was_done(case: Case, tmp_path: Path) -> None:
    found = read(files(tmp_path, **case.given))
    assert [n.where for n in found.notices if n.code == case.code] == [case.where]
    assert {n.code for n in found.notices} - {case.code} == case.others
    assert case.then(found.region)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.where}")
def test_every_notice_has_words(case: Case, tmp_path: Path) -> None:
    for one in read(files(tmp_path, **case.given)).notices:
        assert notice_text(one, "nl") != notice_text(one, "en")
        data = notice_data(one, "nl")
        assert set(data) == {"code", "where", "what", "done"}
        assert all(data.values())


def test_the_catalogue_has_a_notice_for_every_case_and_a_case_for_every_notice() -> None:
    for lang in LANGUAGES:
        told = {key.split(".")[2] for key in catalogue(lang) if key.startswith("duo.note.")}
        assert told == {case.code for case in CASES}


def test_without_anything_odd_nothing_is_said(tmp_path: Path) -> None:
    pupils = (count("00AA00", "1", "9"), count("01BB00", "1", "8", bestuur="22222"))
    found = read(
        files(
            tmp_path,
            special=(SBO, SO),
            pupils=(
                *pupils,
                count("02CC00", "1", "70", kind="SBO", bestuur="22222"),
                count("03DD00", "1", "60", kind="SO/VSO", bestuur="22222"),
            ),
        )
    )
    assert found.notices == ()
