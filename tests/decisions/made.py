"""Logs and proposals for the tests of decisions, without files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from optimizer.decisions.allowed import Wish, appointment, decision, hearing
from optimizer.decisions.entry import GENESIS, Action, Draft, Entry, Override, Role, Subject, sealed
from optimizer.decisions.log import opening
from optimizer.domain.placement import Condition
from optimizer.domain.region import Region
from optimizer.io.json import load_region

DATA = Path(__file__).parents[1] / "cli" / "data"
TODAY = date(2026, 11, 24)
AT = "2026-11-24T09:00:00Z"
RUN = "a" * 64
COORDINATOR, SWV, SCHOOL = "A. Jansen", "M. de Boer", "J. Visser"


def region() -> Region:
    """Five leerlingen who ask a place, four schools."""
    return load_region(DATA / "placement.json").or_raise()


def placed(leerling: str, school: str, content: str = "b") -> Subject:
    return Subject(leerling=leerling, school=school, content=content * 64)


WEEK = Subject(week="2026-W48", content="c" * 64)


class Book:
    """A log in memory."""

    def __init__(self, *drafts: Draft) -> None:
        self.entries: tuple[Entry, ...] = ()
        self.region = region()
        self.note(opening("klein", COORDINATOR))
        for draft in drafts:
            self.note(draft)

    def note(self, draft: Draft, at: str = AT) -> Entry:
        last = self.entries[-1] if self.entries else None
        entry = sealed(draft, 1 if last is None else last.seq + 1, at, GENESIS if last is None else last.hash)
        self.entries += (entry,)
        return entry

    def appoint(self, role: Role, name: str, school: str | None = None, by: str = COORDINATOR) -> None:
        self.note(appointment(self.entries, by, role, name, school))

    def dismiss(self, role: Role, name: str, school: str | None = None, by: str = COORDINATOR) -> None:
        self.note(appointment(self.entries, by, role, name, school, dismiss=True))

    def propose(self, subject: Subject, *conditions: Condition, run: str = RUN) -> None:
        self.note(Draft(action=Action.PROPOSE, by=COORDINATOR, subject=subject, run=run, conditions=conditions))

    def decide(self, by: str, about: str, warnings: tuple[Override, ...] = (), **more: object) -> Entry:
        wish = Wish(**({"by": by, "about": about, "approve": True} | more))  # type: ignore[arg-type]
        return self.note(decision(self.entries, wish, self.region, TODAY, warnings))

    def hear(self, leerling: str, on: date | None = None, reason: str | None = None, by: str = SWV) -> None:
        self.note(hearing(self.entries, by, leerling, self.region, TODAY, on=on, reason=reason))


def staffed() -> Book:
    """A log with a coordinator, somebody of the SWV, and of school S3; L1 is proposed at S3, and a week's plan."""
    book = Book()
    book.appoint(Role.COORDINATOR, COORDINATOR)
    book.appoint(Role.SWV, SWV)
    book.appoint(Role.SCHOOL, SCHOOL, "S3")
    book.propose(placed("L1", "S3"))
    book.propose(WEEK)
    return book
