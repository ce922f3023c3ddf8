"""Defaults that depend on the rest of the input."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

from optimizer.domain.begeleider import default_availability
from optimizer.domain.calendar import IsoWeek, week_of
from optimizer.domain.defaults.filling import Filling, Raw
from optimizer.domain.defaults.lists import fill_lists
from optimizer.domain.defaults.medoid import Medoids
from optimizer.domain.defaults.names import fill_names, replace_names
from optimizer.domain.defaults.readable import readable
from optimizer.domain.policy import Policy
from optimizer.domain.reading import read_value
from optimizer.domain.region import SCHEMA_VERSION
from optimizer.domain.school import Hours, default_school_hours
from optimizer.domain.vocabulary import ADMISSION_RUNGS, LeerlingKind

_NAME = "Regio"
"""Of a region that has neither name nor id: what people read."""
_PLAIN = frozenset({str, int, float, bool, type(None)})


def fill(data: Raw, *, today: date | None, versioned: bool = True) -> Filling:
    """Return a copy of a region's raw data with every gap filled that the rest of the input can fill.

    Parameters
    ----------
    data : dict
        The region in the current schema version; whatever is wrong with it is left as it is.
    today : date, optional
        For the week, when none is given: the one after today.
    versioned : bool
        Whether the input named its schema version.
    """
    filling = Filling({key: value if key == "previous" else _copied(value) for key, value in data.items()})
    if not versioned:
        filling.used.append(("/schema_version", str(SCHEMA_VERSION)))
    _fill_head(filling, today)
    fill_names(filling)
    fill_lists(filling)
    replace_names(filling)
    _fill_ib_hours(filling)
    _fill_begeleiders(filling)
    _fill_arrangementen(filling)
    _fill_leerlingen(filling)
    _fill_overleggen(filling)
    return filling


def _copied(value: object) -> Any:  # noqa: ANN401 - raw JSON
    """Return a deep copy; of plain JSON far faster than `copy.deepcopy`, which keeps track of what is shared."""
    kind = type(value)
    if kind is dict:
        return {key: _copied(inner) for key, inner in value.items()}  # type: ignore[attr-defined]
    if kind is list:
        return [_copied(inner) for inner in value]  # type: ignore[attr-defined]
    return value if kind in _PLAIN else copy.deepcopy(value)


def _fill_head(filling: Filling, today: date | None) -> None:
    data = filling.data
    if "id" not in data:
        filling.fill(data, "id", "region", pattern="/id", shown="region")
        if "name" not in data:
            filling.fill(data, "name", _NAME, pattern="/name", shown=_NAME)
    if "name" not in data and isinstance(data["id"], str):
        filling.fill(data, "name", data["id"], pattern="/name", shown=data["id"])
    if "week" not in data and today is not None:
        week = week_of(today + timedelta(weeks=1))
        filling.fill(data, "week", week, pattern="/week", shown=week)


def _fill_ib_hours(filling: Filling) -> None:
    standard = {str(half_day): str(window) for half_day, window in default_school_hours().items()}
    for index, school in filling.entities("schools"):
        if "ib_hours" not in school:
            hours = copy.deepcopy(school["hours"]) if "hours" in school else standard
            filling.fill(school, "ib_hours", hours, pattern="/schools/*/ib_hours", shown="= hours")
            filling.hush("schools", index, "ib_hours")


def _fill_begeleiders(filling: Filling) -> None:
    medoids = Medoids(filling)
    for index, begeleider in filling.entities("begeleiders"):
        _fill_kringen(filling, "begeleiders", index, begeleider)
        if "base" not in begeleider:
            _fill_base(filling, index, begeleider, medoids)
        if "contract_minutes" not in begeleider:
            _fill_contract(filling, index, begeleider)


def _fill_kringen(filling: Filling, listed: str, index: int, entity: Raw) -> None:
    if "kringen" in entity:
        return
    filling.hush(listed, index, "kringen")
    kringen = filling.ids("kringen")
    if kringen:
        filling.fill(entity, "kringen", kringen, pattern=f"/{listed}/*/kringen", shown=readable(kringen))


def _fill_base(filling: Filling, index: int, begeleider: Raw, medoids: Medoids) -> None:
    kringen = begeleider.get("kringen")
    home = kringen[0] if isinstance(kringen, list) and kringen and isinstance(kringen[0], str) else None
    filling.hush("begeleiders", index, "base")
    found = medoids.of(home)
    if found is not None:
        school, point = found
        base = {"lat": point.lat, "lon": point.lon}
        filling.fill(begeleider, "base", base, pattern="/begeleiders/*/base", shown=f"school:{school}")


def _fill_contract(filling: Filling, index: int, begeleider: Raw) -> None:
    if "availability" in begeleider:
        windows, _ = read_value(Hours, begeleider["availability"], ())
    else:
        windows = default_availability()
    if windows is None:
        filling.hush("begeleiders", index, "contract_minutes")
        return
    minutes = sum(window.minutes for window in windows.values())
    pattern = "/begeleiders/*/contract_minutes"
    filling.fill(begeleider, "contract_minutes", minutes, pattern=pattern, shown=str(minutes))


def _fill_arrangementen(filling: Filling) -> None:
    for index, arrangement in filling.entities("arrangementen"):
        _fill_kringen(filling, "arrangementen", index, arrangement)
        if "hosts" not in arrangement:
            _fill_hosts(filling, "arrangementen", index, arrangement, arrangement.get("kringen"))


def _fill_overleggen(filling: Filling) -> None:
    week, _ = read_value(IsoWeek, filling.data.get("week"), ())
    for index, overleg in filling.entities("overleggen"):
        if "hosts" not in overleg:
            kringen = [overleg["kring"]] if overleg.get("kring") is not None else filling.ids("kringen")
            _fill_hosts(filling, "overleggen", index, overleg, kringen)
        if "weeks" not in overleg:
            filling.hush("overleggen", index, "weeks")
            if week is not None:
                filling.fill(overleg, "weeks", [week], pattern="/overleggen/*/weeks", shown=week)


def _fill_hosts(filling: Filling, listed: str, index: int, entity: Raw, kringen: object) -> None:
    """Fill in the schools of the SWV in some kringen; without any, the gap is a fault unless another explains it."""
    wanted = kringen if isinstance(kringen, list) else []
    schools = [school for _, school in filling.entities("schools")]
    hosts = [
        school["id"]
        for school in schools
        if isinstance(school.get("id"), str)
        and school.get("within_swv", True) is True
        and school.get("kring") in wanted
    ]
    known = set(filling.ids("kringen"))
    explained = (
        not schools
        or any(school.get("kring") not in known for school in schools if isinstance(school.get("kring"), str))
        or any(not isinstance(school.get(name), str) for school in schools for name in ("id", "kring"))
        or not all(isinstance(kring, str) and kring in known for kring in wanted)
    )
    if hosts or explained or not wanted:
        filling.hush(listed, index, "hosts")
    if hosts or not explained:
        filling.fill(entity, "hosts", hosts, pattern=f"/{listed}/*/hosts", shown=readable(hosts))


def _fill_leerlingen(filling: Filling) -> None:
    given, _ = read_value(Policy, filling.data.get("policy", {}), ())
    rungs = (given or Policy()).placement.rungs
    kinds = {kind.value: kind for kind in LeerlingKind}
    for _, leerling in filling.entities("leerlingen"):
        if "eligible_rungs" not in leerling:
            kind = leerling.get("kind")
            known = kinds.get(kind, LeerlingKind.APPLICATION) if isinstance(kind, str) else LeerlingKind.APPLICATION
            ladder = [rung.value for rung in rungs.get(known, ()) if rung not in ADMISSION_RUNGS]
            pattern = "/leerlingen/*/eligible_rungs"
            filling.fill(leerling, "eligible_rungs", ladder, pattern=pattern, shown=readable(ladder))
