"""Changes that settle claims, and that open them again."""
