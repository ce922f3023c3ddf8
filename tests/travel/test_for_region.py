from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain.begeleider import Begeleider
from optimizer.domain.leerling import Leerling
from optimizer.domain.location import Location
from optimizer.domain.organisation import Kring
from optimizer.domain.region import Region
from optimizer.domain.school import School, default_school_hours
from optimizer.domain.vocabulary import Mode
from optimizer.travel import for_region, modes_of


@pytest.fixture
def region() -> Region:
    near, far = Location(lat=52.1, lon=4.6), Location(lat=52.2, lon=4.7)
    schools = [
        School(id=name, name=name, kring="K", location=point, ib_hours=default_school_hours())
        for name, point in (("A", near), ("B", far))
    ]
    begeleider = Begeleider(id="X", name="X", expertise=("e",), kringen=("K",), base=near, contract_minutes=600)
    leerling = Leerling(id="P", home=far, mode=Mode.BICYCLE, eligible_rungs=())
    return Region(
        id="r",
        name="R",
        week="2026-W48",
        kringen=(Kring(id="K", name="K"),),
        schools=tuple(schools),
        begeleiders=(begeleider,),
        hulpvragen=(),
        leerlingen=(leerling,),
    )


def test_every_place_and_the_modes_in_use(region: Region) -> None:
    matrix = for_region(region)
    assert matrix.places == ("base:X", "home:P", "school:A", "school:B")
    assert modes_of(region) == (Mode.CAR, Mode.BICYCLE)
    assert matrix.minutes(Mode.CAR, "base:X", "school:A") == 0
    assert (matrix.minutes(Mode.BICYCLE, "home:P", "school:A") or 0) > 60


def test_a_table_goes_before_the_estimate(region: Region, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("from,to,mode,minutes,metres\nschool:A,school:B,car,99,77000\n", encoding="utf-8")
    matrix, estimate = for_region(region, table), for_region(region)
    assert matrix.minutes(Mode.CAR, "school:A", "school:B") == 99
    assert matrix.minutes(Mode.CAR, "school:B", "school:A") == estimate.minutes(Mode.CAR, "school:B", "school:A")
    assert matrix.sha256 != estimate.sha256
