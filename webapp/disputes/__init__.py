"""Disputes: competing accounts side by side, what they rest on, and what follows."""
