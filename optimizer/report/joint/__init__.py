"""The joint plan for people: a roster in which visits to new leerlingen stand, and proposals that name them."""
