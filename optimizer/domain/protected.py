"""Attributes of a pupil that must never be in the input, in Dutch and in English.

A placement may not rest on who the child or its family is, and nobody needs to know who the child is: an opaque
id is enough. The names are recognised whole or as a word of a longer name (``naam_leerling``, ``homeAddress``).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

_GROUPS = {
    "identity": """
        name naam names namen voornaam voornamen achternaam roepnaam firstname lastname surname fullname initials
        voorletters address adres straat street huisnummer housenumber woonplaats bsn burgerservicenummer
        onderwijsnummer pgn persoonsgebonden socialsecurity birth birthdate birthday birthplace dob born geboren
        geboorte geboortedatum geboortedag geboorteplaats geboorteland phone telephone telefoon telefoonnummer
        mobiel email mail photo foto
    """,
    "origin": """
        origin herkomst afkomst nationality nationaliteit nationalities ethnicity ethnic etniciteit etnisch race
        ras racial country land migration migrant migratie migratieachtergrond immigrant vluchteling refugee asiel
        asylum language languages taal talen thuistaal moedertaal nativelanguage homelanguage mothertongue
    """,
    "income": """
        income incomes inkomen inkomens salary salaris uitkering benefit benefits debt schulden ses seswoa wealth
        vermogen opleidingsniveau parentaleducation gewicht leerlinggewicht schoolgewicht weging statusscore
        neighbourhood neighborhood buurt buurtstatus wijk wijkstatus postcodestatus achterstand achterstandsscore
    """,
    "belief": """
        religion religions religious religie geloof geloofsovertuiging godsdienst levensbeschouwing faith belief
        beliefs church kerk moskee mosque politics political politiek
    """,
    "body": """
        gender geslacht sex sekse seksualiteit sexuality diagnosis diagnose diagnoses diagnostics medical medisch
        medication medicatie health gezondheid iq intelligence intelligentie disability handicap
    """,
}
_REASON = {word: reason for reason, words in _GROUPS.items() for word in words.split()}
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


_AROUND = frozenset(
    {"de", "het", "een", "van", "the", "of", "s", "leerling", "leerlingen", "pupil", "kind", "child", "home"}
    | {"status", "nummer", "number", "nr", "datum", "date"}
)
"""Words that may stand around a protected one."""


@dataclass(frozen=True)
class Protected:
    """An attribute of a pupil that is refused."""

    name: str
    """The attribute as it was given; of a longer name in which more may be said than that, the protected word only."""
    reason: str
    """Why: a key of the catalogue."""


def protected_attribute(name: str) -> Protected | None:
    """Return why an attribute of a pupil is refused, or nothing when it is not protected."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = bare.encode("ascii", "ignore").decode()
    words = [word.lower() for word in _WORDS.findall(plain)]
    if "school" in words:
        # what is said of a school (``school_of_origin``) is not said of the pupil
        whole = "".join(words)
        return Protected(name, _REASON[whole]) if whole in _REASON else None
    for word in ("".join(words), *words, *(a + b for a, b in itertools.pairwise(words))):
        if word in _REASON:
            harmless = word == "".join(words) or all(own in _REASON or own in _AROUND for own in words)
            return Protected(name if harmless and plain == bare else word, _REASON[word])
    return None
