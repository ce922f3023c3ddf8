"""Small files in the shape of DUO's, all of them made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from optimizer.io.duo import DuoFiles, DuoImport, import_duo

HEADER_02 = [
    *("PROVINCIE", "BEVOEGD GEZAG NUMMER", "INSTELLINGSCODE", "VESTIGINGSCODE", "VESTIGINGSNAAM", "STRAATNAAM"),
    *("HUISNUMMER-TOEVOEGING", "POSTCODE", "PLAATSNAAM", "GEMEENTENUMMER", "GEMEENTENAAM", "DENOMINATIE"),
    *("TELEFOONNUMMER", "INTERNETADRES"),
]
HEADER_09 = ["SOORT PRIMAIR ONDERWIJS", *HEADER_02, "CLUSTER", "ONDERWIJS"]
HEADER_06 = [
    *("INSTELLINGSCODE", "VESTIGINGSCODE", "NAAM_VESTIGING", "SOORT_VESTIGING", "DENOMINATIE_VESTIGING"),
    *("BEVOEGD_GEZAG_NUMMER", "GEMEENTECODE_VESTIGING", "GEMEENTENAAM_VESTIGING", "LEERLINGEN_2024", "LEERLINGEN_2025"),
]

ARK = {
    "PROVINCIE": "Zuid-Holland",
    "BEVOEGD GEZAG NUMMER": "11111",
    "INSTELLINGSCODE": "00AA",
    "VESTIGINGSCODE": "00AA00",
    "VESTIGINGSNAAM": "De Ark",
    "POSTCODE": "2401 AB",
    "PLAATSNAAM": "VEENDORP",
    "GEMEENTENUMMER": "0484",
    "GEMEENTENAAM": "VEEN AAN DEN RIJN",
    "DENOMINATIE": "Openbaar",
}
BRUG = ARK | {
    "BEVOEGD GEZAG NUMMER": "22222",
    "INSTELLINGSCODE": "01BB",
    "VESTIGINGSCODE": "01BB00",
    "VESTIGINGSNAAM": "\N{RIGHT SINGLE QUOTATION MARK}t Pompeblêd",
    "POSTCODE": "2402 CD",
}
FAR = ARK | {
    "INSTELLINGSCODE": "09ZZ",
    "VESTIGINGSCODE": "09ZZ00",
    "POSTCODE": "9711 AA",
    "PLAATSNAAM": "VERWEG",
    "GEMEENTENUMMER": "0014",
    "GEMEENTENAAM": "VERWEG",
}
SBO = BRUG | {
    "SOORT PRIMAIR ONDERWIJS": "SBAO",
    "INSTELLINGSCODE": "02CC",
    "VESTIGINGSCODE": "02CC00",
    "VESTIGINGSNAAM": "De Kei",
    "ONDERWIJS": "SBAO",
}
SO = SBO | {
    "SOORT PRIMAIR ONDERWIJS": "(V)SO",
    "INSTELLINGSCODE": "03DD",
    "VESTIGINGSCODE": "03DD00",
    "CLUSTER": "4",
    "ONDERWIJS": "SO ZMOK + VSO ZMOK",
}
AREAS = "pc4,gemeente_2015,swv_po,swv_vo\n2401,Veen,PO9901,VO1\n2402,Veen,PO9901,VO1\n9711,Verweg,PO9902,VO1\n"
POINTS = "pc4,lat,lon\n2401,52.10,4.60\n2402,52.12,4.62\n2409,52.11,4.61\n9711,53.21,6.56\n"


def text(header: list[str], rows: Iterable[Mapping[str, str] | str], separator: str = ";") -> str:
    """A file as DUO writes them: CRLF, no quotes, a space for what is blank; a row may be given as a whole."""
    lines = [separator.join(header)]
    lines += [r if isinstance(r, str) else separator.join(r.get(name) or " " for name in header) for r in rows]
    return "\r\n".join(lines) + "\r\n"


def count(code: str, *pupils: str, kind: str = "BO", bestuur: str = "11111", gemeente: str = "484") -> dict[str, str]:
    """A row of file 06; the gemeente without leading zeros, as DUO writes it there."""
    return {
        "INSTELLINGSCODE": code[:4],
        "VESTIGINGSCODE": code,
        "SOORT_VESTIGING": kind,
        "BEVOEGD_GEZAG_NUMMER": bestuur,
        "GEMEENTECODE_VESTIGING": gemeente,
        "LEERLINGEN_2024": pupils[0],
        "LEERLINGEN_2025": pupils[1],
    }


def files(
    folder: Path,
    *,
    schools: Iterable[Mapping[str, str] | str] = (ARK, BRUG, FAR),
    special: Iterable[Mapping[str, str] | str] | None = None,
    pupils: Iterable[Mapping[str, str] | str] | None = None,
    postcodes: Iterable[str] = (AREAS, POINTS),
    points: str | None = None,
    kringen: str | None = None,
) -> DuoFiles:
    """Write the files, each in the encoding that DUO gives it."""

    def put(name: str, content: str, encoding: str = "utf-8") -> Path:
        path = folder / name
        path.write_bytes(content.encode(encoding))
        return path

    return DuoFiles(
        schools=put("02.csv", text(HEADER_02, schools), "cp1252"),
        special=None if special is None else put("09.csv", text(HEADER_09, special), "cp1252"),
        pupils=None if pupils is None else put("06.csv", text(HEADER_06, pupils), "utf-8-sig"),
        postcodes=tuple(put(f"pc{i}.csv", table) for i, table in enumerate(postcodes)),
        points=None if points is None else put("points.csv", points),
        kringen=None if kringen is None else put("kringen.csv", kringen),
    )


def read(found: DuoFiles, swv: str = "PO-99-01") -> DuoImport:
    """Read the files of the made-up SWV."""
    return import_duo(found, swv, week="2026-W48")
