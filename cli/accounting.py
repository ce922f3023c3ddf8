"""From a region and a period to its accountability: on the screen, as JSON, as page and workbook."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.output import Outputs, prepare, spare

if TYPE_CHECKING:
    from datetime import date

    from cli.texts import Texts
    from optimizer.domain.region import Region
    from optimizer.report.accountability import Accountability, Period
    from optimizer.report.words import Words

DATA, PAGE, WORKBOOK = "verantwoording.json", "verantwoording.html", "verantwoording.xlsx"


_FILES = frozenset({".json", ".xlsx", ".html"})


def give_account(
    region_given: str,
    limits: tuple[str | None, str | None],
    json_to: str | None,
    out: str | None,
    say: Texts,
    verbose: int,
) -> int:
    """Show what was planned and delivered over a period; return the exit code.

    Parameters
    ----------
    limits
        First and last day as the user typed them; null is where the published roster begins or ends.

    Raises
    ------
    click.UsageError
        When the period is none.
    """
    from cli.console import show
    from cli.load import region_of
    from cli.log import logger
    from cli.views.accountability import accountability_view
    from cli.views.tables import note
    from optimizer.report.accountability import accountability_of
    from optimizer.report.accountability.data import accountability_data
    from optimizer.report.accountability.words import Told
    from optimizer.report.words import Words

    if out is not None and (out == "-" or Path(out).is_file() or Path(out).suffix.lower() in _FILES):
        raise click.UsageError(say("usage.account_out_file", name=Path(out).name))
    for target in (json_to, *(() if out is None else (Path(out, DATA), Path(out, PAGE)))):
        spare(say, target, region_given)
    days = tuple(_day(name, given, say) for name, given in zip(("--from", "--until"), limits, strict=True))
    region = region_of(region_given)
    period = _period(days, region, say)
    prepare(json_to, out)
    found = accountability_of(region, period)
    logger(verbose).info("accountability", weeks=len(found.published), visits=found.counts.delivered)
    outputs = Outputs(region_given)
    text = json.dumps(accountability_data(found), ensure_ascii=False, indent=2) + "\n"
    if json_to is not None:
        outputs.json(text, json_to)
    words = Words(say.lang)
    if out is not None:
        outputs.text(Path(out, DATA), text)
        _write_for_people(out, found, words, outputs, say)
    if json_to != "-":
        show(accountability_view(Told(found, words), say))
        files = [str(path) for path in outputs.written if path.suffix != ".json"]
        if files:
            show("", note(say("accountability.written", files=", ".join(files))))
    return outputs.tell(say)


def _day(name: str, given: str | None, say: Texts) -> date | None:
    from optimizer.report.accountability.period import read_day

    found = None if given is None else read_day(given, last=name == "--until")
    if given is not None and found is None:
        raise click.UsageError(say("usage.account_day", name=name, given=given))
    return found


def _period(days: tuple[date | None, ...], region: Region, say: Texts) -> Period:
    """Return the period; an end that is not named is where the published roster begins or ends."""
    from optimizer.domain.calendar import monday_of
    from optimizer.report.accountability.period import LONGEST_DAYS, Period

    weeks = sorted(week.week for week in region.previous.weeks) if region.previous is not None else []
    start, end = days
    if (start is None or end is None) and not weeks:
        raise click.UsageError(say("usage.account_no_period"))
    start = start or monday_of(weeks[0])
    end = end or monday_of(weeks[-1]) + timedelta(days=6)
    facts = {"start": say.date(start, year=True), "until": say.date(end, year=True)}
    if end < start:
        raise click.UsageError(say("usage.account_order", **facts))
    if (end - start).days > LONGEST_DAYS:
        raise click.UsageError(say("usage.account_long", **facts))
    return Period(start, end)


def _write_for_people(folder: str, found: Accountability, words: Words, outputs: Outputs, say: Texts) -> None:
    """Write page and workbook; a workbook that somebody changed, or that the command reads, stays."""
    from cli.rosters import free_workbook
    from optimizer.io.workbook.packages import MissingExtraError
    from optimizer.report.accountability.page import accountability_page
    from optimizer.report.accountability.workbook import accountability_workbook

    outputs.text(Path(folder, PAGE), accountability_page(found, words))
    made = datetime.now(UTC).replace(second=0, microsecond=0)
    try:
        data = accountability_workbook(found, words, made)
    except MissingExtraError as error:
        outputs.notes.append(say("accountability.no_workbook", extra=error.extra))
        return
    old, new = Path(folder, WORKBOOK), free_workbook(Path(folder, WORKBOOK), outputs.read)
    failed = len(outputs.failed)
    outputs.data(new, data)
    if new != old and len(outputs.failed) == failed:
        outputs.notes.append(say("accountability.kept", old=old.name, new=new))
