"""SWV Onderwijs op Maat De Liemers: wijk first, directors who meet with the gemeente, weekly groups over schools."""

from __future__ import annotations

from datetime import date, timedelta

from instances.presets import groups, ladders, meetings
from instances.presets.draft import Draft
from instances.presets.setting import Preset
from instances.spec import Counts, GemeenteSpec, RegionSpec, SpecialSites
from optimizer.domain.half_day import HalfDay
from optimizer.domain.leerling import Admission, Application, Need
from optimizer.domain.location import Location
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.school import School, SharedMinutes
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, OverlegKind, Rung, SchoolKind

MEETINGS = 4
"""Least directors' meetings of a wijk a year."""
SHARED = "autisme"
"""Expertise that schools of the first wijk share."""
_CONTACTS = ("gemeente {gemeente}", "sociaal domein {gemeente}")
_GROUPS = ("x-klas", "TOS-groep", "eigen leerlijn")


def shape(draft: Draft) -> None:
    """Give the region the organisation of De Liemers."""
    policy = PlacementPolicy(rungs=ladders.rungs(ladders.HOME_FIRST), zorgplicht_weeks=6, zorgplicht_extension_weeks=4)
    draft.put(policy=draft.region.policy.model_copy(update={"placement": policy}))
    _cases(draft)
    for kind in _GROUPS:
        arrangement = groups.arrangement_of(draft, kind)
        groups.add_candidate(draft, arrangement, (Need(expertise=arrangement.supports[0], minutes=45),))
    _meetings(draft)


def _cases(draft: Draft) -> None:
    wijk, other = draft.region.kringen[0].id, draft.region.kringen[1].id
    schools = sorted(draft.schools(kring=wijk), key=lambda s: s.id)
    first, second, sharing = schools[0], schools[1], schools[2]
    _share(draft, first, sharing)
    _wijk_first(draft, first, second)
    _referred(draft, other)
    _several(draft, schools)


def _share(draft: Draft, own: School, sharing: School) -> None:
    """Let one school share expertise with another, and add one who can stay at the own school thanks to that."""
    lacking = {
        "expertise": tuple(e for e in own.expertise if e != SHARED),
        "shared_minutes": tuple(m for m in own.shared_minutes if m.expertise != SHARED),
    }
    draft.change_school(own.id, **lacking)
    shared = (SharedMinutes(expertise=SHARED, half_day=HalfDay.MA_OCHTEND, minutes=120),)
    draft.change_school(sharing.id, expertise=tuple(dict.fromkeys((*sharing.expertise, SHARED))), shared_minutes=shared)
    draft.ask(
        own,
        LeerlingKind.MOVE,
        school=own.id,
        needs=(Need(expertise=SHARED, minutes=30),),
        wishes=(own.id,),
        eligible_rungs=(Rung.OWN_SCHOOL, *ladders.REGULAR, Rung.SBO),
        admission=_tlv(draft),
    )


def _tlv(draft: Draft) -> Admission:
    return Admission(
        kind=AdmissionKind.SBO, from_date=draft.monday - timedelta(days=14), until=date(draft.monday.year + 1, 7, 31)
    )


def _wijk_first(draft: Draft, own: School, other: School) -> None:
    """Add one who cannot stay, has a TLV and a wish for SBO, and for whom the wijk has a place; and one mid-year."""
    sbo = draft.schools(SchoolKind.SBO)[0]
    draft.change_school(sbo.id, places=tuple(p.model_copy(update={"free": p.free + 2}) for p in sbo.places))
    for rungs, admission in (((Rung.REGULAR_KRING, Rung.SBO), _tlv(draft)), (ladders.REGULAR, None)):
        draft.more_room(other.id, 6)
        draft.ask(
            own,
            LeerlingKind.MOVE,
            school=own.id,
            needs=(Need(expertise="leren", minutes=45),),
            wishes=(sbo.id,) if admission is not None else (other.id,),
            eligible_rungs=rungs,
            admission=admission,
            start_on=draft.monday + timedelta(weeks=1),
        )


def _referred(draft: Draft, wijk: str) -> None:
    """Fill leerjaar 8 of a whole wijk, and add one for whom SBO is left."""
    schools = draft.schools(kring=wijk)
    for school in schools:
        draft.room(school.id, 8, 0)
    draft.ask(
        schools[0],
        LeerlingKind.MOVE,
        leerjaar=8,
        school=schools[0].id,
        needs=(Need(expertise="leren", minutes=90),),
        eligible_rungs=(Rung.REGULAR_KRING, Rung.SBO),
        admission=_tlv(draft),
    )


def _several(draft: Draft, schools: list[School]) -> None:
    """Add two who applied at the same three schools, in another order."""
    three = [s.id for s in schools[:3]]
    for order in (three, three[::-1]):
        for school in three:
            draft.more_room(school, 2)
        draft.ask(
            schools[0],
            LeerlingKind.APPLICATION,
            leerjaar=2,
            wishes=tuple(order),
            eligible_rungs=ladders.REGULAR,
            applications=tuple(
                Application(school=s, date=draft.monday - timedelta(days=20 - n), order=n)
                for n, s in enumerate(order, start=1)
            ),
        )


def _meetings(draft: Draft) -> None:
    """Add four directors' meetings of every wijk, with the gemeente and the sociaal domein invited by the schools."""
    draft.put(overleggen=())
    for number, kring in enumerate(draft.region.kringen):
        schools = [s for s in draft.region.schools if s.kring == kring.id and s.kind in meetings.MEMBERS]
        meetings.hold(
            draft,
            kring=kring.id,
            kind=OverlegKind.DIRECTORS,
            weeks=meetings.school_year(draft, MEETINGS, min(number, 6)),
            schools=schools,
            contacts=(
                *(f"directeur {s.name}" for s in schools),
                *meetings.named(draft, kring.id, _CONTACTS),
            ),
            min_per_year=MEETINGS,
            ibs=False,
            team=1,
        )


PRESET = Preset(
    key="de-liemers",
    swv="PO-25-04",
    spec=RegionSpec(
        id="de-liemers",
        name="SWV Onderwijs op Maat De Liemers",
        centre=Location(lat=51.93, lon=6.07),
        gemeenten=(
            GemeenteSpec("zevenaar", "Zevenaar", 2, "town", -0.8, 1.0),
            GemeenteSpec("duiven", "Duiven", 1, "villages", 1.4, -4.0),
            GemeenteSpec("westervoort", "Westervoort", 1, "villages", 2.7, -7.2),
            GemeenteSpec("montferland", "Montferland", 1, "villages", 1.4, 5.0),
        ),
        sites=37,
        special=(SpecialSites(SchoolKind.SBO, 1), SpecialSites(SchoolKind.SO, 2, cluster=3)),
        besturen=4,
        counts=Counts(0, 0, 0, 0),
    ),
    kringen=("Zevenaar 1", "Zevenaar 2", "Duiven", "Westervoort", "Didam"),
    shape=shape,
    asking=8,
)
