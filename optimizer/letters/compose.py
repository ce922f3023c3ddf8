"""Puts letters together: what is told, where to turn to, and how to object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from optimizer.domain.explain import ItemKind, Reason
from optimizer.domain.placement import LeerlingOutcome
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.language import DEFAULT_LANGUAGE
from optimizer.language.phrases import Phrases
from optimizer.letters.contact import TLV_WEEKS, Contact
from optimizer.letters.letter import Letter, Part
from optimizer.letters.moved import change_parts
from optimizer.letters.names import Audience, Names
from optimizer.letters.placed import outcome_parts
from optimizer.letters.why import reason_parts


def reason_letter(
    reason: Reason,
    region: Region,
    audience: Audience,
    *,
    contact: Contact | None = None,
    lang: str = DEFAULT_LANGUAGE,
    day: date | None = None,
) -> Letter:
    """Return why something is not served, as a note for the coordinator or a letter to school or parents.

    Parameters
    ----------
    contact
        Details of the SWV; what lacks is left blank, for all to see.
    day
        The date on the letter; null leaves it out.
    """
    names = Names(region, Phrases(lang))
    parts = reason_parts(reason, names, audience)
    place = reason.item_kind is ItemKind.LEERLING
    if not place:
        parts = (Part(lead=names.phrases.of("letter.about_week", week=names.week())), *parts)
    member = reason.leerling is not None and audience is Audience.SCHOOL
    if place or member:
        title = _place_title(audience, reason.leerling or reason.item, names)
    elif audience is Audience.SCHOOL and reason.item_kind is not ItemKind.HULPVRAAG:
        title = names.phrases.of(f"letter.title.school_{reason.item_kind}", item=names.name(reason.item))
    else:
        title = names.phrases.of(f"letter.title.{audience}", item=names.name(reason.item))
    letter = _letter(title, parts, names, audience, contact or Contact(), day)
    if audience is Audience.COORDINATOR:
        return letter
    return replace(letter, reference=names.phrases.of("letter.reference", item=reason.leerling or reason.item))


def outcome_letter(
    outcome: LeerlingOutcome,
    region: Region,
    audience: Audience,
    *,
    contact: Contact | None = None,
    lang: str = DEFAULT_LANGUAGE,
    day: date | None = None,
) -> Letter:
    """Return a proposal for a place, or that there is none, as a letter to school or parents; as `reason_letter`."""
    names = Names(region, Phrases(lang))
    title = _place_title(audience, outcome.leerling, names)
    letter = _letter(title, outcome_parts(outcome, names, audience), names, audience, contact or Contact(), day)
    return replace(letter, reference=names.phrases.of("letter.reference", item=outcome.leerling))


def changes_letter(
    before: WeekPlan,
    after: WeekPlan,
    region: Region,
    school: str,
    *,
    contact: Contact | None = None,
    lang: str = DEFAULT_LANGUAGE,
    day: date | None = None,
) -> Letter:
    """Return what changes for a school when one plan of a week takes the place of another; as `reason_letter`."""
    names = Names(region, Phrases(lang))
    week = Part(lead=names.phrases.of("letter.about_week", week=names.phrases.week(after.week)))
    parts = (week, *change_parts(before, after, school, names))
    title = names.phrases.of("letter.title.changes", school=names.name(school))
    return _letter(title, parts, names, Audience.SCHOOL, contact or Contact(), day)


def _place_title(audience: Audience, leerling: str, names: Names) -> str:
    key = audience if audience is Audience.COORDINATOR else f"{audience}_place"
    return names.phrases.of(f"letter.title.{key}", item=leerling)


def _letter(
    title: str, parts: Sequence[Part], names: Names, audience: Audience, contact: Contact, day: date | None
) -> Letter:
    phrases = names.phrases
    written = "" if day is None else phrases.date(day, year=True)
    if audience is Audience.COORDINATOR:
        return Letter(title, phrases.lang, written, (), "", tuple(parts))
    ending = [Part(lead=f"{phrases.of('letter.end.people')} {phrases.of('letter.end.keep_on')}")]
    questions = {"phone": contact.shown("phone", phrases), "email": contact.shown("email", phrases)}
    ending.append(Part(lead=phrases.of("letter.end.questions", **questions)))
    if audience is Audience.PARENTS:
        ending += routes(contact, phrases)
    swv = contact.swv or names.region.name
    return Letter(
        title=title,
        lang=phrases.lang,
        date=written,
        sender=(swv,),
        greeting=phrases.of(f"letter.greeting.{audience}"),
        parts=(*parts, *ending),
        end=(phrases.of("letter.end.greeting"), contact.shown("sender", phrases), swv),
    )


def routes(contact: Contact, phrases: Phrases) -> tuple[Part, ...]:
    """Return where parents find help, and how they object."""

    def shown(field: str) -> dict[str, str]:
        return {field: contact.shown(field, phrases)}

    return (
        Part(
            heading=phrases.of("letter.end.support_heading"),
            lead=phrases.of("letter.end.support", **shown("support_point")),
        ),
        Part(
            heading=phrases.of("letter.end.objection_heading"),
            lead=phrases.of("letter.end.objection_talk", **shown("complaints")),
            lines=(
                phrases.of("letter.end.objection_disputes", **shown("disputes")),
                phrases.of("letter.end.objection_tlv", weeks=str(TLV_WEEKS), **shown("objection")),
            ),
        ),
    )
