"""DUO's own files, read by path: the four SWVs of the seeds, and every site of the country in one SWV."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from optimizer.domain.intake import check_region
from optimizer.domain.vocabulary import SchoolKind
from optimizer.io.duo import DuoFiles, import_duo
from optimizer.io.duo.area import is_left_out, sites_of
from optimizer.io.duo.notes import Findings
from optimizer.io.duo.postcodes import read_postcodes
from optimizer.io.duo.sites import read_sites
from tests.io.duo.made_up import HEADER_09, text

BO, SBO = SchoolKind.BO, SchoolKind.SBO


@pytest.fixture(scope="module")
def duo(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> DuoFiles:
    """DUO's files 02 and 06; file 09 in DUO's shape from the sites that a list by others has."""
    nl = shared_data / "nl"
    rows = []
    with (nl / "instance_nl" / "scholen_po_nl.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["soort"] != "BO":
                code = row["postcode"]
                rows.append(
                    {
                        "SOORT PRIMAIR ONDERWIJS": {"SBO": "SBAO", "SO_VSO": "(V)SO"}.get(row["soort"], row["soort"]),
                        "BEVOEGD GEZAG NUMMER": row["bevoegd_gezag_nummer"],
                        "INSTELLINGSCODE": row["instellingscode"],
                        "VESTIGINGSCODE": row["vestigingscode"],
                        "VESTIGINGSNAAM": row["naam"].replace(";", ","),
                        "POSTCODE": f"{code[:4]} {code[4:]}",
                        "PLAATSNAAM": row["plaats"],
                        "GEMEENTENUMMER": row["gemeentecode"],
                        "GEMEENTENAAM": row["gemeente"],
                        "DENOMINATIE": row["denominatie"],
                        "CLUSTER": row["cluster"],
                    }
                )
    special = tmp_path_factory.mktemp("duo") / "09.csv"
    special.write_bytes(text(HEADER_09, rows).encode("cp1252"))
    return DuoFiles(
        schools=nl / "duo_po" / "02.-alle-schoolvestigingen-basisonderwijs.csv",
        special=special,
        pupils=nl / "duo_po" / "06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv",
        postcodes=(nl / "swv_pc4" / "pc4_gemeente_swv.csv", nl / "instance_nl" / "pc4_coord_swv.csv"),
        points=nl / "instance_nl" / "scholen_po_nl.csv",
    )


@pytest.mark.parametrize(
    ("swv", "bo", "sbo", "boards", "gemeenten"),
    [
        ("PO-28-18", (33, 9_751), (3, 355), 11, 3),
        ("PO-27-02", (86, 17_083), (2, 523), 11, 7),
        ("PO-28-13", (49, 10_821), (1, 73), 12, 3),
        ("PO-25-04", (34, 7_469), (1, 171), 4, 4),
    ],
)
def test_the_four_swvs(
    swv: str, bo: tuple[int, int], sbo: tuple[int, int], boards: int, gemeenten: int, duo: DuoFiles
) -> None:
    found = import_duo(duo, swv, week="2026-W48")
    assert (found.sites(BO), found.pupils(BO)) == bo
    assert (found.sites(SBO), found.pupils(SBO)) == sbo
    assert (found.boards(BO), len(found.region.gemeenten)) == (boards, gemeenten)
    assert check_region(found.region) == ()
    assert [(s.encoding, s.separator) for s in found.seen[:3]] == [("cp1252", ";"), ("cp1252", ";"), ("utf-8-sig", ";")]
    assert found.seen[0].rows == 6_122
    assert found.points.get("address", 0) >= found.sites(BO)


def test_every_site_of_the_country_is_of_one_swv(duo: DuoFiles) -> None:
    findings = Findings()
    file = read_sites(duo.schools, findings, special=False)
    postcodes = read_postcodes(duo.postcodes, findings)
    assert file is not None
    assert (findings.faults, findings.notices) == ([], [])
    numbers = sorted(set(postcodes.swv.values()))
    sites = {n: sites_of(file.sites.values(), n, postcodes) for n in numbers}
    owners = Counter(s.code for chosen in sites.values() for s in chosen if not is_left_out(s))
    assert len(numbers) == 76
    assert set(owners.values()) == {1}
    assert len(owners) == 6_122
    assert (min(map(len, sites.values())), max(map(len, sites.values()))) == (22, 349)
    said = Counter(n.code for chosen in sites.values() for s in chosen for n in s.notices)
    assert said["no-gemeente"] == 2
    assert said["area-by-gemeente"] + said["area-by-nearest"] == 6
