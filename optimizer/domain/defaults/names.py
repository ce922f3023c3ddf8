"""Names and ids: ids made from names, names from ids, and names used where an id is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from optimizer.domain.defaults.filling import Filling
from optimizer.domain.references import REFERENCES

_NOT_IN_IDS = re.compile(r"[\s:#/]+")
_LONGEST_ID = 64
NAMED = ("gemeenten", "besturen", "kringen", "schools", "begeleiders", "partners")
"""Lists whose entities have a name."""


def id_from_name(name: str, taken: Iterable[str] = ()) -> str:
    """Return an id that reads like a name: ``Alphen aan den Rijn`` becomes ``Alphen-aan-den-Rijn``."""
    base = _NOT_IN_IDS.sub("-", name.strip()).strip("-")[:_LONGEST_ID] or "x"
    used, found, number = set(taken), base, 2
    while found in used:
        ending = f"-{number}"
        found, number = base[: _LONGEST_ID - len(ending)] + ending, number + 1
    return found


def fill_names(filling: Filling) -> None:
    """Give every entity that has only one of the two an id from its name, or a name equal to its id."""
    for listed in NAMED:
        taken = {e["id"] for _, e in filling.entities(listed) if isinstance(e.get("id"), str)}
        for _, entity in filling.entities(listed):
            name, own = entity.get("name"), entity.get("id")
            if "id" not in entity and isinstance(name, str) and name.strip():
                made = id_from_name(name, taken)
                taken.add(made)
                filling.fill(entity, "id", made, pattern=f"/{listed}/*/id", shown=made)
            elif "name" not in entity and isinstance(own, str) and own.strip():
                filling.fill(entity, "name", own, pattern=f"/{listed}/*/name", shown=own)
    for number, (_, budget) in enumerate(filling.entities("budgets"), start=1):
        if "id" not in budget:
            filling.fill(budget, "id", f"budget-{number}", pattern="/budgets/*/id", shown=f"budget-{number}")


def ids_by_name(filling: Filling, listed: str) -> dict[str, str]:
    """Return the ids of a list by name, of names that only one entity has and that are not an id themselves."""
    ids: dict[str, set[str]] = {}
    known = set()
    for _, entity in filling.entities(listed):
        name, own = entity.get("name"), entity.get("id")
        if isinstance(own, str):
            known.add(own)
            if isinstance(name, str):
                ids.setdefault(name.strip(), set()).add(own)
    return {name: min(found) for name, found in ids.items() if len(found) == 1 and name not in known}


def replace_names(filling: Filling) -> None:
    """Put the id wherever a reference gives the name of a gemeente, bestuur, kring, school or begeleider."""
    names = {listed: ids_by_name(filling, listed) for listed in NAMED}
    for reference in REFERENCES:
        by_name = {name: own for target in reference.targets for name, own in names.get(target, {}).items()}
        if by_name:
            for _, entity in filling.entities(reference.source):
                _replace(entity, reference.path, by_name)


def _replace(node: object, path: tuple[str, ...], by_name: dict[str, str]) -> None:
    step, rest = path[0], path[1:]
    if step == "*":
        if not isinstance(node, list):
            return
        keys: list[Any] = list(range(len(node)))
    elif isinstance(node, dict) and step in node:
        keys = [step]
    else:
        return
    for key in keys:
        if rest:
            _replace(node[key], rest, by_name)
        elif isinstance(node[key], str):
            node[key] = by_name.get(node[key].strip(), node[key])
