"""Names: who each source is within its article, by rules."""
