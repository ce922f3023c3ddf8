"""A first plan by insertion, improved by ruin and recreate; fast, deterministic, without any solver."""
