"""Questions about claims, a module for each kind."""
