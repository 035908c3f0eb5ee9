"""Input about claims and their words."""
