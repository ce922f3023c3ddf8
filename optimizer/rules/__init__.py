"""The executable specification of the week plan: one file per rule and per stage, judged without any solver."""
