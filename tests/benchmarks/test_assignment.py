from __future__ import annotations

from click.testing import CliRunner

from benchmarks.__main__ import main


def test_a_small_geography_is_solved_and_priced() -> None:
    sizes = ["--items", "120", "--schools", "20", "--arcs", "8", "--slack", "1.0", "--questions", "10"]
    done = CliRunner().invoke(main, ["assignment", *sizes])
    assert done.exit_code == 0, done.output
    assert "16 of 16 stages proven" in done.output
    assert "50 prices" in done.output
