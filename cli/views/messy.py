"""What reading somebody's own workbook asks and shows: questions, confirmed guesses, and how cells were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from cli.views.tables import heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from cli.texts import Texts
    from optimizer.io.messy.questions import Note, Question
    from optimizer.io.messy.read import Reading

_STRUCTURE = ("header", "sheet-", "column-", "row-", "list-")
"""Notes about sheets, columns and rows come before those about cells."""
_MEASURED = frozenset({"school", "person", "kring", "expertise", "column", "needed"})
"""Questions of which the certainty is a likeness; of the others it says only what is asked together."""
_WIDEST_PLACE = 34
"""Columns for the places of a note."""


def where_text(where: tuple[str, ...], say: Texts) -> str:
    """Return a few places, and how many more there are."""
    from optimizer.io.messy.questions import places

    first, more = places(where)
    return first + (say("import.also", n=more) if more else "")


def question_view(question: Question, say: Texts) -> Text:
    """Return a question with its places and possible answers, numbered."""
    from optimizer.io.messy.wording import choice_text, question_text

    found = Text()
    found.append(where_text(question.where, say), style="bold")
    found.append(f"\n  {question_text(question, say.lang)}")
    for number, choice in enumerate(question.choices, start=1):
        certain = f" ({choice.certainty}%)" if choice.certainty else ""
        found.append(f"\n  {number}. {choice_text(choice, say.lang)}{certain}")
    if question.free:
        found.append(f"\n{say('import.free')}")
    return found


def together_view(group: Sequence[Question], say: Texts) -> RenderableType:
    """Return guesses that are confirmed together, a line each."""
    topic = say.of(f"messy.topic.{group[0].topic}")
    return Group(heading(topic), *(guess_line(question, say) for question in group))


def guess_line(question: Question, say: Texts) -> Text:
    """Return a question with its guess and how certain that is."""
    from optimizer.io.messy.questions import BLANK
    from optimizer.io.messy.wording import answer_text, choice_text, question_text

    line = Text("  ")
    line.append(where_text(question.where, say), style="bold")
    line.append(f"  {question_text(question, say.lang)}\n    ")
    if question.guess is None:
        line.append(say("import.no_guess"), style="yellow")
        return line.append("".join(f"\n      {choice_text(choice, say.lang)}" for choice in question.choices))
    answer = answer_text(question, question.guess, say.lang)
    key = "import.guess_of" if question.kind in _MEASURED and question.guess != BLANK else "import.guess"
    return line.append(say(key, answer=answer, percent=question.certainty), style="green")


def confirmed_view(reading: Reading, say: Texts) -> RenderableType:
    """Return every guess that was confirmed, now or before, with its answer."""
    from optimizer.io.messy.wording import answer_text, question_text

    lines = []
    for question in reading.asked:
        answer = reading.settled.get(question.id)
        if answer is not None:
            said = f"{question_text(question, say.lang)} → {answer_text(question, answer, say.lang)}"
            lines.append((where_text(question.where, say), said))
    return Group(heading(say("import.guesses")), _lines(lines))


def open_view(questions: Sequence[Question], say: Texts, *, tried: bool) -> RenderableType:
    """Return all open questions, and how to answer them."""
    how = say.count("import.without_guess" if tried else "import.how", len(questions))
    return Group(
        heading(say.count("import.open", len(questions)), how), *(guess_line(question, say) for question in questions)
    )


def notes_view(notes: Iterable[Note], say: Texts) -> RenderableType:
    """Return how everything was read: sheets, columns and rows first, then the cells."""
    from optimizer.io.messy.wording import note_text

    ordered = sorted(notes, key=lambda note: not note.code.startswith(_STRUCTURE))
    lines = [(where_text(note.where, say), note_text(note, say.lang)) for note in ordered]
    return Group(heading(say("import.notes")), _lines(lines))


def _lines(lines: Iterable[tuple[str, str]]) -> Table:
    """Return places with what is said of them, the text folding beside its place."""
    found = Table.grid(padding=(0, 2, 0, 0))
    found.add_column(max_width=_WIDEST_PLACE, overflow="fold")
    found.add_column(overflow="fold")
    for where, line in lines:
        found.add_row(Text(where, style="bold"), Text(line))
    return found
