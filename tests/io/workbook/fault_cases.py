"""What really goes wrong in spreadsheets: a workbook, and every fault with its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from openpyxl import Workbook  # type: ignore[import-untyped]

from tests.io.workbook.books import PUPILS, Change, Finish, Sheets, add, cell, renamed, without


@dataclass(frozen=True)
class Case:
    """A changed workbook and its faults, each a code and a place."""

    name: str
    changes: tuple[Change, ...]
    faults: tuple[tuple[str, str], ...]
    more: Sheets = field(default_factory=dict)
    finish: Finish | None = None
    says: str = ""
    """Words that are in the Dutch text of the first fault."""


def _hidden(book: Workbook) -> None:
    book["Begeleiders"].sheet_state = "hidden"


def _very_hidden(book: Workbook) -> None:
    book["Oud"].sheet_state = "veryHidden"


def _merged_header(book: Workbook) -> None:
    book["Scholen"].merge_cells("C1:D1")


def _merged_rows(book: Workbook) -> None:
    book["Scholen"].merge_cells("D2:D3")


def case(
    name: str,
    *changes: Change,
    faults: str,
    more: Sheets | None = None,
    finish: Finish | None = None,
    says: str = "",
) -> Case:
    """A case whose faults are written as ``code Place`` with a comma between."""
    pairs = [tuple(one.strip().split(" ", 1)) for one in faults.split(",")]
    return Case(name, changes, tuple((code, place) for code, place in pairs), more or {}, finish, says)


CASES = [
    # sheets
    case(
        "a sheet with a wrong name",
        renamed("Scholen", "Schoolen"),
        faults="sheet-unknown Schoolen!A1",
        says='Bedoelt u "Scholen"?',
    ),
    case("a sheet that is not there", without("Begeleiders"), faults="sheet-missing boek.xlsx", says="Begeleiders"),
    case("an unknown sheet with content", add("Blad1", ["iets"]), faults="sheet-unknown Blad1!A1"),
    case("a hidden sheet with data", faults="sheet-hidden Begeleiders!A1", finish=_hidden),
    case("an unknown hidden sheet", add("Oud", ["x"]), faults="sheet-hidden Oud!A1", finish=_very_hidden),
    case("the same sheet twice", add("Schools", ["Name"], ["x"]), faults="sheet-twice Schools!A1", says="Scholen"),
    case(
        "a sheet without headers",
        add("Kringen", ["Noord", "K1"]),
        faults="sheet-without-header Kringen!A1",
        says="Naam",
    ),
    # headers
    case("a missing column", cell("Begeleiders", "C1", "#"), faults="column-missing Begeleiders!A1", says="Expertise"),
    case(
        "a misspelt column",
        cell("Begeleiders", "D1", "Roll"),
        faults="column-unknown Begeleiders!D1",
        says='Bedoelt u "Rol"?',
    ),
    case(
        "an extra column", cell("Scholen", "F1", "Fax"), cell("Scholen", "F2", "06"), faults="column-unknown Scholen!F1"
    ),
    case(
        "a column twice",
        cell("Scholen", "F1", "kring"),
        cell("Scholen", "F2", "Zuid"),
        faults="column-twice Scholen!F1",
        says="Scholen!D1",
    ),
    case("values under no header", cell("Scholen", "F3", "x"), faults="column-without-header Scholen!F1"),
    case(
        "a merged header",
        cell("Scholen", "D1", None),
        faults="header-merged Scholen!C1",
        finish=_merged_header,
        says="C1:D1",
    ),
    case(
        "merged cells",
        cell("Scholen", "D3", None),
        faults="cell-merged Scholen!D2, school-without-kring Scholen!D3",
        finish=_merged_rows,
        says="D2:D3",
    ),
    # rows
    case(
        "a double id, both cells said",
        cell("Hulpvragen", "A3", "H1"),
        faults="duplicate-id Hulpvragen!A3",
        says="Hulpvragen!A2",
    ),
    case(
        "a needed cell that is empty",
        cell("Hulpvragen", "C3", None),
        faults="missing-field Hulpvragen!C3",
        says='"Expertise"',
    ),
    case(
        "a request of nowhere",
        cell("Hulpvragen", "B2", None),
        faults="hulpvraag-without-place Hulpvragen!B2",
    ),
    case(
        "a school that does not exist",
        cell("Hulpvragen", "B2", "De Eijk"),
        faults="dangling-id Hulpvragen!B2",
    ),
    case(
        "a row of nobody",
        add("Schooltijden", ["School", "ma-ochtend"], ["De Es", "08:30-12:00"]),
        faults="row-of-nobody Schooltijden!A2",
    ),
    case(
        "a row without owner",
        add("Plaatsen", ["School", "Vrij"], [None, 3]),
        faults="row-without-owner Plaatsen!A2",
    ),
    case(
        "a row whose owner is two",
        cell("Scholen", "B3", "De Eik"),
        cell("Hulpvragen", "B2", "00AA00"),
        add("Plaatsen", ["School", "Vrij"], ["De Eik", 3]),
        faults="row-of-two Plaatsen!A2",
    ),
    case(
        "hours of a school twice",
        add("IB-tijden", ["School", "ma-ochtend"], ["De Eik", "09:00-12:00"], ["De Eik", "09:00-12:00"]),
        faults="row-twice IB-tijden!A3",
        says="IB-tijden!A2",
    ),
    # cells that a spreadsheet program made something else of
    case(
        "12E3 turned into a number",
        cell("Scholen", "A2", 12e3),
        faults="cell-code-as-number Scholen!A2",
        says="12000",
    ),
    case(
        "a formula without value", cell("Hulpvragen", "D2", "=30+30"), faults="cell-formula-without-value Hulpvragen!D2"
    ),
    case("an error value", cell("Hulpvragen", "C2", "#N/A"), faults="cell-error Hulpvragen!C2", says="#N/A"),
    case(
        "3-4 turned into a date",
        cell("Begeleiders", "C2", dt.date(2026, 4, 3)),
        faults="cell-date-unexpected Begeleiders!C2",
    ),
    case(
        "3,4 turned into a number",
        add("Groepsarrangementen", ["Code", "Soort", "Expertise", "Leerjaren"], ["A1", "plusklas", "taal", 3.4]),
        faults="cell-list-as-number Groepsarrangementen!D2",
        says="3,4",
    ),
    # times and dates
    case(
        "a date in words",
        cell("Hulpvragen", "G2", "vorige week"),
        faults="cell-bad-date Hulpvragen!G2",
        says="Schrijf dag-maand-jaar, zoals 23-11-2026.",
    ),
    case(
        "a date as a bare number",
        cell("Hulpvragen", "G2", 46349),
        faults="cell-bad-date Hulpvragen!G2",
        says="Schrijf dag-maand-jaar, zoals 23-11-2026.",
    ),
    case(
        "a day that does not exist",
        cell("Hulpvragen", "G2", "31-11-2026"),
        faults="cell-bad-date Hulpvragen!G2",
        says="Schrijf dag-maand-jaar, zoals 23-11-2026.",
    ),
    case("a window in words", cell("Hulpvragen", "H2", "na de pauze"), faults="bad-window Hulpvragen!H2"),
    case(
        "a window that ends before its start",
        cell("Hulpvragen", "H2", "12:00-09:00"),
        faults="window-reversed Hulpvragen!H2",
    ),
    case(
        "working hours that end before they start",
        cell("Begeleiders", "F2", "16:00-12:45"),
        faults="window-reversed Begeleiders!F2",
    ),
    case("a number of hours as a window", cell("Begeleiders", "E2", 3.75), faults="bad-window Begeleiders!E2"),
    case(
        "an unknown half day",
        cell("Hulpvragen", "F2", "ma-ochtend; zaterdag"),
        faults="bad-half-day Hulpvragen!F2",
        says="Wat hier staat, is geen dagdeel. Mogelijk zijn: ma-ochtend, ",
    ),
    case(
        "a half day twice", cell("Hulpvragen", "F2", "ma-ochtend, ma ochtend"), faults="duplicate-in-list Hulpvragen!F2"
    ),
    case("a week number alone", add("Regio", ["Instelling", "Waarde"], ["Week", 48]), faults="wrong-type Regio!B2"),
    case(
        "a week that does not exist",
        add("Regio", ["Instelling", "Waarde"], ["Week", "2026-W60"]),
        faults="bad-week Regio!B2",
    ),
    # numbers and words
    case("half a minute", cell("Hulpvragen", "D2", "2,5"), faults="wrong-type Hulpvragen!D2"),
    case(
        "minutes in words",
        cell("Hulpvragen", "D2", "een uur"),
        faults="wrong-type Hulpvragen!D2",
        says="Vul hier een aantal minuten (een uur is 60) in.",
    ),
    case("no minutes at all", cell("Hulpvragen", "D2", 0), faults="too-small Hulpvragen!D2"),
    case("too many minutes", cell("Hulpvragen", "D2", 6000), faults="too-large Hulpvragen!D2"),
    case(
        "a misspelt choice",
        cell("Hulpvragen", "E2", "urgentt"),
        faults="cell-not-a-choice Hulpvragen!E2",
        says='Bedoelt u "urgent"?',
    ),
    case(
        "neither yes nor no",
        cell("Scholen", "F1", "Binnen SWV"),
        cell("Scholen", "F2", "misschien"),
        faults="cell-not-a-choice Scholen!F2",
    ),
    case("a code with a space", cell("Begeleiders", "A2", "B 1"), faults="bad-id Begeleiders!A2"),
    case(
        "a quote that stays open", cell("Begeleiders", "C2", '"taal; gedrag'), faults="cell-open-quote Begeleiders!C2"
    ),
    case("an expertise twice", cell("Begeleiders", "C2", "taal; taal"), faults="duplicate-in-list Begeleiders!C2"),
    case(
        "a formula as text", cell("Begeleiders", "D2", "'=cmd|' /C calc'!A0"), faults="cell-not-a-choice Begeleiders!D2"
    ),
    # places
    case(
        "an address as a point",
        cell("Scholen", "C2", "Dorpsstraat 1"),
        faults="cell-bad-point Scholen!C2",
        says="Dorpsstraat",
    ),
    case("no point at all", cell("Scholen", "C2", None), faults="missing-field Scholen!C2", says="Ligging"),
    case("a latitude that is none", cell("Scholen", "C2", "152.13, 4.65"), faults="too-large Scholen!C2"),
    case(
        "a point twice",
        cell("Scholen", "F1", "Breedtegraad"),
        cell("Scholen", "F2", 52.1),
        faults="cell-said-twice Scholen!F2",
        says="Ligging",
    ),
    case(
        "a base that is no point, not repeated",
        cell("Begeleiders", "G2", "Kade 9"),
        faults="cell-bad-point Begeleiders!G2",
        says="Wat hier staat, is geen p",
    ),
    # pupils
    case(
        "a pupil's name",
        cell("Leerlingen", "E1", "Naam"),
        cell("Leerlingen", "E2", "Jan"),
        faults="protected-attribute Leerlingen!E1",
        more=PUPILS,
    ),
    case(
        "a pupil's language, even in a column of one's own",
        cell("Leerlingen", "E1", "# thuistaal"),
        cell("Leerlingen", "E2", "x"),
        faults="protected-attribute Leerlingen!E1",
        more=PUPILS,
    ),
    case(
        "a home that is an address, not repeated",
        cell("Leerlingen", "B2", "Kade 9"),
        faults="cell-bad-home Leerlingen!B2",
        more=PUPILS,
        says="Wat hier staat, is geen p",
    ),
    case("a leerjaar that is none", cell("Leerlingen", "D2", 9), faults="too-large Leerlingen!D2", more=PUPILS),
    case(
        "a postcode twice",
        add("Postcodes", ["2401AB", "52.2, 4.6"]),
        faults="row-twice Postcodes!A3",
        more=PUPILS,
    ),
    case("a postcode nowhere", cell("Postcodes", "B2", None), faults="wrong-type Postcodes!B2", more=PUPILS),
    # settings and the previous plan
    case(
        "an unknown setting",
        add("Beleid", ["Instelling", "Waarde"], ["Koffie", 3]),
        faults="setting-unknown Beleid!A2",
    ),
    case(
        "a setting twice",
        add("Beleid", ["Instelling", "Waarde"], ["Lopende afspraken", "eerst"], ["Lopende afspraken", "altijd"]),
        faults="row-twice Beleid!B3",
    ),
    case(
        "a level that nobody serves",
        add("Beleid", ["Instelling", "Waarde"], ["Rollen voor licht", "AB"], ["Rollen voor zwaar", "-"]),
        faults="level-without-role Beleid!B3",
    ),
    case(
        "a previous plan that was changed",
        add("Vorig plan", ["Vorig plan"], ["{kapot"]),
        faults="previous-unreadable Vorig plan!A2",
    ),
]
