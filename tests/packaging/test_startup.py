from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"networkx", "numpy", "ortools", "pandas", "scipy"}


def modules_after(code: str, folder: Path) -> set[str]:
    """Top-level names of the modules that a new interpreter holds after running some code."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(name.split('.')[0] for name in sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", ["cli.main", "optimizer", "optimizer.domain", "instances"])
def test_start_up_is_light(module: str, project_root: Path) -> None:
    loaded = modules_after(f"import {module}", project_root)
    assert module.partition(".")[0] in loaded
    assert loaded & HEAVY == set()


def test_the_look_at_loaded_modules_sees_a_heavy_one(project_root: Path) -> None:
    assert "numpy" in modules_after("import numpy", project_root)
