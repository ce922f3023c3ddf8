"""Questions and notes in words of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from optimizer.domain.half_day import DAYS, HALF_DAYS, Part
from optimizer.io.messy.questions import Choice, Note, Question
from optimizer.language import DEFAULT_LANGUAGE, catalogue, text
from optimizer.language.phrases import Phrases

_WORDS_OF_LISTS = frozenset({"word"})
_HALF_DAYS = frozenset({"half-days", "hours", "day-hours"})
_RHYTHM = re.compile(r"(\d+) x / (\d+) wk(?: \((\d+)\))?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORK = re.compile(r"(\d+) min / wk")
_LONG = re.compile(r"(?:(\d+) x )?(\d+) min")
_DECIMAL = re.compile(r"\d+\.\d+")


def question_text(question: Question, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a question as a sentence."""
    unread = "-unread" if "look" in question.facts else ""
    key = f"messy.question.{question.kind}{unread}"
    if "days" in question.facts:
        key += ".one" if question.facts["days"] == "1" else ".many"
    return text(key, lang, **_words(question.facts, lang))


def choice_text(choice: Choice, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a possible answer: its own label, what column it is, or the catalogue's word for it."""
    if choice.column:
        values = text(f"messy.values.{choice.column['values']}", lang, **choice.column)
        return text("messy.column", lang, **{**choice.column, "values": values})
    return choice.label or catalogue(lang).get(f"messy.choice.{choice.value}", choice.value)


def answer_text(question: Question, answer: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return an answer in words."""
    found = next((choice for choice in question.choices if choice.value == answer), Choice(answer))
    return choice_text(found, lang)


def note_text(note: Note, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return what was decided without asking."""
    facts = _words(note.facts, lang)
    if "read" in facts:
        facts["read"] = _read_text(note.code, facts["read"], lang)
    key = f"messy.note.{note.code}"
    if "count" in facts:
        key += ".one" if facts["count"] == "1" else ".many"
    return text(key, lang, **facts)


def look_text(look: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return what kind of thing stands in a cell: ``tekst van 7 tekens``."""
    kind, _, size = look.partition(":")
    return text(f"messy.look.{kind}.{'one' if size == '1' else 'many'}", lang, n=size)


def _words(facts: Mapping[str, str], lang: str) -> dict[str, str]:
    known = catalogue(lang)
    found = {name: known.get(f"messy.word.{name}.{fact}", fact) for name, fact in facts.items()}
    if "look" in facts:
        found["look"] = look_text(facts["look"], lang)
    if lang == DEFAULT_LANGUAGE and _DECIMAL.fullmatch(facts.get("given", "")):
        found["given"] = facts["given"].replace(".", ",")
    return found


def _read_text(code: str, read: str, lang: str) -> str:
    """Return what a cell was read as, in words: a choice, half days, a rhythm, a date, hours of work."""
    if code in _WORDS_OF_LISTS:
        return choice_text(Choice(read), lang)
    if code in _HALF_DAYS:
        return half_days_text(read, lang)
    rhythm, work = _RHYTHM.fullmatch(read), _WORK.fullmatch(read)
    if rhythm:
        return rhythm_text(rhythm[1], rhythm[2], rhythm[3], lang)
    if _DATE.fullmatch(read):
        return Phrases(lang).date(date.fromisoformat(read), year=True)
    if work:
        hours = int(work[1]) / 60
        return text("messy.read.work", lang, hours=Phrases(lang).decimal(hours, 0 if hours.is_integer() else 2))
    long = _LONG.fullmatch(read)
    if long:
        return text(f"messy.read.{'visits' if long[1] else 'long'}", lang, visits=long[1], minutes=long[2])
    return read


def rhythm_text(visits: str, weeks: str, left: str | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return how often somebody comes: ``2 keer per week``, ``1 keer in de 2 weken``."""
    often = text(f"messy.read.{'week' if weeks == '1' else 'weeks'}", lang, visits=visits, weeks=weeks)
    return often if left is None else text("messy.read.once" if left == "1" else "messy.read.left", lang, n=left)


def half_days_text(read: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return half days, both of a day together and all of the week as one: ``ma, wo-ochtend 08:30-12:00``."""
    said = Phrases(lang)
    windows = {part.partition(" ")[0]: part.partition(" ")[2] for part in read.split(", ")}
    if list(windows) == list(HALF_DAYS) and not any(windows.values()):
        return text("messy.read.always", lang)
    for part in Part:
        if list(windows) == [h for h in HALF_DAYS if h.part is part] and not any(windows.values()):
            return text(f"messy.read.every-{part}", lang)
    found = []
    for day in DAYS:
        here = [h for h in HALF_DAYS if h.day is day and h in windows]
        if len(here) > 1 and not any(windows[h] for h in here):
            found.append(said.word("day", day))
            continue
        found += [f"{said.half_day(h)} {windows[h]}".strip() for h in here]
    return ", ".join(found)
