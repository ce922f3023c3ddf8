"""The closed lists of words of the domain: kinds, roles, modes, stages and rule keys."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """How somebody travels."""

    CAR = "car"
    BICYCLE = "bicycle"
    WALK = "walk"
    PUBLIC_TRANSPORT = "public-transport"


class Role(StrEnum):
    """Role of a begeleider: AB cluster 3/4, AD cluster 1/2 (of an institute), or trajectbegeleider."""

    AB = "AB"
    AD = "AD"
    TRAJECTBEGELEIDER = "trajectbegeleider"


class Level(StrEnum):
    """Weight of a hulpvraag; the policy says which role serves which."""

    LIGHT = "light"
    HEAVY = "heavy"


class Target(StrEnum):
    """Whom a visit is for; an IB visit needs the IB's hours, a child visit the policy's consent."""

    IB = "IB"
    TEACHER = "teacher"
    GROUP = "group"
    CHILD = "child"


class Priority(StrEnum):
    """Class of demand; each has its own stage."""

    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


class RequestStatus(StrEnum):
    """Only a granted hulpvraag is demand."""

    REQUESTED = "requested"
    GRANTED = "granted"


class SchoolKind(StrEnum):
    """Kind of school site."""

    BO = "BO"
    SBO = "SBO"
    SO = "SO"
    NEWCOMERS = "newcomers"
    HYBRID = "hybrid"
    CARE_AND_EDUCATION = "care-and-education"


class Route(StrEnum):
    """How a bestuur asks for and accounts for support: by its own route or through the coordinator."""

    OWN = "own"
    COORDINATOR = "coordinator"


class PayerKind(StrEnum):
    """Who pays a budget."""

    BESTUUR = "bestuur"
    KRING = "kring"
    SWV = "swv"


class LeerlingKind(StrEnum):
    """Why a leerling needs a place."""

    APPLICATION = "application"
    MOVE = "move"
    RETURN = "return"
    NEWCOMER = "newcomer"
    FROM_INSTITUTION = "from-institution"
    ABSENT = "absent"
    PRESCHOOL = "preschool"


class Rung(StrEnum):
    """A rung of the ladder of placements, nearest and most regular first."""

    OWN_SCHOOL = "own-school"
    REGULAR_KRING = "regular-kring"
    REGULAR_GEMEENTE = "regular-gemeente"
    SBO = "sbo"
    REGULAR_SWV = "regular-swv"
    SO = "so"
    SO_OUTSIDE = "so-outside"


ADMISSION_RUNGS: frozenset[Rung] = frozenset({Rung.SBO, Rung.SO, Rung.SO_OUTSIDE})
"""Rungs that need an admission (TLV, or the institute's own decision)."""


class AdmissionKind(StrEnum):
    """A TLV for SBO or SO of the SWV, or the institute's own decision for clusters 1 and 2."""

    SBO = "SBO"
    SO = "SO"
    INSTITUTE = "institute"


class OverlegKind(StrEnum):
    """Kind of meeting."""

    KRING = "kring"
    ONDERSTEUNINGSTEAM = "ondersteuningsteam"
    DIRECTORS = "directors"


class LegKind(StrEnum):
    """A leg from or to the base, between two stops of a half day, or from morning to afternoon."""

    HOME = "home"
    BETWEEN = "between"
    MIDDAY = "midday"


class StopKind(StrEnum):
    """What happens at a stop."""

    VISIT = "visit"
    SESSION = "session"
    OVERLEG = "overleg"


class RunningPolicy(StrEnum):
    """Whether running commitments are priced before unmet demand, after it, or may not be broken."""

    FIRST = "first"
    PRICE = "price"
    HARD = "hard"


class NeighbourPolicy(StrEnum):
    """Whether a neighbouring kring may be served, at a price."""

    FORBID = "forbid"
    PRICE = "price"


class StageKey(StrEnum):
    """Stages of the week's objective, in their default order."""

    OVERLEG_MISSED = "overleg_missed"
    RUNNING_BROKEN = "running_broken"
    UNMET_URGENT = "unmet_urgent"
    UNMET_NORMAL = "unmet_normal"
    UNMET_LOW = "unmet_low"
    BUDGET_OVERRUN = "budget_overrun"
    OUTSIDE_KRING = "outside_kring"
    CHANGES = "changes"
    FAIRNESS_KRING = "fairness_kring"
    FAIRNESS_BESTUUR = "fairness_bestuur"
    SCHOOLS_UNSERVED = "schools_unserved"
    PREFERRED_MISSED = "preferred_missed"
    TRAVEL = "travel"
    BALANCE = "balance"


STAGES: tuple[StageKey, ...] = tuple(StageKey)

UNMET_STAGE: dict[Priority, StageKey] = {
    Priority.URGENT: StageKey.UNMET_URGENT,
    Priority.NORMAL: StageKey.UNMET_NORMAL,
    Priority.LOW: StageKey.UNMET_LOW,
}
WORST_SHARES = frozenset({StageKey.FAIRNESS_KRING, StageKey.FAIRNESS_BESTUUR, StageKey.BALANCE})
"""Stages whose value is the worst of many; the others are sums."""


class RuleKey(StrEnum):
    """Stable keys of the hard rules; `WITNESS` says that a plan's own record is not true."""

    EXPERTISE = "expertise"
    KRING = "kring"
    AVAILABILITY = "availability"
    ONE_PLACE = "one-place"
    HALF_DAY_TIME = "half-day-time"
    WINDOW = "window"
    CONTRACT = "contract"
    MAX_SCHOOLS = "max-schools"
    ONE_BEGELEIDER = "one-begeleider"
    SPREAD = "spread"
    BUDGET = "budget"
    GROUP_SIZE = "group-size"
    GROUP_HOST = "group-host"
    GROUP_TRAVEL = "group-travel"
    GROUP_LEADER = "group-leader"
    GROUP_MEMBER = "group-member"
    OVERLEG = "overleg"
    PINS = "pins"
    RUNNING = "running"
    WITNESS = "witness"
