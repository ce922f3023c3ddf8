from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[0-9][A-Za-z0-9.+!]*)")


@pytest.fixture(scope="module")
def lines(project_root: Path) -> list[str]:
    return (project_root / "constraints.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def pins(lines: list[str]) -> dict[str, Version]:
    matches = [match for line in lines if (match := PIN.fullmatch(line))]
    return {canonicalize_name(match["name"]): Version(match["version"]) for match in matches}


@pytest.fixture(scope="module")
def requirements(project_root: Path) -> list[Requirement]:
    """Everything that pyproject.toml asks for: base, every extra, and the build."""
    declared: dict[str, Any] = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    texts = [
        *project["dependencies"],
        *(text for extra in project["optional-dependencies"].values() for text in extra),
        *declared["build-system"]["requires"],
    ]
    found = [Requirement(text) for text in texts]
    return [requirement for requirement in found if requirement.name != "kringplan"]


def extra(project_root: Path, name: str) -> list[str]:
    declared: dict[str, Any] = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[str] = declared["project"]["optional-dependencies"][name]
    return found


def required_by(name: str, *, optional: set[NormalizedName]) -> list[str]:
    """What a distribution requires; peers of the benchmarks are looked into where they are installed."""
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        if canonicalize_name(name) not in optional:
            raise
        print(f"{name} is not installed: what it requires is not looked into")  # noqa: T201 - what is left out says so
        return []


def test_only_names_and_versions_each_once(lines: list[str], pins: dict[str, Version]) -> None:
    assert [line for line in lines if not PIN.fullmatch(line)] == []
    assert len(pins) == len(lines)


def test_every_requirement_is_pinned_within_its_range(
    requirements: list[Requirement], pins: dict[str, Version]
) -> None:
    assert [str(r) for r in requirements if canonicalize_name(r.name) not in pins] == []
    outside = [str(r) for r in requirements if pins[canonicalize_name(r.name)] not in r.specifier]
    assert outside == []


def test_what_the_requirements_require_is_pinned_too(
    requirements: list[Requirement], pins: dict[str, Version], project_root: Path
) -> None:
    waiting = list(requirements)
    optional = {canonicalize_name(Requirement(text).name) for text in extra(project_root, "peers")}
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        for text in required_by(requirement.name, optional=optional):
            below = Requirement(text)
            extras = ["", *requirement.extras]
            if below.marker is None or any(below.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(below)
    assert sorted({name for name, _ in seen} - set(pins)) == []
