"""What the pages about projects show."""
