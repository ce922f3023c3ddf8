"""What exists: entities, calendar, active demand, policy, plans, results. Standard library and pydantic only."""
