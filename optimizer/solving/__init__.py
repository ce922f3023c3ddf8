"""Solvers behind one small face; the only room that touches OR-Tools."""
