"""Signing in and out, links, passwords, one's own account."""
