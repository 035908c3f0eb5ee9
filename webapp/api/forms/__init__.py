"""What programs may ask, and input about their tokens."""
