"""What leaves a project: its tables as CSV, and how they come back."""
