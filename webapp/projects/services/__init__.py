"""Changes to projects and their members."""
