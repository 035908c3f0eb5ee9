"""The list of projects and their members."""
