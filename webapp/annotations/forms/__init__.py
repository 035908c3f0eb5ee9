"""Input about tags."""
