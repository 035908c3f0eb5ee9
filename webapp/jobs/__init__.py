"""Pages about work that outlasts a request: how far it is, what failed and why."""
