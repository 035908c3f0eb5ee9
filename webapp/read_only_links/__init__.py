"""Read-only links: one dispute for people without an account; made, ended, and read."""
