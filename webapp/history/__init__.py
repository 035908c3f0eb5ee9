"""The history of a project, for all its members."""
