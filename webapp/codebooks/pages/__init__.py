"""What pages about a codebook show, and what they hear."""
