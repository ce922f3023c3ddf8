"""A kept run made again, and compared with what it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.decisions.run import Run, plan_text
from optimizer.domain.placement import PlacementPlan
from optimizer.domain.plan import Plan


@dataclass(frozen=True)
class Replayed:
    """What came of making a run again."""

    promised: bool
    """The same plan was promised: no limit in seconds, and the same versions."""
    same_plan: bool
    """The plans are equal, byte for byte."""
    values: tuple[tuple[str, int, int | None], ...]
    """Stages whose value differs: as it was, as it is; null where there is none now."""
    versions: tuple[tuple[str, str, str], ...]
    """Programs of another version: as it was, as it is."""

    @property
    def kept(self) -> bool:
        """Whether what was promised came true; without a promise everything does."""
        return self.same_plan or not self.promised


def compare(
    run: Run,
    before: Plan | PlacementPlan,
    after: Plan | PlacementPlan | None,
    now: Mapping[str, int],
    versions: Mapping[str, str],
) -> Replayed:
    """Compare a kept run with the same run made again.

    Parameters
    ----------
    before, after
        The plans; null where there is none now.
    now
        The value of every stage now.
    versions
        Of the programs now.
    """
    was = run.certificate.versions
    other = tuple(
        (name, was.get(name, "-"), versions.get(name, "-"))
        for name in sorted(was.keys() | versions.keys())
        if was.get(name) != versions.get(name)
    )
    return Replayed(
        promised=run.repeatable and not other,
        same_plan=after is not None and plan_text(before) == plan_text(after),
        values=tuple((key, value, now.get(key)) for key, value in run.values.items() if now.get(key) != value),
        versions=other,
    )
