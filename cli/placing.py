"""From a region to checked placement proposals, by solving; and to the files that are made of them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.spinner import Spinner

from cli import exit_codes
from cli.console import messages
from cli.output import Outputs, prepare
from cli.progress import line
from optimizer.domain.placement import PLACEMENT_STAGES

if TYPE_CHECKING:
    from threading import Event

    from rich.table import Table
    from structlog.typing import FilteringBoundLogger

    from cli.texts import Texts
    from optimizer.domain.placement import PlacementProgress
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


class PlacementBoard:
    """One line with the goal at hand, its value, bound, and the seconds."""

    def __init__(self, say: Texts, log: FilteringBoundLogger, stop: Event) -> None:
        self.say, self.log, self.stop = say, log, stop
        self.latest: PlacementProgress | None = None
        self.started = time.perf_counter()
        self.spinner = Spinner("dots")

    def take(self, progress: PlacementProgress) -> None:
        """Take in a sign of life; may be called from another thread."""
        self.latest = progress
        facts = {"stage": str(progress.stage), "value": progress.value, "bound": progress.bound}
        self.log.info("progress", **facts, seconds=round(progress.seconds, 2))

    def __rich__(self) -> Table:
        """Return the line as it is now; seconds run on."""
        return line(self.spinner, self._parts())

    def _parts(self) -> list[str]:
        say, latest = self.say, self.latest
        seconds = f"{time.perf_counter() - self.started:.0f} s"
        if self.stop.is_set():
            return [seconds, say("progress.stopping")]
        if latest is None:
            return [seconds, say("progress.building")]
        number = PLACEMENT_STAGES.index(latest.stage) + 1
        parts = [seconds, f"{number}/{len(PLACEMENT_STAGES)} {say.of(f'stage.{latest.stage}')}"]
        if latest.value is not None:
            parts.append(say("progress.value", value=say.number(latest.value)))
        if latest.bound is not None:
            parts.append(say("progress.bound", bound=say.number(latest.bound)))
        return parts


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
        with stoppable() as stop, live(PlacementBoard(say, log, stop)) as signs:
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
