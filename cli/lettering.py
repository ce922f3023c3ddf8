"""Letters on the command line: which are asked, with whose details, and where they are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cli.options import F
    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.domain.explain import Reason
    from optimizer.domain.placement import LeerlingOutcome
    from optimizer.domain.plan import WeekPlan
    from optimizer.domain.region import Region
    from optimizer.letters.contact import Contact
    from optimizer.letters.letter import Letter
    from optimizer.letters.names import Audience

FOLDER = "brieven"
AUDIENCES = {"school": "school", "ouders": "parents", "parents": "parents"}
"""Readers of letters by their words on the command line."""


def letter_options(say: Texts) -> Callable[[F], F]:
    """Add ``--letter`` and ``--contact``."""
    file = click.Path(exists=True, dir_okay=False)
    metavar = say("metavar.contact")

    def add(function: F) -> F:
        contact = click.option("--contact", type=file, metavar=metavar, help=say("help.letter_contact"))
        letter = click.option("--letter", type=click.Choice(tuple(AUDIENCES)), help=say("help.letter"))
        return letter(contact(function))

    return add


def school_letters_options(say: Texts) -> Callable[[F], F]:
    """Add ``--letters``, to all schools of which anything changes, and ``--contact``."""
    file = click.Path(exists=True, dir_okay=False)
    metavar = say("metavar.contact")

    def add(function: F) -> F:
        contact = click.option("--contact", type=file, metavar=metavar, help=say("help.letter_contact"))
        return click.option("--letters", is_flag=True, help=say("help.letters_changes"))(contact(function))

    return add


def asked_audience(letter: str | None, contact: str | None, out: str | None, say: Texts) -> Audience | None:
    """Return for whom letters are asked, if for anybody; refuse what does not go together."""
    if letter is None:
        if contact is not None:
            raise click.UsageError(say("usage.letter_contact"))
        return None
    if out is None:
        raise click.UsageError(say("usage.letter_out"))
    from optimizer.letters.names import Audience

    return Audience(AUDIENCES[letter])


def contact_of(path: str | None) -> Contact:
    """Return the details in a file; without one all are left blank.

    Raises
    ------
    Refused
        When the file has faults.
    """
    from cli.errors import Refused
    from cli.load import shown_name
    from optimizer.letters.contact import Contact, load_contact

    if path is None:
        return Contact()
    contact, faults = load_contact(path)
    if contact is None:
        raise Refused(faults, shown_name(path))
    return contact


def outcome_letters(
    outcomes: Iterable[LeerlingOutcome], region: Region, audience: Audience, contact: Contact, say: Texts
) -> Iterable[tuple[str, Letter]]:
    """Yield a letter for each leerling; a school gets one about a proposed place only."""
    from optimizer.letters.compose import outcome_letter
    from optimizer.letters.names import Audience as For

    for outcome in outcomes:
        if audience is For.PARENTS or outcome.placement is not None:
            yield outcome.leerling, outcome_letter(outcome, region, audience, **_more(contact, say))


def reason_letters(
    reasons: Iterable[Reason], region: Region, audience: Audience, contact: Contact, say: Texts
) -> Iterable[tuple[str, Letter]]:
    """Yield a letter for each reason; parents get none about a request that is about no child of theirs."""
    from optimizer.domain.explain import ItemKind
    from optimizer.letters.compose import reason_letter
    from optimizer.letters.names import Audience as For

    about = {request.id for request in region.hulpvragen if request.leerling is not None}
    for reason in reasons:
        of_child = reason.item_kind is ItemKind.LEERLING or reason.leerling is not None or reason.item in about
        if audience is For.PARENTS and not of_child:
            continue
        name = reason.item if reason.leerling is None else f"{reason.item}-{reason.leerling}"
        yield name, reason_letter(reason, region, audience, **_more(contact, say))


def change_letters(
    before: WeekPlan, after: WeekPlan, region: Region, contact: Contact, say: Texts
) -> Iterable[tuple[str, Letter]]:
    """Yield a letter for each school of which a visit is added, moved or taken away."""
    from optimizer.letters.compose import changes_letter
    from optimizer.letters.moved import changed_schools

    for school in changed_schools(before, after, region):
        yield school, changes_letter(before, after, region, school, **_more(contact, say))


def write_letters(
    letters: Iterable[tuple[str, Letter]], audience: Audience, folder: str, outputs: Outputs, say: Texts
) -> None:
    """Write every letter as text and as a page to print; no name of a pupil stands in the name of a file."""
    from optimizer.domain.shown import is_nameless, is_opaque
    from optimizer.letters.letter import letter_page, letter_text

    into = Path(folder, FOLDER)
    with outputs.trying(into):
        into.mkdir(exist_ok=True)
    number = 0
    for number, (name, letter) in enumerate(letters, 1):
        shown = name if all(is_opaque(part) or is_nameless(part) for part in name.split("-")) else str(number)
        stem = say(f"letter.file.{audience}", name=shown)
        outputs.text(into / f"{stem}.txt", letter_text(letter))
        outputs.text(into / f"{stem}.html", letter_page(letter))
    key = "letter.none" if not number else "letter.written"
    outputs.notes.append(say(key, n=number, folder=str(into)))


def _more(contact: Contact, say: Texts) -> dict[str, Any]:
    return {"contact": contact, "lang": say.lang, "day": date.today()}  # noqa: DTZ011 -- the user's own calendar
