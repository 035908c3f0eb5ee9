"""What is compared, and what was found when it was computed last."""
