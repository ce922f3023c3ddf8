"""Neighbouring kringen form one connected, mutual graph without long edges."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instances.skeleton import gabriel_neighbours
from optimizer.domain.location import Location, straight_metres
from optimizer.domain.region import Region
from tests.instances.regions import small_weeks


def graph_of(neighbours: dict[str, tuple[str, ...]]) -> nx.Graph[str]:
    """The graph of kringen, every edge said from both sides."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(neighbours)
    graph.add_edges_from((a, b) for a, others in neighbours.items() for b in others)
    assert all(a in neighbours[b] for a, b in graph.edges)
    assert all(b in neighbours[a] for a, b in graph.edges)
    return graph


points = st.builds(
    Location, lat=st.floats(51.5, 52.5).map(lambda x: round(x, 3)), lon=st.floats(4.5, 6.0).map(lambda x: round(x, 3))
)


@given(st.lists(points, min_size=1, max_size=9, unique=True))
def test_the_graph_holds_a_minimum_spanning_tree(found: list[Location]) -> None:
    centres = {f"K{number}": point for number, point in enumerate(found)}
    graph = graph_of(gabriel_neighbours(centres))
    assert nx.is_connected(graph)
    whole = nx.complete_graph(list(centres))
    for a, b in whole.edges:
        whole.edges[a, b]["weight"] = straight_metres(centres[a], centres[b])
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] = whole.edges[a, b]["weight"]
    shortest = nx.minimum_spanning_tree(whole).size(weight="weight")
    assert nx.minimum_spanning_tree(graph).size(weight="weight") == pytest.approx(shortest)


def test_kringen_of_regions_are_connected(default: Region) -> None:
    for region in (default, small_weeks(1).this):
        assert nx.is_connected(graph_of({k.id: k.neighbours for k in region.kringen}))
