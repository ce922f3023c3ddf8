"""JSON Schema of what comes in and goes out."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from typing import Any, Literal

from pydantic import BaseModel

from optimizer.domain.base import Frozen
from optimizer.domain.defaults.names import NAMED
from optimizer.domain.joint import JointResult
from optimizer.domain.placement import PlacementResult
from optimizer.domain.plan import Plan
from optimizer.domain.references import REFERENCES
from optimizer.domain.region import SCHEMA_VERSION, Region
from optimizer.domain.result import Result

Kind = Literal["region", "plan", "result", "placement", "joint"]
Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FROM_NAME = "made from the name"
_FROM_ID = "equal to the id"
FILLED_IN: dict[str, dict[str, str]] = {
    "Region": {
        "id": "region",
        "name": _FROM_ID,
        "week": "the week after today",
        "kringen": "one per kring that the schools name; else one per gemeente; else one",
        "gemeenten": "one per gemeente that the schools name",
        "besturen": "one per bestuur that the schools name",
    },
    "Gemeente": {"id": _FROM_NAME, "name": _FROM_ID},
    "Bestuur": {"id": _FROM_NAME, "name": _FROM_ID},
    "Kring": {"id": _FROM_NAME, "name": _FROM_ID},
    "Partner": {"id": _FROM_NAME, "name": _FROM_ID},
    "Budget": {"id": "budget-1, budget-2, ..."},
    "School": {
        "id": _FROM_NAME,
        "name": _FROM_ID,
        "kring": "when no school has one: that of its gemeente, else the only one",
        "hours": "08:30-12:00 and 12:30-15:00, Wednesday afternoon closed",
        "ib_hours": "the same as hours",
        "rooms": "1 in every half day",
    },
    "Begeleider": {
        "id": _FROM_NAME,
        "name": _FROM_ID,
        "kringen": "all kringen",
        "base": "the medoid school of the home kring",
        "availability": "08:30-12:15 and 12:45-16:00 in all ten half days",
        "contract_minutes": "the sum of the availability windows",
    },
    "Groepsarrangement": {"kringen": "all kringen", "hosts": "all schools of the SWV in those kringen"},
    "Leerling": {"eligible_rungs": "the policy's rungs for its kind that need no admission"},
    "Overleg": {
        "hosts": "all schools of the SWV in its kring, or in all kringen",
        "weeks": "the week of the region",
    },
    "Policy": {
        "levels": "light: AB, AD, trajectbegeleider; heavy: AB, AD",
        "session_starts": "09:00 and 13:00",
    },
    "PlacementPolicy": {"rungs": "nearest and most regular first; for a return every regular rung first"},
}
"""Per type the fields that may be left out although the type needs them, with what is then filled in."""


def json_schema(kind: Kind) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a region or plan as it comes in, or of a result as it goes out.

    Fields that intake fills in are not required, and their description says what is filled in. No object takes
    fields that are not named, so nothing about a pupil can be said for which there is no field.
    """
    models: dict[str, tuple[type[Frozen], Literal["validation", "serialization"]]] = {
        "region": (Region, "validation"),
        "plan": (Plan, "validation"),
        "result": (Result, "serialization"),
        "placement": (PlacementResult, "serialization"),
        "joint": (JointResult, "serialization"),
    }
    model, mode = models[kind]
    schema = model.model_json_schema(mode=mode)
    types = {model.__name__: schema, **schema.get("$defs", {})}
    for name, cls in _classes(model).items():
        if name in types:
            _describe(types[name], cls)
    for name, filled in FILLED_IN.items():
        if name in types and kind == "region":
            _relax(types[name], filled)
    if kind == "result":
        _as_written(types)
    elif kind not in {"placement", "joint"}:
        types["Plan"]["properties"]["schema_version"] |= _version()
    if kind == "region":
        schema["properties"]["schema_version"] |= _version()
        schema["properties"]["postcodes"]["additionalProperties"] = False
        _allow_one_number(types["School"]["properties"])
        _allow_names(types)
    return {"$schema": _DIALECT, **schema}


def _version() -> Schema:
    return {"minimum": 1, "maximum": SCHEMA_VERSION}


def _relax(of: Schema, filled: dict[str, str]) -> None:
    required = [name for name in of.get("required", ()) if name not in filled]
    of.pop("required", None)
    if required:
        of["required"] = required
    for name, value in filled.items():
        field = of["properties"][name]
        said = field.get("description", "")
        field["description"] = f"{said} Default: {value}.".strip()


def _allow_one_number(school: Schema) -> None:
    """Let the rooms of a school be one number for all half days."""
    mapping = school["rooms"]
    told = {key: mapping.pop(key) for key in ("title", "description") if key in mapping}
    school["rooms"] = told | {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 1_000_000}, mapping]}


def _allow_names(types: dict[str, Schema]) -> None:
    """Let a reference to what has a name be that name too."""
    for reference in REFERENCES:
        if not set(reference.targets) <= set(NAMED):
            continue
        node = {"$ref": types["Region"]["properties"][reference.source]["items"]["$ref"]}
        for step in reference.path:
            of = _resolved(node, types)
            node = of["items"] if step == "*" else of["properties"][step]
        for leaf in node.get("anyOf", [node]):
            if leaf.get("type") == "string":
                leaf.pop("pattern", None)
                leaf |= {"minLength": 1, "maxLength": 200}


def _resolved(node: Schema, types: dict[str, Schema]) -> Schema:
    """Follow a schema node to the object or list it describes."""
    node = next((option for option in node.get("anyOf", ()) if option.get("type") != "null"), node)
    return types[node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node else node


def _as_written(types: dict[str, Schema]) -> None:
    """Describe a result as `optimizer.io` writes it: an empty conflict left out, violations with their text."""
    types["Result"]["required"] = ["status", "stages", "certificate", "checker", "plan", "unserved"]
    violation = types["Violation"]
    violation["properties"]["text"] = {"type": "string", "title": "Text", "description": "The violation in words."}
    violation["required"] = ["rule", "items", "text"]


def _classes(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return a model and all models it is made of, by name."""
    found: dict[str, type[BaseModel]] = {}
    ahead: list[object] = [model]
    while ahead:
        annotation = ahead.pop()
        if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
            if annotation.__name__ not in found:
                found[annotation.__name__] = annotation
                ahead += [field.annotation for field in annotation.model_fields.values()]
        else:
            ahead += getattr(annotation, "__args__", ())
    return found


def _describe(of: Schema, cls: type[BaseModel]) -> None:
    """Put the text under each field in the code into the schema."""
    documented = _attribute_texts(cls)
    for name, field in cls.model_fields.items():
        entry = of.get("properties", {}).get(field.alias or name)
        if entry is not None and name in documented:
            entry["description"] = documented[name]


def _attribute_texts(cls: type[BaseModel]) -> dict[str, str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    texts: dict[str, str] = {}
    for statement, after in itertools.pairwise(body):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            texts[statement.target.id] = " ".join(inspect.cleandoc(after.value.value).split())
    return texts
