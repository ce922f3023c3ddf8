"""Decisions on the command line: read what is named, note lines in the log, carry what is final into the region."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import exit_codes
from cli.commands.decide import ROLES, Asked
from cli.errors import Refused
from cli.load import matrix_of, region_of, shown_name
from optimizer.decisions import allowed
from optimizer.decisions.entry import Action, Draft, Override, Role
from optimizer.decisions.log import Writing, opening, read_log, writing
from optimizer.decisions.refused import DecisionRefusedError, refused
from optimizer.decisions.run import kept_plan, kept_run
from optimizer.decisions.standing import proposal_for
from optimizer.decisions.store import Store
from optimizer.domain.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.output import Outputs
    from cli.texts import Texts
    from optimizer.decisions.entry import Entry
    from optimizer.decisions.run import AnyResult
    from optimizer.domain.region import Region


def run(asked: Asked, say: Texts) -> int:
    """Do what the command line asks and return the exit code.

    Raises
    ------
    Refused
        With everything that is against it; nothing is written then.
    """
    from cli.output import Outputs, prepare, spare

    for target in (asked.out, asked.json_to):
        spare(say, target, asked.log, asked.record, asked.previous, asked.table)
    spare(say, asked.json_to, asked.region)
    prepare(asked.json_to, None)
    prepare(None if asked.out == "-" else asked.out, None)
    outputs = Outputs(asked.region, asked.log, asked.record)
    try:
        if asked.replay is not None:
            from cli.replaying import replay

            return replay(asked, say, outputs)
        if asked.verify:
            return _verify(asked, say, outputs)
        return _decide(asked, say, outputs)
    except DecisionRefusedError as error:
        log = shown_name(asked.log)
        of_log = any(fault.where.split(":")[0] in {log, f"{log}.store"} for fault in error.faults)
        raise Refused(error.faults, log if of_log else say("decide.this")) from None


def _verify(asked: Asked, say: Texts, outputs: Outputs) -> int:
    """Say whether the log is whole, and its head, to be noted elsewhere."""
    from cli.console import show
    from cli.views.decide import verified_data, verified_view

    entries, faults = read_log(Path(asked.log), asked.head)
    if asked.json_to is not None:
        outputs.json(verified_data(entries, faults, say), asked.json_to)
    if asked.json_to != "-":
        show(verified_view(shown_name(asked.log), entries, faults, asked.head, say))
    return outputs.tell(say, exit_codes.FAILED if faults else exit_codes.DONE)


def _decide(asked: Asked, say: Texts, outputs: Outputs) -> int:
    from cli.console import show
    from cli.views.decide import decisions_data, decisions_view, history_view

    desk = _Desk(asked, say)
    if asked.writes:
        try:
            with writing(Path(asked.log)) as log:
                desk.note_all(log)
                added, entries = log.write(), log.entries
        except OSError as error:
            raise click.FileError(asked.log, error.strerror or str(error)) from error
    else:
        entries, faults = read_log(Path(asked.log))
        added = ()
        if faults:
            raise DecisionRefusedError(faults)
    if asked.out is not None:
        desk.carry(entries, outputs)
    if asked.json_to is not None:
        outputs.json(decisions_data(entries, added), asked.json_to)
    if "-" not in {asked.json_to, asked.out}:
        if asked.who is not None:
            show(history_view(entries, desk.about(asked.who, entries), say))
        else:
            show(decisions_view(shown_name(asked.log), entries, added, say))
    return outputs.tell(say)


class _Desk:
    """What the command line names, read when it is needed."""

    def __init__(self, asked: Asked, say: Texts) -> None:
        self.asked, self.say = asked, say
        self.store = Store.beside(Path(asked.log))
        self.now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.today = date.today()  # noqa: DTZ011 -- the user's own calendar
        self.by = (asked.by or "").strip()
        self.on = None if asked.on is None else asked.on.date()

    @cached_property
    def region(self) -> Region:
        """The region as it is now."""
        region = region_of(self.asked.region)
        if self.asked.previous is None:
            return region
        from cli.rosters import with_previous

        return with_previous(region, self.asked.previous, matrix_of(region, self.asked.table))

    def note_all(self, log: Writing) -> None:
        """Note a line for everything that is asked; nothing is written yet."""
        asked = self.asked
        if not log.entries:
            log.note(opening(self.region.id, self.by), self.now)
        for given, dismiss in ((asked.appoint, False), (asked.dismiss, True)):
            for one in given:
                role, school, name = self._person(one)
                draft = allowed.appointment(log.entries, self.by, role, name, school, dismiss=dismiss)
                log.note(draft, self.now)
        if asked.record is not None:
            for draft in self._recorded(log.entries):
                log.note(draft, self.now)
        for one in (*asked.heard, *asked.not_heard):
            on = None if one not in asked.heard else (self.on or self.today)
            name = self.about(one, log.entries)
            draft = allowed.hearing(log.entries, self.by, name, self.region, self.today, on=on, reason=asked.reason)
            log.note(draft, self.now)
        for one in (*asked.approve, *asked.reject):
            log.note(self._decision(log.entries, one, approve=one in asked.approve), self.now)

    def about(self, given: str, entries: Sequence[Entry]) -> str:
        """Return the leerling or week that is meant: an id, ``week``, ``2026-W48``, ``48``."""
        wanted = given.strip()
        weeks = dict.fromkeys(e.subject.week for e in entries if e.subject is not None and e.subject.week is not None)
        if wanted.casefold() == "week":
            return self.region.week if self.region.week in weeks else next(reversed(weeks), self.region.week)
        known = dict.fromkeys(e.subject.leerling for e in entries if e.subject is not None and e.subject.leerling)
        everybody = (*known, *(one.id for one in self.region.leerlingen))
        found = next((one for one in everybody if one.casefold() == wanted.casefold()), None)
        short = wanted.upper().removeprefix("W")
        meant = [w for w in weeks if wanted.upper() == w or (short.isdecimal() and int(short) == int(w[6:]))]
        return found or (meant[0] if len(meant) == 1 else wanted)

    def carry(self, entries: Sequence[Entry], outputs: Outputs) -> None:
        """Write the region with what is final."""
        from cli.output import fresh
        from cli.rosters import is_workbook
        from optimizer.decisions.carried import carry

        target = self.asked.out or ""
        if is_workbook(target):
            fresh(self.say, target, overwrite=self.asked.overwrite)
        found = carry(entries, self.region, self._plan)
        if found.region is None:
            raise Refused(found.faults, shown_name(self.asked.log))
        outputs.region(found.region, target, self.say)
        if outputs.written:
            weeks = ", ".join(found.weeks) or self.say("decide.no_week")
            facts = {"places": self.say.number(found.places), "weeks": weeks, "file": target}
            outputs.notes.append(self.say("decide.carried", **facts))

    def _person(self, given: str) -> tuple[Role, str | None, str]:
        """Return role, school and name of ``school:S1=J. Visser``."""
        left, equals, name = given.partition("=")
        role, colon, school = left.strip().partition(":")
        if not equals or not name.strip() or role.casefold() not in ROLES:
            raise click.UsageError(self.say("usage.decide_person", given=given))
        return Role(ROLES[role.casefold()]), (self._school(school) if colon else None), name.strip()

    def _school(self, given: str) -> str:
        from cli.pick import pick

        return pick(given, ((school.id, school.name) for school in self.region.schools), "--school", self.say)

    def _decision(self, entries: Sequence[Entry], given: str, *, approve: bool) -> Draft:
        asked = self.asked
        wish = allowed.Wish(
            by=self.by,
            about=self.about(given, entries),
            approve=approve,
            role=None if asked.role is None else Role(ROLES[asked.role]),
            school=None if asked.school is None else self._school(asked.school),
            on=self.on,
            reason=(asked.reason or "").strip() or None,
        )
        proposal = proposal_for(entries, wish.about)
        warnings = self._warnings(proposal) if proposal is not None and approve else ()
        return allowed.decision(entries, wish, self.region, self.today, warnings)

    def _warnings(self, proposal: Entry) -> tuple[Override, ...]:
        """Return what is against the plan of a week: rules of the region as it is now, and that nobody solved it."""
        if proposal.run is None or proposal.subject is None or proposal.subject.week is None:
            return ()
        import optimizer

        kept = kept_run(self.store, proposal.run)
        plan = self._plan(proposal.run)
        verdict = optimizer.check(self.region, plan, matrix_of(self.region, self.asked.table))
        found = ((Override.CHECKER, not verdict.ok), (Override.BY_HAND, kept.by_hand))
        return tuple(override for override, so in found if so)

    def _plan(self, name: str) -> Plan:
        plan = kept_plan(self.store, kept_run(self.store, name))
        assert isinstance(plan, Plan)  # noqa: S101 -- asked of the runs of weeks alone
        return plan

    def _recorded(self, entries: Sequence[Entry]) -> list[Draft]:
        """Keep a run and return its lines; none when the log has it already."""
        from optimizer.decisions.run import keep_run, proposals_of, result_in
        from optimizer.io.json import read_json

        source = self.asked.record or ""
        parsed = read_json(source)
        result, faults = (None, parsed.faults) if parsed.faults else result_in(parsed.value, shown_name(source))
        if result is None or result.plan is None:
            raise Refused(faults, shown_name(source))
        self._same_input(result, shown_name(source))
        table = None if self.asked.table is None else Path(self.asked.table).read_bytes()
        name, _ = keep_run(self.store, self.region, result, table)
        if any(entry.action is Action.RUN and entry.run == name for entry in entries):
            return []
        drafts = [Draft(action=Action.RUN, by=self.by, run=name)]
        for subject, conditions in proposals_of(result.plan):
            before = proposal_for(entries, subject.name)
            if before is None or before.subject != subject:
                drafts.append(
                    Draft(action=Action.PROPOSE, by=self.by, subject=subject, run=name, conditions=conditions)
                )
        return drafts

    def _same_input(self, result: AnyResult, source: str) -> None:
        """Refuse a result that was made from another region or another table."""
        from optimizer.domain.hashing import instance_sha256
        from optimizer.domain.result import Result

        if result.certificate.instance_sha256 != instance_sha256(self.region):
            raise refused("decide-other-region", source)
        if isinstance(result, Result):
            sha = matrix_of(self.region, self.asked.table).sha256
        else:
            from cli.placing import journeys_of

            sha = journeys_of(self.region, self.asked.table).sha256
        if result.certificate.matrix_sha256 != sha:
            raise refused("decide-other-table", source)
