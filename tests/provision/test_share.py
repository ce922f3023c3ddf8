from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.provision.share import fair_shares, proportional


@pytest.mark.parametrize(
    ("have", "asked", "may", "shares"),
    [
        ({"p": 100}, {"x": 60}, {"x": "p"}, {"x": 60}),
        ({"p": 100}, {"x": 100, "y": 100}, {"x": "p", "y": "p"}, {"x": 50, "y": 50}),
        # in proportion to what is asked, not in equal parts
        ({"p": 100}, {"x": 300, "y": 100}, {"x": "p", "y": "p"}, {"x": 75, "y": 25}),
        # whoever has the choice goes where the other cannot
        ({"p": 100, "q": 100}, {"x": 100, "y": 100}, {"x": "pq", "y": "q"}, {"x": 100, "y": 100}),
        ({"p": 100, "q": 100}, {"x": 100, "y": 100}, {"x": "qp", "y": "q"}, {"x": 100, "y": 100}),
        # a chain: p can only do x, so q moves to y, so r moves to z
        ({"p": 90, "q": 90, "r": 90}, {"x": 90, "y": 90, "z": 90}, {"x": "qp", "y": "rq", "z": "r"},
         {"x": 90, "y": 90, "z": 90}),
        # one that cannot rise does not hold back the others
        ({"p": 10, "q": 100}, {"x": 100, "y": 100}, {"x": "p", "y": "q"}, {"x": 10, "y": 100}),
        ({"p": 0}, {"x": 10, "y": 0}, {"x": "p", "y": "p"}, {"x": 0, "y": 0}),
        ({}, {"x": 10}, {"x": ""}, {"x": 0}),
    ],
)  # fmt: skip
def test_shares(have: dict[str, int], asked: dict[str, int], may: dict[str, str], shares: dict[str, int]) -> None:
    assert fair_shares(have, asked, may) == shares


def most_together(have: dict[str, int], asked: dict[str, int], may: dict[str, list[str]]) -> int:
    """Minutes that can be given at most, by another program."""
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from(("s", "t"))
    for person, minutes in have.items():
        graph.add_edge("s", ("p", person), capacity=minutes)
    for line, minutes in asked.items():
        graph.add_edge(("l", line), "t", capacity=minutes)
        for person in may[line]:
            graph.add_edge(("p", person), ("l", line))
    return int(nx.maximum_flow_value(graph, "s", "t"))


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int], dict[str, list[str]]]:
    people = {f"p{i}": draw(st.integers(0, 120)) for i in range(draw(st.integers(1, 4)))}
    lines = {f"x{i}": draw(st.integers(0, 120)) for i in range(draw(st.integers(1, 4)))}
    return people, lines, {line: draw(st.lists(st.sampled_from(sorted(people)), unique=True)) for line in lines}


@given(cases())
def test_nothing_is_left_unused_and_nobody_covered_better_could_give(
    case: tuple[dict[str, int], dict[str, int], dict[str, list[str]]],
) -> None:
    have, asked, may = case
    shares = fair_shares(have, asked, may)
    assert all(0 <= shares[line] <= asked[line] for line in asked)
    assert most_together(have, shares, may) == sum(shares.values()) == most_together(have, asked, may)
    for line in asked:
        for other in asked:
            # two per cent: the step in which coverage rises, and its rounding to whole minutes
            lead = shares[other] * asked[line] - shares[line] * asked[other]
            if shares[line] < asked[line] and lead > 0.02 * asked[line] * asked[other] + asked[line] + asked[other]:
                moved = shares | {line: shares[line] + 1, other: shares[other] - 1}
                assert most_together(have, moved, may) < sum(moved.values())


@pytest.mark.parametrize(
    ("asked", "available", "shares"),
    [
        ([3, 2], 5, [3, 2]),
        ([3, 2], 9, [3, 2]),
        ([4, 4], 5, [3, 2]),
        ([5, 2, 1], 4, [3, 1, 0]),
        ([1, 1, 1], 1, [1, 0, 0]),
        ([2, 3], 0, [0, 0]),
        ([], 4, []),
    ],
)
def test_largest_remainder(asked: list[int], available: int, shares: list[int]) -> None:
    assert proportional(asked, available) == shares
