"""Questions about projects, their members, and how far they are."""
