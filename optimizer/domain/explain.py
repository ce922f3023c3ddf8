"""Why something is not served, what mends it at least cost, what forcing it costs: see docs/explain.md."""

from __future__ import annotations

from enum import StrEnum

from optimizer.domain.base import Flag, Frozen
from optimizer.domain.half_day import HalfDay
from optimizer.domain.placement import Moved, PlacementStage
from optimizer.domain.plan import WeekPlan
from optimizer.domain.vocabulary import Priority, StageKey


class ItemKind(StrEnum):
    """What a reason is about."""

    HULPVRAAG = "hulpvraag"
    GROUP = "group"
    OVERLEG = "overleg"
    LEERLING = "leerling"


class ReasonKind(StrEnum):
    """Why an item is not (fully) served."""

    STRUCTURAL = "structural"
    """No plan at all serves it, not even one of it alone."""
    CAPACITY = "capacity"
    """It can be served alone, but then its own class or a more urgent goal gets worse."""
    TRADE_OFF = "trade-off"
    """It can be served in place of others of the same standing, at a price in a later goal or at none."""
    IMPROVABLE = "improvable"
    """A better plan serves it: the plan at hand was not the best."""
    NOT_ASKED = "not-asked"
    """It is no demand of this week: not granted, not due, barred by the policy, or no place is asked."""
    UNKNOWN = "unknown"
    """Time was up before anything was verified."""


class FactKey(StrEnum):
    """Something that stands in the region and bars an item; each has a mend. Keys of the catalogue."""

    # who
    EXPERTISE = "expertise"
    ROLE = "role"
    INSTITUTE = "institute"
    FORBIDDEN = "forbidden"
    KRING = "kring"
    NEIGHBOURS = "neighbours"
    CO_LEADER = "co-leader"
    ONE_BEGELEIDER = "one-begeleider"
    # when
    HALF_DAYS = "half-days"
    AVAILABILITY = "availability"
    SCHOOL_HOURS = "school-hours"
    IB_HOURS = "ib-hours"
    WINDOW = "window"
    CLOSED = "closed"
    SPREAD = "spread"
    DATES = "dates"
    STARTS = "starts"
    # how much
    CONTRACT = "contract"
    BUDGET = "budget"
    ROOMS = "rooms"
    # agreements
    PINS = "pins"
    TRAVEL = "travel"
    # groups
    CANDIDATES = "candidates"
    BAND = "band"
    SUPPORTS = "supports"
    GROUP_TRAVEL = "group-travel"
    # not asked
    REQUESTED = "requested"
    NOT_DUE = "not-due"
    NO_VISITS_LEFT = "no-visits-left"
    CHILD_BARRED = "child-barred"
    NO_PLACE_ASKED = "no-place-asked"
    # placement; the first ones are the refusals of `placement`
    NO_RUNG = "no-rung"
    NOT_ELIGIBLE_RUNG = "not-eligible-rung"
    PINNED = "pinned"
    OFFERED_ELSEWHERE = "offered-elsewhere"
    NEWCOMER_OVER = "newcomer-over"
    DENOMINATION = "denomination"
    NO_ADMISSION = "no-admission"
    ADMISSION_NOT_VALID = "admission-not-valid"
    UNREACHABLE = "unreachable"
    TOO_FAR = "too-far"
    LEERJAAR_NO_PLACES = "leerjaar-no-places"
    NO_PLACE_FREE = "no-place-free"
    PLACES_HELD = "places-held"
    PLACES_TAKEN = "places-taken"
    SUPPORT_MISSING = "support-missing"


class Fact(Frozen):
    """A fact that bars an item, with what it is about.

    `entities` are ids: of begeleiders whom it keeps away, of the school, host or budget, of pupils only by opaque id.
    `found` and `limit` are what there is and what is needed (or allowed), in `unit`.
    """

    key: FactKey
    entities: tuple[str, ...] = ()
    half_days: tuple[HalfDay, ...] = ()
    expertise: str | None = None
    kring: str | None = None
    found: int | None = None
    limit: int | None = None
    unit: str | None = None
    """`minutes`, `visits`, `candidates`, `places`, `schools`, `begeleiders`."""


class Holder(Frozen):
    """Who has the time (or place) that an item asks: a stop of the plan in a half day in which the item could be."""

    begeleider: str | None = None
    school: str | None = None
    half_day: HalfDay | None = None
    item: str
    minutes: int = 0
    priority: Priority | None = None


class Displaced(Frozen):
    """An item that would be served less, with the minutes it loses (negative: it would get more)."""

    item: str
    minutes: int
    priority: Priority | None = None


class Change(Frozen):
    """A stage's value before and after."""

    key: StageKey | PlacementStage
    before: int
    after: int

    @property
    def change(self) -> int:
        """How much worse (above 0) or better it is."""
        return self.after - self.before


class RepairKind(StrEnum):
    """What a repair changes."""

    EXPERTISE_MINUTES = "expertise-minutes"
    """Extra minutes a week of an expertise in a kring; `entities`: kring."""
    EXPERTISE_AND_BUDGET = "expertise-and-budget"
    """The same, with the hard budgets that it uses as much larger."""
    CONTRACT_MINUTES = "contract-minutes"
    """More contract minutes a week of a begeleider."""
    HALF_DAY = "half-day"
    """One more half day of a begeleider or an item, `entities` says which."""
    LONGER_DAY = "longer-day"
    """A begeleider's window in a half day, longer by so many minutes."""
    WINDOW = "window"
    """A larger clock window of a request."""
    HOURS = "hours"
    """The school (its IB) receives in one more half day."""
    PIN = "pin"
    """A pin is taken off."""
    KRING = "kring"
    """A begeleider also works in this kring."""
    FORBIDDEN = "forbidden"
    """A refusal of a begeleider is taken back."""
    ROLE = "role"
    """This role may serve requests of this level as well."""
    SPREAD = "spread"
    """Visits nearer to each other."""
    MAX_SCHOOLS = "max-schools"
    """One school more in a half day."""
    BUDGET = "budget"
    """More minutes of a hard budget."""
    ROOM = "room"
    """One more room at a host in a half day."""
    GROUP_SIZE = "group-size"
    """A smaller smallest size."""
    LARGER_GROUP = "larger-group"
    """A larger largest size."""
    MEMBER = "member"
    """A leerling becomes a candidate of, or fits, the arrangement."""
    SUPPORTS = "supports"
    """The arrangement answers a need as well."""
    GROUP_TRAVEL = "group-travel"
    """A longer journey to the group."""
    DATES = "dates"
    """The arrangement runs in this week too."""
    WITHOUT = "without"
    """An overleg without a participant who cannot be there."""
    GRANT = "grant"
    """The request is granted."""
    ONE_PLACE = "one-place"
    """So many places more at a school."""
    TRAVEL_LIMIT = "travel-limit"
    """A leerling's own limit, so many minutes longer."""
    RUNG = "rung"
    """Team and parents agree on one more rung."""
    ADMISSION = "admission"
    """An admission that is valid on the start date."""
    DENOMINATION_WAIVED = "denomination-waived"
    """Parents accept this school's denomination."""
    HELD_PLACE = "held-place"
    """A held place is given free."""


class Repair(Frozen):
    """The smallest change of one kind that serves an item, verified by solving again.

    `price`: extra paid minutes a week, 0 where an agreement is enough; for placement the euro a year where known,
    else null. `changes` are those of the stages in the plan that verified it, against the plan at hand.
    """

    kind: RepairKind
    entities: tuple[str, ...] = ()
    half_day: HalfDay | None = None
    expertise: str | None = None
    amount: int = 1
    unit: str = "agreements"
    """`minutes`, `half-days`, `places`, `schools`, `rooms`, `pupils`, `agreements`."""
    price: int | None = 0
    changes: tuple[Change, ...] = ()
    proven: Flag = False
    """Whether the amount is the smallest in any plan, not only around the one at hand."""


class FreedomKind(StrEnum):
    """What was allowed to change while looking."""

    ALONE = "alone"
    """The item alone, nothing else."""
    BEGELEIDERS = "begeleiders"
    """The half days of some begeleiders; all others as planned."""
    ALL = "all"
    """Everything."""


class Freedom(Frozen):
    """The freedom of a look."""

    kind: FreedomKind
    begeleiders: tuple[str, ...] = ()


class Reason(Frozen):
    """Why an item is not (fully) served; the one object that command, page, letter and JSON are made of."""

    item: str
    item_kind: ItemKind
    kind: ReasonKind
    proven: Flag
    """Else it is the best that was found."""
    leerling: str | None = None
    """Of a group: the candidate without a seat that it is about; null: the group as a whole."""
    minutes: int = 0
    """Minutes not served; of a place with support missing, the minutes over the starting period."""
    priority: Priority | None = None
    conditional: Flag = False
    """Of a leerling: there is a place, but not yet with all support."""
    facts: tuple[Fact, ...] = ()
    """The smallest set of facts that must be mended, all together, before it can be served."""
    otherwise: tuple[tuple[Fact, ...], ...] = ()
    """Other sets just as small, each of which would do as well."""
    holders: tuple[Holder, ...] = ()
    changes: tuple[Change, ...] = ()
    """Stages that change when it is served all the same."""
    displaced: tuple[Displaced, ...] = ()
    moved: tuple[Moved, ...] = ()
    """Of a leerling: others who would go elsewhere."""
    freedom: Freedom
    repairs: tuple[Repair, ...] = ()
    better: WeekPlan | None = None
    """Of an improvable one: the better plan."""


class Asked(Frozen):
    """What a question forces."""

    item: str
    begeleider: str | None = None
    half_day: HalfDay | None = None
    host: str | None = None
    """Host of a group or overleg, or the school of a leerling."""


class Answer(StrEnum):
    """What the answer to "why not so?" comes down to."""

    IMPOSSIBLE = "impossible"
    """No plan has it so."""
    ALREADY = "already"
    """The plan has it so."""
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    UNKNOWN = "unknown"


class WhyNot(Frozen):
    """The answer to "why not so?": what the best plan that does so would change."""

    asked: Asked
    item_kind: ItemKind
    answer: Answer
    proven: Flag
    facts: tuple[Fact, ...] = ()
    otherwise: tuple[tuple[Fact, ...], ...] = ()
    changes: tuple[Change, ...] = ()
    displaced: tuple[Displaced, ...] = ()
    moved: tuple[Moved, ...] = ()
    freedom: Freedom
    plan: WeekPlan | None = None
    """The plan that does so, of a week."""


class Explanation(Frozen):
    """All reasons of a week and of placements, in the order in which they are read."""

    region: str
    week: str
    instance_sha256: str
    reasons: tuple[Reason, ...]
    solved: Flag = False
    """Whether the week was planned for this, since no plan was given."""
