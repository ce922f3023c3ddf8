"""Which school, begeleider, kring or expertise a text means: found, guessed and asked, or nothing."""

from __future__ import annotations

import difflib
import re
from collections import Counter

from optimizer.domain.shown import WITHHELD, shown
from optimizer.io.messy.columns import SCHOOLS
from optimizer.io.messy.entities import Making
from optimizer.io.messy.match import LIKELY, SURE, Match, likeness, telling
from optimizer.io.messy.plain import key_of, plain, tidy
from optimizer.io.messy.questions import ALL, BLANK, SKIP, TOGETHER, Choice, Question
from optimizer.io.messy.rows import Row
from optimizer.io.messy.sheets import text_of
from optimizer.io.messy.told import Words, facts_of, told
from optimizer.io.messy.values.brin import school_codes
from optimizer.io.messy.values.fields import EXPERTISE, expertise, is_field

KEEP = "keep"
"""Answer: a word of its own, no slip of the pen."""
_CLOSE = 0.75
_MOST_WORDS = 4
"""Of an expertise; more words describe somebody, and are never kept."""
_SURE_PERSON = 90
_CODE = re.compile(r"\d\d[A-Za-z0-9]{2}[\s.|/-]*(\d\d)?")
"""What looks like a school code, of whatever school; it may be repeated."""
_SEPARATORS = re.compile(r"[,;/+&\n]|\s+en\s+|\s+\|\s+")
_EVERY = frozenset({"alle", "alle kringen", "allemaal", "heel swv", "hele swv", "swv", "swv breed", "bovenschools"})


def parts_of(text: str) -> list[str]:
    """Return the parts of an enumeration."""
    return [part for part in (tidy(p) for p in _SEPARATORS.split(text)) if part]


def school_of(making: Making, row: Row, name_field: str = "school") -> str | None:
    """Return the id of the school of a row, or `SKIP` for a row to leave out; nothing while that is open."""
    cell, text = row.get("brin"), row.text(name_field)
    place = " ".join(filter(None, (row.text("place"), row.text("gemeente"))))
    where = row.where("brin" if cell is not None and not text else name_field)
    known = tuple(making.names.by_id)
    early = row.table.kind == SCHOOLS
    words = None if early else making.school_words
    found = school_codes(cell, known) if cell is not None else None
    if found is None and text:
        found = school_codes(text, known) if any(c.isdecimal() for c in text) else None
    if found is None:
        if cell is not None:
            given = _told(text_of(cell), words if words is None or not _CODE.fullmatch(text_of(cell)) else None)
            making.desk.note("brin-unknown", row.where("brin"), given=given)
        nearer = making.own.match(text, place)
        match = nearer if nearer.certainty >= SURE else making.names.match(text, place)
        return _asked(making, match, text or text_of(cell), place, where, early=early)
    codes = [code for code in found.value if code in making.own.by_id] or found.value
    match = making.names.among(codes, text, place)
    given = text_of(cell) if cell is not None else text
    if match.entry is None or (len(codes) > 1 and match.certainty < SURE):
        return _asked(making, match, f"{given} {text}" if given != text else text, place, where, early=early)
    # a code and a name that say two things: one of them is a slip
    unlike = bool(text) and text != given and likeness(telling(text), match.entry.words) < LIKELY / 100
    named = making.names.match(text, place).entry if unlike else None
    if named is not None and named.id != match.entry.id:
        both = Match(match.entry, 55, ((match.entry, 55), (named, 45)))
        return _asked(making, both, f"{given} {text}", place, where, early=early)
    if found.guess:
        making.desk.note(found.guess, where, given=shown(found.part or given), read=match.entry.label)
    return match.entry.id


def _told(text: str, words: Words | None) -> str:
    """Return a text as it may be repeated: all of it, or only known words of it."""
    return shown(text) if words is None else told(text, words) or WITHHELD


def _asked(making: Making, match: Match, text: str, place: str, where: str, *, early: bool) -> str | None:
    """Return the school that a name means, asking when that is not certain."""
    named = f"{text} ({place})" if place else text
    words = None if early else making.school_words
    if match.entry is not None and match.certainty >= SURE:
        if plain(text) != plain(match.entry.name):
            making.desk.note("school", where, given=_told(named, words), read=match.entry.label)
        return match.entry.id
    own = f"school:{key_of(text, place)}"
    # schools that are as likely share the certainty
    equal = Counter(certainty for _, certainty in match.candidates)
    choices = tuple(Choice(e.id, e.label, min(c, 100 // equal[c])) for e, c in match.candidates)
    question = Question(
        id=own,
        kind="school",
        where=(where,),
        facts=facts_of(named, words),
        choices=(*choices, Choice(SKIP)),
        guess=match.entry.id if match.entry is not None else None,
        certainty=match.certainty if match.entry is not None else 0,
        others=frozenset({making.desk.answer_to(own)} & set(making.names.by_id)),
        free=True,
        early=early,
    )
    answer = making.desk.ask(question)
    if answer == SKIP:
        making.desk.note("row-skipped", where)
    return answer if answer == SKIP or answer in making.names.by_id else None


def person_of(making: Making, text: str, where: str) -> str | None:
    """Return the begeleider that a text means, or nothing."""
    match = making.people.person(text)
    if match.entry is not None and match.certainty >= _SURE_PERSON:
        if match.certainty < SURE:
            given = _told(text, making.people_words)
            making.desk.note("person", where, given=given, read=match.entry.name)
        return match.entry.id
    choices = tuple(Choice(e.id, e.name, certainty) for e, certainty in match.candidates)
    own = f"person:{key_of(text)}"
    question = Question(
        id=own,
        kind="person",
        where=(where,),
        facts=facts_of(text, making.people_words),
        choices=(*choices, Choice(BLANK)),
        guess=match.entry.id if match.entry is not None else (None if choices else BLANK),
        certainty=match.certainty if match.entry is not None else (0 if choices else 75),
        others=frozenset({making.desk.answer_to(own)} & set(making.people.by_id)),
        free=True,
    )
    answer = making.desk.ask(question)
    return answer if answer in making.people.by_id else None


def kringen_of(making: Making, text: str, where: str) -> list[str] | None:
    """Return the kringen that a text names, the first being the home kring; nothing for all of them."""
    if plain(text) in _EVERY:
        return None
    names = {plain(k): k for k in making.kringen}
    if plain(text) in names:
        return [names[plain(text)]]
    found = []
    for part in parts_of(text):
        if plain(part) in _EVERY:
            return None
        kring = names.get(plain(part)) or _kring(making, part, where)
        if kring is None:
            return None
        found.append(kring)
    return list(dict.fromkeys(found)) or None


def _kring(making: Making, text: str, where: str) -> str | None:
    words = plain(re.sub(r"(?i)\b(werk)?kring(en)?\b|\bwijk\b", " ", text))
    exact = [k for k in making.kringen if plain(re.sub(r"(?i)\b(werk)?kring\b|\bwijk\b", " ", k)) == words]
    if len(exact) == 1:
        return exact[0]
    scored = sorted(((round(100 * likeness(words.split(), plain(k).split())), k) for k in making.kringen), reverse=True)
    likely = bool(scored) and scored[0][0] >= LIKELY and (len(scored) == 1 or scored[0][0] - scored[1][0] > 5)  # noqa: PLR2004 - a lead
    question = Question(
        id=f"kring:{key_of(text)}",
        kind="kring",
        where=(where,),
        facts={"given": shown(text)},
        choices=(*(Choice(k, k, s) for s, k in scored), Choice(ALL)),
        guess=scored[0][1] if likely else None,
        certainty=scored[0][0] if likely else 0,
    )
    answer = making.desk.ask(question)
    return answer if answer in making.kringen else None


def expertise_of(making: Making, text: str, where: str) -> str | None:
    """Return the expertise of a request: one that begeleiders have, a guess at one, or a word of its own."""
    given = expertise(text)
    if given.value in making.expertise:
        if given.guess:
            making.desk.note("expertise", where, given=shown(text), read=given.value)
        return given.value
    parts = parts_of(text)
    shared = [value for value in (expertise(part).value for part in parts) if value in making.expertise]
    if len(parts) > 1 and shared:
        said = told(text, making.field_words)
        making.desk.note("expertise-first", where, given=said or WITHHELD, read=shared[0])
        return shared[0]
    inside = _inside(making, text)
    if len(plain(text).split()) > _MOST_WORDS:
        return _described(making, text, where, inside)
    close = inside[:1] or difflib.get_close_matches(given.value, making.expertise, n=1, cutoff=_CLOSE)
    if not close and is_field(text):
        making.desk.note("expertise-nobody", where, given=given.value)
        return given.value
    return _unsure(making, text, where, close, sure=bool(inside))


def _unsure(making: Making, text: str, where: str, close: list[str], *, sure: bool) -> str | None:
    """Ask for the expertise of a word that is a slip of one, or that nobody knows: it may be anything."""
    given = expertise(text).value
    guess = close[0] if close else None
    ratio = difflib.SequenceMatcher(None, given, guess).ratio() if guess is not None else 0.0
    own = f"expertise:{key_of(text)}"
    question = Question(
        id=own,
        kind="expertise",
        where=(where,),
        facts=facts_of(text, making.field_words),
        choices=(
            *(Choice(e, e) for e in dict.fromkeys((*close, *making.expertise))),
            Choice(KEEP),
            Choice(SKIP),
        ),
        guess=guess,
        certainty=80 if sure else round(100 * ratio),
    )
    answer = making.desk.ask(question)
    return given if answer == KEEP else answer


def _inside(making: Making, text: str) -> list[str]:
    """Return the fields that begeleiders have and that a text names, under whatever abbreviation."""
    words = f" {plain(text)} "
    return [own for own in making.expertise if any(f" {w} " in words for w in (plain(own), *EXPERTISE.get(own, ())))]


def _described(making: Making, text: str, where: str, inside: list[str]) -> str | None:
    """Ask which expertise a description asks for; nothing of it but that is kept."""
    others = [own for own in making.expertise if own not in inside]
    question = Question(
        id=f"expertise:{key_of(text)}",
        kind="described",
        where=(where,),
        facts={},
        choices=(*(Choice(own, own) for own in (*inside, *others)), Choice(SKIP)),
        guess=inside[0] if len(inside) == 1 else None,
        certainty=TOGETHER if len(inside) == 1 else 0,
    )
    return making.desk.ask(question)
