"""Assignment under nested capacities, stage by stage, exactly: the flows and their proofs."""

from optimizer.solving.assignment.moves import Move, Price
from optimizer.solving.assignment.problem import Assignment, Stage
from optimizer.solving.assignment.search import Lexicographic

__all__ = ["Assignment", "Lexicographic", "Move", "Price", "Stage"]
