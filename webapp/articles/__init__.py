"""Importing texts: stored once, never altered."""
