"""SWV Rijnstreek: 5 + 2 + 1 kringen with experts of the service and of an institute, paid from the besturen's money."""

from __future__ import annotations

from collections import Counter

from instances.kring_split import SEED_NAMES
from instances.presets import ladders, meetings, money, staff
from instances.presets.draft import Draft
from instances.presets.setting import Preset
from instances.spec import Counts, GemeenteSpec, RegionSpec, SpecialSites
from optimizer.domain.location import Location
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.vocabulary import Level, PayerKind, Role, Route, SchoolKind

SERVICE = "Ambulante Educatieve Dienst"
INSTITUTE = "auris"
SHORT_VISITS = 3
"""Visits of Consultatie & Advies, the short way of the institute."""
LARGE = 3
"""Besturen with a route of their own."""
PAID_BY_BESTUREN = ("cluster-3", "cluster-4")


def shape(draft: Draft) -> None:
    """Give the region the organisation of Rijnstreek."""
    policy = PlacementPolicy(rungs=ladders.rungs(ladders.HOME_FIRST))
    draft.put(policy=draft.region.policy.model_copy(update={"child_visits": False, "placement": policy}))
    _routes(draft)
    staff.name_institute(draft, "instituut-taal-gehoor", INSTITUTE, "Koninklijke Auris Groep")
    draft.put(
        begeleiders=tuple(
            b.model_copy(update={"employer": SERVICE}) if b.role is Role.AB else b for b in draft.region.begeleiders
        )
    )
    staff.complete_kringen(draft, PAID_BY_BESTUREN)
    _trajectories(draft)
    coordinator = staff.add_coordinator(draft)
    draft.put(overleggen=())
    meetings.kring_meetings(
        draft,
        contacts=("gemeente {gemeente}: sociaal domein",),
        times=2,
        this_week=2,
        institutes=True,
        required=(coordinator,),
    )
    kept = tuple(b for b in draft.region.budgets if b.payer.kind is PayerKind.SWV)
    money.divide(draft, dict.fromkeys(PAID_BY_BESTUREN, PayerKind.BESTUUR))
    number = len(draft.region.budgets)
    own = tuple(b.model_copy(update={"id": f"B{number + n}"}) for n, b in enumerate(kept, start=1))
    draft.put(budgets=(*draft.region.budgets, *own))


def _routes(draft: Draft) -> None:
    """Let the three largest besturen ask in a way of their own, the others through the coordinator."""
    sites = Counter(s.bestuur for s in draft.schools())
    own = sorted(draft.region.besturen, key=lambda b: (-sites[b.id], b.id))[:LARGE]
    draft.put(
        besturen=tuple(
            b.model_copy(update={"route": Route.OWN if b in own else Route.COORDINATOR}) for b in draft.region.besturen
        )
    )


def _trajectories(draft: Draft) -> None:
    """Make light requests to the institute short, and heavy ones of clusters 3 and 4 last."""
    found = []
    for h in draft.region.hulpvragen:
        left = h.visits_left
        if h.institute == INSTITUTE and h.level is Level.LIGHT:
            left = SHORT_VISITS if left is None else min(left, SHORT_VISITS)
        elif h.expertise in PAID_BY_BESTUREN and h.level is Level.HEAVY:
            left = None
        found.append(h.model_copy(update={"visits_left": left}))
    draft.put(hulpvragen=tuple(found))


PRESET = Preset(
    key="rijnstreek",
    swv="PO-28-13",
    spec=RegionSpec(
        id="rijnstreek",
        name="SWV Rijnstreek",
        centre=Location(lat=52.1314, lon=4.649),
        gemeenten=(
            GemeenteSpec("alphen-aan-den-rijn", "Alphen aan den Rijn", 5, "town", 0.0, 0.0),
            GemeenteSpec("nieuwkoop", "Nieuwkoop", 2, "villages", 4.2, 8.5),
            GemeenteSpec("kaag-en-braassem", "Kaag en Braassem", 1, "villages", 6.4, -0.8),
        ),
        sites=54,
        special=(
            SpecialSites(SchoolKind.SBO, 1),
            SpecialSites(SchoolKind.SO, 2, cluster=4),
            SpecialSites(SchoolKind.SO, 1, cluster=3),
            SpecialSites(SchoolKind.SO, 1, cluster=2),
        ),
        besturen=12,
        counts=Counts(0, 0, 0, 0),
    ),
    kringen=tuple(name for (swv, _), names in SEED_NAMES.items() if swv == "PO-28-13" for name in names),
    shape=shape,
    asking=8,
)
