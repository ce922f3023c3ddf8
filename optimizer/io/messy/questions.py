"""What has to be confirmed, as data: every question with its guess, how certain that is, and what else it could be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from optimizer.domain.fault import Fault

BLANK, SKIP, ALL = "-", "skip", "all"
"""Answers that are no name: leave the cell empty, leave the row or sheet out, all kringen."""
NONE = "none"
"""None of the columns that are listed."""
ONCE, EACH, FEWER, ANY = "once", "each", "fewer", "any"
"""Count equal rows once or each; make fewer visits, or visits on any half day."""
TOGETHER = 70
"""Guesses at least this certain, in percent, may be confirmed together with others of their topic."""
LAYOUT, EARLY, CONTENT = 0, 1, 2
"""What is asked first: the meaning of sheets and columns; then the workbook's own schools; then all else."""
_TOPICS = {
    **dict.fromkeys(("table", "hidden", "column", "needed"), "layout"),
    **dict.fromkeys(("school", "person", "kring", "kring-of", "expertise", "described"), "names"),
    **dict.fromkeys(("no-expertise", "no-column"), "names"),
    **dict.fromkeys(("value", "formula", "error", "visits"), "cells"),
    **dict.fromkeys(("above", "duplicate"), "rows"),
}
"""What each kind of question is about."""
_MOST_PLACES = 3


@dataclass(frozen=True)
class Choice:
    """A possible answer."""

    value: str
    label: str = ""
    """Name that people read; without one the catalogue has a word for the value."""
    certainty: int = 0
    column: Mapping[str, str] = field(default_factory=dict)
    """Of a column of the sheet: its letters, header, and how its values look; the words are in the catalogue."""


@dataclass(frozen=True)
class Question:
    """Something that a reader of the file cannot know for sure."""

    id: str
    """Made of what is asked about, never of where it stands: in the next file other rows stand there.

    What cells hold is in it as a digest (`plain.key_of`), for ids are kept with their answers.
    """
    kind: str
    """Key of the text: ``messy.question.KIND``."""
    where: tuple[str, ...]
    """Cells it is about."""
    facts: Mapping[str, str]
    choices: tuple[Choice, ...]
    guess: str | None = None
    """Value of a choice; nothing when no choice is likely enough to propose."""
    certainty: int = 0
    """Of the guess, in percent."""
    others: frozenset[str] = frozenset()
    """Answers beside the choices that were found to mean something."""
    free: bool = False
    """Whether another text may be tried as an answer."""
    early: bool = False
    """Whether the answer decides what else there is to ask: which schools the workbook itself lists."""

    @property
    def stage(self) -> int:
        """When it is asked."""
        if self.topic == "layout":
            return LAYOUT
        return EARLY if self.early else CONTENT

    @property
    def topic(self) -> str:
        """What it is about: layout, names, cells or rows; ``messy.topic.TOPIC``."""
        return _TOPICS[self.kind]

    @property
    def together(self) -> bool:
        """Whether it may be confirmed together with others of its topic."""
        return self.guess is not None and self.certainty >= TOGETHER

    def accepts(self, answer: str) -> bool:
        """Tell whether something is an answer to it."""
        return answer in self.others or any(choice.value == answer for choice in self.choices)


@dataclass(frozen=True)
class Note:
    """Something that was decided without asking, shown afterwards: ``messy.note.CODE`` with its facts."""

    code: str
    where: tuple[str, ...]
    facts: Mapping[str, str]


@dataclass
class Desk:
    """Collects what is asked, noted and found wrong while a file is read, and knows the answers so far."""

    answers: Mapping[str, str] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _places: dict[str, dict[str, None]] = field(default_factory=dict)
    _notes: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = field(default_factory=dict)

    def ask(self, question: Question) -> str | None:
        """Return the answer; while it is open, the guess."""
        known = self.asked.get(question.id)
        if known is None:
            known = self.asked[question.id] = question
        self._places.setdefault(question.id, {}).update(dict.fromkeys(question.where))
        question = known
        answer = self.answer_to(question.id)
        return answer if question.accepts(answer) else question.guess

    def is_open(self, question_id: str) -> bool:
        """Tell whether something was asked and has no answer yet."""
        question = self.asked.get(question_id)
        return question is not None and not question.accepts(self.answer_to(question_id))

    def answer_to(self, question_id: str) -> str:
        """Return what was answered, whether it means anything or not; empty when nothing was."""
        return self.answers.get(question_id, "")

    def note(self, code: str, where: str, **facts: str) -> None:
        """Note a guess; the same guess in many cells is one note."""
        self._notes.setdefault((code, tuple(sorted(facts.items()))), []).append(where)

    def fault(self, code: str, where: str, **facts: str) -> None:
        """Note something that makes the file unusable."""
        self.faults.append(Fault(code=code, where=where, facts=facts))

    @property
    def notes(self) -> tuple[Note, ...]:
        """All that was noted, in the order of the file."""
        return tuple(
            Note(code, tuple(dict.fromkeys(places)), dict(facts)) for (code, facts), places in self._notes.items()
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything that was asked, each with all its places."""
        return tuple(replace(q, where=tuple(self._places[q.id])) for q in self.asked.values())

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions without an answer, those about the layout first."""
        found = [q for q in self.questions if not q.accepts(self.answer_to(q.id))]
        return tuple(sorted(found, key=lambda q: q.stage))

    @property
    def settled(self) -> dict[str, str]:
        """The answers that were used."""
        used = {q.id: self.answer_to(q.id) for q in self.asked.values()}
        return {i: answer for i, answer in used.items() if self.asked[i].accepts(answer)}


def prompts(questions: Iterable[Question]) -> list[tuple[Question, ...]]:
    """Return the open questions as they are put: fairly certain guesses of a topic together, the others one by one.

    Only those of the first stage that has any: what sheets and columns mean decides what else there is to ask.
    """
    todo = sorted(questions, key=lambda q: q.stage)
    todo = [q for q in todo if q.stage == todo[0].stage]
    groups: dict[str, list[Question]] = {}
    for question in todo:
        groups.setdefault(question.topic if question.together else f"#{question.id}", []).append(question)
    return [tuple(group) for group in groups.values()]


def guessed(questions: Iterable[Question]) -> dict[str, str]:
    """Return the guesses as answers, of questions that have one."""
    return {q.id: q.guess for q in questions if q.guess is not None}


def places(where: tuple[str, ...]) -> tuple[str, int]:
    """Return the first places of many as text, and how many are not in it."""
    return ", ".join(where[:_MOST_PLACES]), max(0, len(where) - _MOST_PLACES)
