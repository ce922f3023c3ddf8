from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from benchmarks.document import Measured, document
from benchmarks.plot import Series, log_plot
from tests.benchmarks.test_summary import bounds, row

SVG = "{http://www.w3.org/2000/svg}"


def test_a_plot_has_a_line_per_series_that_rises_with_its_values() -> None:
    svg = log_plot("A & B", "x", "y", [Series("one", [(10, 0.1), (100, 1), (1000, 10)])], [10, 100, 1000])
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    (line,) = root.iter(f"{SVG}polyline")
    spots = [tuple(map(float, spot.split(","))) for spot in line.attrib["points"].split()]
    xs, ys = zip(*spots, strict=True)
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=0.2)
    assert ys[0] > ys[1] > ys[2]
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert {"A & B", "one", "10", "1,000", "0.1"} <= {text.text for text in root.iter(f"{SVG}text")}


@pytest.mark.parametrize("points", [[], [(10.0, 0.0)]])
def test_a_plot_of_nothing_or_of_zero_is_refused(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        log_plot("t", "x", "y", [Series("one", points)], [10, 100])


def breaking(found: dict[str, Any], commitments: int) -> dict[str, Any]:
    return found | {"values": found["values"] | {"running_broken": commitments}}


def test_what_breaks_commitments_is_not_the_best() -> None:
    rows = [row("kringplan", (0, 10, 40)), breaking(row("VROOM", (0, 0, 0)), 1)]
    measured = {"machine": "2 cores", "versions": {}, "rows": rows}
    text = document(Measured("python -m benchmarks report", measured, {"rows": []}), "images/growth.svg")
    assert "| kringplan | 0 | **0, 10, 40** |" in text
    assert "| VROOM | 1 | 0, 0, 0 |" in text


def page() -> str:
    rows = [
        row("kringplan", (0, 10, 40), bounds=bounds(0, 10, 40)),
        breaking(row("VROOM", (0, 20, 30), travel=7), 2),
        row("PyVRP", (0, 0, 0)) | {"failed": "Traceback\nMemoryError"},
    ]
    measured = {"machine": "2 cores", "versions": {"kringplan": "0.1.0"}, "rows": rows}
    grown = [row("kringplan", (0, 0, 40), bounds=bounds(0, 0, 20), hulpvragen=25, limit=30.0)]
    return document(Measured("python -m benchmarks report", measured, measured | {"rows": grown}), "images/growth.svg")


def test_the_page_names_command_machine_and_versions() -> None:
    for text in (
        "    python -m benchmarks report\n",
        "2 cores",
        "kringplan 0.1.0",
        "![Seconds against hulpvragen](images/growth.svg)",
    ):
        assert text in page()


def test_the_page_shows_every_method_and_the_best_in_the_order_of_the_classes() -> None:
    assert "| kringplan | 0 | **0, 10, 40** | 10 | 5.0 | 0.00% | 0.00%, 0.00%, 0.00% | 1 of 1 | 1 of 1 |" in page()
    assert "| VROOM | 2 | 0, 20, 30 | 7 | 5.0 | 0.00% | 0.00%, 2.00%, -2.50% | 1 of 1 | 0 of 1 |" in page()
    assert "| 25 | 16 | 5.00 | 5.0 | 2.0 | 100 | 40 | 2.00% | 1 of 1 |" in page()


def test_the_page_says_what_was_not_there_and_what_failed() -> None:
    assert page().count("**Not there when this was measured.**") == 3
    assert "- region, routing, seed 1, PyVRP: MemoryError" in page()
