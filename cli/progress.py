"""Signs of life on stderr while a plan is made; only where somebody looks: on a terminal."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from cli.console import messages
from optimizer.domain.vocabulary import UNMET_STAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from enum import StrEnum
    from threading import Event

    from rich.console import RichCast
    from structlog.typing import FilteringBoundLogger

    from cli.texts import Texts
    from optimizer.domain.joint import JointProgress
    from optimizer.domain.placement import PlacementProgress
    from optimizer.domain.region import Region
    from optimizer.domain.result import Progress

Shown = TypeVar("Shown", bound="RichCast")


class Board:
    """What is known so far: one line with the stage at hand, its best value, bound, gap and the seconds."""

    def __init__(self, region: Region, say: Texts, log: FilteringBoundLogger, stop: Event) -> None:
        self.say, self.log, self.stop = say, log, stop
        self.order = list(region.policy.stage_order())
        self.latest: Progress | None = None
        self.started = time.perf_counter()
        self.spinner = Spinner("dots")

    def take(self, progress: Progress) -> None:
        """Take in a sign of life; may be called from another thread."""
        self.latest = progress
        self.log.info(
            "progress",
            stage=str(progress.stage),
            value=progress.value,
            bound=progress.bound,
            gap=progress.gap,
            seconds=round(progress.seconds, 2),
        )

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
        number = self.order.index(latest.stage) + 1
        stage = f"{number}/{len(self.order)} {say.of(f'stage.{latest.stage}')}"
        value = "…" if latest.value is None else say.number(latest.value)
        if latest.week is not None:
            stage = f"{say('progress.week', week=int(latest.week[6:]))} {stage}"
        parts = [seconds, stage, say("progress.value", value=value)]
        if latest.bound is not None:
            parts.append(say("progress.bound", bound=say.number(latest.bound)))
        if latest.value is not None and latest.bound is not None:
            away = say.number(latest.value - latest.bound)
            unmet = latest.stage in UNMET_STAGE.values() and latest.gap is not None
            parts.append(say("progress.gap", gap=say.percent(latest.gap or 0.0) if unmet else away))
        return parts


def line(spinner: Spinner, parts: Iterable[str]) -> Table:
    """Return a line that lives: a spinner, and what is known."""
    row = Table.grid(padding=(0, 2))
    row.add_row(spinner, *(Text(part, no_wrap=True, overflow="ellipsis") for part in parts))
    return row


@contextmanager
def reading(say: Texts) -> Iterator[None]:
    """Show on a terminal that the input is being read while the block runs."""
    console = messages()
    if not console.is_terminal:
        yield
        return
    with console.status(say("progress.reading"), spinner="dots"):
        yield


@contextmanager
def board(region: Region, say: Texts, log: FilteringBoundLogger, stop: Event) -> Iterator[Board]:
    """Show a board while the block runs, on a terminal; elsewhere only log.

    `stop` is set when the user has asked for the best plan so far.
    """
    with live(Board(region, say, log, stop)) as found:
        yield found


@contextmanager
def live(found: Shown) -> Iterator[Shown]:
    """Show a board while the block runs, on a terminal only."""
    console = messages()
    if not console.is_terminal:
        yield found
        return
    with Live(found, console=console, transient=True, refresh_per_second=8):
        yield found


class StageBoard:
    """One line with the goal at hand of a run, its value, bound, and the seconds."""

    def __init__(self, order: Sequence[StrEnum], say: Texts, log: FilteringBoundLogger, stop: Event) -> None:
        self.order, self.say, self.log, self.stop = order, say, log, stop
        self.latest: PlacementProgress | JointProgress | None = None
        self.started = time.perf_counter()
        self.spinner = Spinner("dots")

    def take(self, progress: PlacementProgress | JointProgress) -> None:
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
        number = self.order.index(latest.stage) + 1
        parts = [seconds, f"{number}/{len(self.order)} {say.of(f'stage.{latest.stage}')}"]
        if latest.value is not None:
            parts.append(say("progress.value", value=say.number(latest.value)))
        if latest.bound is not None:
            parts.append(say("progress.bound", bound=say.number(latest.bound)))
        return parts
