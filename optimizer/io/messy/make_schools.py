"""The schools of a region: those of the list, with what the workbook tells about them, or the workbook's own."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.domain.clock import Window
from optimizer.domain.defaults.names import id_from_name
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.school import default_school_hours
from optimizer.io.messy.entities import Making, Raw, put, read_cell, read_value, read_word
from optimizer.io.messy.questions import SKIP, Choice, Question
from optimizer.io.messy.resolve import school_of
from optimizer.io.messy.rows import Row
from optimizer.io.messy.sheets import text_of
from optimizer.io.messy.values.amounts import count, number
from optimizer.io.messy.values.availability import Hours, day_cell, hours_of
from optimizer.io.messy.values.words import KINDS

_SO = "SO"
OWN, LIST, GEMEENTE = "own", "list", "gemeente"
"""Where kringen come from."""
Schools = dict[str, tuple[Raw, Row, dict[str, str]]]
"""Schools of the workbook by id: raw, with row and the columns of their fields."""


def own_schools(making: Making, rows: Iterable[Row]) -> Schools:
    """Return the schools of the workbook by id: raw, with row and columns.

    A school is one of the list, or has its own coordinates. One that is there twice is read once.
    """
    found: Schools = {}
    for row in rows:
        location = _location(making, row)
        own = None if location is not None and not making.names.entries else school_of(making, row, "name")
        if own == SKIP or (own is None and location is None):
            continue
        name = row.text("name")
        own = own or (row.text("brin") or id_from_name(name, found))
        if own in found:
            making.desk.note("school-twice", row.where(), given=name or own)
            continue
        school = dict(making.schools.schools.get(own, {"id": own, "name": name or own}))
        columns: dict[str, str] = {"id": "brin", "name": "name"}
        put(school, columns, "location", location, "lat")
        for field in ("kring", "gemeente", "bestuur", "denomination"):
            put(school, columns, field, row.text(field) or None, field)
        put(school, columns, "kind", read_word(making, row, "kind", KINDS), "kind")
        put(school, columns, "rooms", read_cell(making, row, "rooms", count), "rooms")
        put(school, columns, "pupils", read_cell(making, row, "pupils", count), "pupils")
        if school.get("kind") == _SO:
            put(school, columns, "cluster", read_cell(making, row, "cluster", count), "cluster")
        _hours(making, row, school, columns)
        found[own] = (school, row, columns)
    return found


def _location(making: Making, row: Row) -> Raw | None:
    lat, lon = (read_cell(making, row, name, number) for name in ("lat", "lon"))
    return None if lat is None or lon is None else {"lat": lat, "lon": lon}


def _hours(making: Making, row: Row, school: Raw, columns: dict[str, str]) -> None:
    """Set the hours of a school, and those of its intern begeleider within them."""
    standard = dict(default_school_hours())
    hours = read_cell(making, row, "hours", lambda cell: hours_of(text_of(cell)), show_hours)
    if hours is not None:
        standard = {h: _within(window, standard.get(h)) for h, window in hours.items() if h in standard}
        put(school, columns, "hours", {str(h): str(w) for h, w in standard.items()}, "hours")
    days: Hours | None = read_cell(making, row, "ib_days", lambda cell: hours_of(text_of(cell)), show_hours)
    days = half_day_columns(making, row, days)
    if days:
        ib = {h: window or standard[h] for h, window in days.items() if h in standard}
        if ib:
            put(school, columns, "ib_hours", {str(h): str(w) for h, w in ib.items()}, "ib_days")


def _within(window: Window | None, usual: Window | None) -> Window:
    """Return a window of a morning or afternoon; schools stop at noon where the day is written as one."""
    standard = usual or Window(start=510, end=720)
    if window is None:
        return standard
    return window if window.end <= 12 * 60 + 30 else Window(start=window.start, end=_end(window, standard))


def _end(window: Window, standard: Window) -> int:
    return window.end if window.start >= 12 * 60 else min(window.end, max(standard.end, window.start + 30))


def half_day_columns(making: Making, row: Row, known: Hours | None) -> Hours | None:
    """Return half days with those of the columns about one day or half day added; nothing when none says anything."""
    found = dict(known or {})
    said = known is not None
    for column in row.table.columns:
        if not column.field.startswith("day:") or column.position not in row.cells:
            continue
        said = True
        place = (row.table.sheet.where(row.number, column.position), row.cells[column.position])
        name = (row.table.kind, column.field, column.header)
        read = read_value(making, name, place, lambda cell, f=column.field: day_cell(f, cell), show_hours)  # type: ignore[misc]
        found |= read or {}
    return found if said else None


def show_hours(hours: Hours) -> str:
    """Return half days with their windows as one line."""
    order = sorted(hours, key=lambda h: h.order)
    return ", ".join(str(h) if hours[h] is None else f"{h} {hours[h]}" for h in order)


def put_schools(making: Making, own: Schools, used: set[str]) -> None:
    """Add the schools: all of the list, or where the workbook names schools, those and what requests are about."""
    listed = making.schools.schools
    wanted = [*own, *(s for s in listed if s not in own and s in used)] if own else list(listed)
    for school_id in wanted:
        if school_id in own:
            school, row, columns = own[school_id]
            making.add("schools", school, row, columns)
        else:
            making.origins[f"/schools/{len(making.raw.setdefault('schools', []))}"] = making.schools.where[school_id]
            making.raw["schools"].append(dict(listed[school_id]))
    source = kring_source(making, own)
    if source == OWN:
        _fill_kringen(making)
    elif source == GEMEENTE:
        _drop_kringen(making)


def kring_source(making: Making, own: Schools) -> str:
    """Return where kringen come from: the workbook, the list where that is complete, or else the gemeenten."""
    if any("kring" in columns and "kring" in school and row.text("kring") for school, row, columns in own.values()):
        return OWN
    listed = making.schools.schools.values()
    return LIST if listed and all("kring" in school for school in listed) else GEMEENTE


def kring_names(making: Making, own: Schools) -> tuple[str, ...]:
    """Return the names of the kringen that schools can be in."""
    source = kring_source(making, own)
    listed = list(making.schools.schools.values())
    schools = [school for school, _, _ in own.values()] if source == OWN or not listed else listed
    field, many = ("gemeente", "gemeenten") if source == GEMEENTE else ("kring", "kringen")
    by_id = {k.get("id"): str(k.get("name") or k.get("id")) for k in making.raw.get(many, []) if isinstance(k, dict)}
    return tuple(dict.fromkeys(by_id.get(s[field], str(s[field])) for s in schools if s.get(field)))


def _drop_kringen(making: Making) -> None:
    """Leave it to the domain to make the gemeenten kringen, where kringen of only some schools are known."""
    schools: list[Raw] = making.raw.get("schools", [])
    without = [s for s in schools if "kring" not in s]
    some = len(without) < len(schools)
    for school in schools:
        school.pop("kring", None)
    making.raw.pop("kringen", None)
    if without and some:
        where = making.where(f"/schools/{schools.index(without[0])}") or ""
        making.desk.note("kring-per-gemeente", where, count=str(len(without)))


def _fill_kringen(making: Making) -> None:
    """Ask for schools without a kring whether that of the nearest school is theirs."""
    schools: list[Raw] = making.raw.get("schools", [])
    known = [s for s in schools if "kring" in s and "location" in s]
    names = tuple(dict.fromkeys(str(s["kring"]) for s in known))
    for index, school in enumerate(schools):
        if "kring" in school or "location" not in school or not known:
            continue
        here = Location(**school["location"])
        near = min(known, key=lambda s: straight_metres(here, Location(**s["location"])))
        kring = str(near["kring"])
        question = Question(
            id=f"kring-of:{school['id']}",
            kind="kring-of",
            where=(making.where(f"/schools/{index}") or "",),
            facts={"school": str(school["name"]), "near": str(near["name"])},
            choices=(Choice(kring, kring), *(Choice(name, name) for name in names if name != kring)),
            guess=kring,
            certainty=75,
        )
        school["kring"] = making.desk.ask(question) or kring
