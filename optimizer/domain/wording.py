"""Faults, violations and defaults in words of the catalogue."""

from __future__ import annotations

import re

from optimizer.domain.fault import DefaultUsed, Fault, Violation
from optimizer.domain.shown import WITHHELD
from optimizer.domain.vocabulary import RuleKey
from optimizer.language import DEFAULT_LANGUAGE, catalogue, text

_WORD = re.compile(r"(?<![\w.-])[A-Za-z][A-Za-z-]*(?![\w.])")
_WORDS = {
    "policy.paid_travel": ("workbook.word.leg",),
    "policy.levels": ("workbook.word.level", "workbook.word.role"),
    "policy.session_starts": ("fault-word.part",),
    "policy.placement.rungs": ("workbook.word.leerling_kind", "workbook.word.rung"),
    "leerlingen.eligible_rungs": ("workbook.word.rung",),
    "leerlingen.mode": ("workbook.word.mode",),
    "overleggen.kind": ("cli.overleg_kind",),
}
"""Tables of the catalogue with the words of a field's default."""
_OF_PLACES = frozenset({"begeleiders.base"})
"""Defaults that are the place of a school."""
_STAGES = frozenset({"missing", "twice"})
"""Facts that are lists of stages."""


def fault_text(fault: Fault, lang: str = DEFAULT_LANGUAGE) -> tuple[str, str]:
    """Return what is wrong and how to mend it, in a language of the catalogue.

    A fact that is a word of the program is translated, by ``fault-word.FACT.WORD``; the fact `nearest` puts a
    question before the remedy. Where a value is withheld, the sentence is the one that does without it.

    Raises
    ------
    KeyError
        When the catalogue lacks the fault's code, or a fact that its text asks for.
    """
    known = catalogue(lang)
    facts = {name: _said(name, fact, lang) for name, fact in fault.facts.items()}
    key = f"fault.{fault.code}.withheld"
    what = text(key if WITHHELD in fault.facts.values() and key in known else f"fault.{fault.code}.what", lang, **facts)
    mend = text(f"fault.{fault.code}.mend", lang, **facts)
    if "nearest" in facts:
        mend = f"{text('fault-hint.nearest', lang, nearest=facts['nearest'])} {mend}"
    return what, mend


def _said(name: str, fact: str, lang: str) -> str:
    """Return a fact as people say it."""
    known = catalogue(lang)
    if fact == WITHHELD:
        return known["fault-hint.withheld"]
    if name in _STAGES:
        return ", ".join(known.get(f"stage.{stage}", stage) for stage in fact.split(", "))
    if name == "column":
        return known.get(f"report.column.{fact}", fact)
    return known.get(f"fault-word.{name}.{fact}", fact)


def violation_text(violation: Violation, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a broken rule as a sentence; what does not apply is a dash."""
    facts = {
        "items": ", ".join(violation.items),
        "begeleider": violation.begeleider,
        "half_day": violation.half_day,
        "found": violation.found,
        "limit": violation.limit,
    }
    shown = {name: "-" if fact in {None, ""} else fact for name, fact in facts.items()}
    return text(violation_key(violation, lang), lang, **shown)


def violation_key(violation: Violation, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return the catalogue key of a broken rule.

    Some rules have other words where nothing at all would be allowed, or where it is about no begeleider; so have two
    visits on one day.
    """
    if violation.rule is RuleKey.SPREAD and violation.begeleider and violation.found == 0:
        return f"violation-on-one-day.{violation.rule}"
    lacking = [name for name in ("limit", "begeleider") if getattr(violation, name) in {None, ""}]
    keys = (f"violation-without-{name}.{violation.rule}" for name in ("-and-".join(lacking), *lacking))
    return next((key for key in keys if key in catalogue(lang)), f"violation.{violation.rule}")


def default_key(default: DefaultUsed) -> str:
    """Return the catalogue key of a default's own line: ``default.begeleiders.mode`` for ``/begeleiders/*/mode``."""
    steps = [step for step in default.where.split("/")[1:] if step != "*"]
    return ".".join(("default", *(steps if len(steps) > 1 else ("region", *steps))))


def default_text(default: DefaultUsed, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return a default as a line that people read; one that has no line of its own names its field."""
    key, known = default_key(default), catalogue(lang)
    facts = {"count": _counted(default, lang), "value": _in_words(default, lang), "field": default.where.strip("/")}
    return text(key if key in known else "default.generic", lang, **facts)


def _counted(default: DefaultUsed, lang: str) -> str:
    """Return how many of what have a default, such as ``3 scholen``; the number where there is no word for it."""
    listed = default.where.split("/")[1]
    key = f"default-count.{listed}.{'one' if default.count == 1 else 'many'}"
    return text(key, lang, n=default.count) if key in catalogue(lang) else str(default.count)


def _in_words(default: DefaultUsed, lang: str) -> str:
    """Return the value of a default with its words of the program in those of the catalogue."""
    known = catalogue(lang)
    if f"default-value.{default.value}" in known:
        return known[f"default-value.{default.value}"]
    field = default_key(default).removeprefix("default.")
    if field in _OF_PLACES:
        return default.value.replace("school:", "")
    tables = ("cli.half_day", *_WORDS.get(field, ()))

    def said(match: re.Match[str]) -> str:
        return next((known[key] for table in tables if (key := f"{table}.{match[0]}") in known), match[0])

    return _WORD.sub(said, default.value).replace(": -)", f" {known['report.closed']})")
