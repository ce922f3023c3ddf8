"""Attributes of a pupil that must never be in the input, in Dutch and in English.

A placement may not rest on who the child or its family is, and nobody needs to know who the child is: an opaque
id is enough. The names are recognised whole or as a word of a longer name (``naam_leerling``, ``homeAddress``).
"""

from __future__ import annotations

import itertools
import re
import unicodedata

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


def protected_reason(name: str) -> str | None:
    """Return why an attribute of a pupil is refused (a key of the catalogue), or nothing when it is not protected."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = [word.lower() for word in _WORDS.findall(plain)]
    if "school" in words:
        # what is said of a school (``school_of_origin``) is not said of the pupil
        return _REASON.get("".join(words))
    for word in ("".join(words), *words, *(a + b for a, b in itertools.pairwise(words))):
        if word in _REASON:
            return _REASON[word]
    return None
