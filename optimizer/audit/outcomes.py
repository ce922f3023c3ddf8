"""What an audit takes from a placement result: of each leerling whether there is a place, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from optimizer.domain.fault import Fault
from optimizer.domain.pointer import pointer


@dataclass(frozen=True)
class Outcome:
    """The outcome of one leerling; `minutes` is of the journey there, null when unknown."""

    leerling: str
    placed: bool = False
    first_rung: bool = False
    first_wish: bool = False
    conditional: bool = False
    minutes: int | None = None


class _Placement(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)
    rung_number: StrictInt
    wish: StrictInt
    minutes: StrictInt | None = None
    conditions: tuple[StrictStr, ...] = ()


class _Leerling(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)
    leerling: StrictStr
    placement: _Placement | None = None


class _Result(BaseModel):
    """The part of a placement result that counts here; texts and later additions beside it may be there."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)
    leerlingen: tuple[_Leerling, ...] = Field()


def read_outcomes(value: object) -> tuple[tuple[Outcome, ...], tuple[Fault, ...]]:
    """Return the outcomes in the JSON value of a placement result, or what is wrong with it."""
    if not isinstance(value, dict) or not isinstance(value.get("leerlingen"), list):
        return (), (Fault(code="audit-not-placement", where=""),)
    try:
        result = _Result.model_validate(value)
    except ValidationError as error:
        places = dict.fromkeys(pointer(*detail["loc"]) for detail in error.errors(include_input=False))
        return (), tuple(Fault(code="audit-outcome", where=place) for place in places)
    if not result.leerlingen:
        return (), (Fault(code="audit-nobody", where="/leerlingen"),)
    found: dict[str, Outcome] = {}
    faults = []
    for position, one in enumerate(result.leerlingen):
        if one.leerling in found:
            faults.append(Fault(code="audit-leerling-twice", where=pointer("leerlingen", position)))
        found[one.leerling] = _outcome(one)
    return tuple(found.values()) if not faults else (), tuple(faults)


def _outcome(one: _Leerling) -> Outcome:
    place = one.placement
    if place is None:
        return Outcome(one.leerling)
    return Outcome(
        one.leerling,
        placed=True,
        first_rung=place.rung_number == 1,
        first_wish=place.wish == 0,
        conditional=bool(place.conditions),
        minutes=place.minutes,
    )
