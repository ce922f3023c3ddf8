from __future__ import annotations

import json
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import Installed

PACKAGES = ("cli", "instances", "optimizer")


def source_files(root: Path) -> dict[str, bytes]:
    """What a wheel should hold: every file of the three packages, Python or data."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path, project_root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {
            name: archive.read(name)
            for name in archive.namelist()
            if ".dist-info/" not in name and not name.endswith("/")
        }
    expected = source_files(project_root)
    assert set(held) == set(expected)
    assert [name for name in expected if held[name] != expected[name]] == []


def test_wheel_carries_licence_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = {
            name.split("/", 1)[1]: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name
        }
    assert "MIT License" in info["licenses/LICENSE"]
    assert "kringplan = cli.main:main" in info["entry_points.txt"]


def test_installed_top_level_names_are_exactly_ours(installed: Installed, project_root: Path) -> None:
    code = """
import importlib.metadata, json
files = importlib.metadata.files("kringplan")
print(json.dumps(sorted({file.parts[0] for file in files if file.parts[0] != ".."})))
"""
    declared = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    info = f"kringplan-{declared['project']['version']}.dist-info"
    assert json.loads(installed.python(code)) == sorted([*PACKAGES, info])


def test_nobody_else_owns_our_names(installed: Installed) -> None:
    code = """
import importlib.metadata, json
print(json.dumps({k: sorted(set(v)) for k, v in importlib.metadata.packages_distributions().items()}))
"""
    owners = json.loads(installed.python(code))
    assert {name: owners[name] for name in PACKAGES} == {name: ["kringplan"] for name in PACKAGES}
    assert "ortools" in owners, "the borrowed packages are not seen, so this test would show nothing"


@pytest.mark.parametrize("package", PACKAGES)
def test_package_is_imported_from_the_wheel_and_typed(installed: Installed, package: str) -> None:
    file = Path(installed.python(f"import {package}; print({package}.__file__)").strip())
    assert file.is_relative_to(installed.site_packages)
    assert file.with_name("py.typed").is_file()


def test_command_works_from_an_empty_folder(installed: Installed) -> None:
    assert "week" in installed.kringplan("--help")
    assert list(installed.empty.iterdir()) == []
