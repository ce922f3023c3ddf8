"""A region that uses every type and every field, and ways to change it a little."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"
Data = dict[str, Any]
Change = Callable[[Data], object]


@cache
def _golden() -> Data:
    data: Data = json.loads((GOLDEN / "region-v1.json").read_text(encoding="utf-8"))
    return data


def whole() -> Data:
    """Return the golden region as raw JSON, free to change."""
    return copy.deepcopy(_golden())


def small() -> Data:
    """Return the least that a coordinator types: schools, begeleiders and hulpvragen."""
    return {
        "schools": [
            {"name": "De Boog", "gemeente": "Alphen aan den Rijn", "location": {"lat": 52.129, "lon": 4.655}},
            {"name": "De Vliet", "gemeente": "Alphen aan den Rijn", "location": {"lat": 52.14, "lon": 4.64}},
            {"id": "03CC00", "gemeente": "Nieuwkoop", "location": {"lat": 52.18, "lon": 4.78}},
        ],
        "begeleiders": [{"name": "A. Bakker", "expertise": ["gedrag"]}, {"id": "ab2", "expertise": ["taal"]}],
        "hulpvragen": [
            {"id": "h1", "school": "De Boog", "expertise": "gedrag"},
            {"id": "h2", "school": "03CC00", "expertise": "taal"},
        ],
    }


def at(data: Data, steps: list[str]) -> Any:  # noqa: ANN401 - raw JSON
    """Return what stands at a path of raw JSON."""
    node: Any = data
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    return node


def put(path: str, value: object) -> Change:
    """Return a change that sets the value at a path such as ``schools/0/kind``."""

    def change(data: Data) -> None:
        *way, last = path.split("/")
        node = at(data, way)
        node[int(last) if isinstance(node, list) else last] = copy.deepcopy(value)

    return change


def drop(path: str) -> Change:
    """Return a change that takes away what is at a path."""

    def change(data: Data) -> None:
        *way, last = path.split("/")
        node = at(data, way)
        del node[int(last) if isinstance(node, list) else last]

    return change


def add(path: str, value: object) -> Change:
    """Return a change that appends to the list at a path."""

    def change(data: Data) -> None:
        at(data, path.split("/")).append(copy.deepcopy(value))

    return change


def both(*changes: Change) -> Change:
    """Return several changes as one."""

    def change(data: Data) -> None:
        for each in changes:
            each(data)

    return change
