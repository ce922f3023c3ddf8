"""Empty workbooks for a coordinator to fill in, and one with a small invented example."""

from __future__ import annotations

from typing import Any

from optimizer.io.workbook.column import Shape
from optimizer.io.workbook.layout import SHEETS
from optimizer.io.workbook.write import workbook
from optimizer.language import DEFAULT_LANGUAGE

EXAMPLE: dict[str, Any] = {
    "schools": [
        {
            "id": "00AB00",
            "name": "De Klaproos",
            "location": {"lat": 52.1301, "lon": 4.6522},
            "kring": "Noord",
            "gemeente": "Wilgenstad",
            "bestuur": "Stichting Morgen",
        },
        {
            "id": "00AC00",
            "name": "Het Kompas",
            "location": {"lat": 52.1388, "lon": 4.6711},
            "kring": "Noord",
            "gemeente": "Wilgenstad",
            "bestuur": "Stichting Morgen",
        },
        {
            "id": "00AD00",
            "name": "De Vlinder",
            "location": {"lat": 52.1122, "lon": 4.6603},
            "kring": "Zuid",
            "gemeente": "Wilgenstad",
            "bestuur": "Vereniging De Brug",
        },
        {
            "id": "00AE00",
            "name": "De Schakel",
            "location": {"lat": 52.1049, "lon": 4.6836},
            "kring": "Zuid",
            "gemeente": "Rietdorp",
            "bestuur": "Vereniging De Brug",
            "kind": "SBO",
        },
    ],
    "begeleiders": [
        {
            "id": "B1",
            "name": "Noor Bakker",
            "expertise": ["gedrag", "leren"],
            "kringen": ["Noord", "Zuid"],
            "availability": {
                "ma-ochtend": "08:30-12:15",
                "ma-middag": "12:45-16:00",
                "di-ochtend": "08:30-12:15",
                "di-middag": "12:45-16:00",
                "do-ochtend": "08:30-12:15",
            },
        },
        {
            "id": "B2",
            "name": "Sem Visser",
            "expertise": ["taal"],
            "kringen": ["Zuid", "Noord"],
            "availability": {"wo-ochtend": "08:30-12:15", "do-ochtend": "08:30-12:15", "do-middag": "12:45-15:30"},
        },
    ],
    "hulpvragen": [
        {"id": "H1", "school": "De Klaproos", "expertise": "gedrag", "minutes": 60, "priority": "urgent"},
        {"id": "H2", "school": "Het Kompas", "expertise": "leren", "minutes": 45, "visits": 2},
        {"id": "H3", "school": "De Vlinder", "expertise": "taal", "minutes": 60, "every_weeks": 2},
        {
            "id": "H4",
            "school": "De Vlinder",
            "expertise": "gedrag",
            "minutes": 60,
            "half_days": ["ma-ochtend", "di-ochtend"],
        },
        {"id": "H5", "school": "De Schakel", "expertise": "taal", "minutes": 45, "visits_left": 6},
    ],
}
"""A small region, invented, as a coordinator would type it; enough for a first week plan."""


def template(lang: str = DEFAULT_LANGUAGE, *, example: bool = False, everything: bool = False) -> bytes:
    """Return a workbook to fill in.

    Parameters
    ----------
    lang : str
        Language of sheets, headers and explanation.
    example : bool
        Whether a small invented region is filled in.
    everything : bool
        Whether the sheets that a first week plan does not need are there too.

    Raises
    ------
    MissingExtraError
        When the packages for workbooks are not installed.
    """
    sheets = [s for s in SHEETS if s.needed or (everything and s.shape is not Shape.CHUNKS)]
    return workbook(EXAMPLE if example else {}, sheets, lang)
