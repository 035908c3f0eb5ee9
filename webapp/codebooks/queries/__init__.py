"""Questions about codebooks, what uses their codes, and what shows them at work."""
