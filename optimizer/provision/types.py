"""The figures of the net of provision. Minutes are working minutes a week: visits with their administration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.half_day import HalfDay
from optimizer.domain.vocabulary import LeerlingKind, Level, SchoolKind


@dataclass(frozen=True)
class Line:
    """Hulpvragen of one level in a kring for an expertise, against those who may serve them."""

    level: Level
    requests: int
    """Active hulpvragen."""
    need: int
    """Working minutes due."""
    people: int
    """Begeleiders who may serve here at this level."""
    reach: int
    """All minutes that these people have; who reaches more lines is counted in each."""
    covered: int
    """Fair share of those minutes that goes to this line; at most the need."""
    shared: int
    """Minutes of the schools' own shared expertise that fill what begeleiders leave; light requests only."""
    nobody: int
    """Hulpvragen that nobody can serve, whatever the minutes."""
    affected: int
    """Hulpvragen touched by the gap: those that nobody can serve, and of the others as many as the gap's part."""

    @property
    def gap(self) -> int:
        """Minutes of need that nothing covers."""
        return self.need - self.covered - self.shared


@dataclass(frozen=True)
class Seats:
    """Seats in groups in a kring for the expertise of their leaders, against candidates."""

    candidates: int
    seated: int
    """Candidates for whom there is a seat, when seats are shared over kringen in proportion."""

    @property
    def short(self) -> int:
        """Candidates without a seat."""
        return self.candidates - self.seated


@dataclass(frozen=True)
class HalfDayFigures:
    """Offer and need in one half day."""

    people: int
    """Begeleiders with a window then who have the expertise, serve the kring, and may serve some level."""
    window: int
    """Minutes of their windows."""
    shared: int
    """Minutes of the schools' shared expertise."""
    need: int
    """Working minutes, each hulpvraag's spread evenly over the half days in which it may be; rounded up."""


@dataclass(frozen=True)
class Cell:
    """A kring and an expertise."""

    kring: str
    expertise: str
    lines: tuple[Line, ...]
    seats: Seats
    shared_offer: int
    """Minutes of shared expertise that schools of the kring offer in the open half days, used or not."""
    schools: tuple[str, ...]
    """Schools of the kring that have the expertise themselves."""
    partners: tuple[str, ...]
    """Partners in the kring's gemeenten with the expertise."""
    partner_places: int
    """Their places, where known; a partner counts in every kring of its gemeente."""
    half_days: Mapping[HalfDay, HalfDayFigures]
    """The open half days."""

    @cached_property
    def need(self) -> int:
        """Working minutes due."""
        return sum(line.need for line in self.lines)

    @cached_property
    def covered(self) -> int:
        """Minutes covered by begeleiders and by the schools' shared expertise."""
        return sum(line.covered + line.shared for line in self.lines)

    @property
    def gap(self) -> int:
        """Minutes that nothing covers."""
        return self.need - self.covered

    @cached_property
    def requests(self) -> int:
        """Active hulpvragen."""
        return sum(line.requests for line in self.lines)

    @cached_property
    def affected(self) -> int:
        """Hulpvragen and candidates touched by what is short."""
        return sum(line.affected for line in self.lines) + self.seats.short

    @property
    def asked(self) -> bool:
        """Whether anything is asked here."""
        return self.requests > 0 or self.seats.candidates > 0


@dataclass(frozen=True)
class Gap:
    """Something that is short: a level of a cell, or the seats of its groups (no level)."""

    kring: str
    expertise: str
    level: Level | None
    affected: int
    """Hulpvragen, or candidates without a seat."""
    minutes: int
    """Working minutes; 0 for seats."""
    nobody: int
    """Hulpvragen that nobody can serve."""


@dataclass(frozen=True)
class SpecialPlaces:
    """Places at one kind of special school."""

    kind: SchoolKind
    within_swv: bool
    sites: int
    pupils: int
    """Where known."""
    free: int
    """Free places on the Monday of the week."""


@dataclass(frozen=True)
class Admissions:
    """Admissions of one kind, on the Monday of the week."""

    kind: str
    """``SBO``, ``SO-1`` to ``SO-3`` by category, or ``institute``."""
    valid: int
    later: int
    """Granted, from a later date."""
    pending: int
    expired: int


@dataclass(frozen=True)
class Flow:
    """Leerlingen on their way into special education and back, of one kring."""

    kring: str | None
    """Null: of leerlingen of whom no kring is known."""
    inflow: int
    returning: int


@dataclass(frozen=True)
class Special:
    """Inflow to and return from special education."""

    kinds: Mapping[LeerlingKind, int]
    """Leerlingen who need a place, by why."""
    inflow: int
    """Leerlingen not in special education who have an admission that has not expired, or may get a place there."""
    returning: int
    """Leerlingen who return to regular education or come from an institution."""
    held: int
    """Of these, those whose school of origin is a regular one of the region."""
    admissions: tuple[Admissions, ...]
    places: tuple[SpecialPlaces, ...]
    flows: tuple[Flow, ...]
    """By kring, in the region's order; kringen without any are left out."""


@dataclass(frozen=True)
class Net:
    """The net of provision of a region in a week."""

    week: str
    cells: tuple[Cell, ...]
    """Every kring with every expertise that is asked or offered anywhere, in the region's order of kringen."""
    expertises: tuple[str, ...]
    gaps: tuple[Gap, ...]
    """What is short, most pupils first."""
    special: Special

    def cell(self, kring: str, expertise: str) -> Cell:
        """Return the cell of a kring and an expertise."""
        return self._by_key[kring, expertise]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Cell]:
        return {(cell.kring, cell.expertise): cell for cell in self.cells}

    @property
    def need(self) -> int:
        """Working minutes due in the whole region."""
        return sum(cell.need for cell in self.cells)

    @property
    def gap(self) -> int:
        """Working minutes that nothing covers."""
        return sum(cell.gap for cell in self.cells)
