"""The executable specification of the joint plan: what joins a week and placements; see docs/joint.md."""
