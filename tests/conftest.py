"""What tests of every room share: the hypothesis profile, the project's root and the open data beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT_ROOT = Path(__file__).resolve().parents[1]

# on a shared machine a deadline measures the neighbours; in CI every run draws the same examples
settings.register_profile("kringplan", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True)
settings.load_profile("kringplan")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds pyproject.toml."""
    return PROJECT_ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with open data, `$KRINGPLAN_DATA` or `../shared/data`; without it the test skips."""
    folder = Path(os.environ.get("KRINGPLAN_DATA") or PROJECT_ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"open data not found in {folder}: set KRINGPLAN_DATA to the folder that holds nl/")
    return folder
