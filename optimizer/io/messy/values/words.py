"""Closed lists of the domain in the words people use for them: priority, role, target, level, status, travel."""

from __future__ import annotations

from optimizer.domain.vocabulary import Level, Mode, Priority, Role, SchoolKind, Target
from optimizer.io.messy.plain import plain, tidy
from optimizer.io.messy.sheets import Cell, text_of
from optimizer.io.messy.values import Value

ENDED = "ended"
"""Status of a request that is over: no demand any more."""

PRIORITIES: dict[str, tuple[str, ...]] = {
    Priority.URGENT: ("urgent", "spoed", "hoog", "hoge", "dringend", "crisis", "asap", "zsm", "prio", "rood", "1", "a"),
    Priority.NORMAL: ("normal", "normaal", "gewoon", "midden", "gemiddeld", "middel", "oranje", "geel", "2", "b"),
    Priority.LOW: ("low", "laag", "lage", "kan wachten", "later", "groen", "3", "c", "niet urgent", "geen haast"),
}
ROLES: dict[str, tuple[str, ...]] = {
    Role.AB: (
        "ab",
        "aber",
        "ab er",
        "ambulant begeleider",
        "ambulante begeleider",
        "ambulant begeleidster",
        "begeleider",
    ),
    Role.AD: ("ad", "ader", "ad er", "ambulant dienstverlener", "dienstverlener", "cluster 2"),
    Role.TRAJECTBEGELEIDER: ("trajectbegeleider", "traject", "tb", "tber", "trajectbegeleidster"),
}
TARGETS: dict[str, tuple[str, ...]] = {
    Target.IB: ("ib", "iber", "ib er", "intern begeleider", "interne begeleider", "kwaliteitscoordinator", "kc"),
    Target.TEACHER: ("teacher", "leerkracht", "lk", "lkr", "juf", "meester", "leraar", "docent", "team", "lkt"),
    Target.GROUP: ("group", "groep", "klas", "gr"),
    Target.CHILD: ("child", "kind", "leerling", "ll", "kindgericht"),
}
LEVELS: dict[str, tuple[str, ...]] = {
    Level.LIGHT: ("light", "licht", "lichte", "basis", "laag", "1", "lichte ondersteuning"),
    Level.HEAVY: ("heavy", "zwaar", "zware", "intensief", "hoog", "2", "zware ondersteuning"),
}
STATUSES: dict[str, tuple[str, ...]] = {
    "granted": (
        "granted", "toegekend", "akkoord", "goedgekeurd", "loopt", "lopend", "actief", "gestart", "ja", "ok", "j", "x",
    ),
    "requested": (
        "requested", "aangevraagd", "aanvraag", "in aanvraag", "nieuw", "wacht", "wachtlijst", "in behandeling", "nee",
        "open", "ingediend",
    ),
    ENDED: (
        "afgerond", "gesloten", "klaar", "vervallen", "afgewezen", "gestopt", "beeindigd", "stopt", "ingetrokken",
    ),
}  # fmt: skip
MODES: dict[str, tuple[str, ...]] = {
    Mode.CAR: ("car", "auto", "eigen auto", "leaseauto"),
    Mode.BICYCLE: ("bicycle", "fiets", "e bike", "ebike"),
    Mode.WALK: ("walk", "lopend", "te voet", "voet"),
    Mode.PUBLIC_TRANSPORT: ("public transport", "ov", "openbaar vervoer", "trein", "bus"),
}
KINDS: dict[str, tuple[str, ...]] = {
    SchoolKind.BO: ("bo", "basisonderwijs", "basisschool", "regulier", "bao"),
    SchoolKind.SBO: ("sbo", "speciaal basisonderwijs"),
    SchoolKind.SO: ("so", "so vso", "speciaal onderwijs", "sovso"),
    SchoolKind.NEWCOMERS: ("newcomers", "nieuwkomers", "nieuwkomersschool", "taalschool", "isk"),
    SchoolKind.HYBRID: ("hybrid", "hybride"),
}
_OWN = 2
"""The first words of a list are the domain's own, in English and Dutch: reading those is no guess."""
_YES = frozenset({"ja", "j", "x", "v", "waar", "true", "1", "yes", "y", "xx", "ok"})
_NO = frozenset({"nee", "n", "onwaar", "false", "0", "no", "geen", "niet"})
_CHECKS = frozenset("✓✔☑√●•*")
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


def word(value: Cell, table: dict[str, tuple[str, ...]]) -> Value[str] | None:
    """Read a word of a closed list: exactly, or as the start of a longer text such as ``hoog (crisis)``."""
    given = plain(text_of(value))
    exact = {own: name for name, words in table.items() for own in (plain(name), *words)}
    if not given:
        urgent = Priority.URGENT in table and isinstance(value, str) and set(tidy(value)) <= {"!"}
        return Value(str(Priority.URGENT), "word") if urgent else None
    if given in exact:
        found = exact[given]
        return Value(str(found), "" if given == plain(found) or given in table[found][:_OWN] else "word")
    longer = {name for own, name in exact.items() if len(own) > 1 and given.startswith(f"{own} ")}
    return Value(str(longer.pop()), "word") if len(longer) == 1 else None


def truth(value: Cell) -> bool | None:
    """Read yes or no: ``ja``, ``x``, ``✓``, ``1``, ``waar``; nothing when it is neither."""
    if isinstance(value, bool):
        return value
    given = text_of(value).casefold()
    if given in _YES or (given and set(given) <= _CHECKS):
        return True
    return False if given in _NO or given == "-" else None


def expertise(text: str) -> Value[str]:
    """Return a field of expertise under the name that all its abbreviations share."""
    given = plain(text)
    for name, words in EXPERTISE.items():
        if given == plain(name) or given in words:
            return Value(name, "" if tidy(text) == name else "expertise")
    kept = tidy(text).casefold()
    return Value(kept)
