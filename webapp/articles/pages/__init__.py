"""What pages about articles show."""
