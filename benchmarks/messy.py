"""A coordinator's own workbook of many rows, as messy as they come: what reading one is measured on."""

from __future__ import annotations

import csv
import io
import random
from importlib import import_module
from pathlib import Path

from optimizer.domain.region import Region

HEADERS = (
    "School", "Naam leerling", "Hulp-vraag", "AB'er", "Uren", "Freq.", "Dag / dagdeel", "Laatste bezoek", "Prio",
    "Nog te gaan", "Status", "Opmerkingen",
)  # fmt: skip
_LONG = ("1,5 uur", "90 min", "1u30", "45'", 1, "anderhalf uur", "2x30 min", "veel", 0.75, "1:00")
_OFTEN = ("wekelijks", "1x/2wk", "om de week", "2x per week", "maandelijks", "soms", "1x per 3 weken")
_WHEN = ("ma/wo och", "di hele dag", "ma t/m do", "vr-mi", "'s ochtends", "niet op wo", "di of do, 8.30-12u", None)
_PRIORITY = ("hoog", "1", "spoed!!", "normaal", "laag", None)
_STATUS = ("loopt", "akkoord", "ja", "afgerond", "Toegekend", "nieuw")
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def school_list(region: Region) -> str:
    """Return the schools of a region as the list that names are matched with."""
    places = {g.id: g.name for g in region.gemeenten}
    found = io.StringIO()
    rows = csv.writer(found, lineterminator="\n")
    rows.writerow(("vestigingscode", "naam", "soort", "cluster", "plaats", "gemeente", "lat", "lon"))
    for s in region.schools:
        place = places.get(s.gemeente or "", "")
        rows.writerow((s.id, s.name, s.kind, s.cluster or "", place, place, s.location.lat, s.location.lon))
    return found.getvalue()


def write_messy(path: Path, region: Region, rows: int, seed: int = 0) -> None:
    """Write a workbook with so many requests, every cell in one of the ways that people type it."""
    chance = random.Random(seed)
    book = import_module("openpyxl").Workbook(write_only=True)
    staff = book.create_sheet("AB'ers")
    staff.append(("Naam", "Specialismen", "WTF", "Werkdagen"))
    for b in region.begeleiders:
        staff.append((b.name, " / ".join(b.expertise), chance.choice(("0,6", 0.8, "24 uur")), "ma t/m vr"))
    asked = book.create_sheet("Hulpvragen")
    asked.append(("Stand november, nog niet definitief!",))
    asked.append(HEADERS)
    for number in range(rows):
        school, who = chance.choice(region.schools), chance.choice(region.begeleiders)
        asked.append((
            _misspelled(school.name, chance), f"Kind {number}", chance.choice(who.expertise),
            who.name.split()[0], chance.choice(_LONG), chance.choice(_OFTEN), chance.choice(_WHEN),
            _date(chance), chance.choice(_PRIORITY), chance.choice((4, "5x", "ca. 6", 3.0, None)),
            chance.choice(_STATUS), "let op!" if chance.random() < 0.1 else None,
        ))  # fmt: skip
    book.save(path)


def _misspelled(name: str, chance: random.Random) -> str:
    """Return a name as somebody in a hurry types it: in small letters, and at times without one letter."""
    kept = name.lower() if chance.random() < 0.5 else name
    at = chance.randrange(1, len(kept))
    return kept[:at] + kept[at + 1 :] if chance.random() < 0.2 else kept


def _date(chance: random.Random) -> object:
    day, month = chance.randint(1, 28), chance.randint(1, 12)
    return chance.choice((f"{day}-{month}-2026", f"{day} {_MONTHS[month - 1]} '26", 46_000 + day, f"wk {month}"))
