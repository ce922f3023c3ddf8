"""The hulpvragen of a region."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date

from optimizer.domain.defaults.names import id_from_name
from optimizer.io.messy.columns import unit_of
from optimizer.io.messy.entities import Making, Raw, put, read_cell, read_word
from optimizer.io.messy.ids import Ids
from optimizer.io.messy.make_schools import half_day_columns, show_hours
from optimizer.io.messy.needed import needed_id
from optimizer.io.messy.plain import key_of
from optimizer.io.messy.questions import ANY, BLANK, EACH, FEWER, ONCE, SKIP, TOGETHER, Choice, Question
from optimizer.io.messy.resolve import expertise_of, parts_of, person_of, school_of
from optimizer.io.messy.rows import Row
from optimizer.io.messy.sheets import text_of
from optimizer.io.messy.values.amounts import Rhythm, count, rhythm, visits_of_minutes
from optimizer.io.messy.values.availability import Hours, hours_of
from optimizer.io.messy.values.clocks import clock_window
from optimizer.io.messy.values.dates import read_date
from optimizer.io.messy.values.words import ENDED, LEVELS, PRIORITIES, STATUSES, TARGETS

_ID_LENGTH = 40
"""Characters of a made id before its number."""


def hulpvragen(making: Making, rows: Iterable[Row]) -> set[str]:
    """Add the hulpvragen and return the schools they are about."""
    seen: set[bytes] = set()
    numbers: Counter[str] = Counter()
    schools: set[str] = set()
    ids = Ids()
    for row in rows:
        again = _fingerprint(row)
        if again in seen and _once(making, row):
            continue
        seen.add(again)
        hulpvraag, columns = _hulpvraag(making, row)
        if hulpvraag is None:
            continue
        own = ids.read(row)
        if own is None and row.get("id") is not None:
            making.desk.note("id-made", row.where("id"))
        making.add("hulpvragen", {"id": own or _made_id(hulpvraag, numbers)} | hulpvraag, row, columns | {"id": "id"})
        schools.add(hulpvraag["school"])
    return schools


def _fingerprint(row: Row) -> bytes:
    """Return a digest of the whole row, columns about pupils too: rows about two pupils are two requests."""
    return hashlib.sha256("\x1f".join(text_of(cell) for cell in row.line).encode()).digest()


def _once(making: Making, row: Row) -> bool:
    question = Question(
        id=f"duplicate:{row.table.sheet.name}",
        kind="duplicate",
        where=(row.where(),),
        facts={"sheet": row.table.sheet.name},
        choices=(Choice(ONCE), Choice(EACH)),
        guess=ONCE,
        certainty=85,
    )
    return making.desk.ask(question) == ONCE


def _made_id(hulpvraag: Raw, numbers: Counter[str]) -> str:
    """Return an id that stays the same when rows are inserted above: school, expertise and a number."""
    base = id_from_name(f"{hulpvraag['school']}-{hulpvraag.get('expertise', 'x')}")[:_ID_LENGTH]
    numbers[base] += 1
    return f"{base}-{numbers[base]}"


def _hulpvraag(making: Making, row: Row) -> tuple[Raw | None, dict[str, str]]:
    status = read_word(making, row, "status", STATUSES)
    if status == ENDED:
        making.desk.note("ended", row.where("status"))
        return None, {}
    school = school_of(making, row)
    if school == SKIP:
        return None, {}
    hulpvraag: Raw = {"school": school}
    columns = {"school": "school"}
    kind = _expertise(making, row)
    if kind == SKIP:
        making.desk.note("row-skipped", row.where())
        return None, {}
    put(hulpvraag, columns, "expertise", kind, "expertise")
    put(hulpvraag, columns, "status", status, "status")
    for field, table in (("level", LEVELS), ("target", TARGETS), ("priority", PRIORITIES)):
        put(hulpvraag, columns, field, read_word(making, row, field, table), field)
    _often(making, row, hulpvraag, columns)
    for field in ("last_visit", "first_contact_by"):
        day = read_cell(making, row, field, lambda cell: read_date(cell, making.today), date.isoformat)
        put(hulpvraag, columns, field, None if day is None else day.isoformat(), field)
    _when(making, row, hulpvraag, columns)
    _who(making, row, hulpvraag, columns)
    return (None if school is None else hulpvraag), columns


def _expertise(making: Making, row: Row) -> str | None:
    text = row.text("expertise")
    if text:
        return expertise_of(making, text, row.where("expertise"))
    if not row.table.has("expertise"):
        return _of_sheet(making, row)
    # filed under the row itself, pupil and all: the answer holds for no other row, wherever that may stand
    question = Question(
        id=f"no-expertise:{key_of(row.text('school'), row.text('brin'), *(text_of(cell) for cell in row.line))}",
        kind="no-expertise",
        where=(row.where("expertise"),),
        facts={},
        choices=(*(Choice(e, e) for e in making.expertise), Choice(SKIP)),
    )
    return making.desk.ask(question)


def _of_sheet(making: Making, row: Row) -> str | None:
    """Return what all rows of a sheet without a column for it ask for; nothing while that column is sought."""
    sheet = row.table.sheet.name
    if making.desk.is_open(needed_id(sheet, "expertise")):
        return None
    question = Question(
        id=f"no-column:{sheet}",
        kind="no-column",
        where=(sheet,),
        facts={"sheet": sheet},
        choices=(*(Choice(e, e) for e in making.expertise), Choice(SKIP)),
    )
    return making.desk.ask(question)


def _often(making: Making, row: Row, hulpvraag: Raw, columns: dict[str, str]) -> None:
    """Set minutes, visits and weeks between."""
    unit = unit_of(row.header("minutes"))
    long = read_cell(making, row, "minutes", lambda c: visits_of_minutes(c, unit), _long)
    how = read_cell(making, row, "rhythm", rhythm) or Rhythm()
    put(hulpvraag, columns, "minutes", long[1] if long else None, "minutes")
    visits = read_cell(making, row, "visits", count) or (long[0] if long else 1) * how.visits
    put(hulpvraag, columns, "visits", visits if visits > 1 else None, "visits" if row.get("visits") else "rhythm")
    weeks = read_cell(making, row, "every_weeks", count) or how.every_weeks
    put(hulpvraag, columns, "every_weeks", weeks if weeks > 1 else None, "rhythm")
    left = read_cell(making, row, "visits_left", count)
    put(hulpvraag, columns, "visits_left", how.visits_left if left is None else left, "visits_left")


def _long(value: tuple[int, int]) -> str:
    visits, minutes = value
    return f"{visits} x {minutes} min" if visits > 1 else f"{minutes} min"


def _when(making: Making, row: Row, hulpvraag: Raw, columns: dict[str, str]) -> None:
    """Set half days and window; a clock window that is the same on all of them is the window."""
    written: Hours | None = read_cell(making, row, "half_days", lambda cell: hours_of(text_of(cell)), show_hours)
    hours = half_day_columns(making, row, written)
    window = read_cell(making, row, "window", lambda cell: clock_window(text_of(cell)))
    if hours:
        windows = set(hours.values())
        if window is None and len(windows) == 1:
            window = windows.pop()
        put(hulpvraag, columns, "half_days", [str(h) for h in sorted(hours, key=lambda h: h.order)], "half_days")
        _fit(making, row, hulpvraag, len({h.day for h in hours}))
    put(hulpvraag, columns, "window", None if window is None else str(window), "window")


def _fit(making: Making, row: Row, hulpvraag: Raw, days: int) -> None:
    """See to it that the visits of a week fit on its days: fewer visits, or any half day."""
    visits = hulpvraag.get("visits", 1)
    if visits <= days:
        return
    question = Question(
        id=f"visits:{visits}/{', '.join(hulpvraag['half_days'])}",
        kind="visits",
        where=(row.where("half_days"),),
        facts={"visits": str(visits), "days": str(days)},
        choices=(Choice(FEWER), Choice(ANY)),
        guess=FEWER,
        certainty=TOGETHER,
    )
    if making.desk.ask(question) == ANY:
        del hulpvraag["half_days"]
    elif days > 1:
        hulpvraag["visits"] = days
    else:
        del hulpvraag["visits"]


def _who(making: Making, row: Row, hulpvraag: Raw, columns: dict[str, str]) -> None:
    current = row.text("current")
    if current and current != BLANK:
        people = [person_of(making, part, row.where("current")) for part in parts_of(current)]
        put(hulpvraag, columns, "current", next((p for p in people if p is not None), None), "current")
    for field in ("preferred", "forbidden"):
        parts = [part for _, cell in row.all(field) for part in parts_of(text_of(cell))]
        people = [person_of(making, part, row.where(field)) for part in parts]
        put(hulpvraag, columns, field, [p for p in dict.fromkeys(people) if p is not None] or None, field)
