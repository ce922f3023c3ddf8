"""Views of placement proposals: a summary, one leerling, one school, the two lenses, a family's own check."""
