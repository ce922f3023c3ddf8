"""The catalogue: both languages say the same things, and nothing that is never asked."""

from __future__ import annotations

import string
import tomllib
from importlib import resources
from typing import Any

import pytest

import optimizer.language
from optimizer.domain.fault import DefaultUsed
from optimizer.domain.references import REFERENCES
from optimizer.domain.region import Region
from optimizer.domain.schema import json_schema
from optimizer.domain.wording import default_key, default_text
from optimizer.language import LANGUAGES, catalogue, text
from tests.domain.fault_cases import CASES
from tests.io.file_cases import FILE_CASES, SYSTEM_FAULTS, TEXT_FAULTS


def keys_of(subject: str, lang: str = "nl") -> dict[str, str]:
    """Return the texts of one file by key."""
    found: dict[str, str] = {}

    def flatten(prefix: str, node: dict[str, Any]) -> None:
        for name, value in node.items():
            if isinstance(value, dict):
                flatten(f"{prefix}{name}.", value)
            else:
                found[prefix + name] = value

    file = resources.files(optimizer.language) / lang / f"{subject}.toml"
    flatten("", tomllib.loads(file.read_text(encoding="utf-8")))
    return found


def placeholders(template: str) -> set[str]:
    """Return the names that a text leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_both_languages_hold_the_same_keys_with_the_same_placeholders() -> None:
    dutch, english = catalogue("nl"), catalogue("en")
    assert set(dutch) == set(english)
    for key, template in dutch.items():
        assert placeholders(template) == placeholders(english[key]), key
        assert template.strip(), key
        assert english[key].strip(), key


def test_both_languages_have_the_same_files() -> None:
    names = [sorted(f.name for f in (resources.files(optimizer.language) / lang).iterdir()) for lang in LANGUAGES]
    assert names[0] == names[1]


def test_an_unknown_language_and_an_unknown_key_are_errors() -> None:
    with pytest.raises(ValueError, match="language 'fr'"):
        catalogue("fr")
    with pytest.raises(KeyError):
        text("fault.no-such-fault.what")
    with pytest.raises(KeyError):
        text("fault.too-small.what")


def test_every_fault_of_the_catalogue_has_a_case_and_every_case_its_texts() -> None:
    told = {key.split(".")[1] for key in keys_of("faults") if key.startswith("fault.")}
    provoked = {case.code for case in CASES} | {case.code for case in FILE_CASES} | TEXT_FAULTS | SYSTEM_FAULTS
    # a step that is lacking can only be shown with a later version: tests/domain/test_migrate.py
    provoked |= {"schema-version-too-old"}
    assert provoked == told
    assert len(told) >= 40
    for code in told:
        assert f"fault.{code}.what" in keys_of("faults")
        assert f"fault.{code}.mend" in keys_of("faults")


def test_every_word_for_a_fact_can_be_asked_for() -> None:
    words: dict[str, set[str]] = {}
    for key in keys_of("faults"):
        if key.startswith("fault-word."):
            _, fact, word = key.split(".")
            words.setdefault(fact, set()).add(word)
    assert set(words) == {"expected", "reason", "list", "part", "kind", "level"}
    assert {target for reference in REFERENCES for target in reference.targets[:1]} <= words["list"]
    assert words["list"] <= set(Region.model_fields)


def _possible_defaults() -> set[str]:
    """Return the catalogue key of every default that there can be: each field of each type, one level deep or two."""
    schema = json_schema("region")
    keys = {default_key(DefaultUsed(where=f"/{name}", value="")) for name in schema["properties"]}

    def walk(where: str, node: dict[str, Any]) -> None:
        target = node.get("items", node)
        for option in target.get("anyOf", [target]):
            if "$ref" in option:
                part = schema["$defs"][option["$ref"].rsplit("/", 1)[-1]]
                for name, field in part.get("properties", {}).items():
                    keys.add(default_key(DefaultUsed(where=f"{where}/{name}", value="")))
                    walk(f"{where}/{name}", field)

    for name, node in schema["properties"].items():
        walk(f"/{name}", node)
    return keys


def test_every_line_about_a_default_is_about_a_field_that_exists() -> None:
    lines = {key for key in keys_of("defaults") if key.startswith("default.")}
    assert lines - {"default.generic"} <= _possible_defaults()


def test_every_word_for_a_default_is_a_value_that_some_default_has() -> None:
    region = json_schema("region")
    values = {"true", "false", "= hours"}
    for part in (region, *region["$defs"].values()):
        values |= {str(field.get("default")) for field in part.get("properties", {}).values()}
    words = {key.removeprefix("default-value.") for key in keys_of("defaults") if key.startswith("default-value.")}
    assert words <= values


def test_a_default_without_a_line_of_its_own_names_its_field() -> None:
    default = DefaultUsed(where="/policy/of_a_later_version", value="6")
    assert default_text(default, "nl") == "policy/of_a_later_version (1): 6"
    assert default_text(default, "en") == "policy/of_a_later_version (1): 6"
