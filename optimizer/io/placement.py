"""Placement results as JSON: written whole, and of a saved one what is public."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from optimizer.domain.placement import Cutoff
from optimizer.io.json import read_json

if TYPE_CHECKING:
    from optimizer.domain.fault import Fault
    from optimizer.domain.placement import PlacementResult

__all__ = ["Public", "UnknownResultError", "dump_placement", "dump_published", "load_published"]


@dataclass(frozen=True)
class Public:
    """What everybody may know of the lottery."""

    seed: int
    cutoffs: tuple[Cutoff, ...]
    candidates_limit: int | None = None
    """Only so many nearest candidates of each leerling were looked at; null: all."""


class UnknownResultError(ValueError):
    """A file holds no cutoffs."""


def dump_placement(result: PlacementResult) -> str:
    """Return a result as JSON text, the same from command, Python and HTTP."""
    return _text(result.model_dump(mode="json", by_alias=True))


def dump_published(result: PlacementResult) -> str:
    """Return what anybody may know of the lottery as JSON text: its seed and the cutoffs, nothing of a leerling."""
    lens = result.lens
    public = None if lens is None else Public(lens.seed, lens.cutoffs, result.candidates_limit)
    return _text({} if public is None else TypeAdapter(Public).dump_python(public, mode="json"))


def load_published(path: Path | str) -> tuple[Public | None, tuple[Fault, ...]]:
    """Return what is public of a saved result or of the public file, or the faults of its JSON.

    Nothing else of a result is looked at.

    Raises
    ------
    UnknownResultError
        When it is JSON, but no such result.
    """
    parsed = read_json(path)
    if parsed.faults:
        return None, parsed.faults
    value: Any = parsed.value
    lens = value.get("lens") if isinstance(value, dict) else None
    found = {"candidates_limit": value.get("candidates_limit")} if isinstance(value, dict) else {}
    found |= (
        {key: one for key, one in (lens if isinstance(lens, dict) else value).items() if key in {"seed", "cutoffs"}}
        if found
        else {}
    )
    try:
        return TypeAdapter(Public).validate_python(found), ()
    except ValidationError as error:
        raise UnknownResultError("/".join(("", *(str(step) for step in error.errors()[0]["loc"])))) from None


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
