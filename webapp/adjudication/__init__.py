"""Settling claims on which answers differ, and giving them back to annotators."""
