"""Names and words of a region as one reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from optimizer.domain.half_day import HalfDay
from optimizer.domain.region import Region
from optimizer.language.phrases import Phrases


class Audience(StrEnum):
    """For whom something is told."""

    COORDINATOR = "coordinator"
    """Everything but homes: people by name, leerlingen by opaque id."""
    SCHOOL = "school"
    """Its own requests and leerlingen; nobody else's, and nothing of a begeleider but who comes."""
    PARENTS = "parents"
    """Their own child, whom the letter does not name: its number stands as a reference alone."""


class Names:
    """Says ids of a region as people know them."""

    def __init__(self, region: Region, phrases: Phrases) -> None:
        self.region, self.phrases = region, phrases

    @cached_property
    def _known(self) -> dict[str, str]:
        region = self.region
        found = {kring.id: kring.name for kring in region.kringen} | {one.id: one.name for one in region.besturen}
        found |= {school.id: school.name for school in region.schools}
        found |= {one.id: f"{one.kind} ({one.id})" for one in region.arrangementen}
        return found | {one.id: one.name or one.id for one in region.begeleiders}

    @cached_property
    def schools(self) -> frozenset[str]:
        """Ids of schools."""
        return frozenset(school.id for school in self.region.schools)

    @cached_property
    def begeleiders(self) -> frozenset[str]:
        """Ids of begeleiders."""
        return frozenset(begeleider.id for begeleider in self.region.begeleiders)

    def name(self, own: str) -> str:
        """Return the name of a school, begeleider, kring or bestuur; of anything else its id."""
        return self._known.get(own, own)

    def all(self, ids: Sequence[str]) -> str:
        """Return names in a row."""
        return ", ".join(self.name(own) for own in ids)

    def half_day(self, half_day: HalfDay | None) -> str:
        """Return a half day in words."""
        if half_day is None:
            return self.phrases.of("letter.repair.some_half_day")
        day, part = str(half_day).split("-")
        of = self.phrases.of
        return of("letter.half_day", day=of(f"cli.day.{day}"), part=of(f"fault-word.part.{part}"))

    def week(self) -> str:
        """Return the region's week in words."""
        return self.phrases.week(self.region.week)

    def school_of(self, item: str) -> str | None:
        """Return the school that a hulpvraag or leerling belongs to."""
        for request in self.region.hulpvragen:
            if request.id == item:
                return request.school
        for leerling in self.region.leerlingen:
            if leerling.id == item:
                first = min(leerling.applications, key=lambda one: one.order, default=None)
                return leerling.school or (None if first is None else first.school)
        return None

    def expertise_of(self, item: str) -> str:
        """Return what a hulpvraag is about."""
        found = next((request.expertise for request in self.region.hulpvragen if request.id == item), None)
        return found or self.phrases.of("letter.unnamed_expertise")
