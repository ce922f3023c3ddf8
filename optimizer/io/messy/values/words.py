"""Closed lists of the domain in the words people use for them: priority, role, target, level, status, travel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.domain.vocabulary import Level, Mode, Priority, Role, SchoolKind, Target
from optimizer.io.messy.plain import plain, tidy
from optimizer.io.messy.sheets import Cell, text_of
from optimizer.io.messy.values import Value

ENDED = "ended"
"""Status of a request that is over: no demand any more."""

_OWN = 2
"""The first words of a list are the domain's own, in English and Dutch: reading those is no guess."""


@dataclass(frozen=True)
class WordList:
    """A closed list, ready to look words up in."""

    names: tuple[str, ...]
    exact: Mapping[str, str]
    """Name by plain word."""
    own: frozenset[str]
    """Words that are the domain's own: reading those is no guess."""
    urgent: bool
    """Whether a cell with exclamation marks alone is urgent."""

    @classmethod
    def of(cls, table: Mapping[str, tuple[str, ...]]) -> WordList:
        """Make one of the words by name; a word that stands twice has the last name."""
        names = tuple(str(name) for name in table)
        exact = {own: str(name) for name, words in table.items() for own in (plain(name), *words)}
        own = {plain(name) for name in table} | {w for words in table.values() for w in words[:_OWN]}
        return cls(names, exact, frozenset(own), Priority.URGENT in table)


PRIORITIES = WordList.of(
    {
        Priority.URGENT: (
            "urgent",
            "spoed",
            "hoog",
            "hoge",
            "dringend",
            "crisis",
            "asap",
            "zsm",
            "prio",
            "rood",
            "1",
            "a",
        ),
        Priority.NORMAL: ("normal", "normaal", "gewoon", "midden", "gemiddeld", "middel", "oranje", "geel", "2", "b"),
        Priority.LOW: ("low", "laag", "lage", "kan wachten", "later", "groen", "3", "c", "niet urgent", "geen haast"),
    }
)
ROLES = WordList.of(
    {
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
)
TARGETS = WordList.of(
    {
        Target.IB: ("ib", "iber", "ib er", "intern begeleider", "interne begeleider", "kwaliteitscoordinator", "kc"),
        Target.TEACHER: ("teacher", "leerkracht", "lk", "lkr", "juf", "meester", "leraar", "docent", "team", "lkt"),
        Target.GROUP: ("group", "groep", "klas", "gr"),
        Target.CHILD: ("child", "kind", "leerling", "ll", "kindgericht"),
    }
)
LEVELS = WordList.of(
    {
        Level.LIGHT: ("light", "licht", "lichte", "basis", "laag", "1", "lichte ondersteuning"),
        Level.HEAVY: ("heavy", "zwaar", "zware", "intensief", "hoog", "2", "zware ondersteuning"),
    }
)
STATUSES = WordList.of({
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
})  # fmt: skip
MODES = WordList.of(
    {
        Mode.CAR: ("car", "auto", "eigen auto", "leaseauto"),
        Mode.BICYCLE: ("bicycle", "fiets", "e bike", "ebike"),
        Mode.WALK: ("walk", "lopend", "te voet", "voet"),
        Mode.PUBLIC_TRANSPORT: ("public transport", "ov", "openbaar vervoer", "trein", "bus"),
    }
)
KINDS = WordList.of(
    {
        SchoolKind.BO: ("bo", "basisonderwijs", "basisschool", "regulier", "bao"),
        SchoolKind.SBO: ("sbo", "speciaal basisonderwijs"),
        SchoolKind.SO: ("so", "so vso", "speciaal onderwijs", "sovso"),
        SchoolKind.NEWCOMERS: ("newcomers", "nieuwkomers", "nieuwkomersschool", "taalschool", "isk"),
        SchoolKind.HYBRID: ("hybrid", "hybride"),
    }
)
_YES = frozenset({"ja", "j", "x", "v", "waar", "true", "1", "yes", "y", "xx", "ok"})
_NO = frozenset({"nee", "n", "onwaar", "false", "0", "no", "geen", "niet"})
_CHECKS = frozenset("✓✔☑√●•*")


def word(value: Cell, table: WordList) -> Value[str] | None:
    """Read a word of a closed list: exactly, or as the start of a longer text such as ``hoog (crisis)``."""
    given = plain(text_of(value))
    if not given:
        urgent = table.urgent and isinstance(value, str) and set(tidy(value)) <= {"!"}
        return Value(str(Priority.URGENT), "word") if urgent else None
    if given in table.exact:
        return Value(table.exact[given], "" if given in table.own else "word")
    words = given.split()
    starts = (" ".join(words[:n]) for n in range(1, len(words)))
    longer = {table.exact[start]: start for start in starts if len(start) > 1 and start in table.exact}
    if len(longer) != 1:
        return None
    name, start = longer.popitem()
    return Value(name, "word", part=start)


def truth(value: Cell) -> bool | None:
    """Read yes or no: ``ja``, ``x``, ``✓``, ``1``, ``waar``; nothing when it is neither."""
    if isinstance(value, bool):
        return value
    given = text_of(value).casefold()
    if given in _YES or (given and set(given) <= _CHECKS):
        return True
    return False if given in _NO or given == "-" else None
