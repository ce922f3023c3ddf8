"""Whom and what people mean by what they typed: begeleiders, schools, items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from optimizer.domain.index import RegionIndex
from optimizer.domain.region import Region
from optimizer.domain.shown import nameless, nearest, shown
from optimizer.io.messy.plain import plain
from optimizer.report.roster import labels

_SHOWN = 6


class Lookup:
    """Finds an id by id, by name, or by the name with the id behind it; capitals and accents do not matter."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self.names = labels(named)
        found: dict[str, set[str]] = defaultdict(set)
        for i, label in self.names.items():
            for text in (i, label, label.removesuffix(f" ({i})"), f"{label} ({i})"):
                found[plain(text)].add(i)
        self._found = found

    def find(self, text: str) -> str | None:
        """Return the one id that is meant, or nothing when none is or more are."""
        if text in self.names:
            return text
        ids = self._found.get(plain(text), set())
        return next(iter(ids)) if len(ids) == 1 else None

    def facts(self, text: str) -> dict[str, str]:
        """Return the facts of a fault about a text that is nobody's."""
        several = sorted(self._found.get(plain(text), ()))
        facts = {"given": shown(text), "choices": ", ".join(several[:_SHOWN] or list(self.names.values())[:_SHOWN])}
        return facts | ({} if several else nearest(text, self.names.values()))


@dataclass(frozen=True)
class Known:
    """What a region knows by name."""

    region: Region

    @cached_property
    def index(self) -> RegionIndex:
        """Entities by id."""
        return RegionIndex(self.region)

    @cached_property
    def begeleiders(self) -> Lookup:
        """Begeleiders by name."""
        return Lookup((b.id, b.name) for b in self.region.begeleiders)

    @cached_property
    def schools(self) -> Lookup:
        """Schools by name."""
        return Lookup((s.id, s.name) for s in self.region.schools)

    @cached_property
    def _at(self) -> Mapping[str, dict[str, list[str]]]:
        """Hulpvragen of a school by expertise."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for h in self.region.hulpvragen:
            if h.school is not None:
                found[h.school][plain(h.expertise)].append(h.id)
        return found

    def item(self, text: str, school: str | None) -> str | None:
        """Return the hulpvraag, group or overleg that is meant: its id, or the only one of an expertise at a school."""
        index = self.index
        if text in index.hulpvragen or text in index.overleggen:
            return text
        arrangement, _, number = text.partition("#")
        if arrangement in index.arrangementen:
            return f"{arrangement}#{number or 1}"
        found = self._at[school].get(plain(text), []) if school is not None else []
        return found[0] if len(found) == 1 else None

    def item_facts(self, text: str, school: str | None) -> dict[str, str]:
        """Return the facts of a fault about an item that is not known."""
        here = [h.id for h in self.region.hulpvragen if school is None or h.school == school]
        return {"given": nameless(text), "choices": ", ".join(here[:_SHOWN]) or "-"}
