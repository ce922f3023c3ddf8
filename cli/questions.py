"""Puts questions to whoever sits at the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cli.console import messages
from cli.views.messy import question_view, together_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.texts import Texts
    from optimizer.io.messy.questions import Question

_ONE_BY_ONE = frozenset({"e", "n", "nee", "no"})


def ask_all(groups: Sequence[tuple[Question, ...]], say: Texts) -> tuple[dict[str, str], int]:
    """Ask every group of questions; return the answers, and how many times somebody had to answer.

    Raises
    ------
    click.Abort
        When the input ends before the questions do.
    """
    answers: dict[str, str] = {}
    asked = 0
    for group in groups:
        asked += 1
        if len(group) > 1:
            messages().print(together_view(group, say))
            if _typed(say("import.together", n=len(group))).lower() not in _ONE_BY_ONE:
                answers |= {q.id: q.guess for q in group if q.guess is not None}
                continue
            asked += len(group)
        answers |= {question.id: _one(question, say) for question in group}
    return answers, asked


def _one(question: Question, say: Texts) -> str:
    from optimizer.io.messy.wording import answer_text

    messages().print(question_view(question, say))
    prompt = say("import.one_open")
    if question.guess is not None:
        prompt = say("import.one", answer=answer_text(question, question.guess, say.lang))
    while True:
        typed = _typed(prompt)
        if not typed and question.guess is not None:
            return question.guess
        if typed.isdecimal() and 1 <= int(typed) <= len(question.choices):
            return question.choices[int(typed) - 1].value
        if typed and (question.free or question.accepts(typed)):
            # what means nothing is asked again once the workbook has been read with it
            return typed
        messages().print(say("import.again"))


def _typed(prompt: str) -> str:
    messages().print(prompt, end="")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise click.Abort
    return line.strip()
