"""Placement proposals: a witness of places and support, options, and what a run returns."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from optimizer.domain.base import Count, Expertise, Flag, Frozen, Id, Metres, Minutes
from optimizer.domain.calendar import DateDay
from optimizer.domain.result import Certificate, Status
from optimizer.domain.vocabulary import Rung


class PlacementStage(StrEnum):
    """Stages of the placement's objective, in order; see docs/placement.md."""

    UNPLACED_ABSENT = "unplaced_absent"
    UNPLACED_PAST = "unplaced_past"
    UNPLACED_OVERDUE = "unplaced_overdue"
    UNPLACED_DUE = "unplaced_due"
    UNPLACED_LATER = "unplaced_later"
    RUNG_7 = "rung_7"
    RUNG_6 = "rung_6"
    RUNG_5 = "rung_5"
    RUNG_4 = "rung_4"
    RUNG_3 = "rung_3"
    RUNG_2 = "rung_2"
    SUPPORT_MISSING = "support_missing"
    WISH_SUM = "wish_sum"
    WISH_WORST = "wish_worst"
    SIBLINGS_APART = "siblings_apart"
    TRAVEL_LONGEST = "travel_longest"
    TRAVEL_TOTAL = "travel_total"
    PLACEMENT_SPREAD = "placement_spread"


PLACEMENT_STAGES: tuple[PlacementStage, ...] = tuple(PlacementStage)


class Urgency(StrEnum):
    """Class of the zorgplicht clock, most urgent first; it never falls as time goes by."""

    ABSENT = "absent"
    PAST = "past"
    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"


UNPLACED_STAGE: dict[Urgency, PlacementStage] = dict(zip(Urgency, PLACEMENT_STAGES[:5], strict=True))


class PlacementRule(StrEnum):
    """Stable keys of the hard rules of placement; `WITNESS`: the plan's own record is not true."""

    PLACE = "place"
    HELD_PLACE = "held-place"
    RUNG = "rung"
    DENOMINATION = "denomination"
    ADMISSION = "admission"
    NEWCOMER = "newcomer"
    TRAVEL_LIMIT = "travel-limit"
    OFFER = "offer"
    PINS = "placement-pins"
    SUPPORT = "support"
    WITNESS = "placement-witness"


class Condition(StrEnum):
    """What must still come true before a place is firm."""

    ADMISSION_PENDING = "admission-pending"
    SUPPORT_MISSING = "support-missing"
    TRAVEL_WAIVED = "travel-waived"


class Source(StrEnum):
    """Where support comes from."""

    SCHOOL = "school"
    GROUP = "group"
    KRING = "kring"
    SHARED = "shared"


class Support(Frozen):
    """Minutes over the starting period of one expertise, and who gives them.

    `by` is the school (school, shared), the arrangement (group) or the begeleider (kring).
    """

    expertise: Expertise
    source: Source
    by: Id
    minutes: Count


class Missing(Frozen):
    """Minutes over the starting period that nobody gives."""

    expertise: Expertise
    minutes: Count


class Placement(Frozen):
    """One leerling's proposed place, with what the checker adds up."""

    leerling: Id
    school: Id
    rung: Rung
    rung_number: int
    wish: int
    start_on: DateDay
    minutes: Minutes | None = None
    """One way; null when unknown."""
    metres: Metres | None = None
    support: tuple[Support, ...] = ()
    missing: tuple[Missing, ...] = ()
    conditions: tuple[Condition, ...] = ()


class PlacementPlan(Frozen):
    """Proposals for all who ask; who is not in it has none yet."""

    schema_version: int = 1
    instance_sha256: str = ""
    matrix_sha256: str = ""
    placements: tuple[Placement, ...] = ()
    proven: Flag = False


class PlacementViolation(Frozen):
    """A broken hard rule: what was found and what the limit is."""

    rule: PlacementRule
    leerlingen: tuple[str, ...] = ()
    school: str | None = None
    found: int | str | None = None
    limit: int | str | None = None


class PlacementVerdict(Frozen):
    """The checker's judgement of a placement plan."""

    ok: bool
    violations: tuple[PlacementViolation, ...] = ()


class PlacementStageResult(Frozen):
    """A stage's value and proven lower bound; `gap` = value - bound, in the stage's own units.

    `conditional`: the bound holds given the values of the earlier stages, one of which was not proven.
    """

    key: PlacementStage
    value: int
    bound: int
    gap: int
    conditional: bool = False

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value == self.bound


class Marks(Frozen):
    """Who agreed, with the date; nothing is final without all three, and the child heard."""

    school: DateDay | None = None
    swv: DateDay | None = None
    parents: DateDay | None = None
    child_heard: DateDay | None = None


class OfferStatus(StrEnum):
    """How far a place is: proposed, offered until a date, or agreed."""

    OPEN = "open"
    OFFERED = "offered"
    AGREED = "agreed"


class Clock(Frozen):
    """The zorgplicht of a leerling today; days are null without an application."""

    school: Id | None = None
    since: DateDay | None = None
    days_left: int | None = None
    extended_days_left: int | None = None
    urgency: Urgency


class Transport(Frozen):
    """Leerlingenvervoer to a school by the gemeente's rule."""

    entitled: bool
    metres: int | None = None
    threshold_metres: int | None = None
    cost_euro: int = 0
    """A year."""
    nearer: tuple[Id, ...] = ()
    """Nearer suitable schools of that kind that are full and were passed over."""
    nearest: Id | None = None
    """The nearer accessible school because of which there is no entitlement."""
    too_long: bool = False
    """The ride takes longer than the rule allows."""


class StageChange(Frozen):
    """How much worse (or better) a stage would be."""

    key: PlacementStage
    change: int


class Moved(Frozen):
    """Somebody who would go elsewhere; null is no place."""

    leerling: Id
    origin: Id | None = Field(default=None, alias="from")
    destination: Id | None = Field(default=None, alias="to")


class Room(StrEnum):
    """Whether an option has a place: the proposal itself, free, none needed, or taken by others."""

    PROPOSED = "proposed"
    FREE = "free"
    NOT_NEEDED = "not-needed"
    TAKEN = "taken"


class PlacementOption(Frozen):
    """One of a leerling's ranked options, over all eligible rungs."""

    school: Id
    rung: Rung
    rung_number: int
    wish: int
    minutes: int | None = None
    metres: int | None = None
    sibling: bool = False
    conditions: tuple[Condition, ...] = ()
    missing_minutes: int = 0
    room: Room
    changes: tuple[StageChange, ...] | None = None
    """What the stages would lose; null when it was not reckoned."""
    moved: tuple[Moved, ...] = ()
    transport: Transport | None = None


class Refusal(Frozen):
    """Why schools are no option: a catalogue key, how many schools, and the nearest of them."""

    reason: str
    schools: int
    nearest: Id | None = None


class SchoolRefusal(Frozen):
    """Why one school is not proposed: a catalogue key; `eligible` tells whether its rung was agreed upon."""

    school: Id
    reason: str
    eligible: Flag = True


class LeerlingOutcome(Frozen):
    """All that a run says of one leerling: never a verdict, always options."""

    leerling: Id
    status: OfferStatus
    until: DateDay | None = None
    marks: Marks = Marks()
    clock: Clock
    placement: Placement | None = None
    transport: Transport | None = None
    reason: str | None = None
    """Why there is no proposal: a catalogue key."""
    refusals: tuple[Refusal, ...] = ()
    own_kring: tuple[SchoolRefusal, ...] = ()
    """Of a proposal at a special school, or of none yet where one is agreed upon: why every regular school of the own
    kring is none, nearest first."""
    options: tuple[PlacementOption, ...] = ()


class Cutoff(Frozen):
    """Where admission to a pool of places ended: the class of the last one admitted, and a boundary in the lottery.

    It holds nobody's id or number. The boundary is null where the pool is not full, and empty where standing offers
    alone, or nobody, are in.
    """

    school: Id
    leerjaar: int | None = None
    held: Flag = False
    """Whether these places are held for those who return."""
    until: DateDay | None = None
    """It is about who starts until then, after that of the row before; null: without end."""
    urgency: Urgency | None = None
    sibling: bool | None = None
    own_kring: bool | None = None
    lottery: str | None = None


class BlockingPair(Frozen):
    """A leerling who would rather be at a school that would rather have this leerling."""

    leerling: Id
    school: Id


class Lens(Frozen):
    """Deferred acceptance beside the optimum."""

    seed: int
    placed: int
    stages: tuple[StageChange, ...] = ()
    """Its value of every stage but those of support, as `change` against the optimum."""
    same: int = 0
    """Leerlingen with the same school in both."""
    assignment: tuple[Moved, ...] = ()
    """Those who differ: from the optimum to deferred acceptance."""
    blocking: tuple[BlockingPair, ...] = ()
    """Of the optimum."""
    cutoffs: tuple[Cutoff, ...] = ()


class TransportTotals(Frozen):
    """Entitled leerlingen and their yearly cost."""

    entitled: int = 0
    cost_euro: int = 0
    moved: int = 0
    """Entitled because a nearer school is full."""


class SpecialCost(Frozen):
    """What proposals at special schools cost the SWV a year, by the policy's amounts; see docs/placement.md."""

    id: Id | None = None
    """Kring or gemeente of the leerlingen; null where it is not known, and for all together."""
    sbo: Count = 0
    so: Count = 0
    """SO inside and outside the SWV, and care-and-education; without the institutes' own schools."""
    institute: Count = 0
    """At schools of clusters 1 and 2, which the SWV does not pay."""
    staying: Count = 0
    """Of all these, who is there already."""
    category_unknown: Count = 0
    """Of `so`, those without a category, counted as category 1."""
    sbo_euro: int = 0
    so_euro: int = 0

    @property
    def euro(self) -> int:
        """All together a year."""
        return self.sbo_euro + self.so_euro


class SpecialCosts(Frozen):
    """Cost of proposals at special schools: all together, and of the own kring and own gemeente of the leerlingen."""

    total: SpecialCost = SpecialCost()
    kringen: tuple[SpecialCost, ...] = ()
    gemeenten: tuple[SpecialCost, ...] = ()


class PlacementProgress(Frozen):
    """A sign of life during a run."""

    stage: PlacementStage
    value: int | None
    bound: int | None
    seconds: float


class PlacementResult(Frozen):
    """The result of a placement run; the same from command, Python and HTTP."""

    status: Status
    enabled: Flag = True
    stages: tuple[PlacementStageResult, ...] = ()
    certificate: Certificate
    checker: PlacementVerdict | None = None
    plan: PlacementPlan | None = None
    leerlingen: tuple[LeerlingOutcome, ...] = ()
    lens: Lens | None = None
    transport: TransportTotals = TransportTotals()
    special: SpecialCosts = SpecialCosts()
    candidates_limit: int | None = None
    """Only so many nearest candidates of each leerling were looked at; null: all."""
