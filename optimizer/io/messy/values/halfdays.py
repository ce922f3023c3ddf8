"""Half days as people write them: ``ma/wo och``, ``di hele dag``, ``ma t/m do``, ``vr-mi``, ``niet op wo``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from optimizer.domain.half_day import DAYS, HALF_DAYS, Day, HalfDay, Part
from optimizer.io.messy.plain import tidy
from optimizer.io.messy.values import Value

DAY_WORDS: dict[str, Day] = {
    word: day
    for day, words in {
        Day.MA: "ma maa maandag maandags maandagen",
        Day.DI: "di din dinsdag dinsdags dinsdagen",
        Day.WO: "wo woe woens woensdag woensdags woensdagen",
        Day.DO: "do don dond donderdag donderdags donderdagen",
        Day.VR: "vr vrij vrijdag vrijdags vrijdagen",
    }.items()
    for word in words.split()
}
_WHOLE = (Part.OCHTEND, Part.MIDDAG)
_MORNING = "o och ocht ochtend ochtends ochtenden ochtendje voormiddag vm am morgen smorgens sochtends"
_AFTERNOON = "m mi mid midd middag middags middagen namiddag nm pm smiddags"
PART_WORDS: dict[str, tuple[Part, ...]] = {
    **dict.fromkeys(_MORNING.split(), (Part.OCHTEND,)),
    **dict.fromkeys(_AFTERNOON.split(), (Part.MIDDAG,)),
    **dict.fromkeys(["heel", "hele", "gehele", "hd", "dag", "alles", "beide"], _WHOLE),
}
_SHORT = frozenset({"o", "m"})
"""Letters that leave doubt."""
_FILLER = frozenset({
    "op", "de", "het", "en", "of", "in", "elke", "iedere", "alle", "s", "liefst", "graag", "bij", "voorkeur", "alleen",
    "enkel", "dagen", "ook", "om",
})  # fmt: skip
_ALL = frozenset({
    "alle", "alle dagen", "alle dagdelen", "altijd", "alles", "elke dag", "iedere dag", "hele week", "de hele week",
    "flexibel", "maakt niet uit", "geen voorkeur", "nvt", "n.v.t.", "n.v.t", "in overleg", "i.o.", "-", "volledig",
    "vrij te plannen", "fulltime",
})  # fmt: skip
_TOKENS = re.compile(r"\.\.|[a-z]+|[-!/,;+&()]|\S")
_RANGE, _NOT, _DASH = "..", "!", "-"
_LINKS = frozenset("/,;+&().")


@dataclass
class _State:
    """What was understood so far of one side of the text (what is meant, or what is left out)."""

    found: set[HalfDay] = field(default_factory=set)
    pending: list[Day] = field(default_factory=list)
    """Days that may still get a part."""
    last: list[Day] = field(default_factory=list)
    """Days that the last part was about, for ``ma och en mi``."""
    alone: set[Part] = field(default_factory=set)
    """Parts before any day."""
    guessed: bool = False

    def part(self, parts: tuple[Part, ...]) -> None:
        if self.pending:
            self.guessed = self.guessed or len(self.pending) > 1
            self.last, self.pending = self.pending, []
        if self.last:
            self.found |= {HalfDay(f"{day}-{part}") for day in self.last for part in parts}
        else:
            self.alone |= set(parts)

    def close(self) -> None:
        if self.pending:
            parts = sorted(self.alone) if self.alone and not self.found else _WHOLE
            self.found |= {HalfDay(f"{day}-{part}") for day in self.pending for part in parts}
            self.guessed = True
            if not self.found - {HalfDay(f"{day}-{part}") for day in self.pending for part in parts}:
                self.alone = set()
        elif self.alone and not self.found:
            self.found |= {h for h in HALF_DAYS if h.part in self.alone}
            self.guessed = True


def half_days(text: str) -> Value[tuple[HalfDay, ...]] | None:
    """Read half days.

    A part counts for all days before it that have none yet (``ma/wo och``); a day without a part is the whole day;
    a dash between two days is a range, a chain of dashes a list.

    Returns
    -------
    Value or None
        In the order of the week; nothing when a word is not understood, or none is left.
    """
    given = tidy(text).casefold()
    if given in _ALL:
        return Value(HALF_DAYS, "half-days")
    tokens = _tokens(given)
    if not tokens:
        return None
    cut = tokens.index(_NOT) if _NOT in tokens else len(tokens)
    meant, left_out = _read(tokens[:cut]), _read(tokens[cut + 1 :])
    if meant is None or left_out is None or (cut < len(tokens) and not left_out.found):
        return None
    base = meant.found if meant.found or cut == len(tokens) else set(HALF_DAYS)
    found = tuple(h for h in HALF_DAYS if h in base - left_out.found)
    guessed = meant.guessed or cut < len(tokens)
    return Value(found, "half-days" if guessed else "") if found else None


def _tokens(given: str) -> list[str]:
    text = re.sub(r"\bt\s*/\s*m\b|\bt\.?m\.?(?=\s)|\btot en met\b|\btot\b", " .. ", given)
    text = re.sub(r"\bm\.?u\.?v\.?(?=\s)|\bbehalve\b|\bniet\b|\bgeen\b|\buitgezonderd\b", " ! ", text)
    text = re.sub(r"['\u2019]s\b", " ", text)
    text = re.sub(r"\b(de )?(ge)?hele dag(en)?\b", " hd ", text)
    words: list[str] = []
    for token in _TOKENS.findall(text):
        words += _split(token) if token.isalpha() else [token]
    return [word for word in words if word not in _FILLER and word != "."]


def _split(word: str) -> list[str]:
    """Return ``maandagochtend`` as two words; others as they are."""
    if word in DAY_WORDS or word in PART_WORDS or word in _FILLER:
        return [word]
    for end in range(len(word) - 1, 1, -1):
        if word[:end] in DAY_WORDS and word[end:] in PART_WORDS:
            return [word[:end], word[end:]]
    return [word]


def _read(tokens: list[str]) -> _State | None:
    state = _State()
    for at, token in enumerate(tokens):
        if token in DAY_WORDS:
            _day(state, tokens, at)
        elif token in PART_WORDS:
            state.guessed = state.guessed or token in _SHORT
            state.part(PART_WORDS[token])
        elif token not in _LINKS and token not in {_DASH, _RANGE}:
            return None
    state.close()
    return state


def _day(state: _State, tokens: list[str], at: int) -> None:
    day = DAY_WORDS[tokens[at]]
    if at > 1 and state.pending and _is_range(tokens, at):
        state.guessed = True
        state.pending += DAYS[state.pending[-1].order + 1 : day.order]
    if not state.pending:
        state.last = []
    state.pending.append(day)


def _is_range(tokens: list[str], at: int) -> bool:
    if tokens[at - 1] == _RANGE:
        return True
    chained = (at > 2 and tokens[at - 3] == _DASH) or (  # noqa: PLR2004 - the dash before the day before this one
        at + 2 < len(tokens) and tokens[at + 1] == _DASH and tokens[at + 2] in DAY_WORDS
    )
    return tokens[at - 1] == _DASH and tokens[at - 2] in DAY_WORDS and not chained
