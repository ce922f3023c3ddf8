"""How good and how fast: value, bound and gap per stage, seconds and memory."""
