"""What presets add to groepsarrangementen."""

from __future__ import annotations

from instances.presets.draft import Draft
from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.leerling import Leerling, Need
from optimizer.domain.vocabulary import Rung

GIFTED, EXTRA = "hoogbegaafd", "autisme"
TWICE = (GIFTED, EXTRA)
"""Needs of a twice-exceptional leerling."""


def arrangement_of(draft: Draft, kind: str) -> Groepsarrangement:
    """Return the first arrangement of a kind, the running one when there is any."""
    own = [a for a in draft.region.arrangementen if a.kind == kind]
    return min(own, key=lambda a: (a.running is None, a.id))


def add_candidate(draft: Draft, arrangement: Groepsarrangement, needs: tuple[Need, ...]) -> Leerling:
    """Add a candidate with these needs, at a school near the group's host; running groups take who fits."""
    host = draft.school(arrangement.running.host if arrangement.running is not None else arrangement.hosts[0])
    near = [s for s in draft.schools(kring=host.kring) if s.id != host.id] or [host]
    school = draft.nearest(host.location, near)
    leerling = draft.ask(
        school,
        None,
        school=school.id,
        leerjaar=arrangement.leerjaren[-1],
        needs=needs,
        eligible_rungs=(Rung.OWN_SCHOOL,),
    )
    candidates = (*arrangement.candidates, leerling.id)
    draft.put(
        arrangementen=tuple(
            a.model_copy(update={"candidates": candidates}) if a.id == arrangement.id else a
            for a in draft.region.arrangementen
        )
    )
    return leerling


def add_twice_exceptional(draft: Draft) -> Leerling:
    """Open OCTA for a twice-exceptional leerling: gifted, and in need of more than that."""
    octa = arrangement_of(draft, "OCTA")
    return add_candidate(draft, octa, (Need(expertise=GIFTED, minutes=60), Need(expertise=EXTRA, minutes=45)))
