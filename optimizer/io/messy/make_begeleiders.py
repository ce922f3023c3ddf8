"""The begeleiders of a region, one each, also where they stand on several rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from optimizer.domain.begeleider import default_availability
from optimizer.domain.defaults.names import id_from_name
from optimizer.domain.shown import shown
from optimizer.io.messy.columns import unit_of
from optimizer.io.messy.entities import Making, Raw, put, read_cell, read_word
from optimizer.io.messy.make_schools import half_day_columns, show_hours
from optimizer.io.messy.match import Entry, Names
from optimizer.io.messy.plain import plain
from optimizer.io.messy.resolve import kringen_of, parts_of
from optimizer.io.messy.rows import Row
from optimizer.io.messy.sheets import text_of
from optimizer.io.messy.values.amounts import HOURS, UNKNOWN, count, minutes
from optimizer.io.messy.values.availability import hours_of
from optimizer.io.messy.values.fields import expertise
from optimizer.io.messy.values.words import MODES, ROLES

_NOBODY = frozenset({"vacature", "vac", "nn", "n n", "nnb", "n n b", "onbekend", "inval", "wachtlijst"})
_LISTS = ("expertise", "kringen")


def begeleiders(making: Making, rows: Iterable[Row]) -> None:
    """Add the begeleiders, and remember their names and expertise for the requests."""
    found: dict[str, Raw] = {}
    for row in rows:
        name = _name(row)
        if not name or plain(name) in _NOBODY:
            making.desk.note("nobody", row.where())
            continue
        begeleider, columns = _begeleider(making, row, name)
        earlier = found.get(plain(name))
        if earlier is not None:
            _combine(earlier, begeleider)
            making.desk.note("begeleider-twice", row.where(), given=name)
            continue
        begeleider = {
            "id": row.text("id").replace(" ", "-") or id_from_name(name, (b["id"] for b in found.values()))
        } | begeleider
        found[plain(name)] = begeleider
        making.add("begeleiders", begeleider, row, columns)
    making.people = Names(Entry(b["id"], b["name"]) for b in found.values())
    making.expertise = tuple(dict.fromkeys(e for b in found.values() for e in b.get("expertise", ())))


def _name(row: Row) -> str:
    first, name = row.text("first_name"), row.text("name")
    return f"{first} {name}".strip() if plain(first) not in plain(name).split() else name


def _begeleider(making: Making, row: Row, name: str) -> tuple[Raw, dict[str, str]]:
    begeleider: Raw = {"name": name}
    columns = {"id": "id", "name": "name"}
    put(begeleider, columns, "role", read_word(making, row, "role", ROLES), "role")
    put(begeleider, columns, "mode", read_word(making, row, "mode", MODES), "mode")
    for field in ("employer", "institute"):
        put(
            begeleider,
            columns,
            field,
            row.text(field).replace(" ", "-" if field == "institute" else " ") or None,
            field,
        )
    put(begeleider, columns, "expertise", _expertise(making, row), "expertise")
    kringen = [kringen_of(making, text_of(cell), where) for where, cell in row.all("kringen")]
    if kringen and all(kringen):
        named = [k for some in kringen for k in some or ()]
        put(begeleider, columns, "kringen", list(dict.fromkeys(named)), "kringen")
    _availability(making, row, begeleider, columns)
    unit = unit_of(row.header("contract_minutes"))
    week = HOURS if unit == UNKNOWN else unit
    put(
        begeleider,
        columns,
        "contract_minutes",
        read_cell(making, row, "contract_minutes", lambda c: minutes(c, week), _work),
        "contract_minutes",
    )
    other = unit_of(row.header("reserved_minutes")) or HOURS
    put(
        begeleider,
        columns,
        "reserved_minutes",
        read_cell(making, row, "reserved_minutes", lambda c: minutes(c, other), _work),
        "reserved_minutes",
    )
    put(begeleider, columns, "max_schools_per_half_day", read_cell(making, row, "max_schools", count), "max_schools")
    _base(making, row, begeleider, columns)
    return begeleider, columns


def _work(week: object) -> str:
    """Return minutes of work a week in no language."""
    return f"{week} min / wk"


def _expertise(making: Making, row: Row) -> list[str] | None:
    found = []
    for where, cell in row.all("expertise"):
        for part in parts_of(text_of(cell)):
            value = expertise(part)
            if value.guess:
                making.desk.note(value.guess, where, given=shown(part), read=value.value)
            found.append(value.value)
    return list(dict.fromkeys(found)) or None


def _availability(making: Making, row: Row, begeleider: Raw, columns: dict[str, str]) -> None:
    written = read_cell(making, row, "half_days", lambda cell: hours_of(text_of(cell)), show_hours)
    hours = half_day_columns(making, row, written)
    if not hours:
        return
    standard = default_availability()
    windows = {str(h): str(hours[h] or standard[h]) for h in sorted(hours, key=lambda h: h.order)}
    put(begeleider, columns, "availability", windows, "half_days")


def _base(making: Making, row: Row, begeleider: Raw, columns: dict[str, str]) -> None:
    text = row.text("base")
    if not text:
        return
    match = making.names.match(text)
    school = making.schools.schools.get(match.entry.id) if match.entry is not None else None
    if school is None or match.entry is None:
        making.desk.note("base-unknown", row.where("base"), given=shown(text))
        return
    making.desk.note("base", row.where("base"), given=shown(text), read=match.entry.label)
    put(begeleider, columns, "base", dict(school["location"]), "base")


def _combine(earlier: Raw, again: dict[str, Any]) -> None:
    """Add what a second row says of somebody: lists grow, half days too, other gaps are filled."""
    for name, value in again.items():
        if name in _LISTS:
            earlier[name] = list(dict.fromkeys((*earlier.get(name, ()), *value)))
        elif name == "availability":
            earlier[name] = value | earlier.get(name, {})
        else:
            earlier.setdefault(name, value)
