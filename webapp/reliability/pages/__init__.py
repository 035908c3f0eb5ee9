"""What is compared, and what pages of agreement show."""
