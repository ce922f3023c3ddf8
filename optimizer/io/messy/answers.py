"""Answers in a file: the open questions are written into it, each with its guess, to be filled in and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from optimizer.domain.fault import Fault
from optimizer.io.json import read_json
from optimizer.io.messy.questions import Question
from optimizer.io.messy.wording import choice_text, question_text
from optimizer.language import DEFAULT_LANGUAGE


def read_answers(path: Path) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """Read answers by question; a file that is not there has none.

    It is what `answers_json` makes, or a plain object of answers by question.
    """
    if not path.exists():
        return {}, ()
    parsed = read_json(path)
    if parsed.faults:
        return {}, parsed.faults
    data = parsed.value
    if isinstance(data, dict) and isinstance(data.get("questions"), list):
        data = {q.get("id"): q.get("answer") for q in data["questions"] if isinstance(q, dict)}
    if not isinstance(data, dict) or not all(isinstance(answer, str) for pair in data.items() for answer in pair):
        return {}, (Fault(code="messy-answers", where=path.name),)
    return {question: answer for question, answer in data.items() if answer}, ()


def answers_json(given: Mapping[str, str], asked: Iterable[Question], lang: str = DEFAULT_LANGUAGE) -> str:
    """Return the content of a file of answers: those given so far, then the open questions with their guesses."""
    entries: list[dict[str, Any]] = [{"id": question, "answer": answer} for question, answer in given.items()]
    for question in asked:
        choices = {choice.value: choice_text(choice, lang) for choice in question.choices}
        entries.append(
            {
                "id": question.id,
                "question": question_text(question, lang),
                "where": list(question.where),
                "choices": choices,
                "certainty": question.certainty,
                "answer": question.guess or "",
            }
        )
    return json.dumps({"questions": entries}, ensure_ascii=False, indent=2) + "\n"
