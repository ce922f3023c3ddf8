"""Best-known values and proven bounds: what is kept, when it may change, and how a hand at work is seen.

Values are compared in the order of the stages. A bound of a stage holds for plans that have the entry's values in
every earlier stage; where those are all proven it holds for the instance as such.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from itertools import pairwise

from pydantic import Field, ValidationError

from optimizer.domain.base import Frozen
from optimizer.domain.calendar import DateDay

FILE = "best_known.json"


class BestKnownError(Exception):
    """The file is not as the project's own runs left it."""


class ContradictionError(Exception):
    """A value lies below a bound that was proven: one of the two is wrong, and nothing is kept."""


class StageKnown(Frozen):
    """Value and bound of one stage."""

    key: str
    value: int = Field(strict=True, ge=0)
    bound: int = Field(strict=True, ge=0)


class Run(Frozen):
    """Where values or bounds come from."""

    command: str
    date: DateDay
    kringplan: str
    ortools: str
    seconds: float = Field(ge=0)


class Known(Frozen):
    """What is known of one problem on one instance."""

    instance: str
    problem: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    """Of the instance's bytes."""
    stages: tuple[StageKnown, ...] = Field(min_length=1)
    values_by: Run
    bounds_by: Run
    """The last run that raised a bound."""

    @property
    def proven(self) -> bool:
        """Whether every value equals its bound."""
        return all(stage.value == stage.bound for stage in self.stages)

    @property
    def values(self) -> tuple[int, ...]:
        """The stage vector."""
        return tuple(stage.value for stage in self.stages)

    @property
    def keys(self) -> tuple[str, ...]:
        """The stages in their order."""
        return tuple(stage.key for stage in self.stages)


Table = Mapping[tuple[str, str], Known]
"""Entries by instance and problem."""


def first_difference(one: Known, other: Known) -> int:
    """Return the first stage in which two entries have other values; the number of stages when there is none."""
    pairs = enumerate(zip(one.values, other.values, strict=True))
    return next((at for at, (a, b) in pairs if a != b), len(one.stages))


def merged(old: Known | None, new: Known) -> Known:
    """Return what is known after a run: the better values, and of every bound that still holds the higher one.

    Raises
    ------
    ContradictionError
        When a value lies below a bound that holds for it, or the two are about something else.
    """
    _sound(new)
    if old is None:
        return new
    if (old.instance, old.problem, old.sha256, old.keys) != (new.instance, new.problem, new.sha256, new.keys):
        raise ContradictionError(f"{new.instance}, {new.problem}: the entry is about another instance or other stages")
    at = first_difference(old, new)
    kept = new if new.values < old.values else old
    # up to the first difference both bounds are about the same plans; after it the other one's say nothing
    stages = tuple(
        stage.model_copy(update={"bound": max(old.stages[i].bound, new.stages[i].bound)}) if i <= at else stage
        for i, stage in enumerate(kept.stages)
    )
    if stages == old.stages:
        return old
    raised = any(stage.bound > held.bound for stage, held in zip(stages, old.stages, strict=True))
    found = kept.model_copy(update={"stages": stages, "bounds_by": (new if raised or kept is new else old).bounds_by})
    _sound(found)
    return found


def _sound(known: Known) -> None:
    for stage in known.stages:
        if stage.bound > stage.value:
            raise ContradictionError(
                f"{known.instance}, {known.problem}: {stage.key} is {stage.value}, but at least {stage.bound} is proven"
            )


def dump(table: Table) -> str:
    """Return the file: entries in order, one a line, sealed by the SHA-256 of all of them."""
    entries = [table[key] for key in sorted(table)]
    lines = ",\n".join(" " + _line(one) for one in entries)
    return f'{{"schema_version": 1, "sha256": "{_seal(entries)}", "entries": [\n{lines}\n]}}\n'


def _line(known: Known) -> str:
    return json.dumps(known.model_dump(mode="json"), separators=(", ", ": "), sort_keys=True)


def _seal(entries: Iterable[Known]) -> str:
    return hashlib.sha256("\n".join(map(_line, entries)).encode()).hexdigest()


class _File(Frozen):
    schema_version: int = Field(ge=1, le=1)
    sha256: str
    entries: tuple[Known, ...]


def parse(text: str, hashes: Mapping[str, str]) -> Table:
    """Return the entries of a file, or refuse all of it.

    Parameters
    ----------
    hashes
        By instance of the catalogue, the SHA-256 of its bytes.

    Raises
    ------
    BestKnownError
        With all that is wrong: no such file, a broken seal, order, a bound above its value, another instance.
    """
    try:
        found = _File.model_validate(json.loads(text))
    except (ValueError, ValidationError) as error:
        raise BestKnownError(f"{FILE} cannot be read: {error}") from None
    faults = list(_faults(found, hashes))
    if faults:
        raise BestKnownError("; ".join(faults))
    return {(one.instance, one.problem): one for one in found.entries}


def _faults(found: _File, hashes: Mapping[str, str]) -> Iterable[str]:
    if found.sha256 != _seal(found.entries):
        yield f"{FILE} was changed by hand: its seal does not fit"
    keys = [(one.instance, one.problem) for one in found.entries]
    if any(a >= b for a, b in pairwise(keys)):
        yield f"{FILE}: entries stand twice or out of order"
    for one in found.entries:
        if one.instance not in hashes:
            yield f"{one.instance} is not in the catalogue"
        elif one.sha256 != hashes[one.instance]:
            yield f"{one.instance} was another region when its {one.problem} was solved"
        try:
            _sound(one)
        except ContradictionError as error:
            yield str(error)


@cache
def best_known() -> Table:
    """Return the shipped entries.

    Raises
    ------
    BestKnownError
        When the shipped file is not as the project's own runs left it.
    """
    from instances.catalogue.index import index

    text = resources.files("instances.catalogue").joinpath(FILE).read_text(encoding="utf-8")
    return parse(text, {name: one.sha256 for name, one in index().items()})
