"""Changes to tags, and what comes with them."""
