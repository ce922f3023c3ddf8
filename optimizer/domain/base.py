"""The base of every domain type: immutable, and closed to unknown fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints

K = TypeVar("K")
V = TypeVar("V")


class Frozen(BaseModel):
    """Immutable model that refuses unknown fields.

    JSON names that are Python keywords (``from``) are aliases; both spellings are read, the JSON name is
    written.
    """

    model_config = ConfigDict(
        frozen=True,
        hide_input_in_errors=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        use_enum_values=False,
        ser_json_inf_nan="strings",
    )


class FrozenDict(dict[K, V]):
    """A dictionary that cannot change after it was made, so that frozen models are frozen throughout."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        message = "this mapping is part of an immutable model; make a new one instead"
        raise TypeError(message)

    __setitem__ = _refuse
    __delitem__ = _refuse
    __ior__ = _refuse
    clear = _refuse
    pop = _refuse
    popitem = _refuse
    setdefault = _refuse
    update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """Hash by content; needed because the models that hold it are hashable."""
        return hash(frozenset(self.items()))

    def __copy__(self) -> FrozenDict[K, V]:
        """Return itself: there is nothing that could change."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> FrozenDict[K, V]:
        """Return itself: keys and values are immutable too."""
        return self

    def __reduce__(self) -> tuple[type[FrozenDict[K, V]], tuple[dict[K, V]]]:
        """Pickle through a plain dictionary, since items cannot be set one by one."""
        return (FrozenDict, (dict(self),))


def _freeze(value: Mapping[K, V]) -> FrozenDict[K, V]:
    return FrozenDict(value)


FrozenMap = Annotated[dict[K, V], AfterValidator(_freeze)]
"""A mapping field of an immutable model."""

Id = Annotated[str, StringConstraints(pattern=r"^[^\s:#/][^\s:#/]*$", max_length=64)]
"""Opaque id: no white space and none of ``: # /``, which place ids, group ids and JSON pointers use."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Minutes = Annotated[int, Field(strict=True, ge=0, le=10_080)]
"""Minutes; at most those of a week."""
Metres = Annotated[int, Field(strict=True, ge=0, le=2_000_000)]
Euro = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
Flag = StrictBool
Expertise = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
