"""Input about articles, a module for each kind."""
