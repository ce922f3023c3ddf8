"""Why, what if and what now: reasons, repairs, forced plans, replanning and recommendations."""
