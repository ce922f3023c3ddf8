"""The week plan: who serves which hulpvraag, when and in which order."""
