"""Questions and notes in words of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.io.messy.questions import Choice, Note, Question
from optimizer.language import DEFAULT_LANGUAGE, catalogue, text


def question_text(question: Question, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a question as a sentence."""
    return text(f"messy.question.{question.kind}", lang, **_words(question.facts, lang))


def choice_text(choice: Choice, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a possible answer: its own label, or the catalogue's word for it."""
    return choice.label or catalogue(lang).get(f"messy.choice.{choice.value}", choice.value)


def answer_text(question: Question, answer: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return an answer in words."""
    found = next((choice for choice in question.choices if choice.value == answer), Choice(answer))
    return choice_text(found, lang)


def note_text(note: Note, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return what was decided without asking."""
    facts = _words(note.facts, lang)
    if note.code == "word":
        facts["read"] = choice_text(Choice(facts["read"]), lang)
    return text(f"messy.note.{note.code}", lang, **facts)


def _words(facts: Mapping[str, str], lang: str) -> dict[str, str]:
    known = catalogue(lang)

    return {name: known.get(f"messy.word.{name}.{fact}", fact) for name, fact in facts.items()}
