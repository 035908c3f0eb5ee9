"""Questions of programs, and about their tokens."""
