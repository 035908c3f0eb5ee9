"""Questions about sources, by what they are about."""
