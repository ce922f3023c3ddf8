"""Other ways to plan a week, each on the part of it that it can express; the project's own checker judges all."""
