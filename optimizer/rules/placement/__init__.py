"""The executable specification of placement: rules, stages, and who may go where; see docs/placement.md."""
