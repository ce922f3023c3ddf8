"""The direct CP-SAT model of the week: tours with times in one model, no decomposition."""
