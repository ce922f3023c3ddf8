"""SWV Aan den IJssel: four named werkkringen over three gemeenten, provision shared with care, no SO of its own."""

from __future__ import annotations

from datetime import date, timedelta

from instances.presets import groups, ladders, meetings, money, staff
from instances.presets.draft import Draft
from instances.presets.setting import Preset
from instances.presets.sites import add_site
from instances.spec import Counts, GemeenteSpec, RegionSpec, SpecialSites
from optimizer.domain.half_day import HalfDay
from optimizer.domain.leerling import Admission, Application, Attendance, Need
from optimizer.domain.location import Location
from optimizer.domain.organisation import Partner
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.policy import PlacementPolicy
from optimizer.domain.school import School
from optimizer.domain.vocabulary import AdmissionKind, LeerlingKind, OverlegKind, PayerKind, Role, Rung, SchoolKind

NEWCOMER_WEEKS = 78
"""At most a year and a half at the newcomers' school."""
MEETINGS = 2
"""Least meetings of a werkkring a year."""
_ROTTERDAM = (Location(lat=51.951, lon=4.524), Location(lat=51.929, lon=4.531))
_CARE = (("Citykids", 0), ("ABA Huis", 2))
"""Places of care and treatment, and the number of their kring."""
_TEAMS = (
    ("zuidplas", "Stichting Zo"),
    ("capelle-aan-den-ijssel", "Centrum voor Jeugd en Gezin Capelle"),
    ("krimpen-aan-den-ijssel", "Krimpens Sociaal Team"),
)
_CONTACTS = (
    "gemeente {gemeente}: leerplicht",
    "gemeente {gemeente}: sociaal domein",
    "gemeente {gemeente}: ambtelijke vertegenwoordiging",
    "voorschoolse voorzieningen {gemeente}",
    "voortgezet onderwijs",
)


def shape(draft: Draft) -> None:
    """Give the region the organisation of Aan den IJssel."""
    policy = PlacementPolicy(rungs=ladders.rungs(ladders.HOME_FIRST), newcomer_max_weeks=NEWCOMER_WEEKS)
    draft.put(policy=draft.region.policy.model_copy(update={"placement": policy}))
    for school in draft.region.schools:
        if school.kind is SchoolKind.SO:
            draft.change_school(school.id, within_swv=False)  # of another SWV, whoever's postcode it has
    _provision(draft)
    _partners(draft)
    staff.name_institute(draft, "instituut-taal-gehoor", "auris", "Koninklijke Auris Groep")
    staff.name_institute(draft, "instituut-visueel", "visio", "Koninklijke Visio")
    staff.add_institute(draft, "kentalis", "Kentalis", "cluster-2", 3)
    staff.add_institute(draft, "bartimeus", "Bartiméus", "cluster-1", 2)
    _asking(draft)
    groups.add_twice_exceptional(draft)
    _meetings(draft)
    own = dict.fromkeys(money.asked(draft), PayerKind.KRING)
    money.divide(draft, own | {"hoogbegaafd": PayerKind.SWV})


def _provision(draft: Draft) -> None:
    kringen = [k.id for k in draft.region.kringen]
    add_site(draft, "HYB1", "Hybride voorziening Samen", SchoolKind.HYBRID, kring=kringen[0], free=3)
    add_site(draft, "HYB2", "Hybride voorziening De Overgang", SchoolKind.HYBRID, kring=kringen[-1], free=3)
    add_site(draft, "NIEUW", "School voor nieuwkomers", SchoolKind.NEWCOMERS, kring=kringen[1], free=4)
    # care itself admits there; the SWV gives no places in it
    for number, (name, kring) in enumerate(_CARE, start=1):
        add_site(draft, f"ZORG{number}", name, SchoolKind.CARE_AND_EDUCATION, cluster=3, kring=kringen[kring], free=0)
    for number, (name, cluster, point) in enumerate(
        zip(("De Piloot, Rotterdam", "School voor SO, Rotterdam"), (4, 3), _ROTTERDAM, strict=True), start=1
    ):
        add_site(draft, f"SO{number}", name, SchoolKind.SO, cluster=cluster, kring=kringen[0], outside=point, free=4)


def _partners(draft: Draft) -> None:
    found: list[Partner] = []
    for number, (gemeente, name) in enumerate(_TEAMS, start=1):
        own = (
            (name, "preventief: opvoedhulp en jeugd- en gezinswerk in de school", ("cluster-4", "jonge-kind"), 8),
            (f"{name}, gemeentelijke toegang", "curatief: geïndiceerde jeugdhulp", ("cluster-4", "autisme"), 4),
            ("GGD", "jeugdgezondheidszorg", (), None),
            ("Leerplicht", "leerplichtambtenaar", (), None),
        )
        found += [
            Partner(id=f"P{number}{letter}", name=label, gemeente=gemeente, offer=offer, expertise=fields, places=free)
            for letter, (label, offer, fields, free) in zip("abcd", own, strict=True)
        ]
    capelle = _TEAMS[1][0]
    found += [
        Partner(id="P4a", name="GGZ-instelling", gemeente=capelle, offer="dagklinische en residentiële behandeling"),
        Partner(id="P4b", name="Dagbesteding", gemeente=capelle, offer="dagbesteding met toegroei naar onderwijs"),
        Partner(id="P4c", name="Ziekenhuis", gemeente=capelle, offer="onderwijs aan zieke leerlingen"),
        Partner(id="P4d", name="Stichting MEE", gemeente=capelle, offer="ouder- en jeugdsteunpunt"),
    ]
    draft.put(partners=tuple(found))


def _asking(draft: Draft) -> None:
    """Add leerlingen for whom the partners' page says how it goes."""
    kringen = [k.id for k in draft.region.kringen]
    schools = [sorted(draft.schools(kring=k), key=lambda s: s.id) for k in kringen]
    _growing(draft, schools[0][0], schools[2][0])
    _newcomers(draft, schools[1][0], schools[1][1])
    _from_institution(draft, schools[3][0], schools[3][1])
    _back(draft, schools[0][1])
    _special(draft, schools[2][1], schools[0][3])
    first = schools[0][2]
    draft.more_room(first.id, 1)
    draft.ask(
        first,
        LeerlingKind.PRESCHOOL,
        leerjaar=1,
        needs=(Need(expertise="jonge-kind", minutes=45),),
        wishes=(first.id,),
        eligible_rungs=ladders.REGULAR,
        applications=(Application(school=first.id, date=draft.monday - timedelta(days=3)),),
        start_on=draft.monday + timedelta(weeks=12),
    )


def _mornings(count: int) -> tuple[HalfDay, ...]:
    return tuple(h for h in HalfDay if h.is_morning)[:count]


def _growing(draft: Draft, *near: School) -> None:
    """Add leerlingen of the care places, whose half days at a regular school grow from two to five."""
    for school, place in zip(near, ("ZORG1", "ZORG2"), strict=True):
        now, later, end = draft.monday, draft.monday + timedelta(weeks=6), draft.monday + timedelta(weeks=12)
        few, many = _mornings(2), _mornings(5)
        draft.more_room(school.id, 3)
        draft.ask(
            school,
            LeerlingKind.FROM_INSTITUTION,
            leerjaar=3,
            school=place,
            needs=(Need(expertise="cluster-3", minutes=60),),
            wishes=(school.id,),
            eligible_rungs=ladders.REGULAR,
            start_on=later,
            attendance=(
                _part(place, tuple(h for h in HalfDay if h not in few)[:6], now, later),
                _part(school.id, few, now, later),
                _part(place, tuple(h for h in HalfDay if h not in many)[:3], later, end),
                _part(school.id, many, later, end),
            ),
        )


def _part(place: str, half_days: tuple[HalfDay, ...], start: date, end: date) -> Attendance:
    return Attendance(place=place, half_days=half_days, from_date=start, until=end - timedelta(days=1))


def _newcomers(draft: Draft, *near: School) -> None:
    """Add one newcomer whose time is over at the start, and one who has half a year to go."""
    for school, weeks in zip(near, (NEWCOMER_WEEKS - 1, NEWCOMER_WEEKS - 26), strict=True):
        draft.more_room(school.id, 5)
        draft.ask(
            school,
            LeerlingKind.NEWCOMER,
            leerjaar=5,
            school="NIEUW",
            since=draft.monday - timedelta(weeks=weeks),
            needs=(Need(expertise="nieuwkomers", minutes=45),),
            wishes=(school.id,),
            eligible_rungs=(Rung.OWN_SCHOOL, *ladders.REGULAR),
        )


def _from_institution(draft: Draft, origin: School, other: School) -> None:
    """Add two who come back from treatment: one to the school of origin, one applied elsewhere; and a competitor."""
    draft.room(origin.id, 8, 1)
    draft.room(other.id, 8, 1)
    for wish, came in ((origin, origin), (other, None)):
        draft.ask(
            origin,
            LeerlingKind.FROM_INSTITUTION,
            leerjaar=8,
            school_of_origin=None if came is None else came.id,
            needs=(Need(expertise="cluster-4", minutes=60),),
            wishes=(wish.id,),
            eligible_rungs=ladders.REGULAR,
            attendance=(Attendance(place="P4a", half_days=_mornings(4), until=draft.monday + timedelta(days=13)),),
        )
    draft.ask(
        origin,
        LeerlingKind.APPLICATION,
        leerjaar=8,
        wishes=(origin.id,),
        eligible_rungs=ladders.REGULAR,
        applications=(Application(school=origin.id, date=draft.monday - timedelta(days=70)),),
    )


def _back(draft: Draft, school: School) -> None:
    """Add one who returns from SBO by symbiosis, and one who stays there with part of the week at a regular school."""
    sbo = draft.schools(SchoolKind.SBO)[0]
    part = Attendance(place=school.id, half_days=_mornings(2), until=draft.monday + timedelta(weeks=20))
    draft.more_room(school.id, 6)
    draft.ask(
        school,
        LeerlingKind.RETURN,
        school=sbo.id,
        needs=(Need(expertise="leren", minutes=60),),
        eligible_rungs=(*ladders.REGULAR, Rung.SBO),
        attendance=(part,),
        admission=Admission(kind=AdmissionKind.SBO, until=date(draft.monday.year + 1, 7, 31)),
    )
    draft.ask(school, None, school=sbo.id, eligible_rungs=(Rung.OWN_SCHOOL,), attendance=(part,))


def _special(draft: Draft, with_tlv: School, hybrid: School) -> None:
    """Add one with a TLV for SO, and one for whom a hybrid provision is wished."""
    draft.ask(
        with_tlv,
        LeerlingKind.MOVE,
        school=with_tlv.id,
        needs=(Need(expertise="cluster-4", minutes=90),),
        eligible_rungs=(Rung.SO, Rung.SO_OUTSIDE),
        admission=Admission(
            kind=AdmissionKind.SO, category=1, from_date=draft.monday, until=date(draft.monday.year + 1, 7, 31)
        ),
    )
    draft.ask(
        hybrid,
        LeerlingKind.MOVE,
        school=hybrid.id,
        needs=(Need(expertise="autisme", minutes=60),),
        wishes=("HYB1",),
        eligible_rungs=(Rung.REGULAR_KRING, Rung.REGULAR_GEMEENTE),
    )


def _meetings(draft: Draft) -> None:
    draft.put(overleggen=())
    meetings.kring_meetings(draft, contacts=_CONTACTS, times=MEETINGS, this_week=1)
    people = tuple(b.id for b in draft.staff(Role.AD))
    host = draft.schools()[0]
    draft.put(
        overleggen=(
            *draft.region.overleggen,
            Overleg(
                id="O-cluster-1-2",
                kind=OverlegKind.DIRECTORS,
                half_days=(HalfDay.DI_OCHTEND, HalfDay.DO_OCHTEND),
                hosts=(host.id,),
                participants=Participants(begeleiders=people, contacts=("coördinatieteam cluster 1 en 2",)),
                min_per_year=1,
                weeks=meetings.school_year(draft, 1, 9),
            ),
        )
    )


PRESET = Preset(
    key="aan-den-ijssel",
    swv="PO-28-18",
    spec=RegionSpec(
        id="aan-den-ijssel",
        name="SWV Aan den IJssel",
        centre=Location(lat=51.934, lon=4.58),
        gemeenten=(
            GemeenteSpec("capelle-aan-den-ijssel", "Capelle aan den IJssel", 2, "town", 0.0, 0.0),
            GemeenteSpec("krimpen-aan-den-ijssel", "Krimpen aan den IJssel", 1, "villages", -1.8, 1.8),
            GemeenteSpec("zuidplas", "Zuidplas", 1, "villages", 3.8, 2.1),
        ),
        sites=36,
        special=(SpecialSites(SchoolKind.SBO, 3),),
        besturen=11,
        counts=Counts(0, 0, 0, 0),
    ),
    kringen=("Capelle Zuid-Oost", "Capelle Noord-West", "Krimpen aan den IJssel", "Nieuwerkerk aan den IJssel"),
    shape=shape,
    first_seed=3,
    asking=8,
)
