"""SWV De Westfriese Knoop: support teams with the parents, trajectbegeleiders of its own, money by agreement."""

from __future__ import annotations

from datetime import date, timedelta

from instances.presets import ladders, meetings, money, staff
from instances.presets.draft import Draft
from instances.presets.setting import Preset
from instances.spec import Counts, GemeenteSpec, RegionSpec, SpecialSites
from optimizer.domain.leerling import Admission, Need
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.organisation import Partner
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.vocabulary import (
    ADMISSION_RUNGS,
    AdmissionKind,
    LeerlingKind,
    OverlegKind,
    PayerKind,
    Role,
    Rung,
    SchoolKind,
)

AGREEMENT = {
    "cluster-4": PayerKind.BESTUUR,
    "autisme": PayerKind.BESTUUR,
    "leren": PayerKind.BESTUUR,
    "cluster-3": PayerKind.BESTUUR,
    "jonge-kind": PayerKind.KRING,
    "hoogbegaafd": PayerKind.SWV,
    "nieuwkomers": PayerKind.SWV,
}
"""Who pays what: most of the money is for support at the regular schools of the besturen."""
COST_SBO = 6_635
COST_SO = (12_938, 21_053, 31_420)
"""Yearly cost of a pupil at SBO, and at SO by category (2024), which the SWV pays for every pupil enrolled there."""
_TEAMS = 4


def shape(draft: Draft) -> None:
    """Give the region the organisation of De Westfriese Knoop."""
    policy = PlacementPolicy(rungs=ladders.rungs(ladders.REGULAR_FIRST), cost_sbo_euro=COST_SBO, cost_so_euro=COST_SO)
    draft.put(policy=draft.region.policy.model_copy(update={"placement": policy}))
    draft.put(
        partners=(
            *draft.region.partners,
            *(
                Partner(
                    id=f"PJ{n}", name=f"Jeugdzorg {g.name}", gemeente=g.id, offer="jeugdzorg", expertise=("autisme",)
                )
                for n, g in enumerate(draft.region.gemeenten, start=1)
            ),
        )
    )
    _trajectbegeleiders(draft)
    _cases(draft)
    staff.assign_trajectbegeleiders(
        draft,
        [p.id for p in draft.region.leerlingen if p.kind is not None and ADMISSION_RUNGS & set(p.eligible_rungs)]
        + [p.id for p in draft.region.leerlingen if p.trajectbegeleider is not None],
    )
    _heard(draft)
    _teams(draft)
    money.divide(draft, AGREEMENT)


def _trajectbegeleiders(draft: Draft) -> None:
    """Have enough trajectbegeleiders that every kring has one, each with its own kringen."""
    served = {k for b in draft.staff(Role.TRAJECTBEGELEIDER) for k in b.kringen}
    rest = [k.id for k in draft.region.kringen if k.id not in served]
    half = -(-len(rest) // 2)
    staff.add_trajectbegeleiders(draft, (tuple(rest[:half]), tuple(rest[half:])))


def _cases(draft: Draft) -> None:
    """Add one who needs SBO, one for whom a regular school is still possible, and one whose parents wish farther."""
    kring = draft.region.kringen[0].id
    near, *others = sorted(draft.schools(kring=kring), key=lambda s: s.id)
    far = max(others, key=lambda s: straight_metres(s.location, near.location))
    sbo = draft.schools(SchoolKind.SBO)[0]
    draft.change_school(sbo.id, places=tuple(p.model_copy(update={"free": p.free + 2}) for p in sbo.places))
    until = date(draft.monday.year + 1, 7, 31)
    tlv = Admission(kind=AdmissionKind.SBO, from_date=draft.monday - timedelta(days=20), until=until)
    needs = (Need(expertise="leren", minutes=60),)
    for rungs in ((Rung.SBO,), (*ladders.REGULAR, Rung.SBO)):
        draft.more_room(near.id, 4)
        draft.ask(
            near,
            LeerlingKind.MOVE,
            leerjaar=4,
            school=far.id,
            needs=needs,
            wishes=(sbo.id, near.id),
            eligible_rungs=rungs,
            admission=tlv,
        )
    draft.more_room(near.id, 2)
    draft.more_room(far.id, 2)
    draft.ask(near, LeerlingKind.APPLICATION, leerjaar=2, wishes=(far.id,), eligible_rungs=ladders.REGULAR)


def _heard(draft: Draft) -> None:
    """Hear every child who asks, before the team meets."""
    for p in draft.region.leerlingen:
        team = p.decisions.team
        if p.kind is not None and p.decisions.child_heard is None and team is not None:
            heard = p.decisions.model_copy(update={"child_heard": team - timedelta(days=2)})
            draft.change_leerling(p.id, decisions=heard)


def _teams(draft: Draft) -> None:
    """Add the ondersteuningsteam of schools of which a leerling asks for more than the school can give."""
    draft.put(overleggen=tuple(o for o in draft.region.overleggen if o.kind is OverlegKind.KRING))
    regular = {s.id: s for s in draft.schools()}
    asking = sorted({p.school for p in draft.region.leerlingen if p.kind is LeerlingKind.MOVE and p.school in regular})
    for number, school in enumerate(asking[:_TEAMS]):
        site = regular[school]
        guide = next(b for b in draft.staff(Role.TRAJECTBEGELEIDER) if site.kring in b.kringen)
        meetings.hold(
            draft,
            kring=site.kring,
            kind=OverlegKind.ONDERSTEUNINGSTEAM,
            weeks=meetings.school_year(draft, 1, number % 2),
            schools=[site],
            contacts=("ouders/verzorgers", "leerkracht"),
            required=(guide.id,),
            team=0,
        )


PRESET = Preset(
    key="westfriese-knoop",
    swv="PO-27-02",
    spec=RegionSpec(
        id="westfriese-knoop",
        name="SWV De Westfriese Knoop",
        centre=Location(lat=52.67, lon=5.06),
        gemeenten=(
            GemeenteSpec("hoorn", "Hoorn", 3, "town", -1.5, 0.8),
            GemeenteSpec("medemblik", "Medemblik", 3, "villages", 6.6, 3.0),
            GemeenteSpec("koggenland", "Koggenland", 1, "villages", -2.7, -8.2),
            GemeenteSpec("drechterland", "Drechterland", 1, "villages", 0.2, 7.0),
            GemeenteSpec("stede-broec", "Stede Broec", 1, "villages", 2.7, 11.3),
            GemeenteSpec("enkhuizen", "Enkhuizen", 1, "villages", 4.0, 14.6),
            GemeenteSpec("opmeer", "Opmeer", 1, "villages", 4.9, -7.3),
        ),
        sites=90,
        special=(
            SpecialSites(SchoolKind.SBO, 2),
            SpecialSites(SchoolKind.SO, 1, cluster=3),
            SpecialSites(SchoolKind.SO, 1, cluster=2),
        ),
        besturen=11,
        counts=Counts(0, 0, 0, 0),
    ),
    kringen=(
        "Hoorn 1",
        "Hoorn 2",
        "Hoorn 3",
        "Medemblik 1",
        "Medemblik 2",
        "Medemblik 3",
        "Koggenland",
        "Drechterland",
        "Stede Broec",
        "Enkhuizen",
        "Opmeer",
    ),
    shape=shape,
    first_seed=3,
)
