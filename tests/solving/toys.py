"""Toy models with optima known by hand, and signals without a clock."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.solving.cpsat import CpModel, IntVar, total
from optimizer.solving.lexicographic import Lexicographic, Stage
from optimizer.solving.limits import Limits, Meter
from optimizer.solving.neighbourhoods import Neighbourhood


@dataclass
class Signal:
    """A stop signal that is set, or sets itself after being asked so many times."""

    after: int = 0
    asked: int = 0

    def is_set(self) -> bool:
        self.asked += 1
        return self.asked > self.after


@dataclass
class Toy:
    """Variables with a row each, and stages over them."""

    model: CpModel = field(default_factory=CpModel)
    stages: list[Stage] = field(default_factory=list)

    def variable(self, low: int, high: int, name: str) -> IntVar:
        return self.model.new_int_var(low, high, name)

    def stage(self, key: str, variable: IntVar, known_bound: int = 0) -> None:
        self.stages.append(Stage(key, variable, known_bound))


def trade(*order: str) -> Toy:
    """`cheap` + `dear` >= 3, each worth 10 and 1: minimising the first of the order pushes all onto the other.

    Weighed together (cheap counts 1, dear counts 1000) the optimum would never have dear = 3.
    """
    toy = Toy()
    dear, cheap = toy.variable(0, 3, "dear"), toy.variable(0, 3, "cheap")
    toy.model.add(dear + cheap >= 3)
    for key in order:
        toy.stage(key, {"dear": dear, "cheap": cheap}[key])
    return toy


def knapsack(items: int = 40, seed: int = 1) -> Toy:
    """A multi-row knapsack whose value left behind is the stage; a first solution is easy, proof is not."""
    lot, toy = random.Random(seed), Toy()
    taken = [toy.model.new_bool_var(f"take{i}") for i in range(items)]
    worth = [lot.randint(10, 60) for _ in taken]
    for _ in range(5):
        size = [lot.randint(5, 50) for _ in taken]
        toy.model.add(total(s * t for s, t in zip(size, taken, strict=True)) <= sum(size) // 3)
    left = toy.variable(0, sum(worth), "left")
    toy.model.add(left == sum(worth) - total(w * t for w, t in zip(worth, taken, strict=True)))
    toy.stage("left", left)
    few = toy.variable(0, items, "few")
    toy.model.add(few == total(taken))
    toy.stage("few", few)
    return toy


def relaxed(toy: Toy) -> tuple[CpModel, list[Stage]]:
    """The weakest relaxation there is: the ranges of the stages, and nothing else."""
    bare = Toy()
    for stage in toy.stages:
        domain = toy.model.proto.variables[stage.variable.index].domain
        bare.stage(stage.key, bare.variable(min(domain), max(domain), stage.key))
    return bare.model, bare.stages


def windows(toy: Toy, width: int, lot: random.Random) -> Iterator[Neighbourhood]:
    """Free a random few of the Booleans; the rest stay as they are."""
    names = [(i, v) for i, v in enumerate(toy.model.proto.variables) if list(v.domain) == [0, 1]]
    indices = [i for i, _ in names]

    def around(free: frozenset[int]) -> Neighbourhood:
        def fixed(values: Sequence[int]) -> dict[int, int]:
            return {i: values[i] for i in indices if i not in free}

        return fixed

    while True:
        yield around(frozenset(lot.sample(indices, min(width, len(indices)))))


def driver(toy: Toy, limits: Limits | None = None, *, seed: int = 1, threads: int = 1) -> Lexicographic:
    return Lexicographic(
        toy.model,
        toy.stages,
        Meter(limits or Limits(None)),
        relaxed(toy),
        lambda _, lot: windows(toy, 8, lot),
        seed=seed,
        threads=threads,
    )
