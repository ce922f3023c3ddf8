"""One file a stage of placement."""
