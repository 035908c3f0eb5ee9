"""What programs can ask for, and what the pages about their tokens show."""
