"""Files and texts that data comes in by and goes out by."""
