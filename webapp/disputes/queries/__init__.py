"""What pages about disputes ask."""
