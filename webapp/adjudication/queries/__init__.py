"""Questions about what waits to be settled, and what was answered."""
