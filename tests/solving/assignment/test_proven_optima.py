"""The proven optima of public instances."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optimizer.solving.assignment import Assignment, Lexicographic, Stage


def test_aachen_sends_all_pupils_to_schools_at_the_proven_distance(shared_data: Path) -> None:
    folder = shared_data / "placement" / "aachen"
    data = json.loads((folder / "aachen.json").read_text(encoding="utf-8"))
    known = json.loads((folder / "optimal_values.json").read_text(encoding="utf-8"))
    students, capacity = np.array(data["students"]), np.array(data["capacity"])
    schools, levels = capacity.shape
    node, distance, level_of = [], [], []
    for community, row in enumerate(students):
        for level, pupils in enumerate(row):
            for _ in range(pupils):
                node += [*(school * levels + level for school in range(schools)), -1]
                distance += [*data["distance"][community], 0]
                level_of.append(level)
    problem = Assignment(
        np.arange(len(level_of) + 1) * (schools + 1),
        np.array(node),
        capacity.ravel(),
        np.full(schools * levels, -1),
    )
    cost = np.array(distance)
    search = Lexicographic(problem)
    assert search.minimise([problem.node < 0, cost]) == [Stage(0, 0), Stage(known["total"], known["total"])]
    each = np.bincount(level_of, weights=cost[search.choice], minlength=levels)
    assert each.astype(int).tolist() == known["per_class_level"]


def glasgow(folder: Path, name: str) -> tuple[Assignment, Any]:
    """Return students, projects (one place each) below supervisors; and the rank of every arc, 0 without a project."""
    text = (folder / f"{name}.soi").read_text(encoding="utf-8")
    preferences = [
        [int(project) - 1 for project in line.split(":")[1].split(",")]
        for line in text.splitlines()
        if line and not line.startswith("#")
        for _ in range(int(line.split(":")[0]))
    ]
    with (folder / f"{name}.dat").open(encoding="utf-8") as file:
        supervisors = [row for row in csv.DictReader(file) if row["Supervisor"]]
    projects = 1 + max(int(p) for row in supervisors for p in row["Projects"].split())
    parent = np.full(projects + len(supervisors), -1)
    for number, row in enumerate(supervisors):
        parent[[int(p) for p in row["Projects"].split()]] = projects + number
    capacity = np.concatenate([np.ones(projects, np.int64), [int(row["Capacity"]) for row in supervisors]])
    node = np.concatenate([[*wanted, -1] for wanted in preferences])
    rank = np.concatenate([[*range(1, len(wanted) + 1), 0] for wanted in preferences])
    first = np.concatenate([[0], np.cumsum([len(wanted) + 1 for wanted in preferences])])
    return Assignment(first, node, capacity, parent), rank


@pytest.mark.parametrize("number", [4, 5, 6])
def test_glasgow_projects_of_supervisors_have_the_proven_profiles(shared_data: Path, number: int) -> None:
    folder, name = shared_data / "placement" / "glasgow_spa", f"00038-{number:08}"
    problem, rank = glasgow(folder, name)
    highest = int(rank.max())
    stages = {
        "mincost": [rank],
        "greedy": [(rank > k) | (rank == 0) for k in range(1, highest)],
        "generous": [rank == k for k in range(highest, 1, -1)],
    }
    with (folder / "optimal_values.csv").open(encoding="utf-8") as file:
        known = [row for row in csv.DictReader(file) if row["instance"] == name]
    assert {row["objective"] for row in known} == set(stages)
    for row in known:
        search = Lexicographic(problem)
        found = search.minimise([rank == 0, *stages[row["objective"]]])
        assert all(stage.proven for stage in found)
        taken = rank[search.choice]
        assert problem.items - found[0].value == int(row["matched"])
        assert int(taken.sum()) == int(row["total_rank"])
        profile = [int((taken == k).sum()) for k in range(1, highest + 1)]
        if row["objective"] != "mincost":
            assert profile == [int(x) for x in row["profile"].split()]
