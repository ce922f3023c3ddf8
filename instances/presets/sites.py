"""Provision that a school list does not hold: hybrid, newcomers', care-and-education and SO outside."""

from __future__ import annotations

from instances.geography import scatter
from instances.presets.draft import Draft
from instances.school_days import fill_school
from instances.skeleton import Site
from optimizer.domain.location import Location
from optimizer.domain.school import Places, School
from optimizer.domain.vocabulary import SchoolKind


def add_site(
    draft: Draft,
    ident: str,
    name: str,
    kind: SchoolKind,
    *,
    kring: str,
    cluster: int | None = None,
    outside: Location | None = None,
    free: int = 2,
) -> School:
    """Add a site without hulpvragen of its own; with a point `outside` it belongs to another SWV.

    Within the SWV it stands near the middle of the kring, in the gemeente of the nearest regular school.
    """
    point = scatter(draft.rng, draft.centre(kring), 700) if outside is None else outside
    near = draft.nearest(point, draft.schools(kring=kring))
    site = Site(
        id=ident,
        name=name,
        kind=kind,
        cluster=cluster,
        kring=kring,
        gemeente=near.gemeente or "",
        bestuur=near.bestuur or "",
        location=point,
        denomination=None,
        pupils=draft.rng.randint(25, 90),
        pc4="",
    )
    fields: dict[str, object] = {"places": (Places(from_date=draft.monday, free=free),)}
    if outside is not None:
        fields |= {"within_swv": False, "gemeente": None, "bestuur": None}
    school = fill_school(site, draft.region.week, str(draft.seed)).model_copy(update=fields)
    draft.put(schools=(*draft.region.schools, school))
    return school
