"""The shipped default region: what the generator makes, small, and quickly read."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

from instances.default import FILE
from instances.ship import make
from optimizer.domain.region import Region


def test_the_generator_makes_the_shipped_file_again() -> None:
    shipped = resources.files("instances").joinpath(FILE).read_text(encoding="utf-8")
    assert make() == shipped, "run `python -m instances.ship`"


def test_it_is_small(default: Region) -> None:
    text = resources.files("instances").joinpath(FILE).read_text(encoding="utf-8")
    assert len(text) < 250_000
    assert (len(default.kringen), len(default.schools), len(default.begeleiders)) == (8, 56, 16)
    assert (len(default.hulpvragen), len(default.arrangementen), len(default.leerlingen)) == (180, 8, 60)


def test_reading_it_is_quick_and_loads_no_heavy_package() -> None:
    code = (
        "import sys, time, instances; from instances.default import default_region;"
        "start = time.process_time(); default_region(); print(time.process_time() - start);"
        "print([m for m in ('numpy', 'scipy', 'networkx', 'ortools', 'instances.generator') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, heavy = found.stdout.splitlines()
    assert float(seconds) < 0.3
    assert heavy == "[]"
