"""Fields of expertise: abbreviations under one name, and words that are known to be a field and nobody's name."""

from __future__ import annotations

from optimizer.io.messy.plain import plain, tidy
from optimizer.io.messy.values import Value

EXPERTISE: dict[str, tuple[str, ...]] = {
    "autisme": ("ass", "autisme spectrum", "autismespectrum", "aut", "pdd nos"),
    "cluster-1": ("cl1", "cl 1", "cluster 1", "visueel", "visus"),
    "cluster-2": ("cl2", "cl 2", "cluster 2", "tos", "taal spraak", "spraak taal"),
    "cluster-3": ("cl3", "cl 3", "cluster 3", "zml", "lz", "lichamelijk"),
    "cluster-4": ("cl4", "cl 4", "cluster 4", "gedrag cl4"),
    "hoogbegaafd": ("hb", "hoogbegaafdheid", "meerbegaafd", "plus"),
    "gedrag": ("gedragsproblemen", "gdr", "gedragsproblematiek"),
    "leren": ("leerproblemen", "lp", "dyslexie dyscalculie", "leer"),
}
"""Common abbreviations of fields of expertise; other words are kept as they are typed."""
FIELDS = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "aandacht adhd add angst arrangement autisme begaafd begeleiding begrijpend cluster coaching communicatie "
        "concentratie coordinatie diabetes didactisch dyscalculie dyslexie emotioneel epilepsie executieve expertise "
        "faalangst functies fysiek fysiotherapie gedrag gedragsregulatie gehoor gezondheid groepsdynamiek handelen "
        "hechting hoogbegaafd hoogbegaafdheid intelligentie jonge jongekind kind kindermishandeling kleuters "
        "langdurig leerachterstand leerkracht leerlijn leerproblemen leerproblematiek leerstoornis leren lezen "
        "lichamelijk logopedie mentaal moeilijk lerend motoriek mutisme neurologisch nieuwkomers nt2 observatie "
        "onderwijs ontwikkeling ontwikkelingsachterstand orthopedagogiek ouders pesten praktijk praten prikkels "
        "prikkelverwerking psychiatrie rekenen rouw rouwverwerking schoolverzuim selectief sensorische slechthorend "
        "slechtziend sociaal sociale sova speciaal spel spelling spraak structuur taal taalontwikkeling "
        "taalontwikkelingsstoornis thuiszitter thuiszitters tos trauma traumasensitief vaardigheden verlies verrijking "
        "verstandelijk verzuim video vitaal weerbaarheid werkgeheugen werkhouding ziek zieke zieken zintuigen zml "
        "zelfredzaamheid zelfstandigheid zorg problemen problematiek stoornis achterstand en of met bij voor van"
    ).split()
)
"""Words of the trade for what begeleiders are asked for: a field made of these alone names no pupil."""


_NAMES = {own: name for name, words in EXPERTISE.items() for own in (plain(name), *words)}


def expertise(text: str) -> Value[str]:
    """Return a field of expertise under the name that all its abbreviations share."""
    name = _NAMES.get(plain(text))
    kept = tidy(text)
    if name is None:
        return Value(kept.casefold())
    return Value(name, "" if kept == name else "expertise")


def is_field(text: str) -> bool:
    """Tell whether a text is a field of expertise by its words, also when nobody has it."""
    given = plain(text).split()
    return bool(given) and (expertise(text).value in EXPERTISE or all(w in FIELDS for w in given))
