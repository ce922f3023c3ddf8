"""One file a command; each builds its command in the reader's language."""
