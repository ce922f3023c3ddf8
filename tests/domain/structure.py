"""A small validator of the part of JSON Schema that the project's schemas use; another keyword is an error here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TOLD = {"title", "description", "default", "examples", "$defs", "$schema", "format"}
_CHECKED = {
    "type", "enum", "const", "anyOf", "$ref", "pattern", "minLength", "maxLength", "minimum", "maximum", "items",
    "prefixItems", "minItems", "maxItems", "properties", "required", "additionalProperties", "patternProperties",
    "propertyNames",
}  # fmt: skip
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}


def errors(value: object, schema: dict[str, Any], root: dict[str, Any], where: str = "") -> Iterator[str]:
    """Yield where a value does not fit a schema."""
    unknown = set(schema) - _TOLD - _CHECKED
    assert not unknown, f"the validator does not know {unknown}"
    if "$ref" in schema:
        yield from errors(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, where)
    if "anyOf" in schema and not any(not list(errors(value, option, root)) for option in schema["anyOf"]):
        yield f"{where}: fits nothing"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: no choice"
    if "const" in schema and value != schema["const"]:
        yield f"{where}: not the constant"
    if "type" in schema:
        fits = isinstance(value, _TYPES[schema["type"]]) and (
            schema["type"] == "boolean" or not isinstance(value, bool)
        )
        if not fits:
            yield f"{where}: no {schema['type']}"
            return
    if isinstance(value, str):
        yield from _text_errors(value, schema, where)
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number_errors(value, schema, where)
    if isinstance(value, list):
        yield from _list_errors(value, schema, root, where)
    if isinstance(value, dict):
        yield from _object_errors(value, schema, root, where)


def _number_errors(value: float, schema: dict[str, Any], where: str) -> Iterator[str]:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{where}: out of range"


def _text_errors(value: str, schema: dict[str, Any], where: str) -> Iterator[str]:
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where}: not the pattern"
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{where}: wrong length"


def _list_errors(value: list[Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{where}: wrong length"
    first = schema.get("prefixItems", [])
    for index, item in enumerate(value):
        of = first[index] if index < len(first) else schema.get("items", {})
        yield from errors(item, of, root, f"{where}/{index}")


def _object_errors(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> Iterator[str]:
    named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    others = schema.get("additionalProperties", True)
    yield from (f"{where}/{name}: missing" for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        if "propertyNames" in schema:
            yield from errors(name, schema["propertyNames"], root, f"{where}/{name}")
        matching = [of for pattern, of in patterns.items() if re.search(pattern, name)]
        if name in named:
            yield from errors(item, named[name], root, f"{where}/{name}")
        elif matching:
            yield from (error for of in matching for error in errors(item, of, root, f"{where}/{name}"))
        elif others is False:
            yield f"{where}/{name}: unknown"
        elif isinstance(others, dict):
            yield from errors(item, others, root, f"{where}/{name}")
