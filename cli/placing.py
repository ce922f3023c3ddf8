"""From a region to checked placement proposals, by solving; and to the files that are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli import exit_codes
from cli.console import messages
from cli.output import Outputs, prepare
from cli.progress import StageBoard
from optimizer.domain.placement import PLACEMENT_STAGES

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from cli.texts import Texts
    from optimizer.domain.region import Region
    from optimizer.placement.journeys import Journeys
    from optimizer.report.placement.facts import Proposals

RESULT, PUBLISHED, WORKBOOK, PAGE = "plaatsing.json", "grenzen.json", "plaatsing.xlsx", "plaatsing.html"


@dataclass(frozen=True)
class Run:
    """How to solve, and where to write."""

    time_limit: float | None
    work_limit: float | None
    seed: int
    candidates: int | None
    json_to: str | None
    out: str | None


def journeys_of(region: Region, table: str | None) -> Journeys:
    """Return the journeys by the user's table where one is named, else the estimate."""
    from cli.errors import Refused
    from cli.load import shown_name
    from optimizer.travel import journeys_for
    from optimizer.travel.table import TravelTableError

    try:
        return journeys_for(region, None if table is None else Path(table))
    except TravelTableError as error:
        raise Refused(error.faults, shown_name(table or "")) from None


def propose(
    region: Region, journeys: Journeys, run: Run, say: Texts, log: FilteringBoundLogger, outputs: Outputs
) -> tuple[Proposals | None, int]:
    """Make proposals, write what was asked, and return them with the exit code; none without a checked result."""
    from cli.interrupt import stoppable
    from cli.progress import live
    from optimizer.report.placement.facts import Proposals

    prepare(run.json_to, run.out)
    import optimizer

    try:
        with stoppable() as stop, live(StageBoard(PLACEMENT_STAGES, say, log, stop)) as signs:
            result = optimizer.propose_placements(
                region,
                matrix=journeys,
                time_limit=run.time_limit,
                work_limit=run.work_limit,
                seed=run.seed,
                candidates_limit=run.candidates,
                on_progress=signs.take,
                stop=stop,
            )
    except optimizer.PlacementCheckFailedError as error:
        messages().print(say("rejected", reason=str(error)))
        return None, exit_codes.FAILED
    log.info("solved", status=str(result.status), seconds=result.certificate.seconds, work=result.certificate.work)
    found = Proposals(region, result)
    _write(found, run, say, outputs)
    return found, exit_codes.DONE


def _write(found: Proposals, run: Run, say: Texts, outputs: Outputs) -> None:
    from optimizer.io.placement import dump_placement, dump_published

    if run.json_to is not None:
        outputs.json(dump_placement(found.result), run.json_to)
    if run.out is None:
        return
    outputs.text(Path(run.out, RESULT), dump_placement(found.result))
    if found.result.lens is not None:
        outputs.text(Path(run.out, PUBLISHED), dump_published(found.result))
    write_proposals(run.out, found, say, outputs)


def write_proposals(folder: str, found: Proposals, say: Texts, outputs: Outputs) -> None:
    """Write page and workbook; a workbook that somebody filled in, or that the command reads, stays."""
    from cli.rosters import free_workbook
    from optimizer.io.workbook.packages import MissingExtraError
    from optimizer.report.placement.page import placement_page
    from optimizer.report.placement.workbook import placement_workbook
    from optimizer.report.words import Words

    words, made = Words(say.lang), datetime.now(UTC).replace(second=0, microsecond=0)
    outputs.text(Path(folder, PAGE), placement_page(found, words))
    try:
        data = placement_workbook(found, words, made)
    except MissingExtraError as error:
        outputs.notes.append(say("place.no_workbook", extra=error.extra))
        return
    old, new = Path(folder, WORKBOOK), free_workbook(Path(folder, WORKBOOK), outputs.read)
    failed = len(outputs.failed)
    outputs.data(new, data)
    if new != old and len(outputs.failed) == failed:
        outputs.notes.append(say("written.placement_kept", old=old.name, new=new))
