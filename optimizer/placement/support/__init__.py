"""Support at the place: what leerlingen need, who can give it, and what is missing."""
