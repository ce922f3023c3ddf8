"""The lists of gemeenten, besturen and kringen, made from the names on the schools when they are not given."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.domain.defaults.filling import Filling, Raw
from optimizer.domain.defaults.names import id_from_name
from optimizer.domain.defaults.readable import readable


def fill_lists(filling: Filling) -> None:
    """Make every list that is absent or empty, and give schools a kring when no school has one."""
    _make(filling, "gemeenten", "gemeente")
    _make(filling, "besturen", "bestuur")
    if not _absent(filling, "kringen"):
        return
    schools = [school for _, school in filling.entities("schools")]
    if any("kring" in school for school in schools):
        made = _make(filling, "kringen", "kring")
        for kring in made:
            kring["gemeenten"] = _gemeenten(filling, (s for s in schools if s.get("kring") in kring.values()))
    elif schools:
        _deal_out(filling, schools)
    else:
        # without schools that is the fault, and it is said there
        filling.data["kringen"] = []


def _absent(filling: Filling, listed: str) -> bool:
    return listed not in filling.data or filling.data[listed] == []


def _make(filling: Filling, listed: str, field_name: str) -> list[Raw]:
    if not _absent(filling, listed):
        return []
    names = [school.get(field_name) for _, school in filling.entities("schools")]
    made: dict[str, Raw] = {}
    for name in names:
        if isinstance(name, str) and name.strip() and name.strip() not in made:
            new = id_from_name(name, [entity["id"] for entity in made.values()])
            made[name.strip()] = {"id": new, "name": name.strip()}
    _put(filling, listed, list(made.values()))
    return list(made.values())


def _put(filling: Filling, listed: str, made: list[Raw]) -> None:
    shown = readable([entity["id"] for entity in made])
    filling.fill(filling.data, listed, made, pattern=f"/{listed}", shown=shown)


def _deal_out(filling: Filling, schools: list[Raw]) -> None:
    """Make one kring per gemeente, or a single one when a school has no gemeente."""
    known = filling.ids("gemeenten")
    by_name = {e["name"]: e["id"] for _, e in filling.entities("gemeenten") if isinstance(e.get("name"), str)}
    own = [_id_of(school.get("gemeente"), by_name) for school in schools]
    if all(gemeente in known for gemeente in own):
        names = {e["id"]: e.get("name", e["id"]) for _, e in filling.entities("gemeenten") if e.get("id") in known}
        made = [{"id": g, "name": names[g], "gemeenten": [g]} for g in known if g in own]
        given = own
    else:
        name = filling.data.get("name")
        made = [{"id": "kring", "name": name if isinstance(name, str) and name.strip() else "kring"}]
        given = ["kring"] * len(schools)
    _put(filling, "kringen", made)
    for school, kring in zip(schools, given, strict=True):
        filling.fill(school, "kring", kring, pattern="/schools/*/kring", shown=str(kring))


def _id_of(name: object, by_name: dict[str, str]) -> str | None:
    return by_name.get(name.strip(), name) if isinstance(name, str) else None


def _gemeenten(filling: Filling, schools: Iterable[Raw]) -> list[str]:
    by_name = {e.get("name"): e["id"] for _, e in filling.entities("gemeenten") if isinstance(e.get("id"), str)}
    found = [by_name.get(name.strip(), name) for s in schools if isinstance(name := s.get("gemeente"), str)]
    return list(dict.fromkeys(found))
