"""Seeded regions: a generator, presets of real school lists, and the shipped default region."""
