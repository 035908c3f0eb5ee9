"""What pages about disputes show."""
