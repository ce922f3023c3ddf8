"""A coordinator's workbook as it grew over the years; schools and people are made up."""

from __future__ import annotations

from datetime import date, time
from importlib import import_module
from pathlib import Path
from typing import Any

Sheet = Any
"""A sheet of openpyxl, which has no types."""

TODAY = date(2026, 11, 18)
SCHOOLS = """vestigingscode,naam,soort,cluster,postcode,plaats,gemeente,bevoegd_gezag_nummer,denominatie,lat,lon
12E300,Basisschool De Regenboog,BO,,2401AB,ALPHERVEEN,VEENRIJK,40001,Openbaar,52.1312,4.6571
03GH00,Basisschool De Regenboog,BO,,2421CD,NIEUWKADE,VEENRIJK,40001,Openbaar,52.1514,4.7746
04AB00,Protestants Christelijke Basisschool De Windroos,BO,,2402EF,ALPHERVEEN,VEENRIJK,40002,PC,52.1362,4.6421
04AB01,Protestants Christelijke Basisschool De Windroos,BO,,2403EF,ALPHERVEEN,VEENRIJK,40002,PC,52.1262,4.6221
05CD00,IKC Het Mozaïek,BO,,2404GH,ALPHERVEEN,VEENRIJK,40003,Algemeen bijzonder,52.1198,4.6534
06EF00,R.K. Basisschool Sint Antonius,BO,,2431IJ,NOORDERKADE,VEENRIJK,40003,Rooms-Katholiek,52.1671,4.8312
07KL00,Samenwerkingsschool De Wereldweide,BO,,2481KL,WOUDBRUG,VEENRIJK,40002,Algemeen bijzonder,52.1715,4.6301
08MN00,OBS 't Startblok,BO,,2405MN,ALPHERVEEN,VEENRIJK,40001,Openbaar,52.1402,4.6644
09PQ00,SBO De Keerkring,SBO,,2406PQ,ALPHERVEEN,VEENRIJK,40004,Openbaar,52.1333,4.6702
10RS00,Het Speciaal College,VSO,4,2406RS,ALPHERVEEN,VEENRIJK,40004,Openbaar,52.1334,4.6712
"""


def write_schools(folder: Path) -> Path:
    """The school list that the coordinator's names are matched with."""
    path = folder / "scholen.csv"
    path.write_text(SCHOOLS, encoding="utf-8")
    return path


def write_book(folder: Path, *, name: str = "Inzet najaar.xlsx", extra: tuple[object, ...] = ()) -> Path:
    """Write the workbook; `extra` is one more row of requests in the same layout."""
    book = import_module("openpyxl").Workbook()
    _schools(book.active)
    _staff(book.create_sheet("AB'ers"))
    _requests(book.create_sheet("Hulpvragen nov"), extra)
    _old(book.create_sheet("oud 2024"))
    path = folder / name
    book.save(path)
    return path


def _schools(sheet: Sheet) -> None:
    sheet.title = "Scholen"
    sheet["A1"] = "Overzicht scholen en werkkringen"
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["Brinnr", "School", "Plaats", "Kring", "IB\naanwezig"])
    sheet.append([12000, "De Regenboog", "Alpherveen", "Noord", "ma/wo och"])
    sheet.append(["03gh 00", "De Regenboog", "Nieuwkade", "Zuid", "di t/m do"])
    sheet.append([None, "pcbs De Windroos (hoofdlocatie)", "Alpherveen", "Noord", "alle dagen"])
    sheet.append(["05CD", "Het Mozaiek", "Alpherveen", "Noord", "ma di do"])
    sheet.append(["O6EF00", "Antonius", "Noorderkade", "Zuid", None])
    sheet.append([None, "Wereldweide\u00a0", "Woudbrug", "Zuid", "vr-mi, wo"])
    sheet.append([None, "'t Startblok", "Alpherveen", "Noord", "overdag"])
    sheet.append(["Totaal", None, None, 7, None])


def _staff(sheet: Sheet) -> None:
    for cell, text in {"A1": "Naam", "B1": "Specialismen", "C1": "Werkgebied", "D1": "WTF", "E1": "Maandag"}.items():
        sheet[cell] = text
    days = ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag")
    for position, day in enumerate(days):
        first = 5 + 2 * position
        sheet.cell(1, first, day)
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 1)
        sheet.cell(2, first, "och")
        sheet.cell(2, first + 1, "mi")
    for letter in "ABCD":
        sheet.merge_cells(f"{letter}1:{letter}2")
    rows = (
        ("Marijke de Wit", "ASS / gedrag", "kring Noord", "0,6", "xx xx xx"),
        ("Joost Bakker", "gedrag, HB", "Zuid en Noord", 0.8, "xxxx  xxxx"),
        ("Fatima El Amrani", "leren; cl. 3", "alle kringen", "0,5 fte", "  xxxx  xx"),
        ("Vacature", "gedrag", None, None, ""),
    )
    for row, (name, fields, area, share, marks) in enumerate(rows, start=3):
        for column, value in enumerate((name, fields, area, share), start=1):
            sheet.cell(row, column, value)
        for position, mark in enumerate(marks):
            if mark.strip():
                sheet.cell(row, 5 + position, mark)
    sheet.append([])
    sheet.append(["x = aanwezig; bijgewerkt door Linda"])


def _requests(sheet: Sheet, extra: tuple[object, ...]) -> None:
    sheet.append(["Stand november, nog niet definitief!"])
    sheet.append([
        "School", "Naam leerling", "Hulp-vraag", "AB'er", "Uren", "Freq.", "Dag / dagdeel", "Laatste bezoek", "Prio",
        "Aantal bezoeken", "Status", "Opmerkingen",
    ])  # fmt: skip
    rows: list[tuple[object, ...]] = [
        (
            "Regenboog Alpherveen", "Tim", "gedrag", "Marijke", "1,5 uur", "wekelijks", "ma/wo och",
            "3-11-2026", "hoog", 10, "loopt", None,
        ),
        (
            "Regenboog Nieuwkade", "Els", "ASS", "Marijke", "90 min", "1x/2wk", "di hele dag", 46329, "1",
            "5x", "loopt", None,
        ),
        (
            "windroos", "Bo", "autisme", "MdW", 1, "om de week", "ma t/m do", "3 nov '26", None, "ca. 6",
            "ja", "let op!",
        ),
        (None, "Kim", "gedarg", "Joost", "45'", "2x per week", "vr-mi", "11/17/2026", "spoed!!", 4, "loopt", None),
        (
            "Mozaiek", "Jip", "HB", "Joost", "1u30", "maandelijks", "'s ochtends", "wk 45", "laag",
            "geen", "Toegekend", None,
        ),
        (
            "St. Antonius", "Ari", "leren", "Fatima", "1 uur", "wekelijks", "di of do, 8.30-12u",
            date(2026, 11, 10), "normaal", 3.0, "loopt", None,
        ),
        (
            "de wereldwijde", "Sem", "leren", "F. el Amrani", time(1, 0), "wekelijks", "niet op wo",
            "10-11", "2", 8, "loopt", None,
        ),
        ("Startblok", "Noa", "cluster 3", "Jan", "veel", "soms", "di och", None, None, None, "nieuw", None),
        (
            "keerkring", "Liv", "gedrag", "Joost", "1", "wekelijks", "geen voorkeur", None, "hoog", 4,
            "afgerond", None,
        ),
        (
            "SBO de Keerkring", "Mo", "gedrag", "Joost", "2x30 min", "wekelijks", "do", None, "hoog", 4,
            "akkoord", None,
        ),
        (
            "Mozaiek", "Jip", "HB", "Joost", "1u30", "maandelijks", "'s ochtends", "wk 45", "laag",
            "geen", "Toegekend", None,
        ),
        ("Mozaiek", "Puk", "leren", "Fatima", "=60/1", "wekelijks", "di", "=VANDAAG()", None, 4, "loopt", None),
    ]  # fmt: skip
    for row in (*rows, *([extra] if extra else [])):
        sheet.append(list(row))
    sheet.append(["Subtotaal", None, None, None, 14, None, None, None, None, None, None, None])


def _old(sheet: Sheet) -> None:
    sheet.sheet_state = "hidden"
    sheet.append(["School", "Hulpvraag", "AB'er", "Uren", "Status"])
    sheet.append(["De Regenboog", "gedrag", "Piet", 1, "afgerond"])
