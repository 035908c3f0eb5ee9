"""Changes to users, their sessions and their links."""
