"""Figures of accountability: minutes of visits and of groups, under a key that says for whom and of what."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from enum import StrEnum

from optimizer.domain.organisation import Budget


class Dimension(StrEnum):
    """By what minutes are added up."""

    BESTUUR = "bestuur"
    INSTITUTE = "institute"
    KRING = "kring"
    EXPERTISE = "expertise"


@dataclass(frozen=True)
class Key:
    """For whom minutes are and of what they are; ids, null where there is none or nobody knows."""

    bestuur: str | None
    """Null: work elsewhere than at a school, or a school without bestuur."""
    institute: str | None
    """Null: the SWV itself."""
    kring: str | None
    expertise: str | None
    """Null: the hulpvraag or arrangement is not in the region any more."""

    def part(self, dimension: Dimension) -> str | None:
        """Return what stands in one dimension."""
        found: str | None = getattr(self, dimension.value)
        return found


@dataclass(frozen=True)
class Figures:
    """Minutes; of groups those of everybody who leads, since each works the whole session."""

    planned: int = 0
    """Visits on the published roster."""
    delivered: int = 0
    """Visits that were told to have taken place."""
    silent: int = 0
    """Planned visits of which nobody has told anything."""
    groups_planned: int = 0
    groups_delivered: int = 0
    groups_silent: int = 0

    @property
    def difference(self) -> int:
        """Delivered less planned, of visits."""
        return self.delivered - self.planned

    def __add__(self, other: Figures) -> Figures:
        """Return both together."""
        return Figures(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Counts:
    """How many visits, so that it is plain what the minutes rest on."""

    planned: int = 0
    delivered: int = 0
    not_held: int = 0
    """Planned visits of which was told that they did not take place."""
    silent: int = 0
    gone: int = 0
    """Visits, planned or delivered, of hulpvragen that are not in the region any more."""


@dataclass(frozen=True)
class BudgetUse:
    """What a payer has for a period, and what was planned and delivered of it."""

    budget: Budget
    available: int
    planned: int
    delivered: int

    @property
    def left(self) -> int:
        """What is not used; below 0 when more was delivered than there is."""
        return self.available - self.delivered
