from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks.__main__ import main


def test_a_region_is_made_read_and_measured(tmp_path: Path) -> None:
    file = tmp_path / "placement.json"
    done = CliRunner().invoke(main, ["placement", "--asking", "15", "--json", str(file)])
    assert done.exit_code == 0, done.output
    (found,) = json.loads(file.read_text(encoding="utf-8"))["rows"]
    assert (found["case"], found["seed"], found["schools"]) == ("region", 1, 60)
    assert found["asking"] >= 15
    assert {"read", "place", "write"} == set(found["steps"])
    assert found["accepted"]
    assert all(value == bound for value, bound in found["values"].values())
    assert "region seed 1" in done.output
