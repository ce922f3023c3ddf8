from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

# written so that this file holds no match of its own
MACHINE_PATH = re.compile(rb"(?<![\w.~}/-])/(?:work|root|Users)/\w")
REGISTRY_HOST = re.compile(rb"(?:pypi|pythonhosted|npmjs)[.](?:org|com)\b")
LOCK_FILE = re.compile(r"(?:.*[.]lock|package-lock[.]json|pylock.*[.]toml)")


@pytest.fixture(scope="module")
def files(project_root: Path) -> list[Path]:
    """Files that are tracked or would be by `git add .`."""
    git = shutil.which("git")
    if git is None or not (project_root / ".git").exists():
        pytest.skip("not a git checkout: there is no list of tracked files")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=project_root, capture_output=True, check=True, text=True).stdout
    found = [project_root / name for name in listed.split("\0") if name]
    assert project_root / "pyproject.toml" in found
    return [path for path in found if path.is_file()]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY_HOST], ids=["machine path", "registry host"])
def test_no_file_names_a_machine_or_a_registry(
    files: list[Path], project_root: Path, pattern: re.Pattern[bytes]
) -> None:
    found = [
        f"{path.relative_to(project_root)}: {match[0].decode()}"
        for path in files
        for match in pattern.finditer(path.read_bytes())
    ]
    assert found == []


def test_no_lock_file(files: list[Path]) -> None:
    assert [path.name for path in files if LOCK_FILE.fullmatch(path.name)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(MACHINE_PATH, "cd /{}/main"), (MACHINE_PATH, '"/{}/x"'), (REGISTRY_HOST, "https://{}.org/simple")],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[bytes], text: str) -> None:
    name = "work" if pattern is MACHINE_PATH else "pypi"
    assert pattern.search(text.format(name).encode())
    assert not pattern.search(text.format("elsewhere").encode())
