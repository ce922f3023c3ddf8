"""What happened to a published week, as the user writes it on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from optimizer.domain.half_day import HALF_DAYS, HalfDay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cli.texts import Texts
    from optimizer.domain.region import Region
    from optimizer.domain.replan import Event


def half_days_of(words: str, option: str, say: Texts) -> tuple[HalfDay, ...]:
    """Return the half days in ``di-ochtend,wo`` (a day is both of its halves).

    Raises
    ------
    click.UsageError
        When a word is none.
    """
    found: list[HalfDay] = []
    for word in (one.strip().casefold() for one in words.split(",")):
        mine = [h for h in HALF_DAYS if word in (str(h), str(h.day))]
        if not mine:
            raise click.UsageError(say("usage.no_half_day", option=option, word=word))
        found += mine
    return tuple(h for h in HALF_DAYS if h in found)


def next_half_day(word: str, say: Texts) -> HalfDay:
    """Return the half day that is next."""
    return half_days_of(word, "--now", say)[0]


def absences(given: Iterable[str], kind: str, region: Region, say: Texts) -> Iterator[Event]:
    """Yield who is ill, or which school is closed: ``NAME`` or ``NAME@di-ochtend,wo``."""
    from cli.pick import pick
    from optimizer.domain.replan import Event, EventKind

    option = f"--{kind}"
    known = [(b.id, b.name) for b in region.begeleiders] if kind == "ill" else [(s.id, s.name) for s in region.schools]
    for one in given:
        name, found, words = one.partition("@")
        half_days = half_days_of(words, option, say) if found else HALF_DAYS
        yield Event(kind=EventKind(kind), item=pick(name, known, option, say), half_days=half_days)


def requests(given: Iterable[str]) -> Iterator[Event]:
    """Yield what is asked anew: of every file one hulpvraag, or a list of them.

    Raises
    ------
    cli.errors.Refused
        With every fault of a file.
    """
    from cli.errors import Refused
    from cli.load import shown_name
    from optimizer.domain.fault import Fault
    from optimizer.domain.hulpvraag import Hulpvraag
    from optimizer.domain.reading import read_value
    from optimizer.domain.replan import Event, EventKind
    from optimizer.io.json import read_json

    for path in given:
        parsed = read_json(path)
        faults: list[Fault] = list(parsed.faults)
        values = parsed.value if isinstance(parsed.value, list) else [parsed.value]
        found = []
        for number, value in enumerate(values if not faults else ()):
            one, wrong = read_value(Hulpvraag, value, (number,) if isinstance(parsed.value, list) else ())
            faults += wrong
            found += [] if one is None else [one]
        if faults:
            raise Refused(faults, shown_name(path))
        yield from (Event(kind=EventKind.REQUEST, item=h.id, hulpvraag=h) for h in found)


def withdrawn(given: Iterable[str], region: Region, say: Texts) -> Iterator[Event]:
    """Yield what is no longer asked: a hulpvraag, an arrangement or an overleg."""
    from cli.pick import pick
    from optimizer.domain.replan import Event, EventKind

    known = [(item, item) for item in _items(region)]
    for one in given:
        yield Event(kind=EventKind.WITHOUT, item=pick(one, known, "--without", say))


def pins(given: Iterable[str], region: Region, say: Texts, *, veto: bool) -> Iterator[Event]:
    """Yield pins or vetoes: ``ITEM``, ``ITEM=BEGELEIDER``, ``ITEM@di`` or ``ITEM=BEGELEIDER@di``."""
    from cli.pick import pick
    from optimizer.domain.plan import Pin
    from optimizer.domain.replan import Event, EventKind

    option = "--veto" if veto else "--pin"
    known = [(b.id, b.name) for b in region.begeleiders]
    for one in given:
        facts, found, words = one.partition("@")
        item, named, who = facts.partition("=")
        pin = Pin(
            item=_item(item, region, option, say),
            veto=veto,
            begeleider=pick(who, known, option, say) if named else None,
            half_days=half_days_of(words, option, say) if found else None,
        )
        yield Event(kind=EventKind.PIN, item=pin.item, pin=pin)


def _item(name: str, region: Region, option: str, say: Texts) -> str:
    from cli.pick import pick

    known = _items(region) + [f"{a.id}#{n}" for a in region.arrangementen for n in range(1, a.max_groups + 1)]
    return pick(name, [(one, one) for one in known], option, say)


def _items(region: Region) -> list[str]:
    found = [h.id for h in region.hulpvragen] + [a.id for a in region.arrangementen]
    return found + [o.id for o in region.overleggen]
