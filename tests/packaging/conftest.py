"""Builds the project as it is released, and installs it where its source is out of reach."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest


def run(command: list[str | Path], folder: Path) -> str:
    """Run a command without the caller's Python path: its stdout, or a failure that shows what it said."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # the build backend looks for its program on the path, where an environment that is in use but not
    # activated has not put it
    env["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), env.get("PATH", os.defpath)])
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(hook: str, source: Path, out: Path) -> Path:
    """Call a hook of the build backend, as any installer does, and return the file it made."""
    call = f"import sys, uv_build; print(uv_build.{hook}(sys.argv[1]))"
    return out / run([sys.executable, "-c", call, out], source).splitlines()[-1]


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it; its third-party packages are those of the running environment."""

    folder: Path
    empty: Path

    @property
    def site_packages(self) -> Path:
        return next((self.folder / "lib").glob("python3*/site-packages"))

    def python(self, code: str) -> str:
        return run([self.folder / "bin" / "python", "-I", "-c", code], self.empty)

    def kringplan(self, *arguments: str) -> str:
        return run([self.folder / "bin" / "kringplan", *arguments], self.empty)


@pytest.fixture(scope="session")
def sdist(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("build_sdist", project_root, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution: so that one is shown to be complete too."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    return build("build_wheel", source, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    environment = Installed(folder / "venv", folder / "empty")
    environment.empty.mkdir()
    run([sys.executable, "-m", "venv", environment.folder], folder)
    install = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check"]
    run([environment.folder / "bin" / "python", *install, "--root-user-action=ignore", wheel], folder)
    # appended behind the new environment's own packages; a .pth file in the borrowed folder, such as
    # the one of an editable install, has no effect from here
    borrowed = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (environment.site_packages / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return environment
