"""Input about disputes, a module for each kind."""
