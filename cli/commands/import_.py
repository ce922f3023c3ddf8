"""`kringplan import`: somebody's own workbook, however it grew, read into a region."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from cli import exit_codes
from cli.help import command_class
from cli.options import common, overwrite_option

if TYPE_CHECKING:
    from cli.texts import Texts
    from optimizer.io.messy.mapping import Learnt
    from optimizer.io.messy.read import Reading
    from optimizer.io.messy.schoollist import SchoolList
    from optimizer.io.messy.sheets import Sheet


@dataclass(frozen=True)
class _Files:
    """What is read and written."""

    book: Path
    schools: Path | None
    swv: str | None
    out: Path
    mapping: Path
    answers: Path | None


@dataclass(frozen=True)
class _Told:
    """Where answers came from."""

    asked: int
    """How often somebody was asked."""
    in_file: frozenset[str]
    """Questions that the file of answers answers."""


def build(say: Texts) -> click.Command:
    """Return the command in the reader's language."""
    existing = click.Path(exists=True, dir_okay=False, path_type=Path)
    file = click.Path(dir_okay=False, path_type=Path)

    @rich_click.command("import", cls=command_class(say), help=say("help.import"), short_help=say("help.import_short"))
    @click.argument("book", type=existing, metavar=say("metavar.own_book"))
    @click.option("--schools", type=existing, metavar=say("metavar.table"), help=say("help.import_schools"))
    @click.option("--swv", metavar=say("metavar.swv"), help=say("help.swv"))
    @click.option("--out", type=file, required=True, metavar=say("metavar.file"), help=say("help.import_out"))
    @click.option("--mapping", type=file, metavar=say("metavar.file"), help=say("help.import_mapping"))
    @click.option("--answers", type=file, metavar=say("metavar.file"), help=say("help.import_answers"))
    @click.option("--yes", is_flag=True, help=say("help.import_yes"))
    @overwrite_option(say)
    @common(say)
    def import_(  # noqa: PLR0913 -- one argument an option
        *,
        book: Path,
        schools: Path | None,
        swv: str | None,
        out: Path,
        mapping: Path | None,
        answers: Path | None,
        yes: bool,
        overwrite: bool,
        verbose: int,
    ) -> int:
        from cli.console import messages
        from cli.log import logger
        from cli.output import fresh, prepare
        from optimizer.io.messy.mapping import beside

        if swv is not None and schools is None:
            raise click.UsageError(say("usage.swv_alone"))
        files = _Files(book, schools, swv, out, mapping or beside(book), answers)
        _apart(files)
        if out.suffix.lower() == ".xlsx":
            raise click.UsageError(say("usage.import_is_json", name=out.name))
        fresh(say, out, overwrite=overwrite)
        for path in (files.out, files.mapping):
            prepare(str(path), None)
        sheets, listed, learnt = _inputs(files)
        if learnt.outdated:
            messages().print(say("import.outdated", file=files.mapping.name))
        reading, told, key = _read(files, sheets, listed, learnt, say, yes=yes)
        logger(verbose).info("read", tables=len(reading.tables), notes=len(reading.notes), open=len(reading.open))
        if reading.open:
            return _left_open(files, reading, say, tried=yes)
        learnt = learnt.with_layout(key, reading.tables, reading.settled)
        return _finish(files, reading, learnt, told, say, yes=yes)

    return import_


def _apart(files: _Files) -> None:
    """Refuse to write over what is read."""
    from cli.errors import Refused
    from optimizer.domain.fault import Fault

    written = [path.resolve() for path in (files.out, files.mapping, files.answers) if path is not None]
    read = [path.resolve() for path in (files.book, files.schools) if path is not None]
    if len(set(written)) < len(written) or set(written) & set(read):
        raise Refused([Fault(code="messy-same-file", where=files.out.name)], files.book.name)


def _inputs(files: _Files) -> tuple[tuple[Sheet, ...], SchoolList, Learnt]:
    """Return what the files hold, or refuse with every fault."""
    from cli.errors import Refused
    from optimizer.io.messy.book import read_sheets
    from optimizer.io.messy.mapping import read_mapping
    from optimizer.io.messy.schoollist import SchoolList, read_schools
    from optimizer.io.workbook.safety import RefusedError

    try:
        sheets = read_sheets(files.book)
    except RefusedError as error:
        raise Refused([error.fault], files.book.name) from None
    listed = SchoolList() if files.schools is None else read_schools(files.schools, files.swv)
    if files.schools is not None and listed.faults:
        raise Refused(listed.faults, files.schools.name)
    learnt, faults = read_mapping(files.mapping)
    if faults:
        raise Refused(faults, files.mapping.name)
    return sheets, listed, learnt


def _read(
    files: _Files, sheets: tuple[Sheet, ...], listed: SchoolList, learnt: Learnt, say: Texts, *, yes: bool
) -> tuple[Reading, _Told, str]:
    """Read until nothing is open or nobody can answer; return also where the answers came from."""
    import sys
    from datetime import date

    from cli.errors import Refused
    from cli.questions import ask_all
    from optimizer.io.messy.answers import read_answers
    from optimizer.io.messy.questions import guessed, prompts
    from optimizer.io.messy.read import layout_of, read_book

    key = layout_of(sheets)
    given, faults = read_answers(files.answers) if files.answers is not None else ({}, ())
    if faults and files.answers is not None:
        raise Refused(faults, files.answers.name)
    answers = learnt.answers(key) | given
    asked = 0
    while True:
        today = date.today()  # noqa: DTZ011 -- the user's own calendar
        reading = read_book(sheets, listed, answers, name=files.book.stem, today=today)
        if yes:
            new = guessed(reading.open)
        elif reading.open and sys.stdin.isatty():
            new, times = ask_all(prompts(reading.open), say)
            asked += times
        else:
            new = {}
        if not new:
            return reading, _Told(asked, frozenset(given)), key
        answers = answers | new


def _left_open(files: _Files, reading: Reading, say: Texts, *, tried: bool) -> int:
    """Show what is open, and put it in the file of answers; nothing else is written."""
    from cli.console import messages
    from cli.output import write
    from cli.views.faults import faults_list
    from cli.views.messy import open_view
    from optimizer.io.messy.answers import answers_json

    console = messages()
    if reading.faults and not reading.raw.get("hulpvragen"):
        # no answer helps where there is no table or no list of schools
        console.print(faults_list(reading.faults, files.book.name, say))
    console.print(open_view(reading.open, say, tried=tried))
    if files.answers is not None:
        write(files.answers, answers_json(reading.settled, reading.open, say.lang))
        console.print(say(f"import.written.{'one' if len(reading.open) == 1 else 'many'}", file=files.answers.name))
    return exit_codes.REFUSED


def _finish(files: _Files, reading: Reading, learnt: Learnt, told: _Told, say: Texts, *, yes: bool) -> int:
    """Write region and mapping, and show how everything was read; refuse what no region can be made of."""
    import json

    from rich.text import Text

    from cli.console import show
    from cli.errors import Refused
    from cli.output import Outputs
    from cli.views.faults import defaults_list
    from cli.views.messy import confirmed_view, notes_view
    from optimizer.io.messy.mapping import mapping_json

    region = reading.intake.region
    if reading.faults or region is None:
        raise Refused(reading.faults, files.book.name)
    raw = {"schema_version": region.schema_version, "week": region.week} | reading.raw
    outputs = Outputs()
    outputs.text(files.out, json.dumps(raw, ensure_ascii=False, indent=2) + "\n")
    outputs.text(files.mapping, mapping_json(learnt))
    counts = {
        "schools": say.count("import.schools", len(region.schools)),
        "begeleiders": say.count("import.begeleiders", len(region.begeleiders)),
        "hulpvragen": say.count("import.hulpvragen", len(region.hulpvragen)),
    }
    show(notes_view(reading.notes, say))
    if reading.settled:
        show(Text(), confirmed_view(reading, say))
    show(Text(), defaults_list(reading.intake.defaults, say), Text())
    if files.out in outputs.written:
        show(Text(say("import.done", name=region.name, file=files.out.name, **counts), style="green"))
    # of what was answered in the file before, and of guesses taken over beside it
    answered = len(reading.settled.keys() & told.in_file)
    if answered and files.answers is not None:
        key = "import.from_file.one" if answered == 1 else "import.from_file.many"
        show(Text(say(key, n=say.number(answered), file=files.answers.name)))
    left = len(reading.settled) > answered
    if told.asked:
        show(Text(say.count("import.confirmations", told.asked)))
    elif yes and left:
        show(Text(say("import.others_guessed" if answered else "import.all_guessed")))
    elif not answered:
        show(Text(say("import.none_asked")))
    if files.mapping in outputs.written:
        show(Text(say("import.remembered", file=files.mapping.name)))
    return outputs.tell(say)
