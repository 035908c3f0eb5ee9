"""The codes that a project's forms offer, version by version."""
